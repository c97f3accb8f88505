"""The catalog's filters as its page has them before a script counts: true on any day.

A place where credit counts only from a later day on, or no longer, is offered while it counts.
See ADR 0064.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from credfolio.pages.fragments.by_day import Phase, each, phases, value_on, while_true
from credfolio.pages.search.facets import Choice, Facet, Values
from credfolio.pages.search.index import SearchIndex

VALUES_SHOWN = 6
"""Values of a facet on the page itself; the rest come with the index."""


@dataclass(frozen=True, slots=True)
class FilterValue:
    """A value in the filters, with how many micro-credentials have it."""

    id: str
    label: str
    counts: tuple[Phase[int], ...]
    when: Markup
    """The attributes of what is offered only on some days."""


def filters(search: SearchIndex, today: date) -> Iterator[tuple[Facet, list[FilterValue], int]]:
    """Each facet of the credentials, its first values with their counts, and how many there are."""
    rows: list[Values] = [entry.values for entry in search.credentials]
    for facet in search.facets:
        counts = Counter(value for row in rows for value in row[facet.id])
        first = facet.choices[:VALUES_SHOWN]
        if facet.id == "credit":
            shown = list(_places(search, first, today))
        else:
            shown = [FilterValue(c.id, c.label, (Phase(counts[c.id]),), Markup()) for c in first]
        yield facet, shown, len(facet.choices)


def _places(search: SearchIndex, choices: Iterable[Choice], today: date) -> Iterator[FilterValue]:
    """The places that count something, each as long as it does."""
    entries = (*search.credentials, *search.stacks)
    changes = [phase.first for one in entries for phase in one.credit if phase.first is not None]

    def known(day: date) -> tuple[Counter[str], frozenset[str]]:
        counts = Counter(v for one in search.credentials for v in value_on(one.credit, day))
        return counts, frozenset(v for one in entries for v in value_on(one.credit, day))

    by_day = phases(known, today, changes)

    def value(choice: Choice) -> FilterValue:
        counts = each(by_day, lambda then: then[0][choice.id])
        is_known = each(by_day, lambda then: choice.id in then[1])
        return FilterValue(choice.id, choice.label, counts, while_true(is_known) or Markup())

    yield from map(value, choices)
