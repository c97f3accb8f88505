"""A QR code under that of its eight masks which disturbs a reader least, found quickly.

Source: ISO/IEC 18004:2015, 7.8.3. segno tries each mask module by module, which
was most of the time of a code. Here a symbol is one whole number, and a rule is
a few shifts of it.
"""

from __future__ import annotations

from functools import cache

import segno

from credfolio.drawing.qr_symbol import QUIET, number_of, symbols_for

_MASKS = 8
_LIKE_A_FINDER = (1, 0, 1, 1, 1, 0, 1)


def quiet_code(address: str, level: str) -> list[str]:
    """The code of `address` under the mask with the fewest penalty points, or the first of them.

    A text of 0 and 1 for each line, with the quiet zone.
    """
    if symbols := symbols_for(address, level):
        words, size = symbols.words_of(address), symbols.size
        masked = [words ^ mask for mask in symbols.masks]
    else:
        codes = [segno.make(address, level, micro=False, mask=n) for n in range(_MASKS)]
        masked, size = [number_of(code.matrix) for code in codes], len(codes[0].matrix)
    best = min(masked, key=lambda number: penalty(number, size))
    row = size + 2 * QUIET
    bits = f"{best:0{row * row}b}"[::-1]
    return [bits[n : n + row] for n in range(0, row * row, row)]


def penalty(symbol: int, size: int) -> int:
    """The points of a symbol of `size` modules a side, as `number_of` writes it."""
    frame = _frame(size)
    row = size + 2 * QUIET
    beside = ~(symbol ^ (symbol >> 1)) & frame.has_right
    below = ~(symbol ^ (symbol >> row)) & frame.has_below
    points = _runs(beside, 1) + _runs(below, row)
    points += 3 * (beside & (beside >> row) & below).bit_count()
    light = frame.whole & ~symbol
    for step in (1, row):
        found = frame.whole
        for n, dark in enumerate(_LIKE_A_FINDER):
            found &= (symbol if dark else light) >> (n * step)
        before = after = frame.whole
        for n in range(QUIET):
            before &= light << ((n + 1) * step)
            after &= light >> ((n + len(_LIKE_A_FINDER)) * step)
        points += 40 * (found & (before | after)).bit_count()
    modules = size * size
    return points + 10 * (abs(2 * symbol.bit_count() - modules) * 10 // modules)


def _runs(same: int, step: int) -> int:
    """3 points for five modules alike in a line, and one for each more.

    `same` has a bit where a module is like the next one of its line.
    """
    five = same & (same >> step) & (same >> 2 * step) & (same >> 3 * step)
    return five.bit_count() + 2 * (five & ~(five << step)).bit_count()


class _Frame:
    """Where the modules of a symbol are, inside of its quiet zone."""

    def __init__(self, size: int) -> None:
        row = size + 2 * QUIET
        self.whole = (1 << row * row) - 1
        self.has_right = self._box(size - 1, size, row)
        self.has_below = self._box(size, size - 1, row)

    @staticmethod
    def _box(width: int, height: int, row: int) -> int:
        line = ((1 << width) - 1) << QUIET
        return sum(line << ((n + QUIET) * row) for n in range(height))


@cache
def _frame(size: int) -> _Frame:
    return _Frame(size)
