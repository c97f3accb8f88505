"""Text as the words that search compares."""

from __future__ import annotations

import pytest

from credfolio.text.search_words import SynonymGroups, fold, words_of


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
