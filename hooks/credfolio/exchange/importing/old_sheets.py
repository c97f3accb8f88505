"""What assessors of an old platform wrote → sheets of submissions that `cohort` brought.

A row is one assessor's whole sheet, with a column for each part (“Part 1”, “Part 1 Waiting”), or
one result of it, with columns “part”, “criterion”, “level” or “points”. A decision that rests on a
third reader says so afterwards.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from credfolio.authoring.scaffold import dump
from credfolio.authoring.yaml_edit import set_values
from credfolio.exchange.importing.cohort import OUTCOMES
from credfolio.exchange.importing.names import near
from credfolio.exchange.importing.office_rows import (
    Headings,
    OfficePlan,
    OfficeRows,
    Read,
    check_plan,
    folded,
)
from credfolio.exchange.importing.roster import Roster
from credfolio.exchange.importing.table import Row, Table
from credfolio.findings.finding import Finding, quoted
from credfolio.records.model import MicroCredential
from credfolio.records.model.award import PartResult
from credfolio.records.model.kinds import ASSIGNMENTS, DECISIONS, SHEETS
from credfolio.records.model.part import Part
from credfolio.records.reckoned.passing import part_levels, passes
from credfolio.records.reckoned.submission import Case, cases, kept_results, text_of
from credfolio.records.registry import Registry

HEADINGS: Headings = {
    "number": ("submission id", "submission", "submission number", "number", "id"),
    "assessor": ("assessor", "reviewer", "reader", "scorer", "judge", "assessed by", "judged by"),
    "on": ("judged on", "reviewed on", "scored on", "assessed on", "judged", "date", "completed"),
    "decision": ("decision", "outcome", "recommendation", "result"),
    "part": ("part", "component"),
    "criterion": ("criterion", "rubric row"),
    "level": ("level", "score", "rating"),
    "points": ("points",),
    "comment": ("comment", "comments"),
    "feedback": ("feedback", "feedback to the educator"),
    "minutes": ("minutes",),
    "asked_on": ("asked on", "assigned", "assigned on"),
    "due": ("due", "due on"),
    "third": ("third reader", "third"),
}
"""What a column may be called, by what it becomes; “Part 1” and the like are results."""

_OF_PART = re.compile(r"part (\d{1,3})(?: (.+))?")
_POINTS = re.compile(r"\d{1,6}(?:\.\d{1,2})?", re.ASCII)
_YES = frozenset({"yes", "y", "x", "1", "true", "third"})


def is_heading(heading: str) -> bool:
    """Whether a column of this heading is one that sheets have."""
    said = folded(heading)
    return bool(_OF_PART.fullmatch(said)) or any(
        said in map(folded, known) for known in HEADINGS.values()
    )


@dataclass
class SheetsPlan(OfficePlan):
    """What the sheets add."""

    new: int = 0
    submissions: int = 0
    thirds: int = 0
    """Decisions that rest on a third reader, and say so now."""


@dataclass
class _Sheet:
    """What rows say of one assessor's judgment of one submission."""

    case: Case
    reader: str
    row: int
    on: date
    decision: str = ""
    results: list[dict[str, Any]] = field(default_factory=list)
    more: dict[str, Any] = field(default_factory=dict)
    asked: dict[str, Any] = field(default_factory=dict)
    is_unclear: bool = False
    """Whether a result of it could not be read."""

    @property
    def path(self) -> str:
        return SHEETS.path(f"{self.case.key}/{self.reader}")


def plan_sheets(
    table: Table,
    registry: Registry,
    system: str,
    read: Read,
    today: date,
    date_format: str = "",
    before: Sequence[Finding] = (),
) -> SheetsPlan:
    """What a table adds to submissions that came from `system`. Raises what reading rows raises.

    `before` are findings that there are without it.
    """
    plan = SheetsPlan()
    rows = OfficeRows(table, HEADINGS, plan, date_format)
    if not rows.has("number", "assessor", "on"):
        return plan
    reader = _Reader(rows, registry, plan, system)
    for row in table.rows:
        reader.read(row)
    writer = _Writer(rows, registry, plan, read)
    by_case: defaultdict[str, list[_Sheet]] = defaultdict(list)
    for sheet in reader.sheets.values():
        by_case[sheet.case.key].append(sheet)
    for _, sheets in sorted(by_case.items()):
        writer.write(sheets)
    check_plan(plan, registry, before, today, table.path)
    return plan


