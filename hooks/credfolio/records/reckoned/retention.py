"""How long sealed work is kept: which submissions are past their days."""

from __future__ import annotations

from datetime import date, timedelta

from credfolio.records.model import Office
from credfolio.records.reckoned.submission import Case, cases
from credfolio.records.registry import Registry


def past_their_days(registry: Registry, today: date) -> tuple[Case, ...]:
    """The submissions whose sealed work is to be destroyed by `today`, by number.

    The days begin when the decision was told, or when the submission was returned or
    withdrawn. They do not run while an appeal is open.
    """
    office = registry.office
    if office is None:
        return ()
    found = [
        case
        for case in cases(registry).values()
        if (start := _begin(case, office)) is not None
        and start + timedelta(days=office.keep_sealed_days) < today
    ]
    return tuple(sorted(found, key=lambda case: case.key))


def destroyed(registry: Registry) -> tuple[Case, ...]:
    """The submissions whose sealed work was recorded as destroyed, by number."""
    found = [case for case in cases(registry).values() if case.day_of("destroyed")]
    return tuple(sorted(found, key=lambda case: case.key))


def _begin(case: Case, office: Office) -> date | None:
    """The day on which the days begin; None where they do not, or the work is gone."""
    if case.day_of("destroyed"):
        return None
    if case.ended:
        return case.ended
    if case.state(office) not in ("told", "closed") or case.decision is None:
        return None
    return case.decision.told_on or case.decision.on
