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


def texts(path: Path) -> Iterator[str]:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        yield from said_in(text)
    elif path == STYLE:
        yield text.partition("## Phrases that a test refuses")[0]
    else:
        yield re.sub(r"\{#.*?#\}", "", text, flags=re.DOTALL)


@pytest.mark.parametrize(
    "paths", [DOCS, TEMPLATES, MODULES], ids=["documents", "templates", "modules"]
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
