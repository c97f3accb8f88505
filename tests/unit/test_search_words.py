"""Text as the words that search compares."""

from __future__ import annotations

import pytest

from credfolio.text.profession import joined, profession_groups
from credfolio.text.search_words import SynonymGroups, compounds_of, fold, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Families' Questions", ["family", "question"]),
        ("Niños y ÁRBOLES", ["nino", "y", "arbole"]),
        ("classes, boxes, coaches", ["class", "box", "coach"]),
        ("class bus analysis IEPs", ["class", "bus", "analysis", "iep"]),
        ("Straße Łódź Øre", ["strasse", "lodz", "ore"]),
        ("家庭作業 and 授業", ["家庭", "庭作", "作業", "業", "and", "授業", "業"]),
        ("3.b check_in", ["3", "b", "check", "in"]),
        ("", []),
    ],
)
def test_words_are_folded_and_singular(text: str, words: list[str]) -> None:
    assert words_of(text) == words


def test_kana_keep_their_marks_while_letters_lose_their_accents() -> None:
    assert fold("がé") == "がe"


def test_a_term_of_several_words_is_found_where_they_stand_together() -> None:
    groups = SynonymGroups([["ELL", "English learner"], ["IEP", "special education"]])
    assert groups.found_in(words_of("For English learners and others")) == {0}
    assert groups.found_in(words_of("Education that is special")) == set()
    assert groups.found_in(words_of("an IEP for ELLs")) == {0, 1}


def test_words_with_a_hyphen_are_found_together_too() -> None:
    assert list(compounds_of(fold("Co-Teaching and check‑ins"))) == ["coteaching", "checkin"]


def test_the_shipped_list_has_two_hundred_groups_and_no_term_twice() -> None:
    groups = profession_groups()
    assert len(groups) >= 200
    terms = [tuple(words_of(term)) for group in groups for term in group]
    assert all(terms)
    assert sorted(terms) == sorted(set(terms))
    assert all(len(group) > 1 for group in groups)


def test_groups_that_share_a_term_are_joined_and_the_sites_own_come_first() -> None:
    own = [["IEP", "plan of support"], ["vaping", "vaping"], ["gym", "music"]]
    shipped = [["special education", "IEPs"], ["gym", "PE"], ["music", "band"], ["a", "b"]]
    assert joined(own, shipped) == [
        ("IEP", "plan of support", "special education"),
        ("gym", "music", "PE", "band"),
        ("a", "b"),
    ]


def test_a_thousand_synonyms_in_one_group_are_joined_at_once() -> None:
    many = [f"word{n}" for n in range(1_000)]
    groups = SynonymGroups(joined([many, ["word7", "seven"]], profession_groups()))
    assert groups.found_in(["seven"]) == groups.found_in(["word999"])
