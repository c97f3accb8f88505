"""A spreadsheet of an old platform → submissions, decisions, and people of a private repository.

One row is one attempt, passed or not. Attempts of one person at one credential are put in
order by their days, so a sheet needs no column for them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from credfolio.authoring.scaffold import dump
from credfolio.authoring.yaml_edit import set_values
from credfolio.exchange.importing.names import Names
from credfolio.exchange.importing.office_rows import (
    FIRST_NAMES,
    LAST_NAMES,
    Draw,
    OfficePlan,
    OfficeRows,
    Read,
    check_plan,
    folded,
)
from credfolio.exchange.importing.roster import Roster
from credfolio.exchange.importing.table import Row, Table
from credfolio.findings.finding import Finding
from credfolio.records.model import MicroCredential, Submission
from credfolio.records.model.kinds import DECISIONS, EVENTS, PEOPLE, SUBMISSIONS
from credfolio.records.model.terms import AudienceRole, GradeBand, SupportKind, values
from credfolio.records.reckoned.submission_number import number_of
from credfolio.records.registry import Registry

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "number": ("submission id", "submission", "submission number", "number", "id"),
    "person": (
        "name",
        "person",
        "educator",
        "educator name",
        "teacher",
        "participant",
        "full name",
    ),
    "first_name": FIRST_NAMES,
    "last_name": LAST_NAMES,
    "person_number": ("educator id", "participant id", "person id", "user id"),
    "credential": ("credential", "micro-credential", "microcredential", "badge", "title"),
    "version": ("version",),
    "submitted_on": ("submitted", "submitted on", "submission date", "date submitted"),
    "decided_on": ("decided", "decided on", "decision date", "date decided", "reviewed on"),
    "outcome": ("outcome", "decision", "result", "status"),
    "told_on": ("told", "told on", "notified", "notified on"),
    "role": ("role", "roles", "position"),
    "school": ("school", "building"),
    "grades": ("grades", "grade", "grade band"),
    "hours": ("hours",),
    "coaching_hours": ("coaching hours", "hours of coaching"),
    "money_spent": ("money spent", "cost"),
    "support": ("support", "support had"),
}
"""What a column may be called, by the field that it becomes."""

NEEDED = ("person|last_name", "credential", "submitted_on", "outcome")

OUTCOMES: Mapping[str, str] = {
    **dict.fromkeys(("pass", "passed", "earned", "awarded", "approved"), "pass"),
    **dict.fromkeys(
        ("resubmit", "not yet", "not passed", "fail", "failed", "denied", "revise"), "resubmit"
    ),
    **dict.fromkeys(("withdrawn", "abandoned"), "withdrawn"),
    **dict.fromkeys(("returned", "incomplete"), "returned"),
    **dict.fromkeys(("", "pending", "submitted", "in review"), ""),
}
"""What a cell may say of the outcome; "" is not decided."""


@dataclass(frozen=True)
class Settings:
    """What the sheet does not say."""

    system: str
    approved_by: str
    new_person: Draw
    today: date
    date_format: str = ""


@dataclass
class CohortPlan(OfficePlan):
    """What a cohort adds."""

    decided: int = 0
    passed: int = 0
    people: int = 0


@dataclass
class _Attempt:
    row: int
    number: str
    old: str
    person: str
    credential: MicroCredential
    submitted: date
    decided: date | None
    told: date | None
    outcome: str
    data: dict[str, Any]


def plan_cohort(
    table: Table,
    registry: Registry,
    settings: Settings,
    read: Read,
    before: Sequence[Finding] = (),
) -> CohortPlan:
    """What a sheet adds to the private records of `registry`. Raises what reading rows raises.

    `read` gives the text of a file there; `before` are findings that there are without the sheet.
    """
    plan = CohortPlan()
    rows = OfficeRows(table, HEADINGS, plan, settings.date_format)
    if not rows.has(*NEEDED):
        return plan
    reader = _Reader(rows, registry, settings, plan)
    attempts = [one for row in table.rows if (one := reader.read(row))]
    _write(attempts, registry, settings, plan, read)
    check_plan(plan, registry, before, settings.today, table.path)
    return plan


@dataclass
class _Reader:
    rows: OfficeRows
    registry: Registry
    settings: Settings
    plan: CohortPlan
    seen: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.names = Names(self.registry)
        self.roster = Roster(self.registry)

    def read(self, row: Row) -> _Attempt | None:
        """The attempt of one row; None after a finding, or where it is there already."""
        rows = self.rows
        self.plan.rows += 1
        before = len(self.plan.findings)
        earned = self.names.earned(rows.cell(row, "credential"))
        if not isinstance(earned, MicroCredential):
            why = earned if isinstance(earned, str) else "this is a stack, which is not submitted"
            rows.tell(row, "credential", "import-unknown", why, "write it as ISSUER/CREDENTIAL")
        submitted = rows.day(row, "submitted_on", needed=True)
        said = folded(rows.cell(row, "outcome"))
        if said not in OUTCOMES:
            known = ("passed", "resubmit", "withdrawn", "returned", "pending")
            rows.unknown(row, "outcome", "outcome", said, known)
        outcome = OUTCOMES.get(said, "")
        is_judged = outcome in ("pass", "resubmit")
        decided = rows.day(row, "decided_on", needed=is_judged) if outcome else None
        told = rows.day(row, "told_on") if is_judged else None
        if submitted is not None and self.is_there(row, submitted):
            return None
        data = self.details(row)
        person = self.person(row, data)
        if len(self.plan.findings) > before or submitted is None:
            return None
        assert isinstance(earned, MicroCredential)
        old = rows.cell(row, "number") or f"{person}/{earned.ref}/{submitted}"
        number = self.number(old)
        if first := self.seen.get(number):
            rows.tell(row, "number", "import-person", f"row {first} has the same number",
                      "delete one of the two rows")  # fmt: skip
            return None
        self.seen[number] = row.number
        if f"{submitted.year}/{number}" in self.registry.submissions:
            self.plan.unchanged += 1
            return None
        version = rows.cell(row, "version") or earned.version or "1"
        data = {"version": version, **data}
        return _Attempt(
            row.number, number, old, person, earned, submitted, decided, told, outcome, data
        )

    def number(self, old: str) -> str:
        return number_of(f"{self.settings.system}\0{old}".encode())

    def is_there(self, row: Row, submitted: date) -> bool:
        """Whether the row's number is that of a submission here, whoever is named by now."""
        old = self.rows.cell(row, "number")
        number = self.number(old)
        known = self.registry.submissions.get(f"{submitted.year}/{number}") if old else None
        if known is None or number in self.seen:
            return False
        self.seen[number] = row.number
        self.plan.unchanged += 1
        if theirs := self.rows.cell(row, "person_number"):
            self.roster.add(known.person, self.rows.name(row), ("number", theirs))
        return True

    def details(self, row: Row) -> dict[str, Any]:
        """What else a row says, by field."""
        rows, data = self.rows, dict[str, Any]()
        if role := rows.words(row, "role", values(AudienceRole)):
            data["role"] = role[0]
        for name in ("school", "hours", "coaching_hours", "money_spent"):
            if text := rows.cell(row, name):
                data[name] = text.removeprefix("$")
        for name, known in (("grades", values(GradeBand)), ("support", values(SupportKind))):
            if found := rows.words(row, name, known):
                data[name] = found
        return data

    def person(self, row: Row, data: Mapping[str, Any]) -> str:
        """The id of the person of a row, who is new if nobody has the name or the old number."""
        name, old = self.rows.name(row), self.rows.cell(row, "person_number")
        if not name:
            self.rows.tell(row, "person", "import-missing", "nobody is named", "write the name")
            return ""
        if found := self.roster.find(name, ("number", old)):
            if old:
                self.roster.add(found, name, ("number", old))
            return found
        if self.roster.why:
            self.rows.tell(row, "person", "import-person", self.roster.why,
                           "add a column with the number that the old platform has for each person"
                           )  # fmt: skip
            return ""
        found = self.settings.new_person()
        self.roster.add(found, name, *([("number", old)] if old else []))
        text = dump("name", name)
        if role := data.get("role"):
            text += dump("roles", [role])
        if school := data.get("school"):
            text += dump("school", school)
        if old:
            text += dump("extra", {"old_number": old})
        self.plan.files[PEOPLE.path(found)] = text
        self.plan.origins[PEOPLE.path(found)] = row.number
        self.plan.people += 1
        return found


