"""The page of a state or district: does it count here, since when, and who says so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from credfolio.pages.fragments import addresses, words
from credfolio.pages.fragments.catalog_view import CatalogView
from credfolio.pages.fragments.counting_rule import counting_rule
from credfolio.pages.fragments.page import Page
from credfolio.pages.fragments.renderer import clip
from credfolio.pages.fragments.stated_credit import StatedCredit
from credfolio.pages.open_data.published import OpenData
from credfolio.records.model import Issuer, Jurisdiction, MicroCredential, Stack
from credfolio.records.model.credential import CreditValue, Incentive
from credfolio.records.model.jurisdiction import CreditRule
from credfolio.records.registry import jurisdiction_path
from credfolio.text.prose import plain_text

STALE = timedelta(days=365)
"""A fact that nobody looked up for longer is marked."""


@dataclass(frozen=True, slots=True)
class Counting:
    """An offer and what it counts for in one place."""

    offer: MicroCredential | Stack
    credit: StatedCredit
    category: str
    is_stale: bool

    @property
    def value(self) -> CreditValue:
        return self.credit.value

    @property
    def address(self) -> str:
        """Where the offer's page is."""
        if isinstance(self.offer, Stack):
            return addresses.stack(self.offer)
        return addresses.credential(self.offer)


def build_jurisdiction_page(
    jurisdiction: Jurisdiction, view: CatalogView, published: OpenData
) -> Page:
    registry, today = view.registry, view.site.today
    names = {category.id: category.name for category in jurisdiction.categories}
    counting = _counting(jurisdiction, view, names)
    now = [one for one in counting if view.is_in_force(one.value)]
    later = [
        one for one in counting if one.value.effective_from and one.value.effective_from > today
    ]
    past = [one for one in counting if one not in now and one not in later]
    checked = [one.credit.checked for one in now if one.credit.checked]
    in_force = [rule for rule in jurisdiction.rules if _in_force(rule, today)]
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
        counting=_counted([one.offer for one in now]),
        categories=sorted({one.category for one in now if one.category}),
        later=later,
        past=past,
        oldest=min(checked, default=None),
        caps=[rule for rule in in_force if rule.cap_amount is not None and rule.cap_unit],
        rules=in_force,
        former=[rule for rule in jurisdiction.rules if rule not in in_force],
        incentives=list(_incentives((jurisdiction.name,), view)),
        ended=(
            counting_rule(jurisdiction)
            if (jurisdiction.expired_counts, jurisdiction.superseded_counts) != (None, None)
            else ""
        ),
        calendar=published.has_calendar(jurisdiction.id),
    )
    return Page(
        "jurisdiction",
        addresses.jurisdiction(jurisdiction.id),
        f"{jurisdiction.name}: what counts",
        _description(jurisdiction),
        body,
        source=jurisdiction_path(jurisdiction.id),
    )


def incentives_of(issuer: Issuer, view: CatalogView) -> list[tuple[MicroCredential, Incentive]]:
    """What a district gives for micro-credentials, its own and other issuers'."""
    names = (issuer.name, issuer.legal_name or "", *issuer.former_names)
    return list(_incentives(names, view))


def _incentives(
    names: Sequence[str], view: CatalogView
) -> Iterator[tuple[MicroCredential, Incentive]]:
    # Definitions name a district in words; its record, if there is one, has the same words.
    wanted = {name.casefold() for name in names if name}
    for credential in view.still_awarded:
        for incentive in credential.incentives:
            over = incentive.until and incentive.until < view.site.today
            if incentive.district.casefold() in wanted and not over:
                yield credential, incentive


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
            credit.checked is not None and view.site.today - credit.checked > STALE,
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


def _in_force(rule: CreditRule, today: date) -> bool:
    return rule.effective_until is None or rule.effective_until >= today


def _description(jurisdiction: Jurisdiction) -> str:
    if jurisdiction.description:
        return clip(plain_text(jurisdiction.description), 200)
    return f"Which micro-credentials count in {jurisdiction.name}."