@dataclass
class _Reader:
    rows: OfficeRows
    registry: Registry
    plan: SheetsPlan
    system: str
    sheets: dict[tuple[str, str], _Sheet] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.roster = Roster(self.registry)
        self.by_old: dict[str, Case] = {}
        for case in cases(self.registry).values():
            old = case.submission.old_number
            if old and old.system == self.system:
                self.by_old[old.number] = self.by_old[case.submission.id] = case
        self.wide = [
            (at, int(found[1]), found[2] or "")
            for at, heading in enumerate(self.rows.table.headings)
            if (found := _OF_PART.fullmatch(folded(heading)))
        ]
        self.is_long = "part" in self.rows.columns

    def read(self, row: Row) -> None:
        """Note what one row says of a sheet."""
        rows = self.rows
        self.plan.rows += 1
        case, reader = self._case(row), self._assessor(row)
        day = rows.day(row, "on", needed=True)
        decision = self._decision(row)
        if case is None or not reader or day is None:
            return
        known = self.sheets.get((case.key, reader))
        sheet = known or _Sheet(case, reader, row.number, day)
        if known and not self.is_long:
            rows.tell(row, "assessor", "import-twice",
                      f"row {known.row} has a sheet of {reader} for this submission, too",
                      "delete one of the two rows")  # fmt: skip
            return
        if known and (known.on != day or known.decision not in ("", decision)):
            rows.tell(row, "decision", "import-differs",
                      f"row {known.row} has another day or decision of the same sheet",
                      "write the same in all rows of a sheet")  # fmt: skip
            return
        sheet.decision = decision or sheet.decision
        before = len(self.plan.findings)
        for result in self._results(row, case):
            place = (result["part"], result.get("criterion"))
            if any((one["part"], one.get("criterion")) == place for one in sheet.results):
                rows.tell(row, "part", "import-twice", "this result is in a row above, too",
                          "delete one of the two rows")  # fmt: skip
                continue
            sheet.results.append(result)
        sheet.is_unclear |= len(self.plan.findings) > before
        for name in ("minutes", "feedback"):
            if text := rows.cell(row, name):
                sheet.more[name] = text
        asked, due = rows.day(row, "asked_on"), rows.day(row, "due")
        if asked and due:
            sheet.asked = {"assessor": reader, "on": asked, "due": due}
            if folded(rows.cell(row, "third")) in _YES:
                sheet.asked["third"] = True
        self.sheets[case.key, reader] = sheet

    def _case(self, row: Row) -> Case | None:
        number = self.rows.cell(row, "number")
        if found := self.by_old.get(number):
            return found
        close = near(number, self.by_old)[:2] if number else []
        also = f"; {' and '.join(map(quoted, close))} {'are' if len(close) > 1 else 'is'} close"
        said = f"no submission of {quoted(self.system)} has the number {quoted(number)}"
        self.rows.tell(row, "number", "import-unknown", said + (also if close else ""),
                       "bring it with `credfolio import cohort` first, or correct `--system`"
                       )  # fmt: skip
        return None

    def _assessor(self, row: Row) -> str:
        said = self.rows.cell(row, "assessor")
        if found := self.roster.anybody(said):
            return found
        why = self.roster.why or f"{quoted(said)} is not in office/people/"
        fix = "bring readers with `credfolio import people`, or write an id from there"
        self.rows.tell(row, "assessor", "import-person", why, fix)
        return ""

    def _decision(self, row: Row) -> str:
        said = folded(self.rows.cell(row, "decision"))
        if not said:
            return ""
        known = OUTCOMES.get(said, "")
        if known not in ("pass", "resubmit"):
            self.rows.unknown(row, "decision", "decision", said, ("pass", "resubmit"))
            return ""
        return known

    def _results(self, row: Row, case: Case) -> Iterator[dict[str, Any]]:
        text = text_of(self.registry, case.submission)
        parts = {part.number: part for part in text.parts} if text else {}
        cells = [(at, number, name, False) for at, number, name in self.wide]
        if self.is_long:
            number = self.rows.cell(row, "part").casefold().removeprefix("part").strip()
            if not number.isdecimal():
                said = f"{quoted(number)} is no number of a part"
                self.rows.tell(row, "part", "import-unknown", said, "write 1, 2, and so on")
                return
            name = self.rows.cell(row, "criterion")
            for column in ("level", "points"):
                if column in self.rows.columns:
                    at = self.rows.columns[column]
                    cells.append((at, int(number), name, column == "points"))
        for at, part, name, is_points in cells:
            if not (said := self.rows.text_at(row, at)):
                continue
            if part not in parts:
                what = f"version {case.submission.version} has no part {part}"
                self.rows.tell_at(row, at, "import-unknown", what, "correct the number")
                continue
            result = self._result(row, at, parts[part], name, said, is_points)
            if result and self.is_long and (comment := self.rows.cell(row, "comment")):
                result["comment"] = comment
            if result:
                yield result

    def _result(
        self, row: Row, at: int, part: Part, name: str, said: str, is_points: bool
    ) -> dict[str, Any]:
        """One result; empty after a finding."""
        result: dict[str, Any] = {"part": part.number}
        if folded(name) == "points":
            name, is_points = "", True
        if name:
            rubric = {folded(word): one.id for one in part.rubric for word in (one.name, one.id)}
            if folded(name) not in rubric:
                self._unknown(row, at, f"criterion of part {part.number}", name, rubric)
                return {}
            result["criterion"] = rubric[folded(name)]
        levels = {folded(word): one.id for one in part_levels(part) for word in (one.name, one.id)}
        if is_points or not levels:
            if _POINTS.fullmatch(said):
                return {**result, "points": said}
            why = f"{quoted(said)} is no number of points"
            self.rows.tell_at(row, at, "import-unknown", why, "write a number, such as 12 or 12.5")
            return {}
        if folded(said) not in levels:
            self._unknown(row, at, f"level of part {part.number}", said, levels)
            return {}
        return {**result, "level": levels[folded(said)]}

    def _unknown(self, row: Row, at: int, what: str, said: str, known: Mapping[str, str]) -> None:
        names = ", ".join(dict.fromkeys(known.values())) or "nothing: it has none"
        self.rows.tell_at(
            row, at, "import-unknown", f"{quoted(said)} is no {what}", f"write one of {names}"
        )