def _write(
    attempts: list[_Attempt], registry: Registry, settings: Settings, plan: CohortPlan, read: Read
) -> None:
    """The files of all attempts, those of one person at one credential in the order of days.

    Where one is older than what is there already, that follows it and is counted again.
    """
    chains: defaultdict[tuple[str, str], list[_Attempt]] = defaultdict(list)
    for one in sorted(attempts, key=lambda one: (one.submitted, one.row)):
        chains[one.person, one.credential.ref].append(one)
    for (person, reference), chain in sorted(chains.items()):
        own = (key for key, one in registry.submissions.items()
               if (one.person, one.credential) == (person, reference))  # fmt: skip
        there = sorted(own, key=lambda key: registry.submissions[key].attempt)
        number, follows = 0, ""
        for item in _in_order(chain, [(key, registry.submissions[key]) for key in there]):
            number += 1
            if isinstance(item, _Attempt):
                made = dict(_files(item, number, follows, settings))
                plan.files |= made
                plan.origins |= dict.fromkeys(made, item.row)
                plan.decided += item.outcome in ("pass", "resubmit")
                plan.passed += item.outcome == "pass"
                follows = item.number
                continue
            key, known = item
            path, is_moved = SUBMISSIONS.path(key), known.submitted_on > chain[0].submitted
            if is_moved and (known.attempt, known.follows or "") != (number, follows):
                text = read(path)
                values = {"attempt": str(number), "follows": follows}
                plan.changes[path] = text, set_values(text, values, path)
                plan.origins[path] = chain[0].row
            number, follows = max(number, known.attempt), known.id


def _in_order(
    chain: Sequence[_Attempt], there: Sequence[tuple[str, Submission]]
) -> Iterator[_Attempt | tuple[str, Submission]]:
    """New attempts among those that are there, by day; the order of the latter stays."""
    waiting = list(chain)
    for one in there:
        while waiting and waiting[0].submitted < one[1].submitted_on:
            yield waiting.pop(0)
        yield one
    yield from waiting


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
    if one.outcome in ("withdrawn", "returned"):
        # Without a day it happened at the earliest on the one that is known.
        on = one.decided or one.submitted
        yield EVENTS.path(key), dump("events", [{"what": one.outcome, "on": on}])
        return
    if one.decided is None:
        return
    decided = dump("outcome", one.outcome) + dump("basis", "agreed")
    decided += dump("approved_by", settings.approved_by) + dump("on", one.decided)
    # The old platform told it; this office has no letter to write.
    decided += dump("told_on", one.told or one.decided)
    yield DECISIONS.path(key), decided
