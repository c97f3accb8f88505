"""What is on offer as tables of two ways: topic by role, and micro-credential by place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from credfolio.pages.fragments import addresses, words
from credfolio.pages.fragments.by_day import Phase, each
from credfolio.pages.fragments.catalog_view import CatalogView, PlaceCredit
from credfolio.records.model import Jurisdiction, MicroCredential
from credfolio.records.model.terms import AudienceRole

MOST_PLACES = 6
"""More places than these and a table is wider than a page; those with most credit are shown."""


@dataclass(frozen=True, slots=True)
class SupplyRow:
    """A topic, and how many micro-credentials on offer are for each role."""

    title: str
    href: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Supply:
    """What is on offer for whom."""

    roles: tuple[str, ...]
    rows: tuple[SupplyRow, ...]
    gaps: int
    """How many cells are empty."""


def supply(view: CatalogView) -> Supply:
    """Topic by role, the largest first. A micro-credential counts in each of both that it has."""
    cells: Counter[tuple[str, AudienceRole]] = Counter()
    topics: Counter[str] = Counter()
    roles: Counter[AudienceRole] = Counter()
    for credential in view.offered:
        topics.update(credential.topics)
        roles.update(credential.audience_roles)
        cells.update((t, r) for t in credential.topics for r in credential.audience_roles)
    columns = sorted(roles, key=lambda role: (-roles[role], words.ROLES[role]))
    rows = tuple(
        SupplyRow(
            words.title_of(topic),
            addresses.topic(topic) if topic in view.by_topic else "",
            tuple(cells[topic, role] for role in columns),
        )
        for topic in sorted(topics, key=lambda topic: (-topics[topic], topic))
    )
    gaps = sum(not number for row in rows for number in row.numbers)
    return Supply(tuple(words.ROLES[role] for role in columns), rows if columns else (), gaps)


@dataclass(frozen=True, slots=True)
class CountingRow:
    """A micro-credential, and what it counts for in each place, as days change it."""

    credential: MicroCredential
    cells: tuple[tuple[Phase[str], ...], ...]


@dataclass(frozen=True, slots=True)
class Counting:
    """Where what is on offer counts."""

    places: tuple[Jurisdiction, ...]
    rows: tuple[CountingRow, ...]


def where_it_counts(view: CatalogView) -> Counting:
    """Every micro-credential on offer with stated credit, by title, and the busiest places."""
    found: list[tuple[MicroCredential, tuple[Phase[list[PlaceCredit]], ...]]] = []
    busy: Counter[str] = Counter()
    for credential in sorted(view.offered, key=lambda one: (one.title.casefold(), one.ref)):
        # By what is stated and not by what is in force, so that no row comes or goes with a day.
        if places := {value.jurisdiction for value in credential.credit_values}:
            found.append((credential, view.credit_by_day(credential)))
            busy.update(places)
    first = {name for name, _ in busy.most_common(MOST_PLACES)}
    columns = tuple(place for place in view.places if place.id in first)
    return Counting(
        columns,
        tuple(
            CountingRow(credential, tuple(_cell(by_day, place.id) for place in columns))
            for credential, by_day in found
        ),
    )


def _cell(by_day: Sequence[Phase[list[PlaceCredit]]], place: str) -> tuple[Phase[str], ...]:
    return each(by_day, lambda then: next((one.amount for one in then if one.place == place), ""))
