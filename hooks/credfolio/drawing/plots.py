"""Plots as inline SVG: the same numbers give the same bytes.

A drawing has no viewBox. Places across are percentages, places down are pixels: so text keeps its
size at every width, circles stay round, and no script is needed. Paths take no percentages; what
needs one stands in an SVG of its own at its place. There is no style element and no style
attribute, which a page's policy would drop: classes take the colors, in plots.css.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt

from markupsafe import Markup

from credfolio.drawing.shapes import dot as _dot
from credfolio.drawing.shapes import line as _line
from credfolio.drawing.shapes import rect as _rect
from credfolio.drawing.shapes import share as _share
from credfolio.drawing.shapes import svg as _svg
from credfolio.drawing.shapes import text as _text

MOST_PICTURES = 12
"""With more awards than this a line of time has dots instead of badges: each is a file to load."""

_TOP = 18
_ROW, _BADGE = 34, 32
_DOT_ROW, _DOT = 13, 4.5
_MOST_ROWS = 6
_SLOTS = 32
_ROUND = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000, 10**4, 10**5, 10**6)
_APART = 0.12
"""Two labels are never closer than this part of the width: on a phone they would touch."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Something on a day: its name, and the address of its picture."""

    on: date
    title: str
    picture: str


@dataclass(frozen=True, slots=True)
class Span:
    """Days that belong together, with the words at their end."""

    first: date
    last: date
    label: str


@dataclass(frozen=True, slots=True)
class Offer:
    """Something on offer: the middle of its hours, and what it costs, as a number and in words."""

    title: str
    hours: float
    cost: float
    price: str


@dataclass(frozen=True, slots=True)
class Step:
    """The sum from the month of `on` until the next step."""

    on: date
    total: int


def timeline(ident: str, title: str, text: str, marks: Sequence[Mark], span: Span | None) -> Markup:
    """`marks` on an axis of years, with `span` behind them; those too close stand on top.

    `title` and `text` are what somebody hears who does not see it. `marks` is not empty.
    """
    ordered = sorted(marks, key=lambda mark: (mark.on, mark.title))
    days = [mark.on for mark in ordered] + ([span.last] if span else [])
    start, end = date(min(days).year, 1, 1), date(max(days).year + 1, 1, 1)
    has_pictures = len(ordered) <= MOST_PICTURES
    row, gap = (_ROW, 0.098) if has_pictures else (_DOT_ROW, 0.032)

    def at(day: date) -> float:
        return (day.toordinal() - start.toordinal()) / (end.toordinal() - start.toordinal())

    ends: list[float] = []
    placed = []
    for mark in ordered:
        x = at(mark.on)
        level = next((n for n, last in enumerate(ends) if x - last >= gap), len(ends))
        level = min(level, _MOST_ROWS - 1)
        ends[level : level + 1] = [x]
        placed.append((x, level, mark))
    base = _TOP + row * len(ends) + 8
    body: list[str] = []
    if span is not None:
        low, high = max(0.0, at(span.first)), min(1.0, at(span.last))
        body.append(_rect(low, _TOP, high - low, base - _TOP, "p-span"))
        body += [_line(x, _TOP, x, base, "p-edge") for x in (at(span.first), high) if 0 < x < 1]
        body.append(_text(high, 12, span.label, "p-tick", "end" if high > 0.5 else "start"))
    body.append(_line(0, base, 1, base, "p-axis"))
    step = 1 + (end.year - start.year - 1) // 8  # so that labels keep their distance
    for year in range(start.year, end.year, step):
        x = at(date(year, 1, 1))
        body.append(_line(x, base, x, base + 5, "p-axis"))
        body.append(_text(x, base + 19, str(year), "p-tick", "start" if x < 0.02 else "middle"))
    for x, level, mark in placed:
        y = base - 4 - row * (level + 1)
        body.append(_line(x, y + row, x, base, "p-stem"))
        if has_pictures:
            name = Markup("<title>{}</title>").format(mark.title)
            half = _BADGE // 2
            body.append(
                f'<svg x="{_share(x)}" y="{y}" overflow="visible"><image href="{mark.picture}" '
                f'x="{-half}" width="{_BADGE}" height="{_BADGE}">{name}</image></svg>'
            )
        else:
            body.append(_dot(x, y + row / 2, _DOT, "p-mark", mark.title))
    return _svg(ident, title, text, base + 24, body)


