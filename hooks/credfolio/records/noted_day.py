"""The day of the build, which notes how far it may move without another answer.

A page that asks whether an award has expired says the same until that day. So tasks get a day that
holds no date: a comparison with it notes the last or first day of its answer, and whatever needs
the day itself notes that. See ADR 0109.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from typing import Any, SupportsIndex

UNTIL, FROM, ON = "until/", "from/", "on/"
"""How the notes begin: the answer holds until that day, from that day on, on that day alone."""
_DAY = timedelta(days=1)


def holds(note: str, today: date) -> bool:
    """Whether what was noted on an earlier day is still the answer `today`."""
    kind, day = note[: note.index("/") + 1], date.fromisoformat(note.partition("/")[2])
    return today <= day if kind == UNTIL else today >= day if kind == FROM else today == day


class NotedDay(date):
    """A day that notes what is asked of it, moved by some days from that of the build.

    Underneath it is the last day there is, so that code which goes past these methods would be
    seen to be wrong.
    """

    _at: date
    _moved: timedelta
    _note: Callable[[str], None]

    def __new__(
        cls, at: date, note: Callable[[str], None], moved: timedelta = timedelta(0)
    ) -> NotedDay:
        """`at` is the day that it stands for, `moved` its distance from the day of the build."""
        made = date.__new__(cls, date.max.year, date.max.month, date.max.day)
        made._at, made._note, made._moved = at, note, moved
        return made

    # --- what is true of other days, too --------------------------------------------------------

    def __lt__(self, other: date) -> bool:
        return self._is_before(other)

    def __ge__(self, other: date) -> bool:
        return not self._is_before(other)

    def __le__(self, other: date) -> bool:
        return not self._is_after(other)

    def __gt__(self, other: date) -> bool:
        return self._is_after(other)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, date):
            return False
        return not (self._is_before(other) or self._is_after(other))

    def __ne__(self, other: object) -> bool:
        return not self == other

    def _is_before(self, other: date) -> bool:
        if isinstance(other, NotedDay):
            return self._at < other._at  # both move together
        if self._at < other:
            self._until(other - _DAY)
            return True
        self._from(other)
        return False

    def _is_after(self, other: date) -> bool:
        if isinstance(other, NotedDay):
            return self._at > other._at
        if self._at > other:
            self._from(other + _DAY)
            return True
        self._until(other)
        return False

    def _until(self, day: date) -> None:
        self._note_moved(UNTIL, day)

    def _from(self, day: date) -> None:
        self._note_moved(FROM, day)

    def _note_moved(self, kind: str, day: date) -> None:
        with suppress(OverflowError):  # no day of a build is so far away
            self._note(f"{kind}{day - self._moved}")

    def __add__(self, other: timedelta) -> NotedDay:
        return NotedDay(self._at + other, self._note, self._moved + other)

    __radd__ = __add__

    def __sub__(self, other: Any) -> Any:
        if isinstance(other, timedelta):
            return self + -other
        if isinstance(other, NotedDay):
            return self._at - other._at
        return self._itself() - other

    def __rsub__(self, other: date) -> timedelta:
        return other - self._itself()

    # --- what only this day says ----------------------------------------------------------------

    def _itself(self) -> date:
        self._note(f"{ON}{self._at - self._moved}")
        return self._at

    @property
    def year(self) -> int:
        return self._itself().year

    @property
    def month(self) -> int:
        return self._itself().month

    @property
    def day(self) -> int:
        return self._itself().day

    def __hash__(self) -> int:
        return hash(self._itself())

    def __str__(self) -> str:
        return str(self._itself())

    def __repr__(self) -> str:
        return repr(self._itself())

    def __format__(self, form: str) -> str:
        return format(self._itself(), form)

    def isoformat(self) -> str:
        return self._itself().isoformat()

    def strftime(self, form: str) -> str:
        return self._itself().strftime(form)

    def toordinal(self) -> int:
        return self._itself().toordinal()

    def weekday(self) -> int:
        return self._itself().weekday()

    def isoweekday(self) -> int:
        return self._itself().isoweekday()

    def replace(
        self,
        year: SupportsIndex | None = None,
        month: SupportsIndex | None = None,
        day: SupportsIndex | None = None,
    ) -> Any:
        found = self._itself()
        return found.replace(
            found.year if year is None else year,
            found.month if month is None else month,
            found.day if day is None else day,
        )
