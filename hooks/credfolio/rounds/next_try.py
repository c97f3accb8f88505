"""When another try may come: the days that the definition asks to wait, from the decision."""

from __future__ import annotations

from datetime import date, timedelta

from credfolio.findings.finding import counted
from credfolio.records.reckoned.submission import Case, attempts_before, text_of
from credfolio.rounds.round import Round


def may_come_from(of: Round, case: Case) -> date | None:
    """The first day for a try after `case`; None where it passed or is open, and without a wait."""
    decision, text = case.decision, text_of(of.registry, case.submission)
    if decision is None or decision.outcome == "pass" or text is None:
        return None
    wait = text.attempts.wait_days if text.attempts else None
    return decision.on + timedelta(days=wait) if wait else None


def too_early(of: Round, before: Case | None, day: date) -> str:
    """That a try of this `day` came before the wait after `before` ended; "" where it did not."""
    first = may_come_from(of, before) if before else None
    if before is None or before.decision is None or first is None or day >= first:
        return ""
    wait = (first - before.decision.on).days
    return (
        f"it came on {day}, and the definition asks to wait {counted(wait, 'day')} after "
        f"{before.submission.id}, until {first}"
    )


def came_too_early(of: Round, case: Case) -> str:
    """The same of a submission that is in."""
    earlier = (one for one in attempts_before(case, of.numbers) if one.decision is not None)
    return too_early(of, next(earlier, None), case.submission.submitted_on)