def step_line(ident: str, title: str, text: str, steps: Sequence[Step], until: date) -> Markup:
    """A sum over time, from the first year of `steps` to `until`. `steps` is not empty."""
    height, top = 150, 14
    start = date(steps[0].on.year, 1, 1)
    most = steps[-1].total

    def at(day: date) -> float:
        months = (day.year - start.year) * 12 + day.month - 1
        return months / max(1, (until.year - start.year) * 12 + until.month)

    def down(value: float) -> float:
        return top + (height - top) * (1 - value / most)

    each = next(n for n in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 10**6) if most <= 5 * n)
    body = []
    for value in range(0, most + 1, each):
        body.append(_line(0, down(value), 1, down(value), "p-grid"))
        body.append(_text(0, down(value), f"{value:,}", "p-tick", "end", -6, 4))
    points = [(at(step.on), step.total) for step in steps]
    before, last = 0, 0.0
    for x, total in points:
        body.append(_line(last, down(before), x, down(before), "p-step"))
        body.append(_line(x, down(before), x, down(total), "p-step"))
        before, last = total, x
    body.append(_line(last, down(before), 1, down(before), "p-step"))
    for (x, total), (end, _) in zip(points, [*points[1:], (1.0, 0)], strict=True):
        body.append(_rect(x, down(total), end - x, height - down(total), "p-area"))
    for year in range(start.year, until.year + 1):
        x = at(date(year, 1, 1))
        if x <= 1 - _APART / 2:
            body.append(_line(x, height, x, height + 5, "p-axis"))
            body.append(_text(x, height + 19, str(year), "p-tick", "start"))
    body.append(_dot(1, down(most), 4, "p-mark"))
    body.append(_text(1, down(most) - 8, f"{most:,}", "p-value", "end"))
    return _svg(ident, title, text, height + 26, body)


def hours_and_cost(
    ident: str, title: str, text: str, offers: Sequence[Offer], price: Callable[[int], str]
) -> Markup:
    """A mark for each of `offers`, hours across and cost up; a free one is an open ring.

    Both scales go by the square root, because most are short and cost little. Marks at one place
    stand on top of each other. `price` says an amount in words. `offers` is not empty.
    """
    top, floor = 14, 176
    longest = max(offer.hours for offer in offers) or 1
    dearest = max(offer.cost for offer in offers)

    def at(hours: float) -> float:
        return sqrt(hours / longest)

    def down(cost: float) -> float:
        return floor - (floor - top) * sqrt(cost / dearest) if dearest else floor

    each = next((n for n in _ROUND if dearest <= 4 * n), _ROUND[-1])
    body = []
    for amount in range(0, int(dearest) + 1, each):
        body.append(_line(0, down(amount), 1, down(amount), "p-grid"))
        body.append(_text(0, down(amount), price(amount), "p-tick", "end", -6, 4))
    before = 0.0
    for hours in (2, 5, 10, 20, 30, 50, 100, 200, 500):
        x = at(hours) if hours <= longest else 2
        if x <= 1 and x - before >= _APART / 2:
            end = "end" if x > 1 - _APART / 2 else "middle"
            body.append(_text(x, floor + 24, f"{hours} h", "p-tick", end))
            before = x
    stacked: dict[tuple[int, float], int] = {}
    for offer in sorted(offers, key=lambda one: (one.cost, one.hours, one.title)):
        place = (round(at(offer.hours) * _SLOTS), offer.cost)
        level = stacked[place] = min(stacked.get(place, -1) + 1, _MOST_ROWS)
        kind = "p-mark" if offer.cost else "p-mark p-mark--free"
        y = down(offer.cost) - level * 10
        body.append(_dot(place[0] / _SLOTS, y, _DOT, kind, f"{offer.title}: {offer.price}"))
    return _svg(ident, title, text, floor + 30, body)


def path(ident: str, title: str, text: str, stops: Sequence[str], goal: str) -> Markup:
    """A rail with a picture at each of `stops`, and the larger picture `goal` at its end."""
    size = len(stops) + 1
    middle = 34

    def at(place: int) -> float:
        return (place + 0.5) / size

    body = [_line(at(0), middle, at(size - 1), middle, "p-rail")]
    for place, picture in enumerate([*stops, goal]):
        half = 30 if place == size - 1 else 24
        body.append(
            f'<svg x="{_share(at(place))}" y="{middle}" overflow="visible">'
            f'<circle class="p-plate" r="{half + 3}"/><image href="{picture}" x="{-half}" '
            f'y="{-half}" width="{2 * half}" height="{2 * half}"/></svg>'
        )
    return _svg(ident, title, text, 2 * middle, body)
