"""Rows → a CSV file (RFC 4180) that a spreadsheet opens as it was meant."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

_ACTIVE = ("=", "+", "-", "@", "\t", "\r")


def inert(text: str) -> str:
    """`text` as a cell that no spreadsheet takes for a formula: it begins with an apostrophe."""
    return f"'{text}" if text.startswith(_ACTIVE) else text


def render_csv(
    columns: Sequence[str], rows: Sequence[Sequence[object]], delimiter: str = ","
) -> bytes:
    """UTF-8 with a byte order mark, without which Excel guesses another encoding."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, tuple | list):
        return inert("; ".join(map(str, value)))
    return inert(str(value))
