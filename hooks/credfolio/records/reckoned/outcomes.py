"""What comes of submissions: who passes at first, who tries again, how long it takes.

Everything is counted from the files of a private repository. A case is one person and
one credential with all attempts; what was returned or withdrawn is no attempt.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from credfolio.records.model import Office, Submission
from credfolio.records.model.figures import TableName
from credfolio.records.model.standing import is_listed, is_shown
from credfolio.records.model.terms import Decision
from credfolio.records.reckoned.agreement import Agreement, agreement
from credfolio.records.reckoned.leaving import Counts
from credfolio.records.reckoned.submission import Case, cases
from credfolio.records.reckoned.working_days import working_days
from credfolio.records.registry import Registry


@dataclass(frozen=True)
class Journey:
    """One person's attempts at one credential, the first of them first."""

    person: str
    credential: str
    attempts: tuple[Case, ...]

    @property
    def first(self) -> Submission:
        return self.attempts[0].submission

    @cached_property
    def passed_at_first(self) -> bool:
        return _passed(self.attempts[0])

    @cached_property
    def tried_again(self) -> bool:
        return len(self.attempts) > 1

    @cached_property
    def passed(self) -> bool:
        return any(_passed(case) for case in self.attempts)


def _passed(case: Case) -> bool:
    return case.decision is not None and case.decision.outcome == "pass"


@dataclass(frozen=True)
class Outcomes:
    """Figures about some journeys whose first attempt is decided. Rates have their numbers."""

    journeys: tuple[Journey, ...]
    office: Office

    @property
    def number(self) -> int:
        return len(self.journeys)

    @cached_property
    def not_at_first(self) -> int:
        return sum(not one.passed_at_first for one in self.journeys)

    @cached_property
    def tried_again(self) -> int:
        """How many tried again of those who did not pass at first."""
        return sum(one.tried_again and not one.passed_at_first for one in self.journeys)

    @cached_property
    def passed_later(self) -> int:
        """How many passed of those who tried again."""
        return sum(one.passed and not one.passed_at_first for one in self.journeys)

    @cached_property
    def passed(self) -> int:
        return sum(one.passed for one in self.journeys)

    @cached_property
    def attempts(self) -> tuple[Case, ...]:
        """The attempts that are decided."""
        return tuple(
            case for one in self.journeys for case in one.attempts if case.decision is not None
        )

    @cached_property
    def days(self) -> tuple[int, ...]:
        """The working days from each submission to its decision, the shortest first."""
        closed = self.office.closures
        return tuple(
            sorted(
                working_days(case.submission.submitted_on, case.decision.on, closed)
                for case in self.attempts
                if case.decision is not None
            )
        )

    @cached_property
    def late(self) -> int:
        """How many were decided after the day on which their first readers were due."""
        return sum(is_late(case) for case in self.attempts)

    @cached_property
    def third_readings(self) -> int:
        return sum(map(has_third, self.attempts))

    def total(self, field: str) -> Decimal:
        """What all attempts report together, such as ``hours``."""
        return sum(
            (getattr(case.submission, field) or Decimal(0) for case in self.attempts), Decimal(0)
        )

    def agreement(self, fewest: int = 30) -> Agreement | None:
        """How far the first two readers decide alike; a third one is never counted."""
        return agreement(decision_pairs(self.attempts), fewest=fewest)

    def may_state_retries(self, today: date) -> bool:
        """Whether the time in which people try again is over for all of them."""
        within = self.office.retry_within_days
        if within is None:
            return True
        decided = (one.attempts[0].decision for one in self.journeys)
        return all(one is None or one.on + timedelta(days=within) < today for one in decided)


def decision_pairs(attempts: Iterable[Case]) -> list[tuple[Decision, Decision]]:
    """What the first two readers of each attempt decided."""
    return [
        (case.first_sheets[0].decision, case.first_sheets[1].decision)
        for case in attempts
        if len(case.first_sheets) > 1
    ]


def is_late(case: Case) -> bool:
    asked = case.assignment.assessors if case.assignment else ()
    due = [one.due for one in asked if not one.third and not one.declined_on]
    return bool(due) and case.decision is not None and case.decision.on > max(due)


def has_third(case: Case) -> bool:
    """Whether a third person read it because the first two disagreed."""
    return len(case.sheets_of(0)) > len(case.first_sheets)


