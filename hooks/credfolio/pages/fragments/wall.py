"""The badge wall: badges under the stack they belong to, and what the wall is filtered by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from credfolio.pages.fragments import words
from credfolio.pages.fragments.shown import ShownAward
from credfolio.records.model import Stack

FEWEST_TO_FILTER = 6
"""A wall of fewer badges is taken in at a glance; a filter would only be in the way."""


@dataclass(frozen=True, slots=True)
class WallBadge:
    """A badge on the wall with the stacks that it belongs to, for the filter."""

    shown: ShownAward
    stacks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a filter, its words, and how many it would show."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter: its name in the address, its label, the word for all, and its choices."""

    name: str
    label: str
    everything: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Wall:
    """Groups of badges with their heading, and the filters worth offering."""

    groups: tuple[tuple[str, tuple[WallBadge, ...]], ...]
    facets: tuple[Facet, ...]


def build_wall(shown: Sequence[ShownAward], begun: Sequence[Stack]) -> Wall:
    """Each badge once, under the first of the stacks `begun` that has two of them at least."""
    stacks_of = {
        item.award.id: tuple(
            stack.ref
            for stack in begun
            if any(
                (member.credential or member.stack) == (item.award.credential or item.award.stack)
                for member in stack.members
            )
            or item.award.stack == stack.ref
        )
        for item in shown
    }
    badges = [WallBadge(item, stacks_of[item.award.id]) for item in shown]
    placed: set[str] = set()
    groups = []
    for stack in begun:
        own = tuple(
            badge
            for badge in badges
            if stack.ref in badge.stacks and badge.shown.award.id not in placed
        )
        if len(own) > 1:
            placed.update(badge.shown.award.id for badge in own)
            groups.append((stack.title, own))
    rest = tuple(badge for badge in badges if badge.shown.award.id not in placed)
    if rest:
        groups.append(("More badges" if groups else "", rest))
    return Wall(tuple(groups), _facets(badges, begun))


def _facets(badges: Sequence[WallBadge], begun: Sequence[Stack]) -> tuple[Facet, ...]:
    if len(badges) < FEWEST_TO_FILTER:
        return ()
    titles = {stack.ref: stack.title for stack in begun}
    stacks = Counter(ref for badge in badges for ref in badge.stacks)
    topics = Counter(topic for badge in badges for topic in badge.shown.topics)
    years = Counter(str(badge.shown.award.awarded_on.year) for badge in badges)
    names = {topic: words.title_of(topic) for topic in topics}
    facets = (
        Facet("stack", "Stack", "Any stack", choices(stacks, titles)),
        Facet("topic", "Topic", "Any topic", choices(topics, names)),
        Facet("year", "Year", "Any year", choices(years, {})[::-1]),
    )
    # What all badges share, or none has, tells none of them apart.
    return tuple(
        facet for facet in facets if any(choice.count < len(badges) for choice in facet.choices)
    )


def choices(counts: Counter[str], labels: dict[str, str]) -> tuple[Choice, ...]:
    """The choices of a filter in the order of their words."""
    found: Iterable[Choice] = (Choice(v, labels.get(v, v), n) for v, n in counts.items())
    return tuple(sorted(found, key=lambda choice: (choice.label.casefold(), choice.value)))
