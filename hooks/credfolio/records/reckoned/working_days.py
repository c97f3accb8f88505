"""Days on which the office works: no weekend, and none of its closures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from credfolio.records.model.office import Closure


def is_working_day(day: date, closed: Sequence[Closure] = ()) -> bool:
    return day.weekday() < 5 and not any(one.starts <= day <= one.until for one in closed)


def working_days(start: date, end: date, closed: Sequence[Closure] = ()) -> int:
    """The days after `start` up to `end` that are no weekend and on which the office is open."""
    return sum(
        is_working_day(start + timedelta(days=n), closed) for n in range(1, (end - start).days + 1)
    )
