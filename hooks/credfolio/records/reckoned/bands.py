"""Bands: how coarse a number is said, so that no sum and no difference gives people away.

Each kind of number has fixed limits, so that a reader can tell a band that this program made
from a number that somebody typed. See ADR 0099.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from math import ceil, floor

from credfolio.records.model.figures import Band

_ROOM = 3
"""How far the upper end of a band of sizes is at least above what is public of the group."""

WHOLE = 10
"""A group of so many times `small` cases has rates in whole percents."""

COARSE = ("0.0", "0.4", "0.8")
"""How far fewer pairs of readers than that agree: below 0.2, below 0.6, and from there on."""

HOURS = (0, 5, 10, 20, 40)
MONEY = (0, 50, 100, 250, 500, 1_000)
"""Where the bands of a typical number of hours and of an amount of money begin."""


def size_limits(small: int) -> tuple[int, int, int]:
    """Where the bands of sizes begin, but for the first, which begins at 0."""
    return small, 2 * small, WHOLE * small


@lru_cache(maxsize=4096)
def size_band(cases: int, public: int, small: int) -> Band:
    """The band that a number of cases is in.

    A limit just above what is `public` would say that there is nobody else, so it is left out.
    """
    limits = [limit for limit in size_limits(small) if not public < limit <= public + _ROOM]
    low = max((limit for limit in limits if limit <= cases), default=0)
    high = min((limit for limit in limits if limit > cases), default=None)
    return Band(least=low, most=None if high is None else high - 1)


@lru_cache(maxsize=4096)
def rate_band(
    part: int,
    whole: int,
    size: Band,
    small: int,
    known: int = 0,
    known_rest: int = 0,
    times: int = 1,
) -> Band:
    """The band, in percent, of `part` of `whole`, in a group whose size is in the band `size`.

    Fifths for small groups, tenths for larger ones, whole percents from `WHOLE` times `small` on,
    where both ends are coded: at most 5, at least 95.

    `known` of the part are public, and `known_rest` of the rest. A limit that leaves just these in
    a group of this size would say that there is nobody else, so it is left out. The whole may be
    up to `times` as large as `size` says, as attempts are next to cases.
    """
    if size.least >= WHOLE * small:
        percent = round(100 * part / whole)
        if percent <= 5:
            return Band(least=0, most=5)
        return Band(least=min(percent, 95), most=100 if percent >= 95 else percent)
    steps = 10 if size.least >= 2 * small else 5
    low, high = 0, steps
    for limit in range(1, steps):
        if size.most is not None:
            most = (size.most * limit - 1) // steps, (times * size.most * limit - 1) // steps
            rest = (size.most * each // steps for each in (steps - limit, times * (steps - limit)))
            if _is_near(known, *most) or _is_near(known_rest, *rest):
                continue
        if part * steps < limit * whole:
            high = limit
            break
        low = limit
    return Band(least=low * 100 // steps, most=high * 100 // steps)


def _is_near(known: int, least: int, most: int) -> bool:
    """Whether the most that there can be, from `least` to `most`, may be hardly more than known."""
    return known <= most and least < known + _ROOM


def enough(fewest: int, known: int) -> int:
    """How many there have to be before something is said of them, at least `fewest`.

    With nearly so many `known`, silence would say that there is nobody else.
    """
    return known + _ROOM + 1 if known < fewest <= known + _ROOM else fewest


def part_band(size: Band, rate: Band) -> Band:
    """The band that so many percent of a number in the band `size` are in.

    Rates in whole percents were rounded, so their part may be half a percent more or less.
    """
    half = 0 if rate.least % 10 == 0 and (rate.most or 0) % 10 == 0 else Decimal("0.5")
    least = ceil(size.least * (rate.least - half) / 100)
    most = None if size.most is None else floor(size.most * ((rate.most or 0) + half) / 100)
    return Band(least=max(0, least), most=most)


def within(limits: Sequence[int], value: Decimal) -> Band:
    """The band between two of the `limits`, which begin at 0, that `value` is in."""
    low = max(limit for limit in limits if limit <= value)
    high = min((limit for limit in limits if limit > value), default=None)
    return Band(least=low, most=high)


def sum_band(total: Decimal) -> Band:
    """The band that a sum is in: from 1, 2, or 5 times a power of ten to the next of these."""
    low = 0
    for high in _round_numbers():
        if total < high:
            return Band(least=low, most=high)
        low = high
    raise AssertionError("there is always a larger round number")


def _round_numbers() -> Iterator[int]:
    power = 1
    while True:
        yield from (power, 2 * power, 5 * power)
        power *= 10


def is_size(band: Band, small: int) -> bool:
    limits = size_limits(small)
    ends = {limit - 1 for limit in limits} | {None}
    return band.least in {0, *limits} and band.most in ends and _in_order(band)


def is_rate(band: Band) -> bool:
    """Whether it is fifths, tenths, a whole percent, or an end of what whole percents say."""
    low, high = band.least, band.most
    if high is None or high > 100 or low > high:
        return False
    if low == high:
        return 5 < low < 95
    return (low, high) in {(0, 5), (95, 100)} or (low % 10 == 0 and high % 10 == 0)


def is_fifths(band: Band) -> bool:
    return is_rate(band) and band.least % 20 == 0 == (band.most or 0) % 20


def is_within(limits: Sequence[int]) -> Callable[[Band], bool]:
    """Tests whether a band is one of those between two of `limits`."""
    pairs = set(zip(limits, (*limits[1:], None), strict=True))
    return lambda band: (band.least, band.most) in pairs


def is_sum(band: Band) -> bool:
    return band.most is not None and band == sum_band(Decimal(band.least))


def _in_order(band: Band) -> bool:
    return band.most is None or band.least <= band.most
