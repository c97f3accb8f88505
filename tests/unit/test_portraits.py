"""Drawings in place of photographs, and the marks of issuers."""

from __future__ import annotations

import re

import pytest
from defusedxml.ElementTree import parse

from credfolio.drawing.badge import OUTLINES
from credfolio.drawing.issuer_mark import draw_mark
from credfolio.records.model.educator import PlaceholderName
from credfolio.records.model.terms import values
from demo import ROOT

SVG = "{http://www.w3.org/2000/svg}"


def test_the_sheet_has_each_drawing_that_a_profile_may_name_and_no_color_of_its_own() -> None:
    sheet = parse(ROOT / "theme/assets/portraits.svg").getroot()
    assert sheet is not None
    assert {one.get("id") for one in sheet.iter(f"{SVG}symbol")} == set(values(PlaceholderName))
    assert {one.get("fill") for one in sheet.iter()} <= {None, "none"}
    assert {one.tag.removeprefix(SVG) for one in sheet.iter()} <= {
        *("svg", "defs", "symbol", "path", "circle"),
    }


@pytest.mark.parametrize("kind", OUTLINES)
def test_a_mark_follows_from_kind_id_and_letters_alone(kind: str) -> None:
    mark = draw_mark("lake-harlow-schools", kind, "LS")
    assert mark == draw_mark("lake-harlow-schools", kind, "LS")
    assert ">LS</text>" in mark
    assert mark != draw_mark("marrow-creek-schools", kind, "LS")
    assert not re.search(r"href|style|<title|id=", mark)


def test_letters_of_a_mark_are_text() -> None:
    assert ">&lt;&amp;</text>" in draw_mark("a", "vendor", "<&")
