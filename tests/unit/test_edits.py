"""Slips between words are counted as a library counts them that signing does without."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from credfolio.text.edits import edits
from tries import tries


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [
        ("", "", 0),
        ("", "abc", 3),
        ("recieve", "receive", 1),
        ("assesment", "assessment", 1),
        ("ca", "abc", 3),
        ("kitten", "sitting", 3),
        ("größe", "grösse", 2),
    ],
)
def test_slips_are_counted(one: str, other: str, slips: int) -> None:
    assert edits(one, other) == edits(other, one) == slips


@tries(200)
@given(st.text("abc", max_size=9), st.text("abc", max_size=9))
def test_the_count_is_the_librarys(one: str, other: str) -> None:
    assert edits(one, other) == OSA.distance(one, other)
