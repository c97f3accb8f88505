"""Credit on a portfolio: by jurisdiction, and against the licence cycle, in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from credfolio.pages.fragments import words
from credfolio.pages.fragments.lookups import Lookups
from credfolio.records.model import Award, Educator, Jurisdiction
from credfolio.records.model.educator import Licence
from credfolio.records.model.terms import CreditUnit
from credfolio.records.reckoned.credit import CycleProgress, Earned, credit_earned, cycle_progress
from credfolio.records.registry import Registry


@dataclass(frozen=True, slots=True)
class CreditRow:
    """What was earned in one unit of a jurisdiction, in all and by category."""

    jurisdiction: str
    name: str
    total: str
    categories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MinimumRow:
    """A category that the cycle asks for; `missing` is empty when it is reached."""

    name: str
    needed: str
    earned: str
    missing: str


@dataclass(frozen=True, slots=True)
class CycleView:
    """The licence cycle in words; the shares are whole per cent."""

    needed: str
    counted: str
    share: int
    rows: tuple[MinimumRow, ...]
    sentences: tuple[str, ...]
    agency: str


@dataclass(frozen=True, slots=True)
class CreditView:
    """All that the section of credits says."""

    rows: tuple[CreditRow, ...]
    cycle: CycleView | None


def credit_view(
    educator: Educator,
    awards: Sequence[Award],
    registry: Registry,
    lookups: Lookups,
    today: date,
) -> CreditView:
    """The credit of `awards`, and how far it reaches in the cycle of her licence."""
    earned = credit_earned(awards)
    licence = educator.licence
    jurisdiction = registry.jurisdictions.get(licence.jurisdiction) if licence else None
    cycle = None
    if licence is not None and jurisdiction is not None:
        progress = cycle_progress(licence, jurisdiction, earned, today)
        if progress is not None:
            cycle = _cycle_view(licence, jurisdiction, progress, today)
    return CreditView(_rows(earned, lookups), cycle)


def _rows(earned: Sequence[Earned], lookups: Lookups) -> tuple[CreditRow, ...]:
    total: defaultdict[tuple[str, CreditUnit], Decimal] = defaultdict(Decimal)
    parts: defaultdict[tuple[str, CreditUnit], dict[str, Decimal]] = defaultdict(dict)
    for item in earned:
        credit = item.credit
        key = (credit.jurisdiction, credit.unit)
        total[key] += credit.amount
        if name := lookups.category_name(credit):
            parts[key][name] = parts[key].get(name, Decimal(0)) + credit.amount
    return tuple(
        CreditRow(
            jurisdiction,
            lookups.jurisdiction_name(jurisdiction),
            words.quantity(amount, unit),
            tuple(
                f"{name} {words.number(part)}"
                for name, part in sorted(parts[jurisdiction, unit].items())
            ),
        )
        for (jurisdiction, unit), amount in sorted(total.items())
    )


def _cycle_view(
    licence: Licence, jurisdiction: Jurisdiction, progress: CycleProgress, today: date
) -> CycleView:
    unit = progress.cycle.unit
    names = {category.id: category.name for category in jurisdiction.categories}
    rows = tuple(
        MinimumRow(
            names.get(minimum.category, words.title_of(minimum.category)),
            words.quantity(minimum.needed, unit),
            words.quantity(minimum.earned, unit),
            words.quantity(minimum.missing, unit) if minimum.missing else "",
        )
        for minimum in progress.minimums
    )
    needed = progress.cycle.amount
    return CycleView(
        needed=words.quantity(needed, unit),
        counted=words.quantity(progress.counted, unit),
        share=min(100, int(progress.counted * 100 / needed)) if needed else 100,
        rows=rows,
        sentences=tuple(_sentences(licence, progress, rows, today)),
        agency=jurisdiction.agency or f"the licensing office of {jurisdiction.name}",
    )


def _sentences(
    licence: Licence, progress: CycleProgress, rows: Sequence[MinimumRow], today: date
) -> list[str]:
    """What counts and what is still missing, one thought each."""
    unit = progress.cycle.unit
    said = []
    if progress.cap is not None and progress.earned > progress.cap:
        said.append(
            f"{words.quantity(progress.earned, unit)} were earned; "
            f"{words.quantity(progress.cap, unit)} count, the most that micro-credentials may add."
        )
    elif progress.cap is not None and progress.cap < progress.cycle.amount:
        said.append(
            f"Micro-credentials may add at most {words.quantity(progress.cap, unit)} to a cycle."
        )
    lacking = [f"{row.missing} in {row.name}" for row in rows if row.missing]
    ended = licence.until < today
    if progress.complete:
        said.append("The credit recorded here reaches all that the cycle asks for.")
    else:
        said.append(
            f"{'Missing' if ended else 'Still missing'}: "
            f"{words.quantity(progress.missing, unit)} in all."
            if progress.missing
            else "The total is reached."
        )
        if lacking:
            said.append(
                f"{'Missing' if ended else 'Still to earn'} for the minimums: "
                f"{words.join(lacking)}."
            )
        elif rows:
            said.append("Every minimum is reached.")
    if ended:
        said.append(f"This cycle ended on {words.day(licence.until)}.")
    elif licence.starts > today:
        said.append(f"This cycle begins on {words.day(licence.starts)}.")
    return said
