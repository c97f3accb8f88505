"""Outcomes of a private repository → the figures that may leave it, and what only the office sees.

`leaving` says what is left out and how coarse the rest is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import get_args

from credfolio.records.model.figures import Figures, Spent, TableName
from credfolio.records.model.terms import SupportKind
from credfolio.records.reckoned.agreement import Agreement, Seen, agreement, seen_of
from credfolio.records.reckoned.leaving import Attempts, Counts, Told, leaving
from credfolio.records.reckoned.outcomes import (
    GROUPS,
    Outcomes,
    counts_of,
    decision_pairs,
    groups,
    has_third,
    is_late,
    listed_attempts,
    public_attempts,
)
from credfolio.records.reckoned.passing import part_levels
from credfolio.records.reckoned.submission import Case, text_of
from credfolio.records.registry import Registry

Scale = tuple[str, ...]
"""Ids of levels, best first."""


def figures_of(registry: Registry, counted: Outcomes, frame: Figures, today: date) -> Figures:
    """`frame` with all that may be said of `counted`, by the settings of its office."""
    listed = listed_attempts(registry)
    tables: dict[TableName, Mapping[str, Counts]] = {
        table: {
            name: counts_of(registry, one, listed)
            for name, one in groups(registry, counted.journeys, table).items()
        }
        for table in GROUPS
    }
    retries = counted.may_state_retries(today)
    public = public_attempts(registry, counted, listed)
    return leaving(frame, tables, told_by(registry, counted, public), retries=retries)


def told_by(registry: Registry, counted: Outcomes, public: tuple[Case, ...] = ()) -> Told:
    """What all cases tell together, of whose attempts some are `public`."""
    return Told(
        days=counted.days,
        late=counted.late,
        third_readings=counted.third_readings,
        spent=_spent(counted),
        support=_support(counted),
        public=Attempts(len(public), sum(map(is_late, public)), sum(map(has_third, public))),
        agreed=tuple(_agreed(registry, counted, public)),
    )


def _spent(counted: Outcomes) -> Mapping[Spent, Mapping[tuple[str, str], Decimal]]:
    found: dict[Spent, dict[tuple[str, str], Decimal]] = {one: {} for one in get_args(Spent)}
    for journey in counted.journeys:
        key = journey.person, journey.credential
        for case in journey.attempts:
            for what, amounts in found.items():
                amount = getattr(case.submission, what)
                if amount is not None:
                    amounts[key] = amounts.get(key, Decimal(0)) + amount
    return found


def _support(counted: Outcomes) -> Mapping[tuple[str, str], frozenset[SupportKind]]:
    found: dict[tuple[str, str], frozenset[SupportKind]] = {}
    for journey in counted.journeys:
        if had := frozenset(kind for case in journey.attempts for kind in case.submission.support):
            found[journey.person, journey.credential] = had
    return found


def _agreed(
    registry: Registry, counted: Outcomes, public: tuple[Case, ...]
) -> Iterator[tuple[Scale, Agreement, Seen]]:
    """Agreement about decisions, then about the levels of each scale; the first two sheets only."""
    if decided := counted.agreement():
        yield (), decided, seen_of(decision_pairs(public), decision_pairs(counted.attempts))
    pairs, known = _by_scale(registry, counted.attempts), _by_scale(registry, public)
    for scale in sorted(pairs):
        if found := agreement(pairs[scale], order=scale):
            yield scale, found, seen_of(known.get(scale, ()), pairs[scale])


def _by_scale(
    registry: Registry, attempts: Iterable[Case]
) -> Mapping[Scale, list[tuple[str, str]]]:
    pairs: defaultdict[Scale, list[tuple[str, str]]] = defaultdict(list)
    for case in attempts:
        for scale, pair in _level_pairs(registry, case):
            pairs[scale].append(pair)
    return pairs


def _level_pairs(registry: Registry, case: Case) -> Iterator[tuple[Scale, tuple[str, str]]]:
    """The levels that the first two readers found for the same thing, with what they chose from."""
    text = text_of(registry, case.submission)
    if text is None or len(case.first_sheets) < 2:
        return
    scales = {part.number: tuple(one.id for one in part_levels(part)) for part in text.parts}
    first, second = (
        {(one.part, one.criterion): one.level for one in sheet.results if one.level}
        for sheet in case.first_sheets[:2]
    )
    for key, level in first.items():
        other, scale = second.get(key), scales.get(key[0], ())
        if other in scale and level in scale and other is not None:
            yield scale, (level, other)
