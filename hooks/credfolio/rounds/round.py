"""A round: the private records as read, the day, and what the office's settings make of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from credfolio.ids import nearest
from credfolio.records.model import Office
from credfolio.records.reckoned.submission import Case, by_number, cases
from credfolio.records.registry import Registry
from credfolio.rounds.calendar import Calendar
from credfolio.rounds.progress import Progress
from credfolio.rounds.record_texts import Read
from credfolio.rounds.said import Said


@dataclass(frozen=True)
class Round:
    """What every command of a round starts from."""

    registry: Registry
    today: date
    read: Read
    """The bytes of a file of the private repository."""

    @cached_property
    def office(self) -> Office:
        return self.registry.office or Office(id="records")

    @cached_property
    def calendar(self) -> Calendar:
        return Calendar(self.office)

    @cached_property
    def numbers(self) -> Mapping[str, Case]:
        return by_number(self.registry)

    def progress(self, case: Case) -> Progress:
        return Progress(case, self.office)

    def all(self) -> tuple[Progress, ...]:
        """Every submission, the oldest first."""
        found = sorted(
            cases(self.registry).values(), key=lambda one: (one.submission.submitted_on, one.key)
        )
        return tuple(map(self.progress, found))

    def find(self, number: str) -> Progress | Said:
        """The submission of that number, or the sentence that says there is none."""
        typed = number.lower().strip(",;")  # as between several numbers
        case = self.numbers.get(typed)
        if case is not None:
            return self.progress(case)
        near = nearest(typed, self.numbers)
        hint = f"; did you mean {near}?" if near else ""
        return Said(number, f"there is no such submission{hint}", is_problem=True)
