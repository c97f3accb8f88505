"""Credit on a portfolio: by jurisdiction, and against the license cycle, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from credfolio.pages.fragments import words
from credfolio.pages.fragments.by_day import MOST, Phase, day_after, each, phases, while_true
from credfolio.pages.fragments.counting_rule import counting_rule
from credfolio.pages.fragments.lookups import Lookups
from credfolio.records.model import Award, Educator, Jurisdiction
from credfolio.records.model.educator import Licence
from credfolio.records.reckoned.award_state import award_state
from credfolio.records.reckoned.credit import (
    CycleProgress,
    Earned,
    Total,
    credit_earned,
    cycle_progress,
    totals,
)
from credfolio.records.registry import Registry

NOT_COUNTED = {"expired": "not counted: expired", "superseded": "not counted: superseded"}
"""Why listed credit is not part of the total."""

OVER = "{counted} count, the most that micro-credentials may add to a license cycle. {earned} were \
earned, {over} more than count."


@dataclass(frozen=True, slots=True)
class CreditLine:
    """One credit of an award, as a row lists it."""

    award: str
    jurisdiction: str
    place: str
    text: str
    category: str
    notes: tuple[Phase[str], ...]
    """Why it does not count; empty if it does."""
    earned: Earned


@dataclass(frozen=True, slots=True)
class CreditRow:
    """What counts in one place, in total and by category: the sum of the lines that count."""

    jurisdiction: str
    name: str
    total: str
    categories: tuple[str, ...]
    over: str = ""
    """The sentence if more was earned than counts."""
    rule: str = ""
    """What the place does with ended awards, if there are any."""


@dataclass(frozen=True, slots=True)
class MinimumRow:
    """A category that the cycle asks for; `missing` is empty once the minimum is reached."""

    name: str
    needed: str
    earned: str
    missing: str


@dataclass(frozen=True, slots=True)
class CycleView:
    """The license cycle in words; shares are whole percentages."""

    needed: str
    counted: str
    share: int
    rows: tuple[MinimumRow, ...]
    sentences: tuple[str, ...]
    agency: str


@dataclass(frozen=True, slots=True)
class Reckoned:
    """The results for one day."""

    earned: tuple[Earned, ...]
    sums: tuple[Total, ...]
    rows: tuple[CreditRow, ...]
    cycle: CycleView | None
    progress: CycleProgress | None
    """The license cycle as numbers."""


@dataclass(frozen=True, slots=True)
class CreditView:
    """The content of the section on credit."""

    rows: tuple[Phase[tuple[CreditRow, ...]], ...]
    cycle: tuple[Phase[CycleView | None], ...]
    lines: tuple[CreditLine, ...] = ()
    """Every credit of every shown award, counted or not."""
    totals: tuple[Phase[tuple[Total, ...]], ...] = (Phase(()),)
    """The sums of the lines that count, as numbers."""
    by_day: tuple[Phase[Reckoned], ...] = ()
    """All of it as numbers, for each day that changes it."""
    without_cycle: Markup | None = None
    """The attributes of what is said while no license cycle says what is missing."""
    foretold_until: date | None = None
    """The last day that is foretold; None if no later day changes anything."""

    def lines_of(self, award: Award) -> tuple[CreditLine, ...]:
        return tuple(line for line in self.lines if line.award == award.id)


def credit_view(
    educator: Educator,
    awards: Sequence[Award],
    registry: Registry,
    lookups: Lookups,
    today: date,
) -> CreditView:
    """The credit of `awards`, and how far it reaches in the license cycle."""
    licence = educator.licence
    jurisdiction = registry.jurisdictions.get(licence.jurisdiction) if licence else None

    def reckoned(day: date) -> Reckoned:
        earned = credit_earned(awards, registry.jurisdictions, day, licence)
        cycle = progress = None
        if licence is not None and jurisdiction is not None:
            progress = cycle_progress(licence, jurisdiction, earned, day)
            if progress is not None:
                cycle = _cycle_view(licence, jurisdiction, progress, day)
        sums = totals(earned, registry.jurisdictions, day)
        rows = _rows(earned, sums, registry, lookups, day)
        return Reckoned(earned, sums, rows, cycle, progress)

    changes = list(_changes(awards, licence, registry))
    by_day = phases(reckoned, today, changes)
    rest = (day for day in changes if len(by_day) > MOST and day > (by_day[-1].first or day))
    beyond = min(rest, default=None)
    now = by_day[0].value
    return CreditView(
        each(by_day, lambda then: then.rows),
        each(by_day, lambda then: then.cycle),
        # The same credits in the same order on every day; only what counts differs.
        tuple(_line(item, n, by_day, lookups) for n, item in enumerate(now.earned)),
        each(by_day, lambda then: then.sums),
        by_day,
        while_true(each(by_day, lambda then: then.cycle is None)),
        beyond - timedelta(days=1) if beyond else None,
    )


def _changes(
    awards: Sequence[Award], licence: Licence | None, registry: Registry
) -> Iterator[date]:
    """The days from which other credit may count."""
    yield from day_after(*(award.expires_on for award in awards))
    if licence is not None:
        yield licence.starts
        yield from day_after(licence.until)
    places = {credit.jurisdiction for award in awards for credit in award.credits_earned}
    for name in sorted(places | ({licence.jurisdiction} if licence else set())):
        place = registry.jurisdictions.get(name)
        for rule in place.rules if place else ():
            if rule.cap_amount is not None:
                yield from (rule.effective_from,) if rule.effective_from else ()
                yield from day_after(rule.effective_until)


def _line(
    item: Earned, number: int, by_day: Sequence[Phase[Reckoned]], lookups: Lookups
) -> CreditLine:
    def note(then: Reckoned) -> str:
        why_not = then.earned[number].why_not
        return NOT_COUNTED[why_not] if why_not else ""

    credit = item.credit
    return CreditLine(
        item.award.id,
        credit.jurisdiction,
        lookups.jurisdiction_name(credit.jurisdiction),
        words.one_credit(item.stated),
        lookups.category_name(credit),
        each(by_day, note),
        item,
    )


def _rows(
    earned: Sequence[Earned],
    sums: Sequence[Total],
    registry: Registry,
    lookups: Lookups,
    today: date,
) -> tuple[CreditRow, ...]:
    ended = {
        item.credit.jurisdiction for item in earned if not award_state(item.award, today).is_active
    }
    return tuple(
        CreditRow(
            total.jurisdiction,
            lookups.jurisdiction_name(total.jurisdiction),
            words.quantity(total.counted, total.unit)
            if total.over
            else words.in_units([(total.earned, total.unit), *total.also]),
            tuple(
                f"{lookups.category(total.jurisdiction, category)} {words.number(amount)}"
                for category, amount in total.categories
            ),
            OVER.format(
                counted=words.quantity(total.counted, total.unit),
                earned=words.quantity(total.earned, total.unit),
                over=words.number(total.over),
            )
            if total.over
            else "",
            counting_rule(registry.jurisdictions.get(total.jurisdiction))
            if total.jurisdiction in ended
            else "",
        )
        for total in sums
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
