"""The page of a state or district: does it count here, since when, and who says so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from markupsafe import Markup

from credfolio.pages.fragments import addresses, words
from credfolio.pages.fragments.by_day import (
    DayMarks,
    days_of,
    each,
    is_within,
    phases,
    while_true,
)
from credfolio.pages.fragments.catalog_view import CatalogView
from credfolio.pages.fragments.counting_rule import counting_rule
from credfolio.pages.fragments.page import Page
from credfolio.pages.fragments.renderer import clip
from credfolio.pages.fragments.stated_credit import StatedCredit
from credfolio.pages.open_data.published import OpenData
from credfolio.records.model import Issuer, Jurisdiction, MicroCredential, Stack
from credfolio.records.model.credential import CreditValue, Incentive
from credfolio.records.registry import jurisdiction_path
from credfolio.text.prose import plain_text

T = TypeVar("T")

STALE = timedelta(days=365)
"""A fact that nobody looked up for longer is marked."""


@dataclass(frozen=True, slots=True)
class Counting:
    """An offer and what it counts for in one place."""

    offer: MicroCredential | Stack
    credit: StatedCredit
    category: str

    @property
    def value(self) -> CreditValue:
        return self.credit.value

    @property
    def address(self) -> str:
        """Where the offer's page is."""
        if isinstance(self.offer, Stack):
            return addresses.stack(self.offer)
        return addresses.credential(self.offer)

    @property
    def fresh_until(self) -> date | None:
        """The last day on which nobody has to look it up again."""
        return fresh_until(self.credit.checked)

    def counts_on(self, day: date) -> bool:
        """Whether the credit is in force on `day`."""
        return is_within(day, self.value.effective_from, self.value.effective_until)


Listed = tuple[T, Markup]
"""What a list holds, with the attributes of its place there."""


@dataclass(frozen=True, slots=True)
class _OnDay:
    """What the page says on one day of all that it lists."""

    counting: tuple[str, int]
    """What counts in words, and how many that are."""
    oldest: date | None
    now: bool
    later: bool
    past: int
    former: int


def build_jurisdiction_page(
    jurisdiction: Jurisdiction, view: CatalogView, published: OpenData
) -> Page:
    registry, today = view.registry, view.site.today
    names = {category.id: category.name for category in jurisdiction.categories}
    counting = _counting(jurisdiction, view, names)
    marks = DayMarks(today)
    days = days_of([*(one.value for one in counting), *jurisdiction.rules])
    by_day = phases(lambda day: _on(day, counting, jurisdiction), today, days)
    now = _listed(
        counting, lambda one: marks.within(one.value.effective_from, one.value.effective_until)
    )
    rules = _listed(jurisdiction.rules, lambda rule: marks.until(rule.effective_until))
    given = incentives_of_place((jurisdiction.name,), view)
    body = view.renderer.render(
        "jurisdiction",
        j=jurisdiction,
        parent=registry.jurisdictions.get(jurisdiction.parent or ""),
        within=[
            one
            for _, one in sorted(registry.jurisdictions.items())
            if one.parent == jurisdiction.id
        ],
        category=lambda category: names.get(category, words.title_of(category)),
        now=now,
        when_none=while_true(each(by_day, lambda then: not then.now)),
        when_some=while_true(each(by_day, lambda then: then.now)),
        counting=each(by_day, lambda then: then.counting),
        categories=sorted({one.category for one, _ in now if one.category}),
        later=_listed(counting, lambda one: marks.before(one.value.effective_from)),
        when_later=while_true(each(by_day, lambda then: then.later)),
        past=_listed(counting, lambda one: marks.after(one.value.effective_until)),
        past_count=each(by_day, lambda then: then.past),
        oldest=each(by_day, lambda then: then.oldest),
        caps=_listed(
            [rule for rule in jurisdiction.rules if rule.cap_amount is not None and rule.cap_unit],
            lambda rule: marks.within(rule.effective_from, rule.effective_until),
        ),
        rules=rules,
        former=_listed(jurisdiction.rules, lambda rule: marks.after(rule.effective_until)),
        former_count=each(by_day, lambda then: then.former),
        fresh_until=fresh_until,
        incentives=given,
        when_incentives=while_any(given, view),
        ended=(
            counting_rule(jurisdiction)
            if (jurisdiction.expired_counts, jurisdiction.superseded_counts) != (None, None)
            else ""
        ),
        calendar_until=published.calendar_until(jurisdiction.id),
    )
    return Page(
        "jurisdiction",
        addresses.jurisdiction(jurisdiction.id),
        f"{jurisdiction.name}: what counts",
        _description(jurisdiction),
        body,
        source=jurisdiction_path(jurisdiction.id),
    )


