"""Credit against a license cycle: what counts, what exceeds a cap, what is still missing.

Arithmetic on what the records state, never advice; the licensing office decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from credfolio.records.model import Award, Jurisdiction
from credfolio.records.model.award import CreditEarned
from credfolio.records.model.educator import Licence
from credfolio.records.model.jurisdiction import Cycle
from credfolio.records.model.standing import is_shown
from credfolio.records.model.terms import CreditUnit
from credfolio.records.reckoned.award_state import award_state
from credfolio.records.reckoned.one_credit import in_unit, joined, main_unit

NotCounted = Literal["expired", "superseded"]


@dataclass(frozen=True, slots=True)
class Earned:
    """One credit of an award, in every unit that the record states.

    `why_not` names the state of the award that keeps it from counting.
    """

    award: Award
    stated: tuple[CreditEarned, ...]
    on: date
    why_not: NotCounted | None = None

    @property
    def credit(self) -> CreditEarned:
        """The credit in the jurisdiction's first unit."""
        return self.stated[0]

    @property
    def counts(self) -> bool:
        return self.why_not is None


def credit_earned(
    awards: Sequence[Award],
    jurisdictions: Mapping[str, Jurisdiction],
    today: date,
    licence: Licence | None = None,
) -> tuple[Earned, ...]:
    """All credit of the shown awards, each credit once, counted or not.

    Credit stays earned when its award expires or is superseded, unless the jurisdiction says
    otherwise (`expired_counts`, `superseded_counts`). Revoked, corrected or withdrawn awards
    give none, and private ones are left out. `awards` and `licence` are those of one educator.
    """
    shown = {award.id: award for award in awards if is_shown(award)}
    found = []
    for award in shown.values():
        for stated in joined(award.credits_earned, jurisdictions):
            place = jurisdictions.get(stated[0].jurisdiction)
            why_not = _why_not(award, shown, place, today, licence) if place else None
            found.append(Earned(award, stated, stated[0].on or award.awarded_on, why_not))
    return tuple(found)


def _why_not(
    award: Award,
    shown: Mapping[str, Award],
    place: Jurisdiction,
    today: date,
    licence: Licence | None,
) -> NotCounted | None:
    if place.expired_counts is False and award_state(award, today).id == "expired":
        return "expired"
    if place.superseded_counts is not False or award.status != "superseded":
        return None
    newer = _newer(award, shown, place)
    if newer is None or _in_two_cycles(award, newer, place, licence):
        return None
    return "superseded"


def _newer(award: Award, shown: Mapping[str, Award], place: Jurisdiction) -> Award | None:
    """The award that replaced `award`, directly or not, and earned credit in the same place."""
    passed = {award.id}
    while (newer := shown.get(award.superseded_by or "")) and newer.id not in passed:
        if any(credit.jurisdiction == place.id for credit in newer.credits_earned):
            return newer
        passed.add(newer.id)
        award = newer
    return None


def _in_two_cycles(
    award: Award, newer: Award, place: Jurisdiction, licence: Licence | None
) -> bool:
    """Whether only one of the two was awarded in the cycle of `licence`."""
    if licence is None or licence.jurisdiction != place.id:
        return False
    inside = [licence.starts <= one.awarded_on <= licence.until for one in (award, newer)]
    return inside[0] != inside[1]


@dataclass(frozen=True, slots=True)
class Total:
    """What counts in one place: the sum of its rows, in one unit.

    `also` is the same amount in the other units of the rows. `cap` is the most that
    micro-credentials may add to a license cycle, or None. `counted` is never above it.
    `rows` are what `earned` is the sum of, each with its amount in `unit`.
    """

    jurisdiction: str
    unit: CreditUnit
    earned: Decimal
    also: tuple[tuple[Decimal, CreditUnit], ...]
    cap: Decimal | None
    categories: tuple[tuple[str, Decimal], ...]
    rows: tuple[tuple[Earned, Decimal], ...] = ()

    @property
    def counted(self) -> Decimal:
        return _at_most(self.earned, self.cap)

    @property
    def over(self) -> Decimal:
        """The credit beyond the cap."""
        return self.earned - self.counted


def totals(
    earned: Iterable[Earned], jurisdictions: Mapping[str, Jurisdiction], today: date
) -> tuple[Total, ...]:
    """The sums of what counts, by place; units without a common ratio have separate sums."""
    rows = [item for item in earned if item.counts]
    found: list[Total] = []
    for name in sorted({item.credit.jurisdiction for item in rows}):
        place = jurisdictions.get(name)
        own = [item for item in rows if item.credit.jurisdiction == name]
        units = {credit.unit for item in own for credit in item.stated}
        mains = main_unit(units, place)
        for main in dict.fromkeys(mains.values()):
            within = [item for item in own if mains[item.credit.unit] == main]
            if within:
                found.append(_total(name, main, within, place, mains, today))
    return tuple(found)


