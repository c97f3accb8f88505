"""What a submission waits for: readers, sheets, a third reader, or a decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from credfolio.records.model import Office, Sheet
from credfolio.records.model.submission import Assigned
from credfolio.records.model.terms import JudgedBasis
from credfolio.records.reckoned.submission import Case, State, attempts_before, disagree


@dataclass(frozen=True)
class Progress:
    """One submission in the reading that it is in: the first one, or that of its appeal."""

    case: Case
    office: Office

    @cached_property
    def state(self) -> State:
        return self.case.state(self.office)

    @cached_property
    def is_open(self) -> bool:
        """Whether somebody still has to read it or to decide."""
        return self.state in ("received", "assigned", "disagreed", "judged", "appealed")

    @cached_property
    def before(self) -> frozenset[str]:
        """The people who read it before its appeal; the appeal is read by others."""
        if self.state != "appealed":
            return frozenset()
        asked, of = self.case.reading_of, len(self.case.appeals)
        names = {*asked, *(one.id for one in self.case.sheets)}
        return frozenset(one for one in names if asked.get(one, 0) != of)

    @cached_property
    def asked(self) -> tuple[Assigned, ...]:
        """Who is asked to read it in this reading and did not decline."""
        asked = self.case.assignment.assessors if self.case.assignment else ()
        return tuple(
            one for one in asked if not one.declined_on and one.assessor not in self.before
        )

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        return tuple(one for one in self.case.sheets if one.id not in self.before)

    @cached_property
    def first_sheets(self) -> tuple[Sheet, ...]:
        thirds = {one.assessor for one in self.asked if one.third}
        return tuple(one for one in self.sheets if one.id not in thirds)

    @cached_property
    def waits_for(self) -> tuple[Assigned, ...]:
        """Those who were asked and have not sent their sheet."""
        sent = {one.id for one in self.sheets}
        return tuple(one for one in self.asked if one.assessor not in sent)

    @cached_property
    def differ(self) -> bool:
        """Whether its first readers are done and a third one has to decide."""
        enough = len(self.first_sheets) >= max(self.office.assessors, 1)
        return enough and disagree(self.first_sheets, self.office)

    @cached_property
    def lacks(self) -> int:
        """How many first readers are still to be asked."""
        firsts = sum(not one.third for one in self.asked)
        return max(0, max(self.office.assessors, 1) - firsts)

    @cached_property
    def lacks_third(self) -> bool:
        return self.differ and not any(one.third for one in self.asked)

    @cached_property
    def decisive(self) -> Sheet | None:
        """The sheet that decides; None while sheets are missing."""
        if len(self.first_sheets) < max(self.office.assessors, 1):
            return None
        if self.differ and len(self.sheets) == len(self.first_sheets):
            return None
        return self.sheets[-1]

    @cached_property
    def basis(self) -> JudgedBasis:
        if self.state == "appealed":
            return "appeal"
        return "third" if len(self.sheets) > len(self.first_sheets) else "agreed"


def tries_without_pass(case: Case, numbers: Mapping[str, Case]) -> int:
    """How many attempts in a row before `case` were decided and did not pass."""
    return sum(
        one.decision is not None and one.decision.outcome != "pass"
        for one in attempts_before(case, numbers)
    )
