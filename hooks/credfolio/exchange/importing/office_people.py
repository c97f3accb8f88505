"""A roster → people of a private repository: educators, readers, approvers, coaches.

Somebody who is there already is found by number, address, account, id, or name. What the record
lacks is added; where the two say different things, somebody has to decide.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from credfolio.authoring.scaffold import dump
from credfolio.authoring.yaml_edit import add_lines, set_within
from credfolio.exchange.importing.names import Names
from credfolio.exchange.importing.office_rows import (
    FIRST_NAMES,
    LAST_NAMES,
    Draw,
    Headings,
    OfficePlan,
    OfficeRows,
    Read,
    check_plan,
)
from credfolio.exchange.importing.people import folded_name
from credfolio.exchange.importing.roster import Roster
from credfolio.exchange.importing.table import Row, Table
from credfolio.findings.finding import Finding, quoted
from credfolio.records.model import MicroCredential, Person
from credfolio.records.model.kinds import PEOPLE
from credfolio.records.model.office import PERSON_PATTERN
from credfolio.records.model.terms import AudienceRole, ConsentMethod, GradeBand, values
from credfolio.records.registry import Registry
from credfolio.records.written import written

HEADINGS: Headings = {
    "person": ("name", "person", "full name", "educator name", "teacher", "participant"),
    "first_name": FIRST_NAMES,
    "last_name": LAST_NAMES,
    "id": ("office id", "id here"),
    "number": ("person id", "educator id", "participant id", "user id", "staff id", "id"),
    "address": ("e-mail", "email", "e-mail address", "email address", "address"),
    "account": ("account", "forge account"),
    "educator": ("portfolio", "handle"),
    "roles": ("role", "roles", "position"),
    "grades": ("grades", "grade", "grade band"),
    "school": ("school", "building"),
    "district": ("district",),
    "coached_by": ("coached by", "coach"),
    "licence_number": ("license number", "licence_number", "educator number", "license"),
    "jurisdiction": ("jurisdiction", "license state", "state"),
    "trained_on": ("trained", "trained on", "assessor since"),
    "until": ("assesses until", "assessor until"),
    "credentials": ("assesses", "assesses only", "credentials"),
    "most_open": ("most open", "reads at most"),
    "consent_on": ("consent", "consent on", "consented on", "agreed on"),
    "consent_method": ("consent method", "consent by way of"),
    "consent_scope": ("consent scope", "consent to"),
}
"""What a column may be called, by what it becomes."""

_LINES = ("account", "address", "school", "district", "educator")


@dataclass
class PeoplePlan(OfficePlan):
    """What a roster adds."""

    new: int = 0
    completed: int = 0
    """People who get more lines."""


@dataclass
class _Described:
    """What rows say of one person."""

    row: int
    data: dict[str, Any]
    coaches: list[str]


def plan_people(
    table: Table,
    registry: Registry,
    new_person: Draw,
    read: Read,
    today: date,
    date_format: str = "",
    before: Sequence[Finding] = (),
) -> PeoplePlan:
    """What a roster adds to `office/people/`. Raises what reading rows and adding lines raise.

    `before` are findings that there are without it.
    """
    plan = PeoplePlan()
    rows = OfficeRows(table, HEADINGS, plan, date_format)
    if not rows.has("person|last_name"):
        return plan
    reader = _Reader(rows, registry, plan, new_person, read)
    for row in table.rows:
        reader.read(row)
    reader.write()
    check_plan(plan, registry, before, today, table.path)
    return plan


@dataclass
class _Reader:
    rows: OfficeRows
    registry: Registry
    plan: PeoplePlan
    new_person: Draw
    text_of: Read
    described: dict[str, _Described] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.names = Names(self.registry)
        self.roster = Roster(self.registry)

    def read(self, row: Row) -> None:
        """Note what one row says of somebody."""
        self.plan.rows += 1
        name = self.rows.name(row)
        if not name:
            self.rows.tell(row, "person", "import-missing", "nobody is named", "write the name")
            return
        person = self._person(row, name)
        if not person:
            return
        if first := self.described.get(person):
            self.rows.tell(
                row,
                "person",
                "import-person",
                f"row {first.row} is about {quoted(name)}, too",
                "delete one of the two rows; if these are two people, add a column with their "
                "numbers or addresses",
            )
            return
        coaches = self.rows.several(row, "coached_by")
        self.described[person] = _Described(row.number, self._data(row, name, person), coaches)

    def _person(self, row: Row, name: str) -> str:
        """The id of the person of a row, who may be new; "" after a finding."""
        own, number, address = (self.rows.cell(row, one) for one in ("id", "number", "address"))
        keys = [("id", own), ("number", number), ("address", address)]
        found = self.roster.find(name, *keys)
        if self.roster.why:
            self.rows.tell(
                row,
                "person",
                "import-person",
                self.roster.why,
                "add a column with the number that the old platform has for each person, or "
                "“office id” with their ids here",
            )
            return ""
        if own and found and found != own.casefold():
            why = f"this row has the id {quoted(own)}, and its number or address is {found}'s"
            self.rows.tell(row, "id", "import-person", why, "correct one of the two")
            return ""
        if not found:
            found = own or self.new_person()
            if own and not _is_person(own):
                self.rows.tell(row, "id", "import-id", f"{quoted(own)} cannot be an id of a person",
                               "write p- and letters or digits, such as p-rosa1")  # fmt: skip
                return ""
        known = [("number", number), ("address", address)]
        self.roster.add(found, name, *[(what, key) for what, key in known if key])
        return found

    def _data(self, row: Row, name: str, person: str) -> dict[str, Any]:
        """The keys of a person's record that a row has values for."""
        rows, data = self.rows, {"name": name}
        more: dict[str, Any] = {one: rows.cell(row, one) for one in _LINES}
        more["account"] = more["account"].removeprefix("@")
        if (home := more["educator"]) and home not in self.registry.educators:
            rows.unknown(row, "educator", "portfolio", home, self.registry.educators)
        more["roles"] = rows.words(row, "roles", values(AudienceRole))
        more["grades"] = rows.words(row, "grades", values(GradeBand))
        more["numbers"] = self._numbers(row)
        more["assesses"] = self._assesses(row, self.registry.people.get(person))
        more["consent_to_publish"] = self._consent(row, name)
        if number := rows.cell(row, "number"):
            more["extra"] = {"old_number": number}
        return data | {key: value for key, value in more.items() if value}

    def _numbers(self, row: Row) -> list[dict[str, str]]:
        number = self.rows.cell(row, "licence_number")
        if not number:
            return []
        where, known = self.rows.cell(row, "jurisdiction"), self.registry.jurisdictions
        if not where and len(known) == 1:
            where = next(iter(known))
        by_name = {one.name.casefold(): id_ for id_, one in known.items()}
        found = where if where in known else by_name.get(where.casefold(), "")
        if found:
            return [{"jurisdiction": found, "number": number}]
        if where:
            self.rows.unknown(row, "jurisdiction", "jurisdiction", where, sorted(known))
        else:
            self.rows.tell(row, "jurisdiction", "import-missing",
                           "nothing says whose license number it is",
                           "add a column “jurisdiction” with an id of catalog/jurisdictions/"
                           )  # fmt: skip
        return []

    def _assesses(self, row: Row, known: Person | None) -> dict[str, Any]:
        rows = self.rows
        trained, until = rows.day(row, "trained_on"), rows.day(row, "until")
        only = []
        for one in rows.several(row, "credentials"):
            earned = self.names.earned(one)
            if isinstance(earned, MicroCredential):
                only.append(earned.ref)
            else:
                why = earned if isinstance(earned, str) else "this is a stack"
                fix = "write it as ISSUER/CREDENTIAL; leave the cell empty for all"
                rows.tell(row, "credentials", "import-unknown", why, fix)
        most = rows.cell(row, "most_open")
        if trained is None and (known is None or known.assesses is None):
            if until or only or most:
                rows.tell(row, "trained_on", "import-missing",
                          "nothing says when this reader was trained",
                          "write the day in a column “trained”")  # fmt: skip
            return {}
        found = {"trained_on": trained, "until": until, "credentials": only, "most_open": most}
        return {key: value for key, value in found.items() if value}

    def _consent(self, row: Row, name: str) -> dict[str, Any]:
        rows = self.rows
        day = rows.day(row, "consent_on")
        method = rows.words(row, "consent_method", values(ConsentMethod))
        scope = rows.cell(row, "consent_scope")
        if day is None and not method and not scope:
            return {}
        if day is None or not method or not scope:
            rows.tell(
                row,
                "consent_on",
                "import-missing",
                "an agreement to publish needs a day, a method, and a scope",
                "fill in “consent on”, “consent method”, and “consent scope”, or none of them",
            )
            return {}
        return {"by": name, "method": method[0], "on": day, "scope": scope}

    def write(self) -> None:
        """The files of everybody, once all are known: a coach may be in a later row."""
        for person, one in self.described.items():
            path = PEOPLE.path(person)
            self.plan.origins[path] = one.row
            row = Row(one.row, ())
            coaches = []
            for coach in one.coaches:
                if found := self.roster.anybody(coach):
                    coaches.append(found)
                else:
                    why = self.roster.why or f"{quoted(coach)} is nobody here, and in no row"
                    self.rows.tell(row, "coached_by", "import-person", why,
                                   "write the coach's name, number, or id here; give coaches a row"
                                   )  # fmt: skip
            data = one.data | ({"coached_by": coaches} if coaches else {})
            known = self.registry.people.get(person)
            if known is None:
                self.plan.files[path] = "".join(dump(key, value) for key, value in data.items())
                self.plan.new += 1
            else:
                self._complete(row, known, data)

    def _complete(self, row: Row, known: Person, data: Mapping[str, Any]) -> None:
        """Add what a record lacks, and tell what it says differently."""
        path, own = PEOPLE.path(known.id), written(known)
        added: dict[str, Any] = {}
        within: dict[str, dict[str, Any]] = {}
        for key, value in data.items():
            if key not in own:
                added[key] = value
                continue
            if isinstance(value, Mapping) and isinstance(own[key], Mapping):
                if lacking := {one: value[one] for one in value if one not in own[key]}:
                    within[key] = lacking
                value = {one: value[one] for one in value if one in own[key]}
            if not _says(own[key], value):
                self.rows.tell_at(
                    row,
                    self.rows.columns.get(key, 0),
                    "import-differs",
                    f"{path} has another `{key}:` ({_in_words(own[key])}) than this row "
                    f"({_in_words(value)})",
                    "correct one of the two",
                )
        if not (added or within):
            self.plan.unchanged += 1
            return
        self.plan.completed += 1
        text = self.text_of(path)
        changed = text
        for key, lacking in within.items():
            changed = set_within(changed, key, _as_text(lacking), path)
        if added:
            more = "".join(dump(key, value) for key, value in added.items())
            changed = add_lines(changed, more, path)
        self.plan.changes[path] = text, changed


def _is_person(name: str) -> bool:
    return re.fullmatch(PERSON_PATTERN, name) is not None


def _as_text(values: Mapping[str, Any]) -> dict[str, str | list[str]]:
    """Values as a file has them, with days in words."""
    return {
        key: list(map(str, one)) if isinstance(one, list) else str(one)
        for key, one in values.items()
    }


def _says(own: Any, value: Any) -> bool:
    """Whether a record says at least what a row says."""
    if isinstance(value, Mapping):
        return isinstance(own, Mapping) and all(
            key in own and _says(own[key], one) for key, one in value.items()
        )
    if isinstance(value, list):
        return isinstance(own, list) and all(any(_says(one, each) for one in own) for each in value)
    return folded_name(str(own)) == folded_name(str(value))


def _in_words(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_in_words(one)}" for key, one in value.items())
    if isinstance(value, list):
        return "; ".join(map(_in_words, value))
    return quoted(value)
