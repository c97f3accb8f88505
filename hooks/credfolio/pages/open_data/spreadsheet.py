"""The catalog as CSV (RFC 4180), for spreadsheets."""

from __future__ import annotations

from collections.abc import Sequence

from credfolio.pages.open_data.models import CredentialSummary
from credfolio.text.csv_file import render_csv

_COLUMNS = (
    "ref", "title", "competency", "issuer", "status", "version", "released", "updated", "level",
    "topics", "subjects", "audience_roles", "grade_bands", "evidence_types", "hours_min",
    "hours_max", "cost_amount", "cost_currency", "requires_students", "remote_ok", "stacks",
    "credit", "page_url", "credit_once",
)  # fmt: skip


def render_catalog_csv(credentials: Sequence[CredentialSummary]) -> bytes:
    """One row for each micro-credential; several values in one cell are joined by semicolons."""
    return render_csv(
        _COLUMNS, [[_value(one, column) for column in _COLUMNS] for one in credentials]
    )


def _value(one: CredentialSummary, column: str) -> object:
    if column == "credit":
        return [f"{c.jurisdiction}: {c.amount:g} {c.unit}" for c in one.credit]
    if column == "credit_once":
        return [
            f"{c.jurisdiction}: " + " = ".join(f"{s.amount:g} {s.unit}" for s in c.stated)
            for c in one.credit_once
        ]
    return getattr(one, column)
