"""What may leave a private repository: counts of groups, folded and banded.

Groups of few people are folded into one. Sizes, rates, and sums are bands, also those of the
total, so that no sum and no difference gives a number away. Awards that are listed are known one
by one; a band has room above what is known. See ADR 0077 and 0099.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from math import ceil
from typing import get_args

from credfolio.records.model.figures import (
    Agreed,
    Band,
    Figures,
    Group,
    GroupTable,
    Spent,
    Supported,
    TableName,
    Use,
    Waiting,
)
from credfolio.records.model.terms import SupportKind
from credfolio.records.reckoned.agreement import FEWEST, Agreement, Seen
from credfolio.records.reckoned.bands import (
    COARSE,
    HOURS,
    MONEY,
    WHOLE,
    enough,
    part_band,
    rate_band,
    size_band,
    sum_band,
    within,
)


@dataclass(frozen=True, slots=True)
class Counts:
    """What is counted of one group, or of all; `public` are cases known from listed awards.

    Of some of these the attempts are public, too: they passed at first, or they did not.
    """

    people: frozenset[str] = frozenset()
    """Each person once, however many cases there are of one."""
    cases: int = 0
    not_at_first: int = 0
    tried_again: int = 0
    passed_later: int = 0
    passed: int = 0
    public: int = 0
    public_first: int = 0
    public_later: int = 0
    public_people: frozenset[str] = field(default=frozenset(), kw_only=True)
    """People who have a case that is known."""

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.people | other.people,
            self.cases + other.cases,
            self.not_at_first + other.not_at_first,
            self.tried_again + other.tried_again,
            self.passed_later + other.passed_later,
            self.passed + other.passed,
            self.public + other.public,
            self.public_first + other.public_first,
            self.public_later + other.public_later,
            public_people=self.public_people | other.public_people,
        )


@dataclass(frozen=True, slots=True)
class Attempts:
    """How many attempts are public, by what listed awards say of them: who judged, and when."""

    number: int = 0
    late: int = 0
    third_readings: int = 0


@dataclass(frozen=True, slots=True)
class Told:
    """What the cases of all groups tell together, case by case and attempt by attempt."""

    days: Sequence[int] = ()
    """The working days to each decision."""
    late: int = 0
    third_readings: int = 0
    public: Attempts = field(default_factory=lambda: Attempts())
    """What listed awards say of attempts."""
    spent: Mapping[Spent, Mapping[tuple[str, str], Decimal]] = field(default_factory=dict)
    """What is reported, by person and micro-credential, over all attempts."""
    support: Mapping[tuple[str, str], frozenset[SupportKind]] = field(default_factory=dict)
    """The support of those who say what they had."""
    agreed: Sequence[tuple[Sequence[str], Agreement, Seen]] = ()
    """The levels that the first two readers chose from (none for decisions), how they agree, and
    what is public of it.
    """


def fold(groups: Mapping[str, Counts], small: int) -> Mapping[str | None, Counts]:
    """`groups` with those of few people in one, which takes more until it is large enough.

    That one is under None. Few are fewer than `small`; where nearly so many are public, fewer than
    twice that, as with sizes. Empty where all of them together are few.
    """
    if _is_few(_together(groups), small):
        return {}
    few = {name: one for name, one in groups.items() if _is_few(one, small)}
    many: dict[str | None, Counts] = {n: one for n, one in groups.items() if n not in few}
    by_size = sorted(set(groups) - set(few), key=lambda name: (len(groups[name].people), name))
    while few and _is_few(_together(few), small):
        name = by_size.pop(0)
        few[name] = many.pop(name)
    if few:
        many[None] = _together(few)
    return many


def _is_few(one: Counts, small: int) -> bool:
    return size_band(len(one.people), len(one.public_people), small).least < small


def _together(groups: Mapping[str, Counts]) -> Counts:
    return sum(groups.values(), Counts())


def leave(counts: Counts, small: int, *, retries: bool, name: str | None = None) -> Group:
    """What may be said of one group: bands, and no rate whose own whole may be small.

    `retries` says whether the time in which people try again is over. What is left out follows
    from the bands before it, so that it says nothing of its own.
    """
    size = size_band(counts.cases, counts.public, small)
    again, known = counts.not_at_first, counts.public_later
    not_at_first = rate_band(again, counts.cases, size, small, known, counts.public_first)
    passed = rate_band(counts.passed, counts.cases, size, small, counts.public)
    tried_again = passed_later = None
    tries = part_band(size, not_at_first)
    if retries and tries.least >= small:
        tried_again = rate_band(counts.tried_again, again, tries, small, known)
        tries = part_band(tries, tried_again)
        if tries.least >= small:
            passed_later = rate_band(counts.passed_later, counts.tried_again, tries, small, known)
    return Group(
        group=name,
        cases=size,
        not_at_first=not_at_first,
        passed=passed,
        tried_again=tried_again,
        passed_later=passed_later,
    )


def leaving(
    frame: Figures,
    tables: Mapping[TableName, Mapping[str, Counts]],
    told: Told,
    *,
    retries: bool,
) -> Figures:
    """`frame` with everything that may be said: of all, and of the groups of each table.

    Every table has the same cases, each in exactly one group. Where all are fewer people than
    `frame.small`, nothing is said but that.
    """
    small = frame.small
    whole = max((_together(groups) for groups in tables.values()), key=lambda one: one.cases)
    if _is_few(whole, small):
        return frame
    return frame.model_copy(
        update={
            "whole": leave(whole, small, retries=retries),
            "tables": tuple(
                GroupTable(by=name, groups=tuple(_rows(fold(groups, small), small, retries)))
                for name, groups in tables.items()
            ),
            "waiting": _waiting(told, whole, small),
            "use": tuple(_use(told, whole, small)),
            "support": tuple(_support(told, small)),
            "agreement": tuple(_agreement(told, small)),
        }
    )


def _rows(groups: Mapping[str | None, Counts], small: int, retries: bool) -> Iterator[Group]:
    for name in sorted(groups, key=lambda name: (name is None, name or "")):
        yield leave(groups[name], small, retries=retries, name=name)


def _waiting(told: Told, whole: Counts, small: int) -> Waiting | None:
    """Days are rounded up to weeks; a case has an attempt, so there are at least as many."""
    number, size = len(told.days), size_band(whole.cases, whole.public, small)
    if not number:
        return None
    ordered = sorted(told.days)

    def weeks(share: float) -> int:
        return 5 * ceil((percentile(ordered, share) or 0) / 5)

    return Waiting(
        half_within=weeks(0.5),
        most_within=weeks(0.9),
        late=_of_attempts(told.late, told.public.late, told, size, small),
        third_readings=_of_attempts(
            told.third_readings, told.public.third_readings, told, size, small
        ),
    )


def _of_attempts(part: int, known: int, told: Told, size: Band, small: int) -> Band:
    """The band of a part of all attempts; most cases have one or two of them."""
    return rate_band(part, len(told.days), size, small, known, told.public.number - known, 2)


def percentile(numbers: Sequence[int], share: float) -> int | None:
    """The smallest of sorted `numbers` that at least `share` of them do not exceed."""
    if not numbers:
        return None
    return numbers[max(0, ceil(len(numbers) * share) - 1)]


def _use(told: Told, whole: Counts, small: int) -> Iterator[Use]:
    """What is reported by at least `small` people."""
    size = size_band(whole.cases, whole.public, small)
    for what, by_case in told.spent.items():
        if len({person for person, _ in by_case}) < small:
            continue
        amounts = sorted(by_case.values())
        limits = MONEY if what == "money_spent" else HOURS
        yield Use(
            what=what,
            reported=rate_band(len(amounts), whole.cases, size, small),
            typical=within(limits, amounts[(len(amounts) - 1) // 2]),
            together=sum_band(sum(amounts, Decimal(0))),
        )


def _support(told: Told, small: int) -> Iterator[Supported]:
    """Every kind, if at least `small` people say what they had: a row left out would say nobody."""
    if len({person for person, _ in told.support}) < small:
        return
    for kind in sorted(get_args(SupportKind)):
        had = sum(kind in one for one in told.support.values())
        yield Supported(
            kind=kind, cases=rate_band(had, len(told.support), Band(least=small), small)
        )


def _agreement(told: Told, small: int) -> Iterator[Agreed]:
    for scale, found, seen in told.agreed:
        known = seen.alike + seen.apart
        if found.pairs < enough(FEWEST, known):
            continue
        pairs = size_band(found.pairs, known, small)
        is_large = pairs.least >= WHOLE * small
        whole = pairs if is_large else Band(least=small, most=pairs.most)
        alike = round(found.raw * found.pairs)
        # Without any variation there is no alpha; to say so would say that all are alike. With
        # hardly any it would say how few readers differ from the others, or from what is known.
        has_variation = found.rarer - seen.rarer >= small
        alpha = _coefficient(found.alpha or 0.0, is_large) if has_variation else "0.0"
        ac1 = _coefficient(found.ac1, is_large)
        # An alpha above AC1 is so rare among few pairs that it could tell the one table it has.
        if not is_large and alpha > ac1:
            alpha = "0.0"
        yield Agreed(
            scale=tuple(scale),
            pairs=pairs,
            raw=rate_band(alike, found.pairs, whole, small, seen.alike, seen.apart),
            alpha=alpha,
            ac1=ac1,
        )


def _coefficient(value: float, is_large: bool) -> str:
    """To a fifth; of fewer pairs 0.0 (below 0.2), 0.4 (below 0.6), or 0.8.

    With finer ones and raw agreement, whoever knows the listed awards could tell some tables of
    two readers.
    """
    if is_large:
        return f"{round(5 * value) / 5 + 0.0:.1f}"
    return COARSE[(value >= 0.2) + (value >= 0.6)]
