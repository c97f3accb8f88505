"""Awards added up, in steps that each belong to several people.

The page of figures counts only awards that are public by themselves. Even so a line that rose with
every one of them would tell a reader who looks for somebody's month; so it waits until at least
`FEWEST` people are behind a step, as figures from private records do.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from credfolio.drawing.plots import Step

FEWEST = 5
"""So many different people are behind a step."""


@dataclass(frozen=True, slots=True)
class OverTime:
    """The steps, oldest first, and how many later awards wait for theirs."""

    steps: tuple[Step, ...]
    waiting: int


def added_up(awards: Iterable[tuple[date, str]]) -> OverTime:
    """Steps from the day and the person of each award.

    A step is in the month of its last award and takes every award of that month, so that no
    month is divided.
    """
    steps: list[Step] = []
    people: set[str] = set()
    total = done = 0
    ordered = sorted(awards)
    for n, (on, person) in enumerate(ordered):
        total += 1
        people.add(person)
        following = ordered[n + 1][0] if n + 1 < len(ordered) else date.max
        if (following.year, following.month) == (on.year, on.month):
            continue
        if len(people) >= FEWEST:
            steps.append(Step(on.replace(day=1), total))
            people, done = set(), total
    return OverTime(tuple(steps), total - done)