def journeys(
    registry: Registry, start: date = date.min, end: date = date.max
) -> tuple[Journey, ...]:
    """Those whose first attempt was submitted from `start` to `end`, and is decided."""
    found: defaultdict[tuple[str, str], list[Case]] = defaultdict(list)
    for case in cases(registry).values():
        if case.ended is None:
            found[case.submission.person, case.submission.credential].append(case)
    made = []
    for (person, credential), own in sorted(found.items()):
        own.sort(key=lambda case: (case.submission.attempt, case.submission.submitted_on))
        first = own[0]
        if first.decision is not None and start <= first.submission.submitted_on <= end:
            made.append(Journey(person, credential, tuple(own)))
    return tuple(made)


def outcomes(registry: Registry, found: Iterable[Journey]) -> Outcomes:
    """The figures about these journeys, by the settings of the office."""
    return Outcomes(tuple(found), registry.office or Office(id="records"))


def role_of(registry: Registry, journey: Journey) -> str:
    """The role at the first submission, else the first of those in the file."""
    person = registry.people.get(journey.person)
    return journey.first.role or (person.roles[0] if person and person.roles else _NOT_STATED)


def school_of(registry: Registry, journey: Journey) -> str:
    person = registry.people.get(journey.person)
    return journey.first.school or (person.school if person else None) or _NOT_STATED


def grade_of(registry: Registry, journey: Journey) -> str:
    """The grades taught; several count as one group, so that each journey is in one."""
    person = registry.people.get(journey.person)
    own = journey.first.grades or (person.grades if person else ())
    return own[0] if len(own) == 1 else "several" if own else _NOT_STATED


_NOT_STATED = "not stated"

GROUPS: Mapping[TableName, Callable[[Registry, Journey], str]] = {
    "role": role_of,
    "school": school_of,
    "grade": grade_of,
    "credential": lambda registry, journey: journey.credential,
}
"""How journeys are grouped, by the name of the table; each journey is in exactly one group."""


def groups(
    registry: Registry, found: Iterable[Journey], table: TableName
) -> Mapping[str, Outcomes]:
    """The outcomes of each group of one of the `GROUPS`, by its name."""
    parted: defaultdict[str, list[Journey]] = defaultdict(list)
    for journey in found:
        parted[GROUPS[table](registry, journey)].append(journey)
    return {name: outcomes(registry, parted[name]) for name in sorted(parted)}


def listed_attempts(registry: Registry) -> Mapping[tuple[str, str], int]:
    """The listed awards by educator and micro-credential; each has the number of attempts shown."""
    return {
        (award.educator, award.credential or ""): len(award.submissions)
        for award in registry.awards.values()
        if is_shown(award)
        and (owner := registry.educators.get(award.educator)) is not None
        and is_listed(owner)
    }


def public_attempts(
    registry: Registry, found: Outcomes, listed: Mapping[tuple[str, str], int]
) -> tuple[Case, ...]:
    """The attempts whose awards say who judged them, or soon will.

    That is the one that passed, and where attempts are shown, all of them.
    """
    public: list[Case] = []
    for one in found.journeys:
        shown = _shown(registry, one, listed)
        if shown is not None:
            public += (case for case in one.attempts if case.decision and (shown or _passed(case)))
    return tuple(public)


def _shown(registry: Registry, one: Journey, listed: Mapping[tuple[str, str], int]) -> int | None:
    """How many attempts of a case are shown by its award; None where no award is public or may be.

    What its educator agreed to publish will be public soon.
    """
    person = registry.people.get(one.person)
    if person is None or person.educator is None:
        return None
    soon = 0 if one.passed and person.consent_to_publish is not None else None
    return listed.get((person.educator, one.credential), soon)


def counts_of(registry: Registry, found: Outcomes, listed: Mapping[tuple[str, str], int]) -> Counts:
    """The counts of a group, with how many of its cases are public as `listed` awards."""
    public = [
        (one.person, shown)
        for one in found.journeys
        if (shown := _shown(registry, one, listed)) is not None
    ]
    return Counts(
        people=frozenset(one.person for one in found.journeys),
        public_people=frozenset(person for person, _ in public),
        cases=found.number,
        not_at_first=found.not_at_first,
        tried_again=found.tried_again,
        passed_later=found.passed_later,
        passed=found.passed,
        public=len(public),
        public_first=sum(attempts == 1 for _, attempts in public),
        public_later=sum(attempts > 1 for _, attempts in public),
    )
