"""The sheets of a transcript: one for each place and unit, whose rows add up to what is stated.

The amounts and sums are those of `credfolio.records.reckoned.credit`; nothing is counted here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from credfolio.pages.fragments import words
from credfolio.pages.fragments.lookups import Lookups
from credfolio.pages.people.portfolio_credit import CreditRow, CycleView, Reckoned
from credfolio.records.model import Award
from credfolio.records.model.educator import Licence
from credfolio.records.reckoned.credit import CycleProgress, Earned, Total

OUTSIDE = "not counted here: outside this cycle"
"""Why credit of the right place and unit is in none of a cycle's rows."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """An award on a sheet; `units` is empty for one that gives nothing there."""

    award: str
    units: str
    category: str
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Category:
    """A category with what was earned in it and, on the sheet of a cycle, what is asked for."""

    name: str
    earned: str
    needed: str = ""
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The awards of one place and unit, and their sum."""

    id: str
    title: str
    unit: str
    rows: tuple[SheetRow, ...]
    total: str
    whole: str
    """What counts, with its unit: the sum, or the cap below it."""
    categories: tuple[Category, ...]
    over: str = ""
    """The sentence if more was earned than counts."""
    cycle: CycleView | None = None
    """What the cycle asks for, on its sheet."""

    def row_of(self, award: Award) -> SheetRow | None:
        return next((row for row in self.rows if row.award == award.id), None)


def sheets_of(reckoned: Reckoned, licence: Licence | None, lookups: Lookups) -> tuple[Sheet, ...]:
    """The sheet of the license cycle, if there is one, and those of all that is not on it.

    The first one lists every award, so there is one without any credit, too.
    """
    found = []
    inside: set[int] = set()
    if licence is not None and reckoned.progress is not None:
        found.append(_cycle_sheet(reckoned, reckoned.progress, licence, lookups))
        inside = {id(item) for item, _ in reckoned.progress.rows}
    for total, line in zip(reckoned.sums, reckoned.rows, strict=True):
        if not all(id(item) in inside for item, _ in total.rows):
            found.append(_sheet(total, line, lookups))
    return tuple(found) or (Sheet("awards", "Awards", "", (), "", "", ()),)


def _cycle_sheet(
    reckoned: Reckoned, progress: CycleProgress, licence: Licence, lookups: Lookups
) -> Sheet:
    unit = progress.cycle.unit
    place = licence.jurisdiction
    needed = {minimum.category: minimum for minimum in progress.minimums}
    earned = dict(progress.categories)
    categories = [
        Category(
            _category(place, name, lookups),
            amount(earned.get(name, Decimal(0))),
            amount(needed[name].needed) if name in needed else "",
            amount(needed[name].missing) if name in needed and needed[name].missing else "",
        )
        for name in dict.fromkeys((*needed, *sorted(earned)))
    ]
    span = f"{licence.starts.year}–{licence.until.year}"
    return Sheet(
        "cycle",
        f"Awards in the cycle {span}",
        words.UNITS[unit][1],
        _rows(progress.rows, _outside(reckoned, licence), lookups),
        amount(progress.earned),
        words.quantity(progress.earned, unit),
        tuple(categories),
        cycle=reckoned.cycle,
    )


def _sheet(total: Total, line: CreditRow, lookups: Lookups) -> Sheet:
    place = total.jurisdiction
    name = lookups.jurisdiction_name(place)
    uncategorized = total.earned - sum((n for _, n in total.categories), Decimal(0))
    parts = [*total.categories, *([("", uncategorized)] if uncategorized else [])]
    return Sheet(
        f"{place}-{total.unit}",
        f"{name}: {words.UNITS[total.unit][1]}",
        words.UNITS[total.unit][1],
        _rows(total.rows, (), lookups),
        amount(total.earned),
        line.total,
        tuple(Category(_category(place, part, lookups), amount(n)) for part, n in parts)
        if total.categories
        else (),
        line.over,
    )


def _outside(reckoned: Reckoned, licence: Licence) -> list[Award]:
    """Awards whose credit in the place of the cycle was earned before or after it."""
    return [
        item.award
        for item in reckoned.earned
        if item.credit.jurisdiction == licence.jurisdiction
        and item.counts
        and not licence.starts <= item.on <= licence.until
    ]


def _rows(
    counted: Sequence[tuple[Earned, Decimal]], outside: Iterable[Award], lookups: Lookups
) -> tuple[SheetRow, ...]:
    """A row for each award: several credits of one award are added up in it."""
    sums: defaultdict[str, Decimal] = defaultdict(Decimal)
    named: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for item, n in counted:
        sums[item.award.id] += n
        named[item.award.id][lookups.category_name(item.credit)] = None
    rows = [
        SheetRow(award, amount(n), ", ".join(filter(None, named[award])))
        for award, n in sums.items()
    ]
    rows += [SheetRow(one.id, "", "", OUTSIDE) for one in outside if one.id not in sums]
    return tuple(rows)


def _category(place: str, name: str, lookups: Lookups) -> str:
    return lookups.category(place, name) if name else "No category"


def amount(value: Decimal) -> str:
    """A number of a sheet: at least one decimal, and no more than it has."""
    text = f"{value.normalize():f}"
    return text if "." in text else f"{text}.0"
