"""Which additions may be written: all, or with ``--partial`` those without an error."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from credfolio.exchange.importing.additions import Addition, check_additions
from credfolio.exchange.importing.rows import Plan
from credfolio.findings.finding import Finding
from credfolio.records.model import Award, Educator
from credfolio.records.registry import Registry


def check_plan(
    plan: Plan,
    registry: Registry,
    today: date,
    *,
    partial: bool,
    progress: Callable[[str], None] = lambda _: None,
) -> None:
    """Check the additions against the rules; with `partial` take out those with errors.

    The findings go into the plan. An error in a record that was there before stays an error
    with `partial`, too: it is said, and nothing can be written.
    """
    shown: dict[Finding, None] = dict.fromkeys(plan.findings)
    while plan.additions:
        progress(f"Checking {len(plan.additions):,} new records")
        found = check_additions(registry, plan.additions, today)
        shown.update(dict.fromkeys(finding for _, finding in found))
        wrong = {addition.path for addition, f in found if addition is not None and f.is_error}
        elsewhere = any(addition is None and f.is_error for addition, f in found)
        if partial and elsewhere and not wrong:
            plan.additions.clear()
        if not wrong or not partial:
            break
        left = [a for a in plan.additions if a.path not in wrong]
        plan.additions[:] = _without_strays(left, plan.additions)
    plan.findings[:] = shown


def _without_strays(left: list[Addition], before: list[Addition]) -> list[Addition]:
    """No award without the portfolio it needs, and no new portfolio without an award."""
    begun = {a.record.id for a in before if isinstance(a.record, Educator)}
    kept = {a.record.id for a in left if isinstance(a.record, Educator)}
    lost = begun - kept
    awards = [a for a in left if not (isinstance(a.record, Award) and a.record.educator in lost)]
    owners = {a.record.educator for a in awards if isinstance(a.record, Award)}
    return [a for a in awards if not isinstance(a.record, Educator) or a.record.id in owners]
