"""What the rooms of comparing and assessing offer before anything was chosen."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations

from credfolio.pages.fragments.catalog_view import CatalogView
from credfolio.records.model import MicroCredential

MOST_RUBRICS = 60
"""The page of a definition leads to its rubric as well; a list of thousands helps nobody."""
MOST_PAIRS = 6
_MOST_OF_A_TOPIC = 20


@dataclass(frozen=True, slots=True)
class Rubric:
    """A definition that is judged here, with what an assessor of it has to read."""

    credential: MicroCredential
    parts: int
    criteria: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two definitions that somebody may hesitate between, and the reason."""

    one: MicroCredential
    other: MicroCredential
    place: str
    category: str


def rubrics(view: CatalogView) -> tuple[Rubric, ...]:
    """Every definition whose submissions are judged, by title."""
    judged = (c for c in view.still_awarded if c.parts and c.status != "cataloged")
    return tuple(
        Rubric(c, len(c.parts), sum(len(part.rubric) for part in c.parts))
        for c in sorted(judged, key=lambda c: (c.title.casefold(), c.ref))
    )


def pairs(view: CatalogView) -> tuple[Pair, ...]:
    """Definitions of one topic whose credit is of one category in one place, each in one pair.

    Only credit without a last day is looked at, so that what is said stays true.
    """
    lasting = {c.ref: _lasting(c) for c in view.offered}
    # What few count for says more than what all do.
    of_all = Counter(credit for credits in lasting.values() for credit in credits)
    found: list[Pair] = []
    taken: set[str] = set()
    for _, refs in sorted(view.offered_in_topic.items()):
        for first, second in combinations(sorted(refs)[:_MOST_OF_A_TOPIC], 2):
            if taken & {first, second}:
                continue
            one, other = (view.registry.credentials[ref] for ref in (first, second))
            shared = sorted(lasting[first] & lasting[second], key=lambda c: (of_all[c], c))
            if shared:
                found.append(Pair(one, other, *shared[0]))
                taken |= {first, second}
            if len(found) == MOST_PAIRS:
                return tuple(found)
    return tuple(found)


def _lasting(credential: MicroCredential) -> set[tuple[str, str]]:
    """The places and categories of its credit that has no last day."""
    return {
        (value.jurisdiction, value.category)
        for value in credential.credit_values
        if value.category and value.effective_until is None
    }
