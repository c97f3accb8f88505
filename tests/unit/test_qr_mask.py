"""The mask of a QR code: one that the standard allows, and the one with the fewest points."""

from __future__ import annotations

import pytest
import segno

from credfolio.drawing.qr_mask import penalty, quiet_code
from credfolio.drawing.qr_symbol import number_of

ADDRESSES = [
    "https://x.example/a",
    "https://bench.example/credentials/portfolios/ana-lopez/asking-better-questions/",
    *(f"https://x.example/{'long-' * n}{n}/" for n in range(3, 40, 6)),
]


def points_one_by_one(rows: list[str]) -> int:
    """The rules of ISO/IEC 18004:2015, 7.8.3.1, read module by module."""
    size, total = len(rows), 0
    lines = [*rows, *("".join(column) for column in zip(*rows, strict=True))]
    for line in lines:
        start = 0
        for n in range(1, size + 1):
            if n == size or line[n] != line[start]:
                total += max(0, n - start - 2) if n - start >= 5 else 0
                start = n
        padded = f"0000{line}0000"
        for n in range(len(padded) - 6):
            if padded[n : n + 7] == "1011101":
                before, after = padded[max(0, n - 4) : n], padded[n + 7 : n + 11]
                total += 40 if "0000" in (before, after) else 0
    for y in range(size - 1):
        for x in range(size - 1):
            four = {rows[y][x], rows[y][x + 1], rows[y + 1][x], rows[y + 1][x + 1]}
            total += 3 if len(four) == 1 else 0
    dark = sum(row.count("1") for row in rows)
    return total + 10 * (abs(2 * dark - size * size) * 10 // (size * size))


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_code_has_the_mask_with_the_fewest_points(address: str) -> None:
    candidates = []
    for mask in range(8):
        matrix = segno.make(address, error="m", micro=False, mask=mask).matrix
        rows = ["".join(map(str, row)) for row in matrix]
        candidates.append((points_one_by_one(rows), rows))
        assert penalty(number_of(matrix), len(matrix)) == candidates[-1][0]
    drawn = quiet_code(address, "m")
    assert drawn[:4] == drawn[-4:] == ["0" * len(drawn)] * 4
    assert [line[4:-4] for line in drawn[4:-4]] == min(candidates, key=lambda one: one[0])[1]