@dataclass
class _Writer:
    rows: OfficeRows
    registry: Registry
    plan: SheetsPlan
    read: Read

    def write(self, sheets: Sequence[_Sheet]) -> None:
        """The files of all new sheets of one submission."""
        case = sheets[0].case
        new = []
        for sheet in sheets:
            row = Row(sheet.row, ())
            if sheet.is_unclear:
                continue
            if sheet.results and not sheet.decision:
                sheet.decision = self._decided_by_levels(sheet)
            if not sheet.decision:
                said = "nothing says what this reader decided"
                self.rows.tell(row, "decision", "import-missing", said, "write pass or resubmit")
                continue
            text = self._text(sheet)
            if f"{case.key}/{sheet.reader}" not in self.registry.sheets:
                new.append(sheet)
                self.plan.files[sheet.path] = text
                self.plan.origins[sheet.path] = sheet.row
            elif self.read(sheet.path) == text:
                self.plan.unchanged += 1
            else:
                said = f"{sheet.path} says something else; a sheet is final"
                self.rows.tell(row, "number", "import-differs", said, "correct one of the two")
        if not new:
            return
        self.plan.new += len(new)
        self.plan.submissions += 1
        for kind in (DECISIONS, ASSIGNMENTS):
            self.plan.origins.setdefault(kind.path(case.key), new[0].row)
        asked = [one.asked for one in sheets if one.asked]
        if asked and case.assignment is None:
            self.plan.files[ASSIGNMENTS.path(case.key)] = dump("assessors", asked)
        self._settle(case, sheets, new[0].row)

    def _text(self, sheet: _Sheet) -> str:
        text = dump("on", sheet.on) + dump("decision", sheet.decision)
        if sheet.results:
            text += dump("results", sorted(sheet.results, key=lambda one: int(one["part"])))
        return text + "".join(dump(key, value) for key, value in sheet.more.items())

    def _decided_by_levels(self, sheet: _Sheet) -> str:
        """What the levels of a sheet come to by the passing rule."""
        text: MicroCredential | None = text_of(self.registry, sheet.case.submission)
        assert text is not None  # the results were read by it
        own = [PartResult.model_validate(one) for one in sheet.results]
        judged = {one.part for one in own}
        kept = [one for one in kept_results(self.registry, sheet.case) if one.part not in judged]
        return "pass" if passes(text, (*own, *kept)) else "resubmit"

    def _settle(self, case: Case, sheets: Sequence[_Sheet], row: int) -> None:
        """Have the decision of the old platform say what it rests on."""
        decision = case.decision
        if decision is None or case.sheets or decision.basis != "agreed":
            return
        said = {one.decision for one in sheets}
        if len(said) < 2:
            return
        if len(sheets) < 3:
            self.rows.tell(
                Row(row, ()),
                "decision",
                "import-differs",
                f"the two readers of {case.submission.id} differ, and there is no third sheet",
                "add the third reader's sheet, or leave the sheets of this submission out",
            )
            return
        path = DECISIONS.path(case.key)
        text = self.read(path)
        self.plan.changes[path] = text, set_values(text, {"basis": "third"}, path)
        self.plan.thirds += 1
