"""How far readers agree: raw agreement, Krippendorff's alpha, Gwet's AC1.

All three are stated together. Where nearly everybody passes, alpha is near 0 although
readers nearly always agree; AC1 is not, and raw agreement says what happened.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from itertools import permutations
from typing import Literal, NamedTuple, TypeVar

V = TypeVar("V", bound=Hashable)

FEWEST = 30
"""With fewer pairs than this no agreement is stated."""


class Agreement(NamedTuple):
    """Agreement of the first two readers; all between -1 and 1, `raw` from 0 to 1."""

    pairs: int
    raw: float
    alpha: float | None
    """None where everybody said the same, so that there is nothing to agree on."""
    ac1: float
    rarer: int = 0
    """How many values are not the most frequent one."""


class Seen(NamedTuple):
    """What is public of pairs: how many are alike or apart, and how many values are the rarer."""

    alike: int = 0
    apart: int = 0
    rarer: int = 0


def agreement(
    pairs: Sequence[tuple[V, V]], order: Sequence[V] = (), fewest: int = FEWEST
) -> Agreement | None:
    """How far the two values of each pair agree; None with fewer than `fewest` pairs.

    `order` are the values from the lowest to the highest, where they have an order.
    """
    if len(pairs) < max(fewest, 1):
        return None
    raw = sum(one == other for one, other in pairs) / len(pairs)
    metric: Metric = "ordinal" if order else "nominal"
    rarer = len(pairs) * 2 - Counter(value for pair in pairs for value in pair)[_commonest(pairs)]
    return Agreement(len(pairs), raw, alpha(pairs, metric, order), ac1(pairs), rarer)


def seen_of(pairs: Sequence[tuple[V, V]], every: Sequence[tuple[V, V]]) -> Seen:
    """What is known by whom `pairs`, which are some of `every`, are public."""
    alike = sum(one == other for one, other in pairs)
    common = _commonest(every) if every else None
    rarer = sum(value != common for pair in pairs for value in pair)
    return Seen(alike, len(pairs) - alike, rarer)


def _commonest(pairs: Sequence[tuple[V, V]]) -> V:
    return Counter(value for pair in pairs for value in pair).most_common(1)[0][0]


Metric = Literal["nominal", "ordinal"]


def alpha(
    units: Iterable[Sequence[V]], metric: Metric = "nominal", order: Sequence[V] = ()
) -> float | None:
    """Krippendorff's alpha of what readers said of each unit; None without any variation.

    A unit may have any number of readers; one with a single reader says nothing. See
    K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011).
    """
    weight: dict[int, Counter[tuple[V, V]]] = {}
    for unit in units:
        if len(unit) > 1:
            weight.setdefault(len(unit) - 1, Counter()).update(permutations(unit, 2))
    coincidence: dict[tuple[V, V], float] = {}
    for others, counted in weight.items():
        for pair, times in counted.items():
            coincidence[pair] = coincidence.get(pair, 0.0) + times / others
    totals: dict[V, float] = {}
    for (one, _), count in coincidence.items():
        totals[one] = totals.get(one, 0.0) + count
    values = [value for value in order if value in totals] if order else list(totals)
    n = sum(totals.values())
    observed = expected = 0.0
    for i, one in enumerate(values):
        for j, other in enumerate(values):
            if i == j:
                continue
            apart = 1.0
            if metric == "ordinal":
                low, high = sorted((i, j))
                between = sum(totals[value] for value in values[low : high + 1])
                apart = (between - (totals[one] + totals[other]) / 2) ** 2
            observed += coincidence.get((one, other), 0.0) * apart
            expected += totals[one] * totals[other] * apart
    if not expected:
        return None
    return 1 - (n - 1) * observed / expected


def ac1(pairs: Sequence[tuple[V, V]]) -> float:
    """Gwet's first-order agreement coefficient of two readers; 1 where all say the same.

    See K. L. Gwet, "Computing inter-rater reliability and its variance in the presence of
    high agreement" (2008).
    """
    counts = Counter(value for pair in pairs for value in pair)
    raw = sum(one == other for one, other in pairs) / len(pairs)
    if len(counts) < 2:
        return 1.0
    shares = [count / (2 * len(pairs)) for count in counts.values()]
    by_chance = sum(share * (1 - share) for share in shares) / (len(counts) - 1)
    return (raw - by_chance) / (1 - by_chance)
