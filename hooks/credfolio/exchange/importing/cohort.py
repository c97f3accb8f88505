"""A spreadsheet of an old platform → submissions, decisions, and people of a private repository.

One row is one attempt, passed or not. Attempts of one person at one credential are put in
order by their days, so a sheet needs no column for them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from credfolio.authoring.scaffold import dump
from credfolio.checking.rules import check_registry
from credfolio.exchange.importing.cell_dates import UnclearDate, parse_date
from credfolio.exchange.importing.names import Names
from credfolio.exchange.importing.people import folded_name
from credfolio.exchange.importing.table import Row, Table
from credfolio.findings.finding import Finding, quoted
from credfolio.records.model import MicroCredential
from credfolio.records.model.kind import Kind
from credfolio.records.model.kinds import DECISIONS, EVENTS, KINDS, PEOPLE, SUBMISSIONS
from credfolio.records.model.terms import AudienceRole, values
from credfolio.records.reckoned.submission_number import number_of
from credfolio.records.record_reader import read_record
from credfolio.records.registry import Registry
from credfolio.records.source_text import parse_yaml

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "number": ("submission", "submission id", "submission number", "number", "id"),
    "person": ("name", "educator", "educator name", "teacher", "participant", "full name"),
    "person_number": ("educator id", "participant id", "person id", "user id"),
    "credential": ("credential", "micro-credential", "microcredential", "badge", "title"),
    "version": ("version",),
    "submitted_on": ("submitted", "submitted on", "submission date", "date submitted"),
    "decided_on": ("decided", "decided on", "decision date", "date decided", "reviewed on"),
    "outcome": ("outcome", "decision", "result", "status"),
    "role": ("role",),
    "school": ("school", "building"),
    "hours": ("hours",),
    "coaching_hours": ("coaching hours", "hours of coaching"),
    "money_spent": ("money spent", "cost"),
}
"""What a column may be called, by the field that it becomes."""

NEEDED = ("person", "credential", "submitted_on", "outcome")

OUTCOMES: Mapping[str, str] = {
    **dict.fromkeys(("pass", "passed", "earned", "awarded", "approved"), "pass"),
    **dict.fromkeys(
        ("resubmit", "not yet", "not passed", "fail", "failed", "denied", "revise"), "resubmit"
    ),
    **dict.fromkeys(("withdrawn", "abandoned"), "withdrawn"),
    **dict.fromkeys(("", "pending", "submitted", "in review"), ""),
}
"""What a cell may say of the outcome; "" is not decided."""


def heading_of(heading: str) -> str | None:
    """The field that a column of this heading becomes."""
    said = " ".join(heading.casefold().replace("_", " ").split())
    return next((name for name, known in HEADINGS.items() if said in (name, *known)), None)


@dataclass(frozen=True)
class Settings:
    """What the sheet does not say. `new_person` gives an id that nobody has yet."""

    system: str
    approved_by: str
    new_person: Callable[[], str]
    today: date
    date_format: str = ""


@dataclass
class CohortPlan:
    """The new files by path, and what is wrong with rows; with an error nothing is written."""

    files: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    rows: int = 0
    unchanged: int = 0
    decided: int = 0
    passed: int = 0
    people: int = 0

    @property
    def has_errors(self) -> bool:
        return any(one.is_error for one in self.findings)


@dataclass
class _Attempt:
    row: int
    number: str
    old: str
    person: str
    credential: MicroCredential
    submitted: date
    decided: date | None
    outcome: str
    data: dict[str, Any]


def plan_cohort(table: Table, registry: Registry, settings: Settings) -> CohortPlan:
    """What a sheet adds to the private records of `registry`. Raises what reading rows raises."""
    plan = CohortPlan()
    columns: dict[str, int] = {}
    for at, heading in enumerate(table.headings):
        if (name := heading_of(heading)) is not None:
            columns.setdefault(name, at)
    for name in NEEDED:
        if name not in columns:
            plan.findings.append(
                Finding(
                    "import-missing",
                    table.path,
                    f"no column has the {name.replace('_', ' ')}",
                    "name a column one of: " + ", ".join(HEADINGS[name]),
                    line=table.heading_row,
                    column=1,
                )
            )
    if plan.has_errors:
        return plan
    reader = _Reader(table, registry, settings, columns, plan)
    attempts = [one for row in table.rows if (one := reader.read(row))]
    _write(attempts, registry, settings, plan)
    if not plan.has_errors:
        _check(attempts, registry, settings, plan, table.path)
    return plan


@dataclass
class _Reader:
    table: Table
    registry: Registry
    settings: Settings
    columns: Mapping[str, int]
    plan: CohortPlan
    seen: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.names = Names(self.registry)
        self.people: dict[str, str] = {}
        self.called: defaultdict[str, list[str]] = defaultdict(list)
        for one in self.registry.people.values():
            self.called[folded_name(one.name)].append(one.id)
            if old := one.extra.get("old_number"):
                self.people[f"#{old}"] = one.id

    def read(self, row: Row) -> _Attempt | None:
        """The attempt of one row; None after a finding, or where it is there already."""
        self.plan.rows += 1
        before = len(self.plan.findings)
        earned = self.names.earned(self.cell(row, "credential"))
        if not isinstance(earned, MicroCredential):
            why = earned if isinstance(earned, str) else "this is a stack, which is not submitted"
            self.tell(row, "credential", "import-unknown", why, "write it as ISSUER/CREDENTIAL")
        submitted = self.day(row, "submitted_on")
        said = " ".join(self.cell(row, "outcome").casefold().split())
        if said not in OUTCOMES:
            self.tell(row, "outcome", "import-unknown", f"{quoted(said)} is no outcome known here",
                      "write passed, resubmit, withdrawn, or pending")  # fmt: skip
        outcome = OUTCOMES.get(said, "")
        decided = self.day(row, "decided_on") if outcome else None
        data = self.details(row)
        person = self.person(row)
        if len(self.plan.findings) > before or submitted is None:
            return None
        assert isinstance(earned, MicroCredential)
        old = self.cell(row, "number") or f"{person}/{earned.ref}/{submitted}"
        number = number_of(f"{self.settings.system}\0{old}".encode())
        if first := self.seen.get(number):
            self.tell(row, "number", "import-person", f"row {first} has the same number",
                      "delete one of the two rows")  # fmt: skip
            return None
        self.seen[number] = row.number
        if f"{submitted.year}/{number}" in self.registry.submissions:
            self.plan.unchanged += 1
            return None
        version = self.cell(row, "version") or earned.version or "1"
        data = {"version": version, **data}
        return _Attempt(row.number, number, old, person, earned, submitted, decided, outcome, data)

    def details(self, row: Row) -> dict[str, Any]:
        """What else a row says, by field."""
        data: dict[str, Any] = {}
        if role := self.cell(row, "role"):
            known = "-".join(role.casefold().split())
            if known in values(AudienceRole):
                data["role"] = known
            else:
                self.tell(row, "role", "import-unknown", f"{quoted(role)} is no role known here",
                          "write one of " + ", ".join(values(AudienceRole)))  # fmt: skip
        for name in ("school", "hours", "coaching_hours", "money_spent"):
            if text := self.cell(row, name):
                data[name] = text.removeprefix("$")
        return data

    def person(self, row: Row) -> str:
        """The id of the person of a row, who is new if nobody has the name or the old number."""
        name, old = self.cell(row, "person"), self.cell(row, "person_number")
        if not name:
            self.tell(row, "person", "import-missing", "nobody is named", "write the name")
            return ""
        key = f"#{old}" if old else folded_name(name)
        if key in self.people:
            return self.people[key]
        known = self.called.get(folded_name(name), [])
        if len(known) > 1:
            self.tell(row, "person", "import-person",
                      f"{quoted(name)} may be {' or '.join(known)}",
                      "add a column with the number that the old platform has for each person"
                      )  # fmt: skip
            return ""
        if known:
            self.people[key] = known[0]
            return known[0]
        found = self.settings.new_person()
        self.people[key] = found
        text = dump("name", name)
        if role := self.details(row).get("role"):
            text += dump("roles", [role])
        if school := self.cell(row, "school"):
            text += dump("school", school)
        if old:
            text += dump("extra", {"old_number": old})
        self.plan.files[PEOPLE.path(found)] = text
        self.plan.people += 1
        return found

    def cell(self, row: Row, name: str) -> str:
        at = self.columns.get(name)
        return row.cells[at].text if at is not None and at < len(row.cells) else ""

    def day(self, row: Row, name: str) -> date | None:
        text = self.cell(row, name)
        if not text:
            what = name.replace("_", " ")
            self.tell(row, name, "import-missing", f"the cell {what} is empty", "write the day")
            return None
        try:
            return parse_date(text, self.settings.date_format)
        except UnclearDate as unclear:
            message = f"{quoted(text)}: {unclear.message}"
            self.tell(row, name, "import-date", message, unclear.fix)
            return None

    def tell(self, row: Row, name: str, rule: str, message: str, fix: str) -> None:
        at = self.columns.get(name, 0) + 1
        self.plan.findings.append(
            Finding(rule, self.table.path, message, fix, line=row.number, column=at)
        )


def _write(
    attempts: list[_Attempt], registry: Registry, settings: Settings, plan: CohortPlan
) -> None:
    """The files of all attempts, those of one person at one credential in the order of days."""
    chains: defaultdict[tuple[str, str], list[_Attempt]] = defaultdict(list)
    for one in sorted(attempts, key=lambda one: (one.submitted, one.row)):
        chains[one.person, one.credential.ref].append(one)
    for (person, reference), chain in sorted(chains.items()):
        earlier = [
            one
            for one in registry.submissions.values()
            if (one.person, one.credential) == (person, reference)
        ]
        last = max(earlier, key=lambda one: one.attempt, default=None)
        number, follows = (last.attempt, last.id) if last else (0, "")
        for one in chain:
            number += 1
            plan.files |= dict(_files(one, number, follows, settings))
            plan.decided += one.outcome in ("pass", "resubmit")
            plan.passed += one.outcome == "pass"
            follows = one.number


def _files(
    one: _Attempt, attempt: int, follows: str, settings: Settings
) -> Iterator[tuple[str, str]]:
    key = f"{one.submitted.year}/{one.number}"
    text = dump("person", one.person) + dump("credential", one.credential.ref)
    text += dump("version", one.data.pop("version")) + dump("attempt", attempt)
    if follows:
        text += dump("follows", follows)
    text += dump("submitted_on", one.submitted)
    text += "".join(dump(name, value) for name, value in one.data.items())
    text += dump("old_number", {"system": settings.system, "number": one.old})
    yield SUBMISSIONS.path(key), text
    if one.decided is None:
        return
    if one.outcome == "withdrawn":
        yield EVENTS.path(key), dump("events", [{"what": "withdrawn", "on": one.decided}])
        return
    decided = dump("outcome", one.outcome) + dump("basis", "agreed")
    decided += dump("approved_by", settings.approved_by) + dump("on", one.decided)
    yield DECISIONS.path(key), decided


def _check(
    attempts: list[_Attempt],
    registry: Registry,
    settings: Settings,
    plan: CohortPlan,
    path: str,
) -> None:
    """What the rules find in the new records, told of the rows that they come from."""
    rows = {f"{one.submitted.year}/{one.number}": one.row for one in attempts}
    new: dict[Kind, dict[str, Any]] = {
        kind: dict(registry.all_of(kind)) for kind in (PEOPLE, SUBMISSIONS, DECISIONS, EVENTS)
    }
    by_name = {kind.name: kind for kind in new}
    for file, text in plan.files.items():
        place = KINDS.place(file)
        assert place is not None  # every file was given the path of its kind
        data = parse_yaml(text, file)
        if isinstance(data, Finding):
            plan.findings.append(data)
            continue
        record = read_record(place.model, data, file, place.given)
        if isinstance(record, list):
            plan.findings += [_of_row(one, rows, path) for one in record]
        else:
            new[by_name[place.kind]][place.key] = record
    if plan.has_errors:
        return
    found = check_registry(registry.having(new), settings.today)
    plan.findings += [_of_row(one, rows, path) for one in found if one.path in plan.files]


def _of_row(finding: Finding, rows: Mapping[str, int], path: str) -> Finding:
    """A finding about a new file, told of the row that the file was made from."""
    key = "/".join(finding.path.split("/")[1:3])
    if key not in rows:
        return finding
    return replace(finding, path=path, line=rows[key], column=1, pointer=())
