"""Initials in place of a portrait."""

from __future__ import annotations

import pytest

from credfolio.pages.fragments.lookups import monogram


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Kofi Mensah-Grey", "KG"),
        ("Ana", "A"),
        ("éric ortiz", "ÉO"),
        ("ليلى احمد", "ل"),
        ("王 小明", "王"),
        ("Ана Петрова", "АП"),
        ("Leila احمد", "L"),
        ("4 Us", "4U"),
        ("Flora Ulrich", "F"),
        ("Nadia Ortiz", "N"),
        ("Sven Sorensen", "S"),
        ("Nadia Petrov", "NP"),
        ("…", "?"),
    ],
)
def test_initials_never_join_into_a_word(name: str, letters: str) -> None:
    assert monogram(name) == letters
