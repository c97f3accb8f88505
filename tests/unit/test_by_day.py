"""What a page says by day: phases, their attributes, and the conformance cases of the scripts."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from credfolio.pages.fragments.by_day import (
    MOST,
    DayMarks,
    Phase,
    day_after,
    each,
    is_within,
    phases,
    while_true,
)
from credfolio.pages.fragments.shown import states_of
from credfolio.project import zone_of
from credfolio.records.model import Award
from credfolio.records.reckoned.award_state import award_state

CASES = json.loads(
    (Path(__file__).parents[1] / "conformance" / "days.json").read_text(encoding="utf-8")
)
TODAY = date(2026, 11, 28)


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def ids(case: dict[str, Any]) -> str:
    return " ".join(str(value) for value in case.values())


def award(expires_on: date | None) -> Award:
    return Award.model_validate(
        {
            "id": "x",
            "educator": "ana-lopez",
            "credential": "riverside-usd/active-listening",
            "version": "1.0",
            "awarded_on": "2024-03-01",
            "name_as_awarded": "Ana López",
            "expires_on": expires_on,
        }
    )


@pytest.mark.parametrize("case", CASES["today"], ids=ids)
def test_a_moment_is_this_day_in_a_zone(case: dict[str, str]) -> None:
    moment = datetime.fromisoformat(case["at"])
    assert moment.astimezone(zone_of(case["zone"])).date().isoformat() == case["expected"]


@pytest.mark.parametrize("case", CASES["states"], ids=ids)
def test_what_has_days_holds_or_not(case: dict[str, str | None]) -> None:
    first, last, on = (
        day(case.get("from")),
        day(case["until"]),
        date.fromisoformat(case["day"] or ""),
    )
    assert is_within(on, first, last) is (case["expected"] == "holds")
    marks = DayMarks(on)
    assert is_shown(marks.within(first, last)) is (case["expected"] == "holds")
    assert is_shown(marks.after(last)) is (case["expected"] == "over")
    assert is_shown(marks.before(first)) is (case["expected"] == "before")
    if first is None:
        state = award_state(award(last), on).id
        assert state == {"holds": "active", "over": "expired"}[str(case["expected"])]


def is_shown(attributes: str | None) -> bool:
    return attributes is not None and "hidden" not in attributes


def read_on(found: tuple[Phase[Any], ...], on: str) -> list[Any]:
    """The values that a reader sees: the rule of theme/assets/dates.js, `isShown`."""
    seen = []
    for phase in found:
        is_over = phase.last is not None and on > phase.last.isoformat()
        has_begun = phase.first is None or on >= phase.first.isoformat()
        if has_begun and not is_over:
            seen.append(phase.value)
    return seen


@pytest.mark.parametrize("case", CASES["readings"], ids=ids)
def test_a_page_read_later_says_what_a_page_built_later_would(case: dict[str, str]) -> None:
    built = date.fromisoformat(case["built"])
    expired = award(date(2026, 12, 1))
    [seen] = read_on(states_of(expired, built), case["day"])
    # A clock behind the build leaves what the build said.
    known = max(built, date.fromisoformat(case["day"]))
    assert seen == award_state(expired, known)


def test_every_day_of_two_years_shows_one_value_and_the_right_one() -> None:
    changes = [date(2026, 12, 31), date(2027, 2, 28), date(2027, 3, 1), date(2027, 11, 7)]

    def value(on: date) -> int:
        return sum(change <= on for change in changes)

    found = phases(value, TODAY, changes)
    for number in range(730):
        on = TODAY + timedelta(days=number)
        assert read_on(found, on.isoformat()) == [value(on)], on


def test_what_no_day_changes_has_no_attributes() -> None:
    assert phases(lambda _: "same", TODAY, [date(2027, 1, 1)]) == (Phase("same"),)
    assert Phase("same").attributes == ""
    assert phases(lambda on: on, TODAY, [TODAY, TODAY - timedelta(days=1)]) == (Phase(TODAY),)


def test_attributes_name_the_days_and_hide_what_is_to_come() -> None:
    now, later = phases(lambda on: on.year, TODAY, [date(2027, 1, 1)])
    assert now.attributes == ' data-shown-until="2026-12-31"'
    assert later.attributes == ' data-shown-from="2027-01-01" hidden'


def test_a_page_foretells_so_many_changes_and_no_more() -> None:
    changes = [TODAY + timedelta(days=n) for n in range(1, 400)]
    found = phases(lambda on: on, TODAY, changes)
    assert len(found) == MOST + 1
    assert found[-1].last is None


def test_a_part_that_stays_the_same_is_one_phase() -> None:
    found = phases(lambda on: (on.year, "x"), TODAY, [date(2027, 1, 1), date(2028, 1, 1)])
    assert each(found, lambda value: value[1]) == (Phase("x"),)
    assert [phase.value for phase in each(found, lambda value: value[0] > 2027)] == [False, True]
    assert while_true(each(found, lambda value: value[0] > 2027)) == (
        ' data-shown-from="2028-01-01" hidden'
    )
    assert while_true(each(found, lambda value: value[0] > 2030)) is None


def test_the_last_day_of_the_calendar_has_no_day_after() -> None:
    assert day_after(date.max, None, date(2026, 12, 31)) == [date(2027, 1, 1)]
    assert DayMarks(TODAY).after(date.max) is None
    assert len(states_of(award(date.max), TODAY)) == 1