def _total(
    name: str,
    main: CreditUnit,
    rows: Sequence[Earned],
    place: Jurisdiction | None,
    mains: Mapping[CreditUnit, CreditUnit],
    today: date,
) -> Total:
    total = Decimal(0)
    parts: defaultdict[str, Decimal] = defaultdict(Decimal)
    listed = []
    for item in rows:
        amount = in_unit(item.credit.amount, item.credit.unit, main, place)
        assert amount is not None  # `mains` holds only units with a ratio
        listed.append((item, amount))
        total += amount
        if item.credit.category:
            parts[item.credit.category] += amount
    also = [
        (amount, unit)
        for unit, into in mains.items()
        if into == main and unit != main
        if (amount := in_unit(total, main, unit, place)) is not None
        and amount == round(amount, 4)  # what would have to be rounded is not said
    ]
    cap = most_counted(place, main, today) if place else None
    return Total(name, main, total, tuple(also), cap, tuple(sorted(parts.items())), tuple(listed))


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
    """How far credit fills a license cycle; all amounts are in the cycle's unit.

    `counted` is `earned` up to `cap`, the most that micro-credentials may add; `cap` is None if
    the jurisdiction sets none. `rows` are what `earned` is the sum of, and so are `categories`,
    where credit without a category is under "".
    """

    cycle: Cycle
    earned: Decimal
    cap: Decimal | None
    counted: Decimal
    minimums: tuple[Minimum, ...]
    rows: tuple[tuple[Earned, Decimal], ...] = ()
    categories: tuple[tuple[str, Decimal], ...] = ()

    @property
    def missing(self) -> Decimal:
        return max(self.cycle.amount - self.counted, Decimal(0))

    @property
    def complete(self) -> bool:
        return not self.missing and not any(minimum.missing for minimum in self.minimums)


def cycle_of(licence: Licence, jurisdiction: Jurisdiction) -> Cycle | None:
    """The jurisdiction's requirements for this kind of license, or None."""
    return next((c for c in jurisdiction.cycles if c.licence_type == licence.type), None)


def cycle_progress(
    licence: Licence, jurisdiction: Jurisdiction, earned: Iterable[Earned], today: date
) -> CycleProgress | None:
    """How far `earned` fills the cycle of `licence`; None if the jurisdiction states nothing.

    Credit counts if the same jurisdiction gave it on a day of the cycle. Of several caps in
    force on `today` the lowest applies. Credit in a unit without a known ratio to the cycle's
    is left out.
    """
    cycle = cycle_of(licence, jurisdiction)
    if cycle is None:
        return None
    total = Decimal(0)
    by_category: defaultdict[str, Decimal] = defaultdict(Decimal)
    rows = []
    for item in earned:
        credit = item.credit
        if credit.jurisdiction != jurisdiction.id or not item.counts:
            continue
        if not licence.starts <= item.on <= licence.until:
            continue
        amount = in_unit(credit.amount, credit.unit, cycle.unit, jurisdiction)
        if amount is None:
            continue
        rows.append((item, amount))
        total += amount
        by_category[credit.category or ""] += amount
    cap = most_counted(jurisdiction, cycle.unit, today)
    minimums = []
    for minimum in cycle.minimums:
        needed = in_unit(minimum.amount, minimum.unit, cycle.unit, jurisdiction)
        if needed is not None:
            reached = _at_most(by_category[minimum.category], cap)
            minimums.append(Minimum(minimum.category, needed, reached))
    return CycleProgress(
        cycle,
        total,
        cap,
        _at_most(total, cap),
        tuple(minimums),
        tuple(rows),
        tuple(sorted(item for item in by_category.items() if item[1])),
    )


def _at_most(amount: Decimal, cap: Decimal | None) -> Decimal:
    return amount if cap is None else min(amount, cap)


def most_counted(jurisdiction: Jurisdiction, unit: CreditUnit, today: date) -> Decimal | None:
    """The most that micro-credentials may add to a cycle, in `unit`; None without a cap.

    Of several caps in force on `today` the lowest applies.
    """
    caps = [
        in_unit(rule.cap_amount, rule.cap_unit, unit, jurisdiction)
        for rule in jurisdiction.rules
        if rule.cap_unit
        and rule.cap_amount is not None
        and (rule.effective_from or date.min) <= today <= (rule.effective_until or date.max)
    ]
    return min((cap for cap in caps if cap is not None), default=None)
