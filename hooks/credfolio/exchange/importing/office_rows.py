"""Rows of a spreadsheet of an old platform → new records of a private repository.

What `cohort`, `office_people`, `old_sheets` and `old_requests` share: which column is which field,
how a cell is read, and what the rules say of the files that come of it, told of their rows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from credfolio.checking.rules import check_registry
from credfolio.exchange.importing.cell_dates import UnclearDate, parse_date
from credfolio.exchange.importing.names import near
from credfolio.exchange.importing.table import Row, Table
from credfolio.findings.finding import Finding, quoted
from credfolio.records.model.kind import Kind
from credfolio.records.model.kinds import (
    ASSIGNMENTS,
    DECISIONS,
    EVENTS,
    KINDS,
    PEOPLE,
    REQUESTS,
    SHEETS,
    SUBMISSIONS,
)
from credfolio.records.record_reader import read_record
from credfolio.records.registry import Registry
from credfolio.records.source_text import parse_yaml

Headings = Mapping[str, tuple[str, ...]]
"""Field → what its column may be called, in lower case; the first is the name for messages."""

Draw = Callable[[], str]
"""Gives the id of a new person, which nobody has yet."""

Read = Callable[[str], str]
"""The text of a record that there is, by its path."""

FIRST_NAMES = ("first name", "given name", "forename")
LAST_NAMES = ("last name", "family name", "surname")

_WRITTEN = (PEOPLE, SUBMISSIONS, ASSIGNMENTS, SHEETS, DECISIONS, EVENTS, REQUESTS)
_SEPARATORS = re.compile(r"[;|\n]|,(?!\s*(?:Jr|Sr|III?|IV)\b)")


def folded(text: str) -> str:
    """A heading or a word of a cell, in the form in which it is compared."""
    return " ".join(text.casefold().replace("_", " ").replace("-", " ").split())


def heading_of(headings: Headings, heading: str) -> str | None:
    """The field that a column of this heading becomes."""
    said = folded(heading)
    return next((name for name, known in headings.items() if said in map(folded, known)), None)


@dataclass
class OfficePlan:
    """What a table adds, and what is wrong with its rows; with an error nothing is written."""

    files: dict[str, str] = field(default_factory=dict)
    """New files by path."""
    changes: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Files that get more lines: the text before, and after."""
    origins: dict[str, int] = field(default_factory=dict)
    """The row that a file comes from, or that is about it."""
    findings: list[Finding] = field(default_factory=list)
    rows: int = 0
    unchanged: int = 0
    """Rows that say nothing new."""

    @property
    def has_errors(self) -> bool:
        return any(one.is_error for one in self.findings)


