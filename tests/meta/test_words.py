"""Text for readers avoids the phrases that docs/contributing/writing.md refuses."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from demo import ROOT

STYLE = ROOT / "docs/contributing/writing.md"
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


def refused() -> list[str]:
    """The left column of the table that the style page gives writers."""
    section = STYLE.read_text(encoding="utf-8").partition("## Phrases that a test refuses")[2]
    return re.findall(r"^\| (?!Refused|---)(.+?) \|", section, re.MULTILINE)


def pattern() -> re.Pattern[str]:
    phrases = (r"\s+".join(map(re.escape, phrase.split())) for phrase in refused())
    return re.compile(rf"\b(?:{'|'.join(phrases)})\b", re.IGNORECASE)


def said_in(source: str) -> Iterator[str]:
    """Every docstring and other text of a module; comments are for whoever changes it."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def joined(script: str) -> str:
    """The text of a script, with its long sentences and comments in one piece."""
    return re.sub(r"""["`]\s*\+\s*["`]|\n\s*(?://|\*(?!/))""", "", script)


def texts(path: Path) -> Iterator[str]:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        yield from said_in(text)
    elif path.suffix in (".js", ".mjs"):
        yield joined(text)
    elif path == STYLE:
        yield text.partition("## Phrases that a test refuses")[0]
    else:
        yield re.sub(r"\{#.*?#\}", "", text, flags=re.DOTALL)


@pytest.mark.parametrize(
    "paths",
    [DOCS, TEMPLATES, MODULES, SCRIPTS],
    ids=["documents", "templates", "modules", "scripts"],
)
def test_no_text_has_a_phrase_that_the_style_refuses(paths: list[Path]) -> None:
    assert paths
    found = [
        f"{path.relative_to(ROOT).as_posix()}: {text[max(0, hit.start() - 30) : hit.end() + 30]!r}"
        for path in paths
        for text in texts(path)
        for hit in pattern().finditer(text)
    ]
    assert found == []


def test_the_style_refuses_phrases_even_across_a_line_break() -> None:
    assert len(refused()) > 12
    assert pattern().search("Sign it\nAnew.")
    assert pattern().search("An answer that is\n    to be had elsewhere")
    assert not pattern().search("a newer one")


def test_docstrings_and_messages_of_a_module_are_read() -> None:
    source = 'def f():\n    """Lies there."""\n    raise ValueError(f"{f} is to be had")\n'
    assert [bool(pattern().search(text)) for text in said_in(source)].count(True) == 2


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
    assert len(pattern().findall(joined(script))) == 3


def test_every_kind_of_script_is_read() -> None:
    found = {path.relative_to(ROOT).as_posix() for path in SCRIPTS}
    assert {"web/builder.js", "web/build.mjs", "theme/assets/plan/page.js"} <= found
