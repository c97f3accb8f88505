"""A day that a task gets notes on which days its answers hold, and answers like a date."""

from __future__ import annotations

import operator
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credfolio.records.noted_day import ON, NotedDay, holds
from tries import tries

DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))
MOVES = st.integers(-400, 400).map(timedelta)
COMPARED: list[Callable[[Any, Any], bool]] = [
    operator.lt, operator.le, operator.gt, operator.ge, operator.eq, operator.ne,
]  # fmt: skip
SAID: list[Callable[[date], object]] = [
    str, repr, hash, lambda day: day.isoformat(), lambda day: f"{day:%d.%m.%Y}",
    lambda day: day.year, lambda day: day.month, lambda day: day.day, lambda day: day.toordinal(),
    lambda day: day.weekday(), lambda day: day.isoweekday(), lambda day: day.strftime("%d"),
    lambda day: day.replace(day=1), lambda day: day - date(2026, 1, 1),
    lambda day: date(2026, 1, 1) - day,
]  # fmt: skip


def asked(day: date) -> tuple[NotedDay, list[str]]:
    notes: list[str] = []
    return NotedDay(day, notes.append), notes


@tries(300)
@given(today=DAYS, other=DAYS, move=MOVES, later=DAYS, compare=st.sampled_from(COMPARED))
def test_an_answer_is_that_of_a_date_and_stays_so_while_the_notes_hold(
    today: date,
    other: date,
    move: timedelta,
    later: date,
    compare: Callable[[Any, Any], bool],
) -> None:
    questions: list[Callable[[date], bool]] = [
        lambda day: compare(day + move, other),
        lambda day: compare(other, day - move),
    ]
    for question in questions:
        day, notes = asked(today)
        assert question(day) == question(today)
        assert notes
        assert all(holds(note, today) for note in notes)
        if all(holds(note, later) for note in notes):
            assert question(later) == question(today)


@given(today=DAYS, other=DAYS, compare=st.sampled_from(COMPARED[:4]))
def test_notes_hold_on_every_day_with_the_same_answer(
    today: date, other: date, compare: Callable[[Any, Any], bool]
) -> None:
    day, notes = asked(today)
    answer = compare(day, other)
    for n in (-3, -2, -1, 0, 1, 2, 3):
        near = other + timedelta(days=n)
        if compare(near, other) == answer:
            assert all(holds(note, near) for note in notes)


@pytest.mark.parametrize("say", SAID)
def test_what_only_that_day_says_is_noted_as_such(say: Callable[[date], object]) -> None:
    today = date(2026, 11, 29)
    day, notes = asked(today)
    assert say(day + timedelta(days=3)) == say(today + timedelta(days=3))
    assert set(notes) == {f"{ON}2026-11-29"}


def test_the_distance_of_two_days_that_move_together_is_no_note() -> None:
    day, notes = asked(date(2026, 11, 29))
    assert (day + timedelta(days=3)) - day == timedelta(days=3)
    assert day < day + timedelta(days=1)
    assert notes == []


def test_what_goes_past_the_notes_does_not_find_the_day() -> None:
    day, _ = asked(date(2026, 11, 29))
    assert date.toordinal(day) == date.max.toordinal()
