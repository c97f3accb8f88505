"""Figures for those who fund and lead: what is on offer, what was earned, where it counts.

Only what educators chose to list is counted. Each of these awards is public by itself,
so no number hides anything. Figures from private records come as bands, see `outcomes`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from markupsafe import Markup

from credfolio.drawing.plots import hours_and_cost, step_line
from credfolio.pages.catalog import outcomes
from credfolio.pages.catalog.figures_offers import price_in, with_hours_and_cost
from credfolio.pages.catalog.figures_over_time import FEWEST, added_up
from credfolio.pages.catalog.matrices import supply, where_it_counts
from credfolio.pages.fragments import addresses, band_words, words
from credfolio.pages.fragments.catalog_view import CatalogView
from credfolio.pages.fragments.lookups import Lookups
from credfolio.pages.fragments.page import Asset, Page
from credfolio.pages.fragments.tool_pages import stylesheets
from credfolio.records.model import Educator
from credfolio.records.model.award_facts import AwardFacts
from credfolio.records.reckoned.one_credit import joined
from credfolio.records.registry import Registry
from credfolio.text.csv_file import render_csv

CSV = f"{addresses.FIGURES}figures.csv"
_COLUMNS = ("table", "group", "on_offer", "awards", "educators", "amount", "unit")


@dataclass(slots=True)
class Group:
    """The awards that share something, and the people who earned them."""

    name: str
    href: str = ""
    offered: int | None = None
    awards: int = 0
    people: set[str] = field(default_factory=set)
    amount: Decimal = Decimal(0)
    unit: str = ""

    def add(self, award: AwardFacts, amount: Decimal = Decimal(0)) -> None:
        self.awards += 1
        self.people.add(award.educator)
        self.amount += amount


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the page."""

    id: str
    title: str
    note: str
    head: str
    groups: Sequence[Group]

    @property
    def most(self) -> int:
        return max((group.awards for group in self.groups), default=0)

    @property
    def has_offers(self) -> bool:
        return any(group.offered is not None for group in self.groups)

    @property
    def has_amounts(self) -> bool:
        return any(group.unit for group in self.groups)


def by_size(groups: Iterable[Group]) -> list[Group]:
    """The groups with the most awards first."""
    return sorted(groups, key=lambda group: (-group.awards, group.name))


def build_figures(view: CatalogView, lookups: Lookups) -> Iterator[Page | Asset]:
    """``figures/`` and the same as a table for spreadsheets."""
    earned: set[str | None] = set()
    days: list[tuple[date, str]] = []

    def listed() -> Iterator[tuple[Educator, AwardFacts]]:
        # Once, and without holding them: there may be very many.
        for educator in view.registry.listed_educators:
            for award in view.shown_facts(educator.id):
                earned.add(award.credential)
                days.append((date.fromordinal(award.awarded_on), educator.id))
                yield educator, award

    tables = [table for table in _tables(view, lookups, listed()) if table.groups]
    unearned = [c for c in view.offered if c.ref not in earned]
    reported = outcomes.terms(view)
    newest = outcomes.newest(reported)
    body = view.renderer.render(
        "figures",
        tables=tables,
        offered=len(view.offered),
        earned=len(view.offered) - len(unearned),
        unearned=unearned,
        awards=words.number(len(days)),
        educators=words.number(len(view.registry.listed_educators)),
        csv=CSV,
        terms=newest,
        earlier=[term for term in reported if term not in newest],
        rates=outcomes.RATES,
        band=band_words,
        **_drawn(view, days),
    )
    yield Page(
        "figures",
        addresses.FIGURES,
        "Figures",
        "What is on offer, what was earned and where it counts, from listed awards only.",
        body,
        head=stylesheets("figures", "plots"),
    )
    yield Asset(CSV, render_csv(_COLUMNS, list(_rows(tables))))
    yield from outcomes.figure_files(view)


OVER_TIME = "{awards} by {month}. A step is drawn once at least {fewest} educators are behind it"
PRICED = "{free} of {offers} are free. Each is a mark, at the middle of its hours; a ring is free."
WAITING = "; {waiting} wait for theirs."


