"""A page that was built long ago says what one built today would: every page, over a year.

The records are the demonstration's, with their days moved into the year after the build. Pages are
rendered for one day and read on another by the rule of theme/assets/days.js, and compared with
those that are rendered for the other day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from html.parser import HTMLParser
from itertools import cycle

import material
import pytest
from jinja2 import ChoiceLoader, FileSystemLoader

from credfolio.pages.fragments.page import Page, Site
from credfolio.pages.site_pages import SitePages
from credfolio.records.registry import Registry
from demo import ROOT, TODAY

# As many as a portfolio foretells.
CHANGES = [date(2026, 11, 30), date(2026, 12, 31), date(2027, 2, 28), date(2027, 6, 30)]
READ_ON = sorted({day + timedelta(days=n) for day in CHANGES for n in (0, 1)} | {date(2029, 1, 1)})
VOID = frozenset(("area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"))


class Reader(HTMLParser):
    """The text of a page on a day.

    Filters are left out: what they offer is made for the day of the build (ADR 0064).
    """

    def __init__(self, day: date) -> None:
        super().__init__()
        self.day = day.isoformat()
        self.text: list[str] = []
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            return
        given = dict(attrs)
        is_hidden = "hidden" in given
        first, last = given.get("data-shown-from"), given.get("data-shown-until")
        if last and self.day > last:
            is_hidden = True
        elif first and self.day >= first:
            is_hidden = False
        is_by_day = bool(first or last)
        is_filter = tag in ("form", "select") or given.get("class") == "cf-facets"
        self._open.append((tag, is_filter or (is_hidden and is_by_day)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open[-1][0] == tag
        self._open.pop()

    def handle_data(self, data: str) -> None:
        if not any(is_hidden for _, is_hidden in self._open):
            self.text.append(data)


def read(body: str, day: date) -> str:
    reader = Reader(day)
    reader.feed(body)
    return "".join("".join(reader.text).split())  # a space goes with what it stands before


@cache
def loader() -> ChoiceLoader:
    folders = [ROOT / "theme", next(iter(material.__path__)) + "/templates"]
    return ChoiceLoader([FileSystemLoader(folder) for folder in folders])


def rendered(registry: Registry, day: date) -> dict[str, Page]:
    site = Site(name="Example", url="https://badges.example/", today=day)
    pages = SitePages(registry, site, loader(), keep=lambda _, draw: b"")
    made = (one for task in pages.tasks() if task.name not in ("search", "data") for one in task.run())
    return {one.address: one for one in made if isinstance(one, Page)}


@pytest.fixture(scope="module")
def moved(demo: Registry) -> Registry:
    """The demonstration, whose awards, credits, rules, incentives and cycles change in the year."""
    days: Iterator[date] = cycle(CHANGES)
    awards = {
        key: one.model_copy(update={"expires_on": next(days)}) if one.status == "active" else one
        for key, one in demo.awards.items()
    }

    def dated(values):
        """By turns: from a day, until a day, from one to the next, and as it was."""
        for number, value in enumerate(values):
            first = next(days)
            later = min((day for day in CHANGES if day > first), default=date(2028, 1, 1))
            yield value.model_copy(
                update=[
                    {"effective_from": first, "effective_until": None},
                    {"effective_until": first},
                    {"effective_from": first, "effective_until": later},
                    {},
                ][number % 4]
            )

    def offer(one):
        changed = {"credit_values": tuple(dated(one.credit_values))}
        if getattr(one, "incentives", ()):
            changed["incentives"] = tuple(
                each.model_copy(update={"starts": TODAY + timedelta(days=3), "until": next(days)})
                for each in one.incentives
            )
        return one.model_copy(update=changed)

    def place(one):
        rules = tuple(
            rule.model_copy(update={"last_checked": next(days) - timedelta(days=365)})
            for rule in dated(one.rules)
        )
        return one.model_copy(update={"rules": rules, "expired_counts": False})

    def person(one):
        if one.licence is None:
            return one
        licence = one.licence.model_copy(update={"until": next(days)})
        return one.model_copy(update={"licence": licence})

    return replace(
        demo,
        awards=awards,
        credentials={ref: offer(one) for ref, one in demo.credentials.items()},
        stacks={ref: offer(one) for ref, one in demo.stacks.items()},
        jurisdictions={name: place(one) for name, one in demo.jurisdictions.items()},
        educators={name: person(one) for name, one in demo.educators.items()},
    )


@pytest.fixture(scope="module")
def built(moved: Registry) -> dict[str, Page]:
    return rendered(moved, TODAY)


@pytest.mark.parametrize(
    "day",
    # All of them in `make audit`; here the first, the middle and the last.
    [
        day if day in READ_ON[:: len(READ_ON) // 2] else pytest.param(day, marks=pytest.mark.audit)
        for day in READ_ON
    ],
    ids=str,
)
def test_every_page_read_on_another_day_says_what_is_true_then(
    built: dict[str, Page], moved: Registry, day: date
) -> None:
    then = rendered(moved, day)
    assert then.keys() == built.keys()
    differ = {
        address: (read(page.body, day), read(then[address].body, day))
        for address, page in built.items()
        if read(page.body, day) != read(then[address].body, day)
    }
    assert not differ
    assert {a: page.title for a, page in built.items()} == {a: p.title for a, p in then.items()}
