"""Records → one table, whose headings ``credfolio import csv`` understands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from credfolio.records.model import Record
from credfolio.records.written import written
from credfolio.text.csv_file import render_csv

_LOOKS_INERT = re.compile(r"'+[=+\-@]")
_SEPARATOR = ";"


def render_table(records: Sequence[Record], model: type[Record]) -> bytes:
    """CSV with one row for each record; a heading is a field's place, such as ``cost.amount``.

    UTF-8 with a byte order mark. No cell is a formula. Keys under ``extra`` are left out.
    """
    rows = [_cells(record) for record in records]
    order = [spec.alias or name for name, spec in model.model_fields.items()]
    headings = sorted(
        {heading for row in rows for heading in row},
        key=lambda heading: (order.index(heading.partition(".")[0]), _natural(heading)),
    )
    return render_csv(headings, [[row.get(heading, "") for heading in headings] for row in rows])


def _natural(heading: str) -> list[tuple[int, str]]:
    return [(int(step), "") if step.isdecimal() else (0, step) for step in heading.split(".")]


def _cells(record: Record) -> dict[str, str]:
    cells: dict[str, str] = {}
    for key, value in written(record).items():
        if key != "extra":
            _spread(key, value, cells)
    return cells


def _spread(place: str, value: Any, cells: dict[str, str]) -> None:
    if isinstance(value, dict):
        for key, inner in value.items():
            _spread(f"{place}.{key}", inner, cells)
    elif isinstance(value, list):
        if value and all(isinstance(item, str) and _joins(item) for item in value):
            cells[place] = _text(f"{_SEPARATOR} ".join(value))
            return
        for number, inner in enumerate(value, start=1):
            _spread(f"{place}.{number}", inner, cells)
    else:
        cells[place] = _text(value)


def _joins(item: str) -> bool:
    return _SEPARATOR not in item and item == item.strip() and item != ""


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{value:.4f}".rstrip("0").rstrip(".")
    text = str(value)
    # One that looks as if it had been kept from being a formula gets one apostrophe more.
    return f"'{text}" if _LOOKS_INERT.match(text) else text
