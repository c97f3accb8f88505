"""The catalog as CSV (RFC 4180), for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from credfolio.pages.open_data.models import CredentialSummary

_ACTIVE = ("=", "+", "-", "@", "\t", "\r")

_COLUMNS = (
    "ref", "title", "competency", "issuer", "status", "version", "released", "updated", "level",
    "topics", "subjects", "audience_roles", "grade_bands", "evidence_types", "hours_min",
    "hours_max", "cost_amount", "cost_currency", "requires_students", "remote_ok", "stacks",
    "credit", "page_url",
)  # fmt: skip


def inert(text: str) -> str:
    """`text` as a cell that no spreadsheet takes for a formula: an apostrophe stands before it."""
    return f"'{text}" if text.startswith(_ACTIVE) else text


def render_csv(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> bytes:
    """UTF-8 with a byte order mark, without which Excel guesses another encoding."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def render_catalog_csv(credentials: Sequence[CredentialSummary]) -> bytes:
    """One row for each micro-credential; several values in one cell are joined by semicolons."""
    return render_csv(
        _COLUMNS, [[_value(one, column) for column in _COLUMNS] for one in credentials]
    )


def _value(one: CredentialSummary, column: str) -> object:
    if column == "credit":
        return [f"{c.jurisdiction}: {c.amount:g} {c.unit}" for c in one.credit]
    return getattr(one, column)


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