def _on(day: date, counting: Sequence[Counting], jurisdiction: Jurisdiction) -> _OnDay:
    now = [one for one in counting if one.counts_on(day)]
    checked = [one.credit.checked for one in now if one.credit.checked]
    return _OnDay(
        (_counted([one.offer for one in now]), len(now)),
        min(checked, default=None),
        bool(now),
        any((one.value.effective_from or date.min) > day for one in counting),
        sum((one.value.effective_until or date.max) < day for one in counting),
        sum((rule.effective_until or date.max) < day for rule in jurisdiction.rules),
    )


def _listed(every: Iterable[T], when: Callable[[T], Markup | None]) -> list[Listed[T]]:
    """What is in a list today or from a later day on, each with its attributes."""
    marked = ((one, when(one)) for one in every)
    return [(one, mark) for one, mark in marked if mark is not None]


def fresh_until(checked: date | None) -> date | None:
    """The last day on which a fact counts as looked up, which was `checked` last."""
    return None if checked is None else checked + STALE


def incentives_of(issuer: Issuer, view: CatalogView) -> list[tuple[MicroCredential, Incentive]]:
    """What a district gives for micro-credentials, its own and other issuers'."""
    names = (issuer.name, issuer.legal_name or "", *issuer.former_names)
    return incentives_of_place(names, view)


def while_any(given: Sequence[tuple[MicroCredential, Incentive]], view: CatalogView) -> Markup:
    """The attributes of the section of what a district gives: it goes with the last of it."""
    ends = [incentive.until for _, incentive in given]
    last = None if None in ends else max((end for end in ends if end), default=None)
    return DayMarks(view.site.today).until(last) or Markup("")


def incentives_of_place(
    names: Sequence[str], view: CatalogView
) -> list[tuple[MicroCredential, Incentive]]:
    """What is still given by who is called one of `names`."""
    # Definitions name a district in words; its record, if there is one, has the same words.
    wanted = {name.casefold() for name in names if name}
    return [
        (credential, incentive)
        for credential in view.still_awarded
        for incentive in credential.incentives
        if incentive.district.casefold() in wanted
        if is_within(view.site.today, None, incentive.until)
    ]


def _counting(
    jurisdiction: Jurisdiction, view: CatalogView, names: Mapping[str, str]
) -> list[Counting]:
    order = defaultdict(lambda: len(names), {category: n for n, category in enumerate(names)})
    offers: list[MicroCredential | Stack] = [*view.still_awarded, *view.stacks]
    found = [
        Counting(
            offer,
            credit,
            names.get(credit.value.category or "", words.title_of(credit.value.category or "")),
        )
        for offer in offers
        for credit in view.credits(offer)
        if credit.value.jurisdiction == jurisdiction.id
    ]
    return sorted(
        found, key=lambda one: (order[one.value.category or ""], one.offer.title.casefold())
    )


def _counted(offers: Sequence[MicroCredential | Stack]) -> str:
    """``11 micro-credentials and 2 stacks``; what counts in two categories is one."""
    once = {offer.ref: offer for offer in offers}.values()
    stacks = sum(isinstance(offer, Stack) for offer in once)
    said = [words.count(len(once) - stacks, "micro-credential")]
    return words.join([*said, words.count(stacks, "stack")] if stacks else said)


def _description(jurisdiction: Jurisdiction) -> str:
    if jurisdiction.description:
        return clip(plain_text(jurisdiction.description), 200)
    return f"Which micro-credentials count in {jurisdiction.name}."
