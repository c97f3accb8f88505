"""A submission with all its files, and how far it is: derived each time, stored nowhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
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
from credfolio.records.reckoned.passing import needed_parts, part_passes
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
    """Of each reading in the order of their days; on one day a third reader's comes last.

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
    def appeals(self) -> tuple[date, ...]:
        """The days of its appeals; the reading with the number n is that of the nth."""
        happened = self.events.events if self.events else ()
        return tuple(sorted(one.on for one in happened if one.what == "appealed"))

    @cached_property
    def is_appealed(self) -> bool:
        """Whether its last appeal is still to be decided."""
        decision = self.decision
        if decision is None or not self.appeals:
            return False
        return decision.basis != "appeal" or decision.on < self.appeals[-1]

    @cached_property
    def reading_of(self) -> Mapping[str, int]:
        """The reading that each person was asked for; 0 is the one before any appeal.

        Where no entry says so, by its day: nobody is asked after a decision but for an appeal.
        """
        asked, decision = self.assignment.assessors if self.assignment else (), self.decision
        if decision is None or any(one.appeal for one in asked):
            return {one.assessor: one.appeal or 0 for one in asked}
        is_replaced = decision.basis == "appeal"
        return {
            one.assessor: sum(day <= one.on for day in self.appeals)
            if is_replaced or decision.on < one.on
            else 0
            for one in asked
        }

    def sheets_of(self, reading: int) -> tuple[Sheet, ...]:
        """The sheets of one reading, a third reader's last."""
        return tuple(one for one in self.sheets if self.reading_of.get(one.id, 0) == reading)

    def with_sheets(self, sheets: Iterable[Sheet]) -> Case:
        """The same submission with these sheets, in their order."""

        def place(one: Sheet) -> tuple[int, date, bool, str]:
            return self.reading_of.get(one.id, 0), one.on, one.id in self.third_readers, one.id

        return replace(self, sheets=tuple(sorted(sheets, key=place)))

    @cached_property
    def decided_sheets(self) -> tuple[Sheet, ...]:
        """The sheets that its decision rests on: those of the first reading or of an appeal."""
        if self.decision is None or self.decision.basis != "appeal":
            return self.sheets_of(0)
        return self.sheets_of(len(self.appeals) - self.is_appealed) or self.sheets

    @cached_property
    def first_sheets(self) -> tuple[Sheet, ...]:
        """The sheets of those who read it first, without a third reader's or an appeal's."""
        return self.without_third(self.sheets_of(0))

    def without_third(self, sheets: Iterable[Sheet]) -> tuple[Sheet, ...]:
        """Those of `sheets` that are no third reader's."""
        return tuple(one for one in sheets if one.id not in self.third_readers)

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
            if self.is_appealed:
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
        events = registry.events.get(key)
        case = Case(key, submission, assignment, tuple(own), verdict, events)
        found[key] = case.with_sheets(own) if case.appeals else case
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
    text = text_of(registry, case.submission)
    return tuple(
        one
        for before, kept in attempts_kept(registry, case)
        for one in _results_kept(text, before, kept)
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
        left -= {one.part for one in _results_kept(text, before, left)}


def _results_kept(
    text: MicroCredential | None, before: Case, kept: Collection[int]
) -> tuple[PartResult, ...]:
    """The results of one attempt for the parts that are `kept` of it.

    A part that an appeal did not find again is kept by the reading before.
    """
    found: list[PartResult] = []
    for reading in range(len(before.appeals), -1, -1):
        judged = {one.part for one in found}
        own = before.sheets_of(reading)[-1:]
        results = [one for sheet in own for one in sheet.results if one.part in kept]
        if text is not None and reading:
            results = [one for one in results if _passes(text, results, one.part)]
        found += [one for one in results if one.part not in judged]
    return tuple(found)


def _passes(text: MicroCredential, results: Sequence[PartResult], number: int) -> bool:
    needs = [level for part, level in needed_parts(text) if part == number] or [None]
    part = next((one for one in text.parts if one.number == number), None)
    return part is not None and all(part_passes(part, results, level) for level in needs)


def _changed(text: MicroCredential | None, earlier: MicroCredential | None) -> set[int]:
    """The numbers of parts whose text differs between two versions."""
    if text is None or earlier is None or text is earlier:
        return set()
    now = {part.number: part for part in text.parts}
    return {part.number for part in earlier.parts if now.get(part.number) != part}
