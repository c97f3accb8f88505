"""The awards of a portfolio on an axis, with the license cycle behind them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from credfolio.drawing.plots import Mark, Span, timeline
from credfolio.pages.fragments import addresses, words
from credfolio.pages.fragments.renderer import ROOT
from credfolio.pages.fragments.shown import ShownAward
from credfolio.records.model.educator import Licence

TITLE = "Awards over time"
ALL_INSIDE = "All {all} are inside the license cycle from {start} to {end}."
SOME_INSIDE = "{inside} of {all} are inside the license cycle from {start} to {end}."
SPAN = "{all} from {start} to {end}."
END = "License cycle ends {end}"

FEWEST = 2
"""One award has a day and no course over time."""


@dataclass(frozen=True, slots=True)
class OverTime:
    """The drawing, and what it shows in a sentence."""

    drawing: Markup
    finding: str


def over_time(shown: Sequence[ShownAward], licence: Licence | None) -> OverTime | None:
    """`shown` on an axis of years; None where there are too few of them."""
    if len(shown) < FEWEST:
        return None
    marks = [
        Mark(item.award.awarded_on, item.title, f"{ROOT}{addresses.badge(item.picture)}")
        for item in shown
    ]
    days = [mark.on for mark in marks]
    badges = words.count(len(marks), "award")
    span = None
    if licence is None:
        finding = SPAN.format(all=badges, start=words.day(min(days)), end=words.day(max(days)))
    else:
        inside = sum(licence.starts <= day <= licence.until for day in days)
        finding = (ALL_INSIDE if inside == len(days) else SOME_INSIDE).format(
            inside=inside,
            all=badges,
            start=words.day(licence.starts),
            end=words.day(licence.until),
        )
        label = END.format(end=words.day(licence.until))
        span = Span(licence.starts, licence.until, label)
    return OverTime(timeline("over-time", TITLE, finding, marks, span), finding)
