"""A page that was built long ago says what one built today would: every page, over a year.

The records are the demonstration's, with their days moved into the year after the build. Pages are
rendered for one day and read on another by the rule of theme/assets/days.js, and compared with
those that are rendered for the other day. So are the files: calendars, data, résumés and what the
search counts.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from html.parser import HTMLParser
from itertools import cycle
from typing import Any

import material
import pytest
from jinja2 import ChoiceLoader, FileSystemLoader

from credfolio.pages.fragments.page import Asset, Page, Site
from credfolio.pages.site_pages import SitePages
from credfolio.records.registry import Registry
from demo import ROOT, TODAY

# As many as a portfolio foretells.
CHANGES = [date(2026, 11, 30), date(2026, 12, 31), date(2027, 2, 28), date(2027, 6, 30)]
READ_ON = sorted({day + timedelta(days=n) for day in CHANGES for n in (0, 1)} | {date(2029, 1, 1)})
VOID = frozenset(("area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"))


class Reader(HTMLParser):
    """The text of a page on a day."""

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
        # A script fills the filter of a table, and shows the choice of the reader's own place.
        is_scripted = "data-counting-filter" in given or "data-credit-for" in given
        self._open.append((tag, is_scripted or (is_hidden and is_by_day)))

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


@dataclass(frozen=True, slots=True)
class Made:
    """What is built for a day."""

    pages: dict[str, Page]
    files: dict[str, bytes]


def rendered(registry: Registry, day: date) -> Made:
    site = Site(name="Example", url="https://badges.example/", today=day)
    pages = SitePages(registry, site, loader(), keep=lambda _, draw: b"")
    made = [one for task in pages.tasks() for one in task.run()]
    return Made(
        {one.address: one for one in made if isinstance(one, Page)},
        {one.path: one.data for one in made if isinstance(one, Asset)},
    )


def counts_on(said: dict[str, Any], day: date) -> bool:
    """Whether credit of a résumé counts on a day, by the days that the file gives."""
    return next(one["counts"] for one in holding(said, day) if "counts" in one)


def holding(said: dict[str, Any], day: date) -> Iterator[dict[str, Any]]:
    for one in (*reversed(said.get("later", ())), said):
        if one.get("from", "") <= day.isoformat() <= one.get("until", "9999"):
            yield one


def resume_on(file: bytes, day: date) -> Any:
    """A résumé as it is to be read on a day."""
    found = json.loads(file)
    for certificate in found["certificates"]:
        certificate["credit"] = [
            {k: v for k, v in credit.items() if k not in ("later", "until", "counts")}
            | {"counts": counts_on(credit, day)}
            for credit in certificate.get("credit", ())
        ]
    meta = found["meta"]
    now = {"credit": meta.pop("credit", []), "until": meta.pop("credit_until", "9999")}
    now["later"] = meta.pop("credit_later", [])
    meta["credit"] = next(holding(now, day))["credit"]
    return found


def search_on(file: bytes, day: date) -> Any:
    """The places that count each record of the search's index on a day, and everything else."""
    found = json.loads(file)
    del found["pieces"]  # a digest of cards, which have their own days
    places = [
        place for place, *_ in next(f["values"] for f in found["facets"] if f["id"] == "credit")
    ]
    found["facets"] = [facet for facet in found["facets"] if facet["id"] != "credit"]
    for kind in found["kinds"].values():
        sets, rows = kind.get("columns", {}).pop("credit", ([], []))
        credit = [sets[row] for row in rows]
        for first, changed in kind.pop("later", ()):
            for n, values in changed if first <= day.isoformat() else ():
                credit[n] = values
        kind["credit"] = [[places[value] for value in values] for values in credit]
    return found


READ = {
    "resume.json": resume_on,
    "search/index.json": search_on,
    ".ics": lambda file, _: file,
    "catalog.csv": lambda file, _: file,
    ".atom": lambda file, _: file,
}


def read_file(path: str, file: bytes, day: date) -> Any:
    """What a file says on a day; the index of the data names the day of the build."""
    if path.startswith("api/v1/") and path != "api/v1/index.json":
        return file
    return next((read(file, day) for end, read in READ.items() if path.endswith(end)), None)


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
def built(moved: Registry) -> Made:
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
    built: Made, moved: Registry, day: date
) -> None:
    then = rendered(moved, day)
    assert then.pages.keys() == built.pages.keys()
    differ = {
        address: (read(page.body, day), read(then.pages[address].body, day))
        for address, page in built.pages.items()
        if read(page.body, day) != read(then.pages[address].body, day)
    }
    assert not differ
    titles = [{a: page.title for a, page in one.pages.items()} for one in (built, then)]
    assert titles[0] == titles[1]

    files = {path for path, file in built.files.items() if read_file(path, file, day) is not None}
    assert {path.rpartition("/")[2] for path in files} > {
        "resume.json",
        "index.json",
        "catalog.csv",
    }
    assert files == {p for p, file in then.files.items() if read_file(p, file, day) is not None}
    assert all(
        any(b'"later"' in file for path, file in built.files.items() if path.endswith(end))
        for end in ("resume.json", "search/index.json")
    )
    assert not {
        path
        for path in files
        if read_file(path, built.files[path], day) != read_file(path, then.files[path], day)
    }
