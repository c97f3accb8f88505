"""A list of what people asked about their pages, kept elsewhere → requests of an office.

A row is one request, answered or not. What waits is due when its issuer promises.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from credfolio.authoring.scaffold import dump
from credfolio.exchange.importing.names import Names
from credfolio.exchange.importing.office_rows import (
    FIRST_NAMES,
    LAST_NAMES,
    Headings,
    OfficePlan,
    OfficeRows,
    check_plan,
    folded,
)
from credfolio.exchange.importing.roster import Roster
from credfolio.exchange.importing.table import Row, Table
from credfolio.findings.finding import Finding, quoted
from credfolio.records.model import Educator
from credfolio.records.model.issuer import DAYS_TO_ANSWER
from credfolio.records.model.kinds import REQUESTS
from credfolio.records.model.request import ABOUT_PATTERN
from credfolio.records.reckoned.submission_number import number_of
from credfolio.records.registry import Registry

HEADINGS: Headings = {
    "number": ("request id", "request number", "ticket", "number", "id"),
    "what": ("request", "what", "asks for", "kind", "type"),
    "about": ("about", "page", "portfolio", "award", "web address", "url"),
    "issuer": ("issuer",),
    "person": ("name", "person", "full name", "from", "who asks"),
    "first_name": FIRST_NAMES,
    "last_name": LAST_NAMES,
    "address": ("e-mail", "email", "e-mail address", "email address", "address"),
    "text": ("text", "message", "details", "in their words"),
    "received_on": ("received", "received on", "date", "asked on"),
    "due": ("due", "due on"),
    "outcome": ("outcome", "result", "status"),
    "answered_on": ("answered", "answered on", "closed", "closed on"),
    "by": ("answered by", "by", "closed by"),
    "note": ("note", "notes"),
}
"""What a column may be called, by the field that it becomes."""

WHAT: Mapping[str, str] = {
    **dict.fromkeys(("hide", "hide this", "unlist"), "hide"),
    **dict.fromkeys(("correct", "correct this", "correction"), "correct"),
    **dict.fromkeys(
        ("consent ends", "my consent ends", "consent withdrawn", "withdraw consent"), "consent-ends"
    ),
    **dict.fromkeys(("photo", "new photo", "a new photo"), "photo"),
    **dict.fromkeys(("not me", "this is not me"), "not-me"),
}
"""What a cell may say that somebody asks for."""

OUTCOMES: Mapping[str, str] = {
    **dict.fromkeys(("done", "resolved", "fulfilled"), "done"),
    **dict.fromkeys(("declined", "refused", "rejected"), "declined"),
    **dict.fromkeys(("", "open", "waiting", "new"), ""),
}
"""What a cell may say that came of it; "" is not answered."""

_PAGE = re.compile(r"(?:^|/)(portfolios/[^?#]*)")


@dataclass(frozen=True)
class RequestSettings:
    """What the list does not say."""

    system: str
    issuer: str
    """Whose office was asked, where no column says it; "" if the site has one issuer."""
    today: date
    due_after: Callable[[date, int], date]
    """The day so many business days after another."""
    date_format: str = ""


@dataclass
class RequestsPlan(OfficePlan):
    """What the list adds."""

    waiting: int = 0


def plan_requests(
    table: Table, registry: Registry, settings: RequestSettings, before: Sequence[Finding] = ()
) -> RequestsPlan:
    """What a list adds to `requests/`. Raises what reading rows raises.

    `before` are findings that there are without it.
    """
    plan = RequestsPlan()
    rows = OfficeRows(table, HEADINGS, plan, settings.date_format)
    if not rows.has("what", "about", "person|last_name", "received_on"):
        return plan
    reader = _Reader(rows, registry, settings, plan)
    for row in table.rows:
        reader.read(row)
    check_plan(plan, registry, before, settings.today, table.path)
    return plan


@dataclass
class _Reader:
    rows: OfficeRows
    registry: Registry
    settings: RequestSettings
    plan: RequestsPlan
    seen: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.names = Names(self.registry)
        self.roster = Roster(self.registry)
        self.known = {key.rpartition("/")[2] for key in self.registry.requests}

    def read(self, row: Row) -> None:
        """Add the request of one row."""
        rows = self.rows
        self.plan.rows += 1
        before = len(self.plan.findings)
        what = self._word(row, "what", WHAT)
        about, issuer, name = self._about(row), self._issuer(row), rows.name(row)
        received = rows.day(row, "received_on", needed=True)
        if not name:
            rows.tell(row, "person", "import-missing", "nobody is named", "write who asked")
        answered = self._answer(row)
        due = rows.day(row, "due")
        if len(self.plan.findings) > before or received is None:
            return
        old = rows.cell(row, "number") or f"{about}/{what}/{received}"
        number = number_of(f"{self.settings.system}\0request\0{old}".encode())
        if first := self.seen.get(number):
            rows.tell(row, "number", "import-twice", f"row {first} has the same number",
                      "delete one of the two rows")  # fmt: skip
            return
        self.seen[number] = row.number
        if number in self.known:
            self.plan.unchanged += 1
            return
        desk = self.registry.issuers[issuer].requests
        due = due or self.settings.due_after(received, desk.days if desk else DAYS_TO_ANSWER)
        data = {
            "what": what,
            "about": about,
            "issuer": issuer,
            "text": rows.cell(row, "text"),
            "name": name,
            "address": rows.cell(row, "address"),
            "received_on": received,
            "due": due,
            "answered": answered,
            "extra": {"old_number": old} if rows.cell(row, "number") else None,
        }
        path = REQUESTS.path(f"{received.year}/{number}")
        self.plan.files[path] = "".join(dump(key, value) for key, value in data.items() if value)
        self.plan.origins[path] = row.number
        self.plan.waiting += not answered

    def _word(self, row: Row, name: str, known: Mapping[str, str]) -> str:
        said = folded(self.rows.cell(row, name))
        if said not in known:
            choices = sorted({*known.values()} - {""})
            self.rows.unknown(row, name, self.rows.headings[name][0], said, choices)
        return known.get(said, "")

    def _about(self, row: Row) -> str:
        """The address of a page: as it is written, or from a handle or a name."""
        said = self.rows.cell(row, "about")
        if found := _PAGE.search(said):
            about = found[1].rstrip("/") + "/"
        else:
            educator = self.names.educator(said)
            if not isinstance(educator, Educator):
                self.rows.tell(row, "about", "import-unknown", educator,
                               "write the address of the page, such as portfolios/ana-lopez/"
                               )  # fmt: skip
                return ""
            about = f"portfolios/{educator.id}/"
        if not re.fullmatch(ABOUT_PATTERN, about):
            self.rows.tell(row, "about", "import-unknown", f"{quoted(said)} is no page of a person",
                           "write portfolios/, the handle, and the award if it is about one"
                           )  # fmt: skip
            return ""
        return about

    def _issuer(self, row: Row) -> str:
        issuers = self.registry.issuers
        said = self.rows.cell(row, "issuer") or self.settings.issuer
        if not said and len(issuers) == 1:
            return next(iter(issuers))
        found = said if said in issuers else self.names.issuer(said)
        if found:
            return found
        why = self.names.why_no_issuer(said) if said else "nothing says whose office was asked"
        self.rows.tell(row, "issuer", "import-unknown", why,
                       "write an id in a column “issuer”, or give it with --issuer")  # fmt: skip
        return ""

    def _answer(self, row: Row) -> dict[str, Any] | None:
        """What came of it; None while it waits."""
        rows = self.rows
        outcome = self._word(row, "outcome", OUTCOMES) if "outcome" in rows.columns else ""
        day = rows.day(row, "answered_on", needed=bool(outcome))
        if not outcome:
            if day is not None:
                said = "it was answered, and nothing says how"
                rows.tell(row, "outcome", "import-missing", said, "write done or declined")
            return None
        said = rows.cell(row, "by")
        by = self.roster.anybody(said) if said else ""
        if not by:
            missing = f"{quoted(said)} is not in office/people/" if said else "nobody answered it"
            why = self.roster.why if said and self.roster.why else missing
            rows.tell(row, "by", "import-person", why,
                      "write who answered: an id or a name from there")  # fmt: skip
        answer = {"outcome": outcome, "on": day, "by": by, "note": rows.cell(row, "note")}
        return {key: value for key, value in answer.items() if value}
