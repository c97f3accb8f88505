"""Registry → the records that the catalog lists, as search sees them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import ceil

from credfolio.pages.fragments import addresses, words
from credfolio.pages.fragments.by_day import Phase
from credfolio.pages.fragments.catalog_view import CatalogView
from credfolio.pages.fragments.resources import Recommended
from credfolio.pages.search.facets import TITLES, FacetValues, Values
from credfolio.records.model import MicroCredential, Stack
from credfolio.records.model.credential import Incentive
from credfolio.records.reckoned.stack_tree import total_hours
from credfolio.text.prose import plain_text

NAMED_ON_A_CARD = 3
"""So many credentials that recommend a resource are named on its card, and it is found by them."""
UNKNOWN_PRICE = -1
_DOLLARS = "USD"


@dataclass(frozen=True, slots=True)
class Entry:
    """One record as search sees it."""

    title: str
    text: str
    """What it is about, in a sentence; its words weigh less than the title's."""
    values: Values
    address: str
    card: Callable[[], str]
    parts: str = ""
    """Words that weigh still less: titles of its parts, what districts give and places count."""
    hours: int = 0
    """Tenths of the hours it takes at most; 0 when nobody says."""
    least: int = 0
    """Tenths of the hours it takes at least; 0 when nobody says."""
    price: int = UNKNOWN_PRICE
    """Whole dollars it costs, rounded up."""
    released: int = 0
    """Days since 1 January of the year 1; 0 when nobody says."""
    credit: tuple[Phase[tuple[str, ...]], ...] = ()
    """The places that count it, today and later by day; `values` has today's."""
    parents: tuple[int, ...] = ()
    """For a resource: the credentials that recommend it, by number."""


def of_credential(credential: MicroCredential, view: CatalogView, values: FacetValues) -> Entry:
    estimate = credential.time_estimate
    parts = [part.title for part in credential.parts]
    parts += categories(credential, view)
    return Entry(
        title=credential.title,
        text=plain_text(credential.competency or credential.summary or ""),
        values=values.of_credential(credential),
        address=addresses.credential(credential),
        card=lambda: view.card(credential.ref),
        parts="\n".join([*parts, *map(incentive_words, credential.incentives)]),
        hours=int(estimate.max_hours * 10) if estimate else 0,
        least=int(estimate.min_hours * 10) if estimate else 0,
        price=_price(credential),
        credit=values.credit(credential),
        released=credential.released.toordinal() if credential.released else 0,
    )


def categories(credential: MicroCredential, view: CatalogView) -> list[str]:
    """The categories of credit that it counts in, with the place: "Equity, State of Ridgeline"."""
    found: dict[str, None] = {}
    for value in credential.credit_values:
        place = view.registry.jurisdictions.get(value.jurisdiction)
        if place and value.category:
            names = [one.name for one in place.categories if one.id == value.category]
            found |= dict.fromkeys(f"{name}, {place.name}" for name in names)
    return [*found]


def incentive_words(incentive: Incentive) -> str:
    """What a district gives, as somebody would ask for it: "Stipend, Lake Harlow"."""
    return f"{words.INCENTIVE[incentive.kind]}, {incentive.district}"


def _price(credential: MicroCredential) -> int:
    cost = credential.cost
    if cost is None or (cost.amount and (cost.currency or _DOLLARS) != _DOLLARS):
        return UNKNOWN_PRICE
    return ceil(cost.amount)


def of_stack(stack: Stack, view: CatalogView, values: FacetValues) -> Entry:
    least, most = total_hours(stack, view.registry)
    members = values.members(stack)
    prices = [_price(member) for member in members]
    return Entry(
        title=stack.title,
        text=plain_text(stack.summary or ""),
        values=values.of_stack(stack),
        address=addresses.stack(stack),
        card=lambda: view.stack_card(stack.ref),
        parts="\n".join(member.title for member in members),
        hours=int(most * 10),
        least=int(least * 10),
        price=UNKNOWN_PRICE if UNKNOWN_PRICE in prices else sum(prices),
        credit=values.credit(stack),
        released=stack.released.toordinal() if stack.released else 0,
    )


def of_resource(found: Recommended, numbers: Mapping[str, int], card: Callable[..., str]) -> Entry:
    """`numbers` are those of the credentials, by address; `card` makes the HTML."""
    resource = found.resource
    own: dict[str, tuple[str, ...]] = dict.fromkeys(TITLES, ())
    own["cost"] = ("free" if resource.free else "paid",)
    own["language"] = (resource.language,) if resource.language else ()
    named = found.credentials[:NAMED_ON_A_CARD]
    parents = [numbers[addresses.credential(c)] for c in found.credentials]
    said = [resource.provider, words.RESOURCE[resource.kind], *map(plain_text, found.notes)]
    said += [credential.title for credential in named]
    return Entry(
        title=resource.title,
        text=" ".join(filter(None, said)),
        values=own,
        address=resource.url or "",
        card=lambda: card(resource, found.credentials, found.notes, NAMED_ON_A_CARD),
        hours=-(-(resource.minutes or 0) // 6),
        price=0 if resource.free else UNKNOWN_PRICE,
        parents=tuple(sorted(parents)),
    )
