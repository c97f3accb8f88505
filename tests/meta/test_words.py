"""Text for readers avoids the phrases in refused_words.tsv; see docs/contributing/writing.md."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from demo import ROOT

REFUSED = ROOT / "tests/meta/refused_words.tsv"
# The style page shows words that it refuses.
STYLE = ROOT / "docs/contributing/writing.md"
# Texts that must stay: part of signed badges and published data, a table of words, and names that
# a script gives to what it did not invent.
KEPT = {
    "hooks/credfolio/badges/openbadges/achievement.py": "What is handed in:",
    "hooks/credfolio/pages/catalog/facts.py": "organisation",
    "theme/assets/facts.js": "organisation",
    "theme/assets/compare/rows.js": "organisation",
}
# The change log tells what was; it is not rewritten.
DOCS = sorted({*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")} - {ROOT / "CHANGELOG.md"})
TEMPLATES = sorted((ROOT / "theme").rglob("*.html"))
MODULES = sorted((ROOT / "hooks").rglob("*.py"))
MADE = {"node_modules", "generated", "built"}
SCRIPTS = sorted(
    path
    for folder in ("web", "theme/assets")
    for path in (ROOT / folder).rglob("*.*js")
    if not MADE & set(path.relative_to(ROOT).parts)
)


def refused(lines: str) -> list[str]:
    """The left column of the list, each phrase as a regular expression."""
    found = []
    for line in lines.splitlines():
        phrase, _, instead = line.partition("\t")
        if not line.startswith("#"):
            assert instead, f"{line!r} has no tab and better phrase"
            is_pattern = phrase.startswith("/") and phrase.endswith("/")
            spaced = phrase[1:-1].replace(" ", r"\s+") if is_pattern else as_pattern(phrase)
            found.append(spaced)
    return found


def as_pattern(phrase: str) -> str:
    return r"\s+".join(map(re.escape, phrase.split())) + r"\b"


PATTERN = re.compile(
    rf"\b(?:{'|'.join(refused(REFUSED.read_text(encoding='utf-8')))})", re.IGNORECASE
)


def said_in(source: str) -> Iterator[str]:
    """Every docstring and other text of a module; comments are for whoever changes it."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def joined(script: str) -> str:
    """The text of a script, with its long sentences and comments in one piece."""
    return re.sub(r"""["`]\s*\+\s*["`]|\n\s*(?://|\*(?!/))""", "", script)


@cache
def texts(path: Path) -> tuple[str, ...]:
    return tuple(_texts(path))


def _texts(path: Path) -> Iterator[str]:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        yield from said_in(text)
    elif path.suffix in (".js", ".mjs"):
        yield joined(text)
    elif path == STYLE:
        yield text.partition("## Words")[0] + text.partition("## What a test refuses")[2]
    else:
        yield re.sub(r"\{#.*?#\}", "", text, flags=re.DOTALL)


def faults(paths: list[Path], pattern: re.Pattern[str]) -> list[str]:
    found = []
    for path in paths:
        name = path.relative_to(ROOT).as_posix()
        for text in texts(path):
            said = text.replace(KEPT[name], "") if name in KEPT else text
            found += [
                f"{name}: {said[max(0, hit.start() - 30) : hit.end() + 30]!r}"
                for hit in pattern.finditer(said)
            ]
    return found


@pytest.mark.parametrize(
    "paths",
    [DOCS, TEMPLATES, MODULES, SCRIPTS],
    ids=["documents", "templates", "modules", "scripts"],
)
def test_no_text_has_a_phrase_that_the_style_refuses(paths: list[Path]) -> None:
    assert paths
    assert faults(paths, PATTERN) == []


def words_of(path: Path) -> Iterator[str]:
    """The sentences of a file, without the names of fields and files in them."""
    for text in texts(path):
        if path.suffix == ".py" and " " in text:
            yield re.sub(r"`[^`]+`|\{[^}]+\}|\S+\.md\b", "", text)
        elif path.suffix == ".md":
            prose = re.sub(r"^( *)```.*?^\1```", "", text, flags=re.DOTALL | re.MULTILINE)
            yield re.sub(r"`[^`\n]+`|\]\([^)]*\)|^# licence-group$", "", prose, flags=re.MULTILINE)
        elif path.suffix == ".html":
            yield re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "", text, flags=re.DOTALL)


def test_a_license_has_no_c_but_in_the_names_of_fields() -> None:
    lists = ROOT / "hooks/credfolio/checking/rules/privacy.py"  # words that forms of address begin
    found = [
        f"{path.relative_to(ROOT).as_posix()}: {text[max(0, hit.start() - 30) : hit.end() + 30]!r}"
        for path in [*DOCS, *TEMPLATES, *MODULES]
        if path not in (lists, STYLE)
        for text in words_of(path)
        for hit in re.finditer(r"\blicences?\b(?![-_/])", text, re.IGNORECASE)
    ]
    assert found == []


@pytest.mark.parametrize(
    "text",
    [
        "Sign it\nAnew.",
        "An answer that is\n    to be had elsewhere",
        "What you hand in",
        "Work handed in late",
        "a file that lies in\nthe folder",
        "the code stands on paper",
        "Organisations of the state",
        "in many Colours",
        "her name",
        "a list beside the page",
        "towards the end",
    ],
)
def test_phrases_are_refused_across_line_breaks_and_in_any_case(text: str) -> None:
    assert PATTERN.search(text)


@pytest.mark.parametrize(
    "text",
    [
        "a newer one",
        "two tokens, one of which is signed",
        "a page is laid out as blocks",
        "an organism, a realistic list",
        "an author, in four hours",
        "a standing rule",
        "aria-labelledby",
        "there and here",
    ],
)
def test_ordinary_words_are_not_refused(text: str) -> None:
    assert not PATTERN.search(text)


def test_a_kept_text_is_still_there() -> None:
    for name, kept in KEPT.items():
        assert kept in (ROOT / name).read_text(encoding="utf-8"), name


def test_docstrings_and_messages_of_a_module_are_read() -> None:
    source = 'def f():\n    """Lies there."""\n    raise ValueError(f"{f} is to be had")\n'
    assert [bool(PATTERN.search(text)) for text in said_in(source)].count(True) == 2


def test_sentences_and_comments_of_a_script_are_read_in_one_piece() -> None:
    script = """// It lies
// there.
/**
 * To sign
 * anew.
 */
const SAYS = {
  other: "An answer that is to be " +
    "had elsewhere.",
};
"""
    assert len(PATTERN.findall(joined(script))) == 3


def test_every_kind_of_script_is_read() -> None:
    found = {path.relative_to(ROOT).as_posix() for path in SCRIPTS}
    assert {"web/builder.js", "web/build.mjs", "theme/assets/plan/page.js"} <= found
