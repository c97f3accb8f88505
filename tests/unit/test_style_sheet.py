"""Style sheets are sent without what only their authors read."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from credfolio.text.style_sheet import squeezed

SHEETS = sorted((Path(__file__).parents[2] / "theme" / "assets").glob("*.css"))


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("/* why */\na,\nb {\n  color: red;\n}\n", "a,b{color: red;}"),
        (":root {\n  --night: ;\n}", ":root{--night: ;}"),
        ('a::before {\n  content: "/* ; {  " / "";\n}', 'a::before{content: "/* ; {  " / "";}'),
        (":is(.a)\n  :is(p, li) {\n}", ":is(.a) :is(p,li){}"),
        ("a { margin: calc(1rem + 2px) -0.7rem; }", "a{margin: calc(1rem + 2px) -0.7rem;}"),
        ("p::after { content: '\\'  '; }", "p::after{content: '\\'  ';}"),
    ],
)
def test_comments_and_layout_go_and_strings_stay(written: str, sent: str) -> None:
    assert squeezed(written) == sent
    assert squeezed(sent) == sent


def test_every_style_sheet_of_the_theme_gets_smaller() -> None:
    assert len(SHEETS) > 10
    for sheet in SHEETS:
        css = sheet.read_text(encoding="utf-8")
        sizes = [len(gzip.compress(text.encode(), 6)) for text in (squeezed(css), css)]
        assert sizes[0] < sizes[1], sheet.name
        assert squeezed(css).count("{") == squeezed(css).count("}")
