"""Names that look alike have one skeleton, whatever letters they are made of."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from credfolio.text.look_alikes import skeleton, skeletons

ALIKE = [
    ("Rosa Duarte", "R\u043esa Duarte", "a Cyrillic o"),
    ("Amy", "\u0410m\u0443", "a Cyrillic A and u"),
    ("Omar", "\u039fmar", "a Greek capital omicron"),
    ("Rosa Duarte", "ROSA  DUARTE", "capitals and a second space"),
    ("Rosa Duarte", "Rosa Duart\u00e9", "an accent"),
    ("Rosa Duarte", "Rosa\u200b Duarte", "a space of no width"),
    ("Rosa Duarte", "\U0001d5e5\U0001d5fc\U0001d600\U0001d5ee Duarte", "mathematical letters"),
    ("Rosa Duarte", "\uff32\uff4f\uff53\uff41 Duarte", "full-width letters"),
    ("Ilya", "llya", "a lower-case L for a capital I"),
    ("Ilya", "1lya", "a digit for a capital I"),
    ("Marn Lee", "Mam Lee", "r and n for m"),
    ("West", "VVest", "two V for a W"),
    ("O'Neil", "O\u2019Neil", "another apostrophe"),
    ("Riverside", "R\u0456verside", "a Cyrillic i"),
    ("Lake Harlow Schools", "Lake-Harlow  Schools", "a hyphen for a space"),
    ("Harlow", "Har1ow", "a digit for an l"),
    ("Modern School", "Modem School", "r and n inside a word"),
    ("École", "Ecole", "a capital without its accent"),
    ("Hilltop", "\u0397illtop", "a Greek capital eta"),
    ("Ana Lopez-Ruiz", "Ana Lopez\u2010Ruiz", "another hyphen"),
]


@pytest.mark.parametrize(("one", "other", "by"), ALIKE, ids=[by for _, _, by in ALIKE])
def test_two_names_that_look_alike_share_a_skeleton(one: str, other: str, by: str) -> None:
    assert skeletons(one) & skeletons(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ana", "Anna"),
        ("Rosa Duarte", "Rosa Duarto"),
        ("Lee Osei", "Leo Osei"),
        ("李明", "李朋"),
        ("Riverside", "Riverdale"),
        ("State of Maple", "State of Maplewood"),
        ("Ohio", "Iowa"),
    ],
)
def test_two_names_that_differ_to_the_eye_share_none(one: str, other: str) -> None:
    assert not skeletons(one) & skeletons(other)


def test_a_name_of_punctuation_alone_is_like_nothing() -> None:
    assert skeletons("...") == frozenset()
    assert skeletons("") == frozenset()


@given(st.text(max_size=40))
@example("\N{MATHEMATICAL BOLD ITALIC CAPITAL BETA}")
def test_a_name_has_the_skeleton_of_its_other_normal_forms(name: str) -> None:
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        assert skeleton(unicodedata.normalize(form, name)) == skeleton(name)
