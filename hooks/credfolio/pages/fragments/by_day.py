"""What a page says until one day, and what it says from the next: written by the build, for later.

The build writes each sentence that the calendar changes with the days on which it holds, and hides
those that do not hold yet. ``theme/assets/days.js`` shows what holds on the day of the site. A
sentence that no recorded day changes is written as ever, and a page without any loads no script.
See ADR 0064.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, Protocol, TypeVar

from markupsafe import Markup

T = TypeVar("T")
U = TypeVar("U")

MOST = 12
"""Changes ahead that a page foretells; a site is published long before the last of them."""


@dataclass(frozen=True, slots=True)
class Phase(Generic[T]):
    """What is said from its `first` day to its `last` one, both included.

    No first day: since before the build. No last day: there is no end.
    """

    value: T
    first: date | None = None
    last: date | None = None

    @property
    def attributes(self) -> Markup:
        """The attributes of the element that says it; none where nothing else is ever said."""
        first = f' data-shown-from="{self.first}"' if self.first else ""
        last = f' data-shown-until="{self.last}"' if self.last else ""
        return Markup(f"{first}{last}{' hidden' if self.first else ''}")


def phases(
    value_on: Callable[[date], T], today: date, changes: Iterable[date], most: int = MOST
) -> tuple[Phase[T], ...]:
    """What is said `today`, and after it by day.

    `changes` are the days from which another value may hold. Equal neighbors are one phase, and
    no more than `most` changes are foretold.
    """
    found = [(today, value_on(today))]
    for day in sorted({day for day in changes if day > today}):
        value = value_on(day)
        if value != found[-1][1]:
            found.append((day, value))
        if len(found) > most:
            break
    ends: Sequence[date | None] = [*(day - timedelta(days=1) for day, _ in found[1:]), None]
    return tuple(
        Phase(value, day if n else None, end)
        for n, ((day, value), end) in enumerate(zip(found, ends, strict=True))
    )


def day_after(*ends: date | None) -> list[date]:
    """The day after each of `ends`, the last days of something; nothing for what has no end."""
    return [end + timedelta(days=1) for end in ends if end is not None and end < date.max]


def each(by_day: Sequence[Phase[T]], part: Callable[[T], U]) -> tuple[Phase[U], ...]:
    """One part of what is said, by day; neighbors that agree in it are one phase."""
    found: list[Phase[U]] = []
    for phase in by_day:
        value = part(phase.value)
        if found and found[-1].value == value:
            found[-1] = Phase(value, found[-1].first, phase.last)
        else:
            found.append(Phase(value, phase.first, phase.last))
    return tuple(found)


def value_on(by_day: Sequence[Phase[T]], day: date) -> T:
    """What is said on `day`, which is no earlier than the day of the build."""
    begun = [phase.value for phase in by_day if phase.first is None or phase.first <= day]
    return begun[-1]


def while_true(by_day: Sequence[Phase[bool]]) -> Markup | None:
    """The attributes of an element that is there while it is true; None for one never there."""
    return next((phase.attributes for phase in by_day if phase.value), None)


class DayMarks:
    """The attributes of elements that a recorded day brings or takes away, for templates.

    None stands for an element that neither today nor a later day has.
    """

    def __init__(self, today: date) -> None:
        self._today = today

    def while_(self, holds: Callable[[date], bool], changes: Iterable[date]) -> Markup | None:
        """For what is said while something holds, the next time that it does."""
        return while_true(phases(holds, self._today, changes))

    def until(self, last: date | None) -> Markup | None:
        """For what holds to the end of the day `last`; None for no end."""
        return self.while_(lambda day: last is None or day <= last, day_after(last))

    def after(self, last: date | None) -> Markup | None:
        """For what is said once the day `last` is over."""
        return self.while_(lambda day: last is not None and day > last, day_after(last))

    def before(self, first: date | None) -> Markup | None:
        """For what is said until the day `first` comes."""
        return self.while_(lambda day: first is not None and day < first, [first] if first else ())

    def within(self, first: date | None, last: date | None) -> Markup | None:
        """For what holds from `first` to `last`, both included; None for no end."""
        return self.while_(
            lambda day: is_within(day, first, last),
            [*([first] if first else ()), *day_after(last)],
        )


def is_within(day: date, first: date | None, last: date | None) -> bool:
    """Whether a recorded time contains `day`; both ends do, and None is no end."""
    return (first is None or first <= day) and (last is None or day <= last)


class Dated(Protocol):
    """What is in force between two recorded days."""

    @property
    def effective_from(self) -> date | None: ...

    @property
    def effective_until(self) -> date | None: ...


def days_of(values: Iterable[Dated]) -> list[date]:
    """The days from which some of `values` are in force, or no longer."""
    found = list(values)
    begin = [one.effective_from for one in found if one.effective_from is not None]
    return [*begin, *day_after(*(one.effective_until for one in found))]
