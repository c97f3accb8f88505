"""Drawings: the same every time, inside their frame, and true to the numbers behind them."""

from __future__ import annotations

import re
from datetime import date
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credfolio.drawing.plots import (
    MOST_PICTURES,
    Mark,
    Offer,
    Span,
    Step,
    hours_and_cost,
    path,
    step_line,
    timeline,
)
from credfolio.pages.catalog.figures_over_time import FEWEST, added_up
from credfolio.pages.catalog.worksheet_page import MOST_LINES, UNLIMITED_LINES, ruled_lines
from credfolio.records.model.part import WordLimit

DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))
SPAN = Span(date(2022, 7, 1), date(2027, 6, 30), "Cycle ends 30 June 2027")


def shares(svg: str) -> list[float]:
    """Every place across, as a percentage."""
    return [float(n) for n in re.findall(r'(?:x|x1|x2|cx|width)="([-\d.]+)%"', svg)]


def drawn(svg: str) -> ElementTree.Element:
    """The drawing as a parsed element; it has no viewBox, no style and no script."""
    assert not re.search(r"viewBox|style=|<style|<script|http", svg)
    assert 'role="img"' in svg
    assert min(shares(svg)) >= 0
    assert max(shares(svg)) <= 100
    return ElementTree.fromstring(svg)


@given(st.lists(DAYS, min_size=1, max_size=40), st.booleans())
def test_a_timeline_has_a_mark_for_each_award(days: list[date], has_span: bool) -> None:
    marks = [Mark(day, f"Award <{n}>", f"b/{n}.svg") for n, day in enumerate(days)]
    span = SPAN if has_span else None
    svg = timeline("t", "Over time", "All of them.", marks, span)
    root = drawn(svg)
    kind = "image" if len(days) <= MOST_PICTURES else "circle"
    assert len(list(root.iter(kind))) == len(days)
    assert svg == timeline(
        "t", "Over time", "All of them.", marks[::-1], SPAN if has_span else None
    )
    years = [one for one in root.iter("text") if (one.text or "").isdigit()]
    assert 1 <= len(years) <= 10
    assert ("Cycle ends" in svg) is has_span


@given(st.lists(st.tuples(DAYS, st.integers(1, 900)), min_size=1, max_size=30))
def test_a_step_line_ends_at_the_sum(found: list[tuple[date, int]]) -> None:
    total, steps = 0, []
    for day, more in sorted(found):
        total += more
        steps.append(Step(day, total))
    root = drawn(step_line("s", "Added up", "So many.", steps, steps[-1].on))
    words = [one.text for one in root.iter("text")]
    assert words[-1] == f"{total:,}"
    assert sum(one.get("class") == "p-area" for one in root.iter("rect")) == len(steps)


OFFERS = st.lists(
    st.tuples(st.integers(0, 300), st.sampled_from([0, 0, 20, 25, 40, 150, 4_000])), min_size=1
)


@given(OFFERS)
def test_hours_and_cost_have_a_mark_for_each_offer(found: list[tuple[int, int]]) -> None:
    offers = [Offer(f"<{n}>", hours, cost, "so much") for n, (hours, cost) in enumerate(found)]
    svg = hours_and_cost("o", "Hours and cost", "All.", offers, "${}".format)
    root = drawn(svg)
    marks = list(root.iter("circle"))
    assert len(marks) == len(offers)
    free = [one for one in marks if "p-mark--free" in (one.get("class") or "")]
    assert len(free) == sum(not cost for _, cost in found)
    assert svg == hours_and_cost("o", "Hours and cost", "All.", offers[::-1], "${}".format)
    assert 1 <= sum((one.text or "").startswith("$") for one in root.iter("text")) <= 5


def test_a_path_shows_each_member_and_the_goal() -> None:
    root = drawn(path("p", "Path", "In this order.", ["a.svg", "b.svg", "c.svg"], "goal.svg"))
    assert [one.get("href") for one in root.iter("image")] == [
        "a.svg",
        "b.svg",
        "c.svg",
        "goal.svg",
    ]


@given(st.lists(st.tuples(DAYS, st.sampled_from("abcdefgh")), max_size=60))
def test_no_step_tells_of_fewer_people_than_five(awards: list[tuple[date, str]]) -> None:
    found = added_up(awards)
    ordered, begin = sorted(awards), 0
    for step in found.steps:
        behind = ordered[begin : step.total]
        assert len({person for _, person in behind}) >= FEWEST
        assert {(on.year, on.month) for on, _ in behind[-1:]} == {(step.on.year, step.on.month)}
        begin = step.total
    # A month is never divided, and what has no step waits.
    assert begin + found.waiting == len(awards)
    for before, after in zip(ordered[:begin][-1:], ordered[begin:], strict=False):
        assert (before[0].year, before[0].month) != (after[0].year, after[0].month)


@pytest.mark.parametrize(
    ("limit", "lines"),
    [
        (None, UNLIMITED_LINES),
        (WordLimit(max=200), 23),
        (WordLimit(min=90), 20),
        (WordLimit(max=10), 4),
        (WordLimit(max=9_000), MOST_LINES),
    ],
)
def test_a_worksheet_is_ruled_for_as_many_words_as_may_be_written(
    limit: WordLimit | None, lines: int
) -> None:
    assert ruled_lines(limit) == lines