@dataclass
class OfficeRows:
    """Reads the cells of a table, and tells findings about them."""

    table: Table
    headings: Headings
    plan: OfficePlan
    date_format: str = ""
    columns: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.plan.findings += self.table.findings
        for at, heading in enumerate(self.table.headings):
            if (name := heading_of(self.headings, heading)) is not None:
                self.columns.setdefault(name, at)

    def has(self, *needed: str) -> bool:
        """Whether there is a column for each field, of one of the names in ``a|b``."""
        for names in needed:
            if self.columns.keys().isdisjoint(names.split("|")):
                name = names.partition("|")[0]
                self.plan.findings.append(
                    Finding(
                        "import-missing",
                        self.table.path,
                        f"no column has the {name.replace('_', ' ')}",
                        "name a column one of: " + ", ".join(self.headings[name]),
                        line=self.table.heading_row,
                        column=1,
                    )
                )
        return not self.plan.has_errors

    def cell(self, row: Row, name: str) -> str:
        """The text of a cell; "" where there is none, or after a finding about a formula."""
        at = self.columns.get(name)
        return "" if at is None else self.text_at(row, at)

    def text_at(self, row: Row, at: int) -> str:
        """The text in a column, counted from 0."""
        if at >= len(row.cells):
            return ""
        found = row.cells[at]
        if found.formula:
            self.tell_at(
                row,
                at,
                "import-formula",
                f"the cell holds a formula, {quoted(found.text, 40)}",
                "copy the column and paste it as values",
            )
            return ""
        return found.text

    def name(self, row: Row) -> str:
        """The name of a person, in one column or in two."""
        parts = (self.cell(row, one) for one in ("person", "first_name", "last_name"))
        whole, first, last = (" ".join(one.split()) for one in parts)
        return whole or f"{first} {last}".strip()

    def several(self, row: Row, name: str) -> list[str]:
        """The values of a cell that may hold several."""
        return [one.strip() for one in _SEPARATORS.split(self.cell(row, name)) if one.strip()]

    def words(self, row: Row, name: str, known: Collection[str]) -> list[str]:
        """The values of a cell that are words of a vocabulary; the others are told."""
        found = []
        for one in self.several(row, name):
            word = "-".join(folded(one).split())
            if word in known:
                found.append(word)
            else:
                what = self.headings[name][0]
                self.unknown(row, name, what, one, known)
        return found

    def day(self, row: Row, name: str, *, needed: bool = False) -> date | None:
        """The day in a cell; None where there is none, and after a finding."""
        text = self.cell(row, name)
        if not text:
            if needed:
                said = f"the cell {self.headings[name][0]} is empty"
                self.tell(row, name, "import-missing", said, "write the day")
            return None
        try:
            return parse_date(text, self.date_format)
        except UnclearDate as unclear:
            fix = unclear.fix
            if "mapping" in fix:  # these commands have an option instead
                fix = "say with `--dates` how the table writes days, or write it as YYYY-MM-DD"
            said = f"{quoted(text)}: {unclear.message}"
            self.tell(row, name, "import-date", said, fix)
            return None

    def unknown(self, row: Row, name: str, what: str, text: str, known: Collection[str]) -> None:
        """Tell that a cell has a word that is not known here."""
        close = near(folded(text), [one for one in known if one])[:2]
        some = sorted(known)[:12]
        fix = "write " + (" or ".join(close) if close else "one of " + ", ".join(some))
        fix += " and so on" * (not close and len(known) > len(some))
        said = f"{quoted(text)} is no {what} that is known here"
        self.tell(row, name, "import-unknown", said, fix)

    def tell(self, row: Row, name: str, rule: str, message: str, fix: str) -> None:
        self.tell_at(row, self.columns.get(name, 0), rule, message, fix)

    def tell_at(self, row: Row, at: int, rule: str, message: str, fix: str) -> None:
        found = Finding(rule, self.table.path, message, fix, line=row.number, column=at + 1)
        if found not in self.plan.findings[-4:]:  # a cell may be read twice
            self.plan.findings.append(found)


def check_plan(
    plan: OfficePlan,
    registry: Registry,
    before: Sequence[Finding],
    today: date,
    path: str,
) -> None:
    """Add what the rules find in new files and about them, told of the rows of the table `path`.

    `before` are findings that there are without the table. A plan with errors is left as it is.
    """
    if plan.has_errors:
        return
    new: dict[Kind, dict[str, Any]] = {kind: dict(registry.all_of(kind)) for kind in _WRITTEN}
    by_name = {kind.name: kind for kind in new}
    texts = plan.files | {file: after for file, (_, after) in plan.changes.items()}
    for file, text in texts.items():
        place = KINDS.place(file)
        assert place is not None  # every file was given the path of its kind
        data = parse_yaml(text, file)
        if isinstance(data, Finding):
            plan.findings.append(_of_row(data, plan, path))
            continue
        record = read_record(place.model, data, file, place.given)
        if isinstance(record, list):
            plan.findings += [_of_row(one, plan, path) for one in record]
        else:
            new[by_name[place.kind]][place.key] = record
    if plan.has_errors:
        return
    known = {(one.rule, one.path) for one in before}
    for one in check_registry(registry.having(new), today):
        is_ours = one.path in texts or one.path in plan.origins
        if is_ours and (one.rule, one.path) not in known:
            plan.findings.append(_of_row(one, plan, path))


def _of_row(finding: Finding, plan: OfficePlan, path: str) -> Finding:
    """A finding about a record, told of the row that the record was made from."""
    if finding.path not in plan.origins:
        return finding
    message = f"{finding.message} ({finding.path})"
    row = plan.origins[finding.path]
    return replace(finding, path=path, line=row, column=1, pointer=(), message=message)
