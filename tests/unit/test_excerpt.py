"""A finding's line with a caret under the place, as a terminal shows it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from credfolio.findings.excerpt import WIDEST, render_excerpt, width


def test_the_caret_is_under_the_value() -> None:
    assert render_excerpt("title: A\nissuer: rivside\n", 2, 9) == (
        "  2 | issuer: rivside\n"
        "    |         ^\n"
    )  # fmt: skip


def test_the_bar_stays_in_line_with_a_longer_number() -> None:
    assert render_excerpt("\n" * 119 + "x: 1", 120, 4) == "  120 | x: 1\n      |    ^\n"


def test_wide_letters_take_two_columns_and_accents_none() -> None:
    assert render_excerpt("教師: e\u0301 x", 1, 8).splitlines()[1] == "    |         ^"


def test_a_tab_takes_four_columns() -> None:
    assert render_excerpt("\tx", 1, 2) == "  1 |     x\n    |     ^\n"


def test_what_a_terminal_would_obey_is_a_number() -> None:
    assert render_excerpt("a\x1b[1mb", 1, 6) == "  1 | a\\u001b[1mb\n    |           ^\n"


def test_a_place_behind_the_end_is_the_end() -> None:
    assert render_excerpt("ab", 1, 9) == "  1 | ab\n    |   ^\n"


def test_a_line_that_is_empty_or_not_there_has_no_excerpt() -> None:
    assert render_excerpt("a\n   \n", 2, 1) == ""
    assert render_excerpt("a", 3, 1) == ""
    assert render_excerpt("a", 1, 0) == ""


def test_a_long_line_is_cut_on_both_sides_of_the_place() -> None:
    line = "x" * 400 + "HERE" + "y" * 400
    shown, caret = render_excerpt(line, 1, 401).splitlines()
    assert shown.startswith("  1 | …xxx")
    assert shown.endswith("yyy…")
    assert shown[len(caret) - 1 :].startswith("HERE")


@given(st.text(st.characters(exclude_characters="\n"), min_size=1, max_size=300), st.data())
def test_no_line_is_wider_than_allowed_and_the_caret_points_into_it(
    line: str, data: st.DataObject
) -> None:
    column = data.draw(st.integers(1, len(line)))
    excerpt = render_excerpt(line, 7, column)
    if excerpt:
        shown, caret = excerpt.splitlines()
        margin = len("  7 | ")
        assert width(shown) - margin <= WIDEST
        assert margin <= len(caret) - 1 <= margin + WIDEST