def _drawn(view: CatalogView, days: Sequence[tuple[date, str]]) -> dict[str, object]:
    """The drawings and matrices of the page, by the names that its template has for them."""
    found = added_up(days)
    drawing, finding = Markup(""), ""
    if found.steps:
        last = found.steps[-1]
        finding = OVER_TIME.format(
            awards=words.count(last.total, "listed award"),
            month=words.month(last.on),
            fewest=FEWEST,
        )
        finding += (
            WAITING.format(waiting=words.count(found.waiting, "later award"))
            if found.waiting
            else "."
        )
        drawing = step_line("added-up", "Awards, added up", finding, found.steps, last.on)
    offers = with_hours_and_cost(view.offered)
    free = sum(not offer.cost for offer, _ in offers)
    said = PRICED.format(free=free, offers=words.count(len(offers), "micro-credential"))
    return {
        "offers": offers,
        "priced_finding": said,
        "priced": hours_and_cost(
            "priced",
            "Hours and cost",
            said,
            [offer for offer, _ in offers],
            price_in(one for _, one in offers),
        )
        if offers
        else "",
        "over_time": drawing,
        "finding": finding,
        "steps": found.steps,
        "supply": supply(view),
        "counting": where_it_counts(view),
    }


def _tables(
    view: CatalogView, lookups: Lookups, listed: Iterable[tuple[Educator, AwardFacts]]
) -> Iterator[Table]:
    years: dict[str, Group] = {}
    issuers = {
        issuer: Group(view.issuer_name(issuer), addresses.issuer(issuer), _on_offer(view, found))
        for issuer, found in view.by_issuer.items()
    }
    topics = {
        topic: Group(words.title_of(topic), addresses.topic(topic), _on_offer(view, found))
        for topic, found in view.by_topic.items()
    }
    roles: dict[str, Group] = {}
    districts: dict[str, Group] = {}
    credit: defaultdict[tuple[str, str], Group] = defaultdict(lambda: Group(""))
    for educator, award in listed:
        _add_credit(credit, award, view.registry, lookups)
        year = str(date.fromordinal(award.awarded_on).year)
        years.setdefault(year, Group(year)).add(award)
        definition = view.registry.definition_of(award)
        if definition is not None:
            if definition.issuer in issuers:
                issuers[definition.issuer].add(award)
            for topic in definition.topics:
                topics.setdefault(topic, Group(words.title_of(topic))).add(award)
        for role in educator.roles:
            href = addresses.audience(role) if role in view.by_audience else ""
            group = roles.setdefault(role, Group(words.ROLES[role], href))
            group.add(award)
        if educator.district and "district" not in educator.hide:
            districts.setdefault(educator.district, Group(educator.district)).add(award)
    yield Table(
        "years",
        "By year",
        "The year in which an award was made.",
        "Year",
        [years[year] for year in sorted(years, reverse=True)],
    )
    yield Table("issuers", "By issuer", "", "Issuer", list(issuers.values()))
    note = "An award counts in each topic of its micro-credential."
    yield Table("topics", "By topic", note, "Topic", by_size(topics.values()))
    note = "An educator with two roles counts in both."
    yield Table("roles", "By role", note, "Role", by_size(roles.values()))
    note = "For educators who show their district."
    yield Table("districts", "By district", note, "District", by_size(districts.values()))
    note = "What awards state, added up by place and unit. Whether it was used is not known here."
    yield Table("credit", "Credit earned", note, "Place", [credit[key] for key in sorted(credit)])


def _add_credit(
    found: defaultdict[tuple[str, str], Group],
    award: AwardFacts,
    registry: Registry,
    lookups: Lookups,
) -> None:
    for stated in joined(award.credit(), registry.jurisdictions):
        credit = stated[0]
        group = found[credit.jurisdiction, credit.unit]
        group.name = lookups.jurisdiction_name(credit.jurisdiction)
        if credit.jurisdiction in registry.jurisdictions:
            group.href = addresses.jurisdiction(credit.jurisdiction)
        group.unit = credit.unit
        group.add(award, credit.amount)


def _on_offer(view: CatalogView, found: Sequence[object]) -> int:
    offered = set(map(id, view.offered))
    return sum(id(one) in offered for one in found)


def _rows(tables: Iterable[Table]) -> Iterator[tuple[object, ...]]:
    """Rows for a spreadsheet."""
    for table in tables:
        for group in table.groups:
            counts: tuple[object, ...] = (group.awards, len(group.people))
            amount: object = words.number(group.amount) if group.unit else ""
            offered = "" if group.offered is None else group.offered
            yield table.id, group.name, offered, *counts, amount, group.unit
