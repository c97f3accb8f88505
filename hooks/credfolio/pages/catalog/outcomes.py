"""Published figures of private records → what the page of figures draws of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from credfolio.drawing.ranges import Range, ranges
from credfolio.pages.fragments import addresses, band_words, words
from credfolio.pages.fragments.catalog_view import CatalogView
from credfolio.pages.fragments.page import Asset
from credfolio.records.model.figures import Band, Figures, Group, TableName
from credfolio.records.model.kinds import FIGURES

TABLES: dict[TableName, str] = {
    "role": "By role",
    "school": "By school",
    "grade": "By grade",
    "credential": "By micro-credential",
}
_HEADS: dict[TableName, str] = {
    "role": "Role",
    "school": "School",
    "grade": "Grade",
    "credential": "Micro-credential",
}
RATES: dict[str, str] = {
    "not_at_first": "Did not pass at first",
    "tried_again": "Tried again, of those",
    "passed_later": "Passed then, of those",
    "passed": "Passed in the end",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A group: its name, address, and bands."""

    name: str
    href: str
    group: Group


@dataclass(frozen=True, slots=True)
class Table:
    title: str
    head: str
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Term:
    """What was published of one term of one issuer, or of all."""

    id: str
    issuer: str
    """The name of the issuer; empty for all together."""
    when: str
    figures: Figures
    drawing: Markup
    finding: str
    tables: Sequence[Table]
    file: str

    @property
    def name(self) -> str:
        return f"{self.issuer or 'All issuers together'}, {self.when}"


def json_address(name: str) -> str:
    return f"{addresses.FIGURES}{name}.json"


def terms(view: CatalogView) -> list[Term]:
    """Every published term, the newest first; those of one issuer follow one another."""
    found = sorted(view.registry.figures.values(), key=lambda one: one.id)
    found.sort(key=lambda one: one.until or one.counted_on, reverse=True)
    return [_term(figures, view) for figures in found]


def newest(found: Sequence[Term]) -> list[Term]:
    """The newest term of each issuer, in the order of `found`."""
    ordered = sorted(found, key=lambda term: term.issuer)
    firsts = {next(group).id for _, group in groupby(ordered, key=lambda term: term.issuer)}
    return [term for term in found if term.id in firsts]


def figure_files(view: CatalogView) -> Iterator[Asset]:
    """Each published term as JSON, as it is in the records."""
    for name, figures in sorted(view.registry.figures.items()):
        data = figures.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        text = json.dumps({"credfolio_figures": 1, **data}, ensure_ascii=False) + "\n"
        yield Asset(json_address(name), text.encode(), FIGURES.path(name))


def _term(figures: Figures, view: CatalogView) -> Term:
    issuer = view.issuer_name(figures.issuer) if figures.issuer else ""
    drawing, finding = Markup(""), ""
    if figures.whole is not None:
        finding = _finding(figures.whole)
        rows = [
            Range(title, band.least, band.most or 100, band_words.rate(band))
            for field, title in RATES.items()
            if (band := _band(figures.whole, field)) is not None
        ]
        drawing = ranges(f"outcomes-{figures.id}", "What came of submissions", finding, rows)
    tables = [
        Table(
            TABLES[table.by], _HEADS[table.by], [_row(table.by, one, view) for one in table.groups]
        )
        for table in figures.tables
    ]
    when = _when(figures)
    return Term(
        figures.id, issuer, when, figures, drawing, finding, tables, json_address(figures.id)
    )


def _band(group: Group, field: str) -> Band | None:
    band: Band | None = getattr(group, field)
    return band


FINDING = "Of {cases} cases {rate} did not pass at first; {passed} passed in the end."
UNTIL, SINCE = "first submitted by {until}", "first submitted since {start}"
BETWEEN = "first submitted from {start} to {until}"


def _finding(whole: Group) -> str:
    return FINDING.format(
        cases=band_words.size(whole.cases),
        rate=band_words.rate(whole.not_at_first),
        passed=band_words.rate(whole.passed),
    )


def _when(figures: Figures) -> str:
    start, until = figures.starts, figures.until
    if start and until:
        return BETWEEN.format(start=words.day(start), until=words.day(until))
    if until:
        return UNTIL.format(until=words.day(until))
    if start:
        return SINCE.format(start=words.day(start))
    return f"counted on {words.day(figures.counted_on)}"


def _row(table: TableName, group: Group, view: CatalogView) -> Row:
    name, href = group.group, ""
    if name is None:
        return Row("Others, together", "", group)
    if table == "role":
        href = addresses.audience(name) if name in view.by_audience else ""
        name = words.ROLES.get(name, words.title_of(name))
    elif table == "grade":
        name = words.GRADES.get(name, words.title_of(name))
    elif table == "credential" and (known := view.registry.credentials.get(name)):
        name, href = known.title, addresses.credential(known)
    return Row(name, href, group)
