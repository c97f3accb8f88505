"""Credit against a licence cycle: what counts, what a cap cuts off, what is still missing.

Arithmetic on what the records state, never advice; the licensing office decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from credfolio.records.model import Award, Jurisdiction
from credfolio.records.model.award import CreditEarned
from credfolio.records.model.educator import Licence
from credfolio.records.model.jurisdiction import Cycle
from credfolio.records.model.terms import CreditUnit

# Everywhere: 10 contact hours make a CEU. What other units stand for is the jurisdiction's to say.
_HOURS: dict[str, Decimal] = {"ceu": Decimal(10), "contact-hour": Decimal(1)}


def unit_hours(unit: CreditUnit, jurisdiction: Jurisdiction | None) -> Decimal | None:
    """The contact hours that one `unit` stands for there, where that is known."""
    stated = {u.unit: u.hours for u in jurisdiction.units} if jurisdiction else {}
    return stated.get(unit) or _HOURS.get(unit)


def in_unit(
    amount: Decimal, unit: CreditUnit, wanted: CreditUnit, jurisdiction: Jurisdiction
) -> Decimal | None:
    """`amount` of `unit` in the unit `wanted`; None where the jurisdiction states no ratio."""
    if unit == wanted:
        return amount
    here, there = unit_hours(unit, jurisdiction), unit_hours(wanted, jurisdiction)
    return amount * here / there if here and there else None


@dataclass(frozen=True, slots=True)
class Earned:
    """Credit that was earned on a day and stays earned."""

    credit: CreditEarned
    on: date


def credit_earned(awards: Iterable[Award]) -> tuple[Earned, ...]:
    """The credit of `awards`.

    It stays earned when its award is superseded or expires; what was revoked,
    corrected or withdrawn gave none, and what is not public is not told.
    """
    return tuple(
        Earned(credit, credit.on or award.awarded_on)
        for award in awards
        if award.visibility == "public" and award.status in ("active", "superseded")
        for credit in award.credits_earned
    )


@dataclass(frozen=True, slots=True)
class Minimum:
    """A category that a cycle asks for; amounts are in the cycle's unit."""

    category: str
    needed: Decimal
    earned: Decimal

    @property
    def missing(self) -> Decimal:
        return max(self.needed - self.earned, Decimal(0))


@dataclass(frozen=True, slots=True)
class CycleProgress:
    """How far credit reaches into a licence cycle; all amounts are in the cycle's unit.

    `counted` is `earned` as far as `cap`, the most that micro-credentials may
    add; `cap` is None where the jurisdiction sets none.
    """

    cycle: Cycle
    earned: Decimal
    cap: Decimal | None
    counted: Decimal
    minimums: tuple[Minimum, ...]

    @property
    def missing(self) -> Decimal:
        return max(self.cycle.amount - self.counted, Decimal(0))

    @property
    def complete(self) -> bool:
        return not self.missing and not any(minimum.missing for minimum in self.minimums)


def cycle_of(licence: Licence, jurisdiction: Jurisdiction) -> Cycle | None:
    """What the jurisdiction asks of this kind of licence, if it says so."""
    return next((c for c in jurisdiction.cycles if c.licence_type == licence.type), None)


def cycle_progress(
    licence: Licence, jurisdiction: Jurisdiction, earned: Iterable[Earned], today: date
) -> CycleProgress | None:
    """How far `earned` reaches in the cycle of `licence`; None where nothing is stated.

    Credit counts that the same jurisdiction gave on a day of the cycle. Of
    several caps in force on `today` the lowest holds. Credit in a unit without
    a known ratio to the cycle's is left out.
    """
    cycle = cycle_of(licence, jurisdiction)
    if cycle is None:
        return None
    total = Decimal(0)
    by_category: defaultdict[str, Decimal] = defaultdict(Decimal)
    for item in earned:
        credit = item.credit
        if credit.jurisdiction != jurisdiction.id:
            continue
        if not licence.starts <= item.on <= licence.until:
            continue
        amount = in_unit(credit.amount, credit.unit, cycle.unit, jurisdiction)
        if amount is None:
            continue
        total += amount
        if credit.category:
            by_category[credit.category] += amount
    cap = _cap(jurisdiction, cycle, today)
    minimums = []
    for minimum in cycle.minimums:
        needed = in_unit(minimum.amount, minimum.unit, cycle.unit, jurisdiction)
        if needed is not None:
            reached = _at_most(by_category[minimum.category], cap)
            minimums.append(Minimum(minimum.category, needed, reached))
    return CycleProgress(cycle, total, cap, _at_most(total, cap), tuple(minimums))


def _at_most(amount: Decimal, cap: Decimal | None) -> Decimal:
    return amount if cap is None else min(amount, cap)


def _cap(jurisdiction: Jurisdiction, cycle: Cycle, today: date) -> Decimal | None:
    caps = [
        in_unit(rule.cap_amount, rule.cap_unit, cycle.unit, jurisdiction)
        for rule in jurisdiction.rules
        if rule.cap_unit
        and rule.cap_amount is not None
        and (rule.effective_from or date.min) <= today <= (rule.effective_until or date.max)
    ]
    return min((cap for cap in caps if cap is not None), default=None)
