"""What may leave a private repository: counts of groups, folded and banded.

Groups of few people are folded into one. Sizes and rates are bands, also those of the
total, so that no sum and no difference gives a number away. Awards that are listed are
known one by one; a band has room above what is known. See ADR 0077.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

OTHERS = "others"
_ROOM = 2
"""How far the upper end of a band of sizes is at least above what is public of the group."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What is counted of one group, or of all; `public` are cases known from listed awards."""

    people: int = 0
    cases: int = 0
    not_at_first: int = 0
    tried_again: int = 0
    passed_later: int = 0
    passed: int = 0
    public: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(getattr(self, one) + getattr(other, one) for one in self.__slots__))


def fold(groups: Mapping[str, Counts], small: int) -> Mapping[str, Counts]:
    """`groups` with those of fewer than `small` people in one, which takes more until it is not.

    Empty where all of them together are fewer. People of two small groups count twice in the
    folded one, which is no smaller for it: a journey is in one group, and mostly is a person.
    """
    if sum(one.people for one in groups.values()) < small:
        return {}
    few = {name: one for name, one in groups.items() if one.people < small}
    many = {name: one for name, one in groups.items() if name not in few}
    by_size = sorted(many, key=lambda name: (many[name].people, name))
    while few and sum(one.people for one in few.values()) < small:
        name = by_size.pop(0)
        few[name] = many.pop(name)
    if few:
        many[OTHERS] = sum(few.values(), Counts())
    return many


def size_band(cases: int, public: int, small: int) -> tuple[int, int | None]:
    """The band that a number of cases is in; None for no upper end.

    A limit just above what is public would say that there is nobody else, so it is left out.
    """
    limits = [
        limit for limit in (small, 2 * small, 10 * small) if not public < limit <= public + _ROOM
    ]
    low = max((limit for limit in limits if limit <= cases), default=0)
    high = min((limit for limit in limits if limit > cases), default=None)
    return low, None if high is None else high - 1


def rate_band(part: int, whole: int, least: int, small: int) -> tuple[int, int]:
    """The band, in percent, of `part` of `whole`, in a group of at least `least` cases.

    Fifths for small groups, tenths for larger ones, whole percents from ten times `small` on,
    where both ends are coded: at most 5, at least 95.
    """
    if least >= 10 * small:
        percent = round(100 * part / whole)
        if percent <= 5:
            return 0, 5
        return (95, 100) if percent >= 95 else (percent, percent)
    steps = 10 if least >= 2 * small else 5
    step = min(part * steps // whole, steps - 1)
    return step * 100 // steps, (step + 1) * 100 // steps


def leave(counts: Counts, small: int, *, retries: bool) -> dict[str, Any]:
    """What may be said of one group: bands, and no rate whose own whole is small.

    `retries` says whether the time in which people try again is over.
    """
    low, high = size_band(counts.cases, counts.public, small)
    said: dict[str, Any] = {
        "cases": [low, high],
        "not_at_first": rate_band(counts.not_at_first, counts.cases, low, small),
        "passed": rate_band(counts.passed, counts.cases, low, small),
    }
    if retries and counts.not_at_first >= small:
        again = counts.not_at_first
        said["tried_again"] = rate_band(counts.tried_again, again, small, small)
    if retries and counts.tried_again >= small:
        said["passed_later"] = rate_band(counts.passed_later, counts.tried_again, small, small)
    return said


def leaving(
    tables: Mapping[str, Mapping[str, Counts]], small: int, *, retries: bool
) -> dict[str, Any]:
    """Everything that may be said: of all, and of the groups of each table.

    Every table has the same cases, each in exactly one group. Where all are fewer than `small`
    people, nothing is said but that.
    """
    whole = max(
        (sum(groups.values(), Counts()) for groups in tables.values()),
        key=lambda one: one.cases,
        default=Counts(),
    )
    if whole.people < small:
        return {"fewer_than": small}
    return {
        "all": leave(whole, small, retries=retries),
        "tables": {
            name: _rows(fold(groups, small), small, retries=retries)
            for name, groups in tables.items()
        },
    }


def _rows(groups: Mapping[str, Counts], small: int, *, retries: bool) -> Sequence[dict[str, Any]]:
    return [
        {"group": name, **leave(groups[name], small, retries=retries)}
        for name in sorted(groups, key=lambda name: (name == OTHERS, name))
    ]
