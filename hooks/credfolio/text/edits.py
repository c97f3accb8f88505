"""How many slips of the pen lie between two words.

The job with the key checks the records, too, and installs only what signing
needs (ADR 0058). So this is not asked of a library.
"""

from __future__ import annotations


def edits(one: str, other: str) -> int:
    """The fewest letters to add, drop, exchange or swap with the next (optimal string alignment).

    No letter is edited twice. Takes time in proportion to the product of the lengths.
    """
    last: list[int] = []
    row = list(range(len(other) + 1))
    for n, letter in enumerate(one, start=1):
        above, row = row, [n]
        for m, another in enumerate(other, start=1):
            fewest = min(above[m] + 1, row[m - 1] + 1, above[m - 1] + (letter != another))
            if n > 1 and m > 1 and letter == other[m - 2] and one[n - 2] == another:
                fewest = min(fewest, last[m - 2] + 1)
            row.append(fewest)
        last = above
    return row[-1]
