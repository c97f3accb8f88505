"""The tries of one person for one credential, and whether another one can begin."""

from __future__ import annotations

from collections.abc import Sequence

from credfolio.findings.finding import counted
from credfolio.records.reckoned.submission import Case
from credfolio.rounds.round import Round


def tries_of(of: Round, person: str, ref: str) -> list[Case]:
    """Their submissions, the first one first, with those that were returned or withdrawn."""
    found = [
        one
        for one in of.numbers.values()
        if (one.submission.person, one.submission.credential) == (person, ref)
    ]
    return sorted(found, key=lambda one: (one.submission.attempt, one.submission.submitted_on))


def last_try(before: Sequence[Case]) -> Case | None:
    """The one that another one follows: one that was returned or withdrawn is none."""
    return next((one for one in reversed(before) if not one.ended), None)


def why_no_try(before: Sequence[Case]) -> str:
    """Why no other try can begin now; "" where one can."""
    last = last_try(before)
    if last is None:
        return ""
    if last.decision is None:
        return f"the attempt before, {last.submission.id}, is not decided yet"
    if last.decision.outcome == "pass":
        return f"{last.submission.id} passed already, so there is nothing to try again"
    return ""


def coach_first(of: Round, before: Sequence[Case]) -> str:
    """That a coach is met before the next try; "" where none has to be."""
    tries = sum(one.decision is not None for one in before)
    if tries < of.office.coach_after:
        return ""
    return f"it follows {counted(tries, 'try', 'tries')} without a pass: a coach is met first"
