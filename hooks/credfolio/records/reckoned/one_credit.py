"""A credit that a record states in two units is one credit, not two.

15 contact hours and 1.5 CEUs are the same if ten hours make a CEU. The jurisdiction says what a
unit is worth (`units[].hours`), so its ratio joins the two amounts and records need no marker.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from decimal import Decimal
from typing import TypeVar

from credfolio.records.model import Jurisdiction
from credfolio.records.model.base import Credit
from credfolio.records.model.credential import CreditValue
from credfolio.records.model.terms import CreditUnit

C = TypeVar("C", bound=Credit)

# Everywhere: 10 contact hours make a CEU. The jurisdiction says what other units are worth.
_HOURS: dict[str, Decimal] = {"ceu": Decimal(10), "contact-hour": Decimal(1)}
_PLACES = 4  # decimals that an amount may have (model.base.Amount)


def unit_hours(unit: CreditUnit, jurisdiction: Jurisdiction | None) -> Decimal | None:
    """The contact hours in one `unit` there, if known."""
    stated = {u.unit: u.hours for u in jurisdiction.units} if jurisdiction else {}
    return stated.get(unit) or _HOURS.get(unit)


def in_unit(
    amount: Decimal, unit: CreditUnit, wanted: CreditUnit, jurisdiction: Jurisdiction | None
) -> Decimal | None:
    """`amount` of `unit` in the unit `wanted`; None if the jurisdiction states no ratio."""
    if unit == wanted:
        return amount
    here, there = unit_hours(unit, jurisdiction), unit_hours(wanted, jurisdiction)
    return amount * here / there if here and there else None


def joined(
    credits: Iterable[C],
    jurisdictions: Mapping[str, Jurisdiction],
    apart: Callable[[C], Hashable] = lambda credit: None,
) -> tuple[tuple[C, ...], ...]:
    """Every credit once, with all the units that state it; the jurisdiction's first unit first.

    Two amounts are one credit if the same place counts them in the same category, in different
    units, as the same hours. Amounts for which `apart` returns different values stay separate,
    such as those for different days.
    """
    found: list[list[C]] = []
    for credit in credits:
        same = (group for group in found if _is_one(group, credit, jurisdictions, apart))
        group = next(same, None)
        if group is None:
            found.append([credit])
        else:
            group.append(credit)
    return tuple(
        tuple(sorted(group, key=lambda one: _place(one, jurisdictions))) for group in found
    )


def credit_once(
    values: Iterable[CreditValue], jurisdictions: Mapping[str, Jurisdiction]
) -> tuple[tuple[CreditValue, ...], ...]:
    """The credit that a definition states, each once; credit for different days stays separate."""
    return joined(values, jurisdictions, lambda one: (one.effective_from, one.effective_until))


def _is_one(
    group: list[C],
    credit: C,
    jurisdictions: Mapping[str, Jurisdiction],
    apart: Callable[[C], Hashable],
) -> bool:
    first = group[0]
    if (first.jurisdiction, first.category) != (credit.jurisdiction, credit.category):
        return False
    if apart(first) != apart(credit) or any(one.unit == credit.unit for one in group):
        return False
    known = jurisdictions.get(credit.jurisdiction)
    here, there = unit_hours(first.unit, known), unit_hours(credit.unit, known)
    return here is not None and there is not None and first.amount * here == credit.amount * there


def _place(credit: Credit, jurisdictions: Mapping[str, Jurisdiction]) -> int:
    known = jurisdictions.get(credit.jurisdiction)
    units = [unit.unit for unit in known.units] if known else []
    return units.index(credit.unit) if credit.unit in units else len(units)


def main_unit(
    units: Iterable[CreditUnit], jurisdiction: Jurisdiction | None
) -> dict[CreditUnit, CreditUnit]:
    """Each of `units` → the unit in which it is added up.

    The jurisdiction's order decides. Only units whose ratio is a decimal fraction are added up,
    so that no total is ever rounded.
    """
    order = [one.unit for one in jurisdiction.units] if jurisdiction else []
    known = list(_HOURS)
    stated = sorted(
        set(units),
        key=lambda unit: (
            order.index(unit) if unit in order else len(order),
            known.index(unit) if unit in known else len(known),
            unit,
        ),
    )
    mains: dict[CreditUnit, CreditUnit] = {}
    for unit in stated:
        mains[unit] = next(
            (main for main in mains.values() if _adds_up(unit, main, jurisdiction)), unit
        )
    return mains


def _adds_up(unit: CreditUnit, main: CreditUnit, jurisdiction: Jurisdiction | None) -> bool:
    ratio = in_unit(Decimal(1), unit, main, jurisdiction)
    return ratio is not None and ratio == round(ratio, _PLACES)
