"""A QR code by tables is the one that segno draws, to the module."""

from __future__ import annotations

import random

import pytest
import segno

from credfolio.drawing.qr_symbol import Symbols, number_of, symbols_for

_CHARACTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-/.?=&%#_~: \x7f"


def addresses(count: int, longest: int) -> list[str]:
    """Texts of all lengths up to `longest`, so of every version and level that they need."""
    chance = random.Random(count)
    lengths = [2 + n * (longest - 2) // (count - 1) for n in range(count)]
    return ["x" + "".join(chance.choices(_CHARACTERS, k=length - 1)) for length in lengths]


def compare(texts: list[str]) -> set[int]:
    """Compare each text under one of the eight masks; the sizes that were drawn."""
    sizes = set()
    for number, text in enumerate(texts):
        code = segno.make(text, error="m", micro=False, mask=number % 8)
        symbols = symbols_for(text, "m")
        assert symbols is not None
        ours = symbols.words_of(text) ^ symbols.masks[number % 8]
        assert ours == number_of(code.matrix), text
        sizes.add(symbols.size)
    return sizes


def test_a_code_by_tables_is_the_code_that_segno_draws() -> None:
    assert len(compare(addresses(100, 180))) == 9


@pytest.mark.audit
def test_two_thousand_codes_of_every_size_are_those_of_segno() -> None:
    assert len(compare([*addresses(2_000, 400), *addresses(120, 2_331)])) == 40


@pytest.mark.parametrize("text", ["https://x.example/é", "https://x.example/日本", "123", "A.B/C"])
def test_segno_draws_what_it_writes_in_another_way(text: str) -> None:
    assert symbols_for(text, "m") is None


def test_a_text_that_no_code_holds_is_left_to_segno_to_refuse() -> None:
    assert symbols_for("x" * 2_332, "m") is None


class _AnotherText(Symbols):
    def words_of(self, text: str) -> int:
        return super().words_of(text[:-1])


def test_tables_are_not_used_where_segno_draws_otherwise() -> None:
    assert Symbols(5, "M").agrees_with_segno()
    assert not _AnotherText(5, "M").agrees_with_segno()
