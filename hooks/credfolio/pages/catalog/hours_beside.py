"""How long one micro-credential takes, beside all others: a band and ticks on one scale.

The scale is the square root of the hours, because most take under twenty and the longest fifty: on
an even one, the short ones would be one blot. Places are whole percents across the drawing, which
has no viewBox, so that its words keep their size on a phone. See ADR 0081.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from math import sqrt

from credfolio.records.model.credential import TimeEstimate

_ENDS = (10, 20, 30, 50, 75, 100, 150, 200, 300, 500, 1_000, 2_000, 5_000, 10_000)
_LABELS = (1, 5, 10, 20, 30, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000)
_APART = 12
"""Percents between two labels; nearer ones would run into each other on a phone."""


@dataclass(frozen=True, slots=True)
class HoursBeside:
    """Where the hours of one definition are among those of `others` more on offer."""

    others: int
    shorter: int
    """How many of the others take less, by the middle of their range."""
    low: int
    width: int
    ticks: tuple[int, ...]
    labels: tuple[tuple[int, int], ...]
    """Hours and their place."""


def hours_beside(
    own: TimeEstimate | None, others: Iterable[TimeEstimate | None]
) -> HoursBeside | None:
    """The band of `own` among `others`; None where there is nothing to compare."""
    known = [one for one in others if one is not None]
    if own is None or not known:
        return None
    longest = max(one.max_hours for one in (own, *known))
    end = next((one for one in _ENDS if one >= longest), int(longest) + 1)
    middle = _middle(own)
    low, high = min(_place(own.min_hours, end), 99), _place(own.max_hours, end)
    return HoursBeside(
        others=len(known),
        shorter=sum(_middle(one) < middle for one in known),
        low=low,
        width=max(high - low, 1),
        ticks=tuple(sorted({_place(_middle(one), end) for one in known})),
        labels=_labels(end),
    )


def _middle(estimate: TimeEstimate) -> Decimal:
    return (estimate.min_hours + estimate.max_hours) / 2


def _place(hours: Decimal | int, end: int) -> int:
    return round(100 * sqrt(hours / end))


def _labels(end: int) -> tuple[tuple[int, int], ...]:
    """From the end backward, so that the end is always among them."""
    found = [(end, 100)]
    for hours in reversed([one for one in _LABELS if one < end]):
        place = _place(hours, end)
        if found[-1][1] - place >= _APART:
            found.append((hours, place))
    return tuple(reversed(found))
