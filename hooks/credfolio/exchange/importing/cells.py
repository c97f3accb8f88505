"""The cells of one row → the values of a record, with a finding for each unreadable cell."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from credfolio.exchange.importing.cell_dates import UnclearDate, parse_date
from credfolio.exchange.importing.fields import Field, find_field, in_words, put, settle
from credfolio.exchange.importing.mapping import ColumnMap
from credfolio.exchange.importing.table import Row, Table
from credfolio.findings.finding import Finding, Pointer, Severity, quoted

_CELL_RULES = frozenset(
    {"import-date", "import-formula", "import-unknown", "import-missing", "import-person"}
)
_YES_NO = {"y": "yes", "n": "no", "1": "yes", "0": "no", "x": "yes"}
_SEPARATORS = (";", "|", ",", "/", "\n")


@dataclass(slots=True)
class Values:
    """The values of a row. `bad` has the places of unreadable cells."""

    data: dict[str, Any]
    findings: list[Finding] = field(default_factory=list)
    bad: set[Pointer] = field(default_factory=set)


class Columns:
    """The field of each column, and the values that every row has."""

    def __init__(self, table: Table, mapping: ColumnMap) -> None:
        self._table = table
        self._map = mapping
        self._columns = [
            (find_field(mapping.model, name), table.headings.index(heading), name)
            for name, heading in mapping.columns.items()
        ]
        self._fixed = [
            (find_field(mapping.model, name), value) for name, value in mapping.fixed.items()
        ]
        self.by_pointer = {f.pointer: index + 1 for f, index, _ in self._columns}
        self._items = {_item(f.pointer) for f, _, _ in self._columns} - {None}

    def read(self, row: Row) -> Values:
        """The values of `row`, including fixed ones."""
        raw: dict[str, Any] = {}
        filled: set[Pointer | None] = set()
        values = Values({})
        for place, index, name in self._columns:
            cell = row.cells[index] if index < len(row.cells) else None
            if cell is None or not cell.text:
                continue
            filled.add(_item(place.pointer))
            if cell.formula:
                values.bad.add(place.pointer)
                values.findings.append(
                    self.at(row, index + 1, "import-formula",
                            f"the cell holds a formula, {quoted(cell.text, 40)}",
                            "copy the column and paste it as values")
                )  # fmt: skip
                continue
            text = self._map.values.get(name, {}).get(cell.text, cell.text)
            try:
                put(raw, place.pointer, self._typed(place.kind, text))
            except UnclearDate as unclear:
                values.bad.add(place.pointer)
                values.findings.append(
                    self.at(row, index + 1, "import-date",
                            f"{quoted(text)}: {unclear.message}", unclear.fix)
                )  # fmt: skip
        for place, text in self._fixed:
            if not self._applies(place, filled):
                continue
            try:
                put(raw, place.pointer, self._typed(place.kind, text))
            except UnclearDate as unclear:
                values.bad.add(place.pointer)
                values.findings.append(
                    self.at(row, 1, "import-date",
                            f"{in_words(place.pointer)}, fixed in the mapping: "
                            f"{quoted(text)}: {unclear.message}", unclear.fix)
                )  # fmt: skip
        values.data = settle(raw)
        return values

    def _applies(self, place: Field, filled: set[Pointer | None]) -> bool:
        """Whether a fixed value belongs to the row.

        Inside a list, it completes an item that the row has. If no column can start the item,
        every row gets it.
        """
        item = _item(place.pointer)
        return item is None or item in filled or item not in self._items

    def _typed(self, kind: str, text: str) -> object:
        if kind == "date":
            known = self._map.date_format or ""
            return parse_date(text, known, self._map.two_digit_years).isoformat()
        if kind == "list":
            words = [word.strip() for word in text.split(self._map.list_separator)]
            return [word for word in words if word]
        if kind == "yes-no":
            return _YES_NO.get(text.casefold(), text)
        return text

    # --- findings -----------------------------------------------------------------------------

    def column(self, name: str) -> int:
        """The number of the column for this field, or 0."""
        return self.by_pointer.get((name,), 0)

    def at(
        self, row: Row, column: int, rule: str, message: str, fix: str, is_hint: bool = False
    ) -> Finding:
        """A finding about a cell; its column's heading begins the message."""
        headings = self._table.headings
        heading = headings[column - 1] if rule in _CELL_RULES and column <= len(headings) else ""
        words = f"{heading}: {message}" if heading else message
        severity: Severity = "hint" if is_hint else "error"
        return Finding(
            rule, self._table.path, words, fix, severity, line=row.number, column=column
        )  # fmt: skip

    def missing(self, row: Row, name: str) -> Finding:
        """A finding: the field `name` has no value in this row, because its cell is empty or it
        has no column.
        """
        if column := self.column(name):
            return self.at(row, column, "import-missing", "the cell is empty", "fill it in")
        fix = f"name its column under `columns:` in the mapping ({name}: …)"
        return Finding(
            "import-missing", self._table.path, f"{name} has no column", fix, line=row.number,
            column=1,
        )  # fmt: skip

    def separator_hint(self, row: Row, pointer: Pointer) -> str:
        """The fix if the cell of a list was split at the wrong places, or ""."""
        column = self.by_pointer.get(pointer[:1], 0)
        if not column or column > len(row.cells):
            return ""
        text = row.cells[column - 1].text
        used = next((one for one in _SEPARATORS if one in text), "")
        if not used or used == self._map.list_separator:
            return ""
        return (
            f"if {quoted(used)} separates the values in {quoted(text)}, "
            f'write `list_separator: "{used}"` in the mapping'
        )


def _item(pointer: Pointer) -> Pointer | None:
    """The item of the outermost list that `pointer` leads into, or None."""
    number = next((n for n, step in enumerate(pointer) if isinstance(step, int)), None)
    return None if number is None else pointer[: number + 1]
