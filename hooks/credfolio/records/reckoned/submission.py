"""A submission with all its files, and how far it is: derived each time, stored nowhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Literal

from credfolio.records.model import (
    Assignment,
    Events,
    MicroCredential,
    Office,
    Sheet,
    Submission,
    Verdict,
)
from credfolio.records.model.award import PartResult
from credfolio.records.model.submission import Conversation, Happened
from credfolio.records.registry import Registry

State = Literal[
    "received",
    "returned",
    "withdrawn",
    "assigned",
    "disagreed",
    "judged",
    "decided",
    "appealed",
    "told",
    "closed",
]
"""How far a submission is."""

ENDED: tuple[State, ...] = ("returned", "withdrawn")
"""States of a submission that was no attempt: nobody judges it."""


@dataclass(frozen=True)
class Case:
    """One submission and everything that the office wrote about it; `key` is ``year/number``."""

    key: str
    submission: Submission
    assignment: Assignment | None
    sheets: tuple[Sheet, ...]
    """In the order of their days; on one day a third reader's comes last.

    Where an old platform does not say who was asked, that is one who decided as it was decided.
    """
    decision: Verdict | None
    events: Events | None

    def day_of(self, what: str) -> date | None:
        """The last day on which something happened, such as ``returned``."""
        happened = self.events.events if self.events else ()
        return max((one.on for one in happened if one.what == what), default=None)

    @property
    def is_of_old_platform(self) -> bool:
        """Whether another platform took it, whose rules it was judged by."""
        return self.submission.old_number is not None

    @cached_property
    def third_readers(self) -> frozenset[str]:
        """The people who were asked because the first two disagreed.

        Of a submission of an old platform, which may not say who was asked, the last to read it.
        """
        if self.is_of_old_platform and self.assignment is None:
            is_third = self.decision is not None and self.decision.basis == "third"
            return frozenset(one.id for one in self.sheets[-1:] if is_third)
        asked = self.assignment.assessors if self.assignment else ()
        return frozenset(one.assessor for one in asked if one.third)

    @cached_property
    def first_sheets(self) -> tuple[Sheet, ...]:
        """The sheets of those who read it first, without a third reader's."""
        return tuple(one for one in self.sheets if one.id not in self.third_readers)

    @cached_property
    def ended(self) -> date | None:
        """The day on which it was returned or withdrawn, so that nobody judges it."""
        days = [day for what in ENDED if (day := self.day_of(what))]
        return min(days, default=None)

    def state(self, office: Office) -> State:
        """How far it is, by the files that there are."""
        for what in ENDED:
            if self.day_of(what):
                return what
        if self.day_of("closed") or self.day_of("destroyed"):
            return "closed"
        if self.decision is not None:
            appealed = self.day_of("appealed")
            if appealed and not (self.decision.basis == "appeal" and self.decision.on >= appealed):
                return "appealed"
            return "told" if self.decision.told_on else "decided"
        if len(self.first_sheets) >= max(office.assessors, 1):
            is_open = disagree(self.first_sheets, office) and len(self.sheets) == len(
                self.first_sheets
            )
            return "disagreed" if is_open else "judged"
        asked = self.assignment.assessors if self.assignment else ()
        return "assigned" if any(not one.declined_on for one in asked) else "received"


def disagree(sheets: Sequence[Sheet], office: Office) -> bool:
    """Whether sheets differ in what the office's settings call for a third reader for."""
    if len({one.decision for one in sheets}) > 1:
        return True
    if office.third_on == "decision":
        return False
    levels: defaultdict[tuple[int, str | None], set[str]] = defaultdict(set)
    for sheet in sheets:
        for result in sheet.results:
            if result.level:
                levels[result.part, result.criterion].add(result.level)
    return any(len(found) > 1 for found in levels.values())


@lru_cache(maxsize=2)
def cases(registry: Registry) -> Mapping[str, Case]:
    """Every submission with its files, by ``year/number``."""
    sheets: defaultdict[str, list[Sheet]] = defaultdict(list)
    for key, sheet in registry.sheets.items():
        sheets[key.rpartition("/")[0]].append(sheet)
    found = {}
    for key, submission in registry.submissions.items():
        assignment = registry.assignments.get(key)
        asked = assignment.assessors if assignment else ()
        thirds = {one.assessor for one in asked if one.third}
        verdict = registry.decisions.get(key)
        if assignment is None and submission.old_number and verdict:
            thirds = {one.id for one in sheets.get(key, ()) if one.decision == verdict.outcome}
        own = sorted(sheets.get(key, ()), key=lambda one: (one.on, one.id in thirds, one.id))
        found[key] = Case(
            key,
            submission,
            assignment,
            tuple(own),
            verdict,
            registry.events.get(key),
        )
    return found


@lru_cache(maxsize=2)
def by_number(registry: Registry) -> Mapping[str, Case]:
    """Every submission by its number alone."""
    return {case.submission.id: case for case in cases(registry).values()}


def text_of(registry: Registry, submission: Submission) -> MicroCredential | None:
    """The text that a submission is judged by; None where it is not in the project."""
    definition = registry.credentials.get(submission.credential)
    if definition is not None and definition.version == submission.version:
        return definition
    kept = registry.credential_versions.get(f"{submission.credential}/{submission.version}")
    return kept if isinstance(kept, MicroCredential) else None


def attempts_before(case: Case, numbers: Mapping[str, Case]) -> Iterator[Case]:
    """The attempts before `case`, the latest first; `numbers` are all submissions."""
    seen = {case.submission.id}
    while (name := case.submission.follows) and name in numbers and name not in seen:
        seen.add(name)
        case = numbers[name]
        yield case


def conversation_about(case: Case) -> Happened | Conversation | None:
    """The last conversation about the work, noted by the office or on a sheet."""
    talks = [one for one in (case.events.events if case.events else ()) if one.what == "talked"]
    if talks:
        return talks[-1]
    return next((one.conversation for one in case.sheets if one.conversation), None)


def kept_results(registry: Registry, case: Case) -> tuple[PartResult, ...]:
    """The results that passed in the attempts before and need no second try.

    A part counts as long as each decision since kept it, and its text is still the same.
    """
    return tuple(
        one
        for before, kept in attempts_kept(registry, case)
        for one in (before.sheets[-1].results if before.sheets else ())
        if one.part in kept
    )


def attempts_kept(registry: Registry, case: Case) -> Iterator[tuple[Case, frozenset[int]]]:
    """The attempts before that were decided, latest first, and the parts that count of each."""
    text = text_of(registry, case.submission)
    left: frozenset[int] | None = None
    for before in attempts_before(case, by_number(registry)):
        if before.decision is None:
            continue  # it was returned or withdrawn, which is no attempt
        kept = frozenset(before.decision.kept_parts) - _changed(
            text, text_of(registry, before.submission)
        )
        left = kept if left is None else left & kept
        yield before, left
        left -= {one.part for one in (before.sheets[-1].results if before.sheets else ())}


def _changed(text: MicroCredential | None, earlier: MicroCredential | None) -> set[int]:
    """The numbers of parts whose text differs between two versions."""
    if text is None or earlier is None or text is earlier:
        return set()
    now = {part.number: part for part in text.parts}
    return {part.number for part in earlier.parts if now.get(part.number) != part}
