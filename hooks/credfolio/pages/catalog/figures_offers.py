"""What is on offer by the hours it takes and what it costs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal

from credfolio.drawing.plots import Offer
from credfolio.pages.fragments import words
from credfolio.records.model import MicroCredential
from credfolio.records.model.credential import Cost

MOST_MARKS = 150
"""More marks than these cover each other, so none are drawn."""


def with_hours_and_cost(
    credentials: Iterable[MicroCredential],
) -> list[tuple[Offer, MicroCredential]]:
    """Those that say both, by title; none where costs are in two currencies, or there are many."""
    found = [
        (_offer(one, (time.min_hours + time.max_hours) / 2), one)
        for one in sorted(credentials, key=lambda one: (one.title.casefold(), one.ref))
        if (time := one.time_estimate) and one.cost
    ]
    currencies = {one.cost.currency for _, one in found if one.cost and one.cost.amount}
    return found if len(currencies) < 2 and len(found) <= MOST_MARKS else []


def price_in(credentials: Iterable[MicroCredential]) -> Callable[[int], str]:
    """How an amount is said in the currency of what costs something."""
    currency = next(
        (one.cost.currency for one in credentials if one.cost and one.cost.amount), "USD"
    )
    return lambda amount: words.money(Cost(amount=Decimal(amount), currency=currency))


def _offer(one: MicroCredential, hours: Decimal) -> Offer:
    cost = float(one.cost.amount) if one.cost else 0.0
    return Offer(one.title, float(hours), cost, words.money(one.cost))
