"""Which additions may be written: all, or with ``--partial`` only those without an error."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from credfolio.exchange.importing.additions import Addition, check_additions, found_by_rules
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

    The findings go into the plan. What can be read of a row with an error is checked with the
    others, so that one round tells everything. An error in a record that was there before stays
    an error with `partial`, too: it is said, and nothing can be written.
    """
    shown: dict[Finding, None] = dict.fromkeys(plan.findings)
    if plan.doubtful:
        shown.update(dict.fromkeys(_of_everything(plan, registry, today, progress)))
    while plan.additions and (partial or not plan.doubtful):
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
        kept = _without_strays(left, plan.additions)
        shown.update(dict.fromkeys(_left_out(left, kept)))
        plan.additions[:] = kept
    plan.findings[:] = shown


def _of_everything(
    plan: Plan, registry: Registry, today: date, progress: Callable[[str], None]
) -> list[Finding]:
    """What the rules find with the doubtful records included.

    Findings about an unreadable key are left out: it has one already.
    """
    bad = {addition.path: keys for addition, keys in plan.doubtful}
    every = [*plan.additions, *(addition for addition, _ in plan.doubtful)]
    progress(f"Checking {len(every):,} new records")
    return [
        own.origin.finding(finding) if own else finding
        for own, finding in found_by_rules(registry, every, today)
        if own is None or not bad.get(own.path, frozenset()) & {*finding.pointer[:1]}
    ]


def _left_out(before: list[Addition], after: list[Addition]) -> list[Finding]:
    """A finding for each award that is left out because of its new portfolio."""
    paths = {addition.path for addition in after}
    return [
        Finding(
            "import-person",
            addition.origin.path,
            f"left out, because the new portfolio of {addition.record.educator} has errors",
            "correct them first",
            line=addition.origin.row,
            column=1,
        )
        for addition in before
        if isinstance(addition.record, Award) and addition.path not in paths
    ]


def _without_strays(left: list[Addition], before: list[Addition]) -> list[Addition]:
    """Additions without awards that lack their portfolio, and without new portfolios that lack an
    award.
    """
    begun = {a.record.id for a in before if isinstance(a.record, Educator)}
    kept = {a.record.id for a in left if isinstance(a.record, Educator)}
    lost = begun - kept
    awards = [a for a in left if not (isinstance(a.record, Award) and a.record.educator in lost)]
    owners = {a.record.educator for a in awards if isinstance(a.record, Award)}
    return [a for a in awards if not isinstance(a.record, Educator) or a.record.id in owners]
