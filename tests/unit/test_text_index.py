"""The index of words: which records a row names, in whichever way it is written."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credfolio.text import text_index
from credfolio.text.search_words import SynonymGroups
from credfolio.text.text_index import TextIndex, TextPieces
from demo import ROOT
from tries import tries


def index_of(texts: Sequence[str], synonyms: Sequence[Sequence[str]] = ()) -> TextPieces:
    index = TextIndex(SynonymGroups(synonyms), "en")
    for text in texts:
        index.add(text)
    return index.pieces()


def numbers(written: str, size: int) -> set[int]:
    """What a row says, read as the format is described."""
    data = base64.b64decode(written[1:] + "=" * (-len(written[1:]) % 4))
    if written[0] == "#":
        return {n for n in range(size) if data[n >> 3] >> (n & 7) & 1}
    found, at, step, shift = set(), -1, 0, 0
    for byte in data:
        step |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            at, step, shift = at + step, 0, 0
            found.add(at)
    return found if written[0] == "+" else set(range(size)) - found


def rows(pieces: TextPieces) -> dict[str, list[str]]:
    lines = "\n".join(pieces.pieces).split("\n")
    return {word: rest for word, *rest in (line.split("\t") for line in lines)}


def records(pieces: TextPieces, word: str, size: int) -> set[int]:
    found = rows(pieces)
    where = found[word][0]
    return numbers(found[where[1:]][0] if where.startswith("=") else where, size)


def test_a_word_is_found_by_its_other_forms_and_without_accents() -> None:
    texts = ["Teaching niños", "They teach", "A teacher", "Teaching"]
    pieces = index_of(texts)
    assert records(pieces, "teaching", 4) == records(pieces, "teach", 4) == {0, 1, 3}
    assert records(pieces, "teacher", 4) == {2}
    assert records(pieces, "nino", 4) == {0}


@pytest.mark.parametrize("language", [*text_index.STEMMERS, "xx"])
def test_every_language_can_be_indexed(language: str) -> None:
    index = TextIndex(SynonymGroups([]), language)
    index.add("Lernen apprendre enseñar")
    assert records(index.pieces(), "apprendre", 1) == {0}


def test_a_word_that_is_said_often_is_marked() -> None:
    pieces = index_of(["care care care care", "care", "care care\ncaring, caring"])
    where, often = rows(pieces)["care"]
    assert numbers(where, 3) == {0, 1, 2}
    assert numbers(often, 3) == {0, 2}


def test_a_group_of_synonyms_has_a_row_and_its_terms_are_not_joined_over_lines() -> None:
    texts = ["Special education", "special\neducation", "An IEP", "special care"]
    pieces = index_of(texts, [["special education", "IEP"], ["nothing says this"]])
    assert records(pieces, "\uffff0", 4) == {0, 2}
    assert "\uffff1" not in rows(pieces)


def test_scripts_without_spaces_are_found_by_pairs() -> None:
    assert records(index_of(["家庭作业"]), "庭作", 1) == {0}


def test_long_lists_are_cut_and_each_piece_is_named_by_its_first_word() -> None:
    index = TextIndex(SynonymGroups([]), "en")
    index.add("alpha beta gamma delta epsilon zeta eta theta")
    pieces = index.pieces(most=20)
    assert len(pieces.pieces) > 2
    assert list(pieces.starts) == sorted(pieces.starts)
    assert [piece.split("\t")[0] for piece in pieces.pieces] == list(pieces.starts)


def test_numbers_and_short_words_are_found_but_no_spelling_to_mend() -> None:
    pieces = index_of(["AI in 2026"])
    assert records(pieces, "2026", 1) == records(pieces, "ai", 1) == {0}
    assert pieces.known == ()


@tries(60)
@given(st.sets(st.integers(0, 300)), st.integers(0, 40))
def test_whichever_records_hold_a_word_are_read_back(held: set[int], more: int) -> None:
    size = max(held, default=0) + 1 + more
    texts = ["word" if n in held else "" for n in range(size)]
    pieces = index_of(texts)
    if held:
        assert records(pieces, "word", size) == held
        bits = -(-size // 8)
        assert len(rows(pieces)["word"][0]) <= 1 + -(-bits // 3) * 4
    else:
        assert pieces.pieces == ()


@given(st.lists(st.text(max_size=60), max_size=5))
def test_any_text_is_taken_up(texts: list[str]) -> None:
    assert index_of(texts) == index_of(texts)


def test_scripts_are_tested_with_the_pieces_that_are_written() -> None:
    """tests/js/search_text.test.mjs reads the same file."""
    given = json.loads((ROOT / "tests/conformance/text-index.json").read_text("utf-8"))
    size = len(given["texts"])
    pieces = index_of(given["texts"], given["synonyms"])
    assert (list(pieces.starts), list(pieces.pieces)) == (given["starts"], given["pieces"])
    known = rows(pieces)
    for case in given["cases"]:
        word = case.get("word") or f"\uffff{case['group']}"
        if word in known:
            assert records(pieces, word, size) == set(case["held"])
