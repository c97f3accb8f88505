"""Templates can be read: short lines, and one element of the page's structure in each."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from demo import ROOT
from glued_words import INLINE, glued_by_statements

TEMPLATES = sorted((ROOT / "theme").rglob("*.html"))
STYLES = sorted((ROOT / "theme" / "assets").glob("*.css"))
COLUMNS = 120
STRUCTURE = (
    "address|article|aside|blockquote|body|caption|dd|details|dialog|div|dl|dt|fieldset|figcaption|"
    "figure|footer|form|h[1-6]|head|header|hr|html|legend|li|main|nav|ol|optgroup|option|p|pre|"
    "search|section|select|summary|table|tbody|td|tfoot|th|thead|tr|ul"
)
"""The elements that HTML lays out as blocks, and the parts of lists, tables, and choices."""
START = re.compile(rf"<(?:{STRUCTURE})(?=[\s>{{]|$)")


def too_long(text: str) -> list[int]:
    """The numbers of the lines of `text` with more than `COLUMNS` characters."""
    return [number for number, line in enumerate(text.split("\n"), 1) if len(line) > COLUMNS]


def crowded(text: str) -> list[int]:
    """The numbers of the lines of `text` that start more than one element of the structure."""
    return [
        number for number, line in enumerate(text.split("\n"), 1) if len(START.findall(line)) > 1
    ]


BEFORE_INLINE = re.compile(rf"[\w.,;:!?)”’…]\n\s*(?:<(?:{INLINE})[\s>]|\{{\{{(?! \" \"))")
AFTER_INLINE = re.compile(rf"(?:</(?:{INLINE})>|(?<!\" \" )\}}\}})\n\s*[\w(“]")


def glued(text: str) -> list[int]:
    """The numbers of the lines whose break takes the space between two words away (ADR 0051)."""
    text = re.sub(r"\{#.*?#\}", lambda note: "\n" * note[0].count("\n"), text, flags=re.DOTALL)
    found = []
    for pattern in (BEFORE_INLINE, AFTER_INLINE):
        for hit in pattern.finditer(text):
            before = text[: text.index("\n", hit.start())]
            open_still = (("<", ">"), ("{%", "%}"), ("{{", "}}"))
            if not any(before.rfind(one) > before.rfind(other) for one, other in open_still):
                found.append(before.count("\n") + 1)
    return sorted(found)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_template_has_short_lines_with_one_element_each(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not too_long(text), "lines of more than 120 columns"
    assert not crowded(text), "lines with two elements"
    assert "\t" not in text
    if path.parent.name == "records":
        assert not glued(text), 'lines that end without `{{ " " }}`'
        assert not glued_by_statements(text), 'statements that begin without `{{ " " }}`'


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_a_style_sheet_has_short_lines(path: Path) -> None:
    """That each declaration has a line of its own is for the formatter: `make js`."""
    assert not too_long(path.read_text(encoding="utf-8"))


def test_the_rule_finds_what_it_is_for() -> None:
    assert too_long("a" * 120 + "\n" + "b" * 121) == [2]
    assert crowded("<p>one</p>\n<li><p>two</p></li>\n<li>\n<dl{% if x %} a{% endif %}><dt>") == [
        2,
        4,
    ]
    assert crowded("<pre><path/><link></pre>\n<p><span><a><strong><button>") == []


def test_a_break_next_to_a_link_or_a_value_is_found() -> None:
    assert glued("<p>\n  Read\n  <a>it</a>\n  now\n  {{ name }}\n</p>") == [2, 3, 4]
    assert glued('<p>\n  Read{{ " " }}\n  <a>it</a>{{ " " }}\n  now\n  then {{ name }}\n</p>') == []
    assert glued("{# Read\n #}\n<a href='x'\n  class='y'>\n{% if a and\n  b %}\n<p>\n") == []


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("<p>\n  One.\n  {% if a %}Two.{% endif %}\n  Three.\n</p>", [3, 4]),
        ("<p>\n  One\n  {% if a %}\n    two\n  {% else %}, three{% endif %}\n</p>", [4]),
        ("<p>{% for a in all %}\n  One.\n{% endfor %}\n</p>", [2]),
        ("<p>One.\n{% if a %}\n  {{ a }}\n{% endif %}\n</p>", [3]),
        ("<p>\n  <b>One.</b>\n  {% if a %}<i>Two.</i>{% endif %}\n</p>", [3]),
        ('<p>\n  One.{{ " " }}\n  {% if a %}Two.{{ " " }}{% endif %}\n  Three.\n</p>', []),
        ("<p>\n  One.\n</p>\n{% if a %}<p>Two.</p>{% endif %}\nThree.", []),
        ('<p class="one{% if a %} two{% endif %}"\n  {% if b %}id="three"{% endif %}>', []),
        ("{% if a %}\n  One.\n{% elif b %}\n  Two.\n{% else %}\n  Three.\n{% endif %}", []),
        ("{% for a in all %}\n  One{{ '; ' if not loop.last else '.' }}\n{% endfor %}", []),
        ('<b>One</b>\n{% if a %}<span class="cf-row__note">Two.</span>{% endif %}', []),
    ],
)
def test_a_statement_between_two_words_without_a_space_is_found(
    text: str, lines: list[int]
) -> None:
    assert glued_by_statements(text) == lines


def test_the_theme_has_templates_to_hold_to_it() -> None:
    assert len(TEMPLATES) > 30
    assert len(STYLES) > 10
