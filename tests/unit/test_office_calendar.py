"""Business days leave out weekends, public holidays, and the office's own closures."""

from __future__ import annotations

from datetime import date

import pytest

from credfolio.errors import CredfolioError
from credfolio.records.model import Office
from credfolio.records.model.office import Closure
from credfolio.rounds.calendar import Calendar

WINTER = Closure.model_validate({"from": "2026-12-24", "until": "2027-01-01", "reason": "Winter"})


def calendar(holidays: str | None = "US-NY") -> Calendar:
    return Calendar(Office(id="records", holidays=holidays, closures=(WINTER,)))


@pytest.mark.parametrize(
    ("start", "days", "expected"),
    [
        (date(2026, 11, 20), 14, date(2026, 12, 11)),  # over Thanksgiving
        (date(2026, 5, 22), 1, date(2026, 5, 26)),  # over Memorial Day
        (date(2026, 12, 23), 1, date(2027, 1, 4)),  # over the closure and New Year
        (date(2026, 11, 21), 0, date(2026, 11, 21)),
    ],
)
def test_days_are_counted_over_holidays_and_closures(
    start: date, days: int, expected: date
) -> None:
    assert calendar().after(start, days) == expected
    if days:
        assert calendar().left(start, expected) == days
        assert calendar().left(expected, start) == -days


def test_an_office_that_names_no_holidays_works_on_them() -> None:
    assert calendar(None).after(date(2026, 11, 20), 14) == date(2026, 12, 10)


def test_a_place_that_nobody_knows_is_named() -> None:
    with pytest.raises(CredfolioError, match="nobody knows those") as error:
        calendar("XQ").after(date(2026, 1, 1), 1)
    assert "US-NY" in (error.value.fix or "")


def test_an_office_that_is_always_closed_ends_in_a_sentence() -> None:
    always = Closure.model_validate({"from": "2026-01-01", "until": "2036-01-01", "reason": "?"})
    closed = Calendar(Office(id="records", closures=(always,)))
    with pytest.raises(CredfolioError, match="no business day"):
        closed.after(date(2026, 1, 1), 1)
