"""The list of a portfolio's badges: which come first, and what the list is filtered by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from credfolio.pages.fragments import words
from credfolio.pages.fragments.shown import ShownAward
from credfolio.records.model import Stack

SHELF = 8
"""So many badges lead a portfolio: two rows on a phone, one on a desktop. The others are folded."""

FEWEST_TO_FILTER = SHELF + 1
"""A list of fewer badges is taken in at a glance; a filter would only be in the way."""


ON_PAPER = 14
"""So many badges fit on a résumé of one sheet, without sentences; paper.css knows it, too."""

_WITH_SENTENCES = {9: 4, 10: 4, 11: 2, 12: 2}
"""How many of a list's first badges keep their sentence on paper, by the length of the list."""


@dataclass(frozen=True, slots=True)
class WallBadge:
    """A badge of the list with the stacks that it belongs to, for the filter.

    `is_listed` and `is_told` say whether a résumé on paper names its issuer and its competency.
    """

    shown: ShownAward
    stacks: tuple[str, ...]
    is_listed: bool = True
    is_told: bool = True


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
    """All badges in one order, how many of them lead, and the filters worth offering."""

    badges: tuple[WallBadge, ...]
    first: int
    facets: tuple[Facet, ...]

    @property
    def off_paper(self) -> int:
        """How many badges a résumé of one sheet only counts."""
        return max(0, len(self.badges) - ON_PAPER)


def build_wall(
    shown: Sequence[ShownAward],
    begun: Sequence[Stack],
    pinned: Sequence[ShownAward] = (),
    *,
    is_folded: bool = True,
) -> Wall:
    """Each badge once: `pinned`, then the others in the order of `shown`, the ended ones last.

    What a recorded day ends keeps its place, so that a page changes with the records alone.
    `begun` are the stacks that badges are filtered by. Where the list `is_folded`, no more than
    `SHELF` lead it.
    """
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
    first = [item.award.id for item in pinned]
    rest = [item for item in shown if item.award.id not in first]
    rest.sort(key=lambda item: item.award.status != "active")
    told = len(shown) if len(shown) <= SHELF else _WITH_SENTENCES.get(len(shown), 0)
    badges = [
        WallBadge(item, stacks_of[item.award.id], n < ON_PAPER, n < told)
        for n, item in enumerate((*pinned, *rest))
    ]
    return Wall(tuple(badges), SHELF if is_folded else len(badges), _facets(badges, begun))


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
