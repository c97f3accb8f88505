"""Credit: units, categories and amounts as the jurisdictions count them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import combinations

from credfolio.checking.rules import own_dated_rule, own_rule
from credfolio.checking.rules.by_row import found_by_rows
from credfolio.checking.rules.pointers import credits_stated, jurisdiction_pointers
from credfolio.checking.rules.references import unknown
from credfolio.findings.finding import Finding, quoted
from credfolio.records.model import Jurisdiction
from credfolio.records.model.credential import CreditValue
from credfolio.records.reckoned.one_credit import unit_hours
from credfolio.records.registry import Registry, credential_path, jurisdiction_path, stack_path
from credfolio.text.amounts import shortest


@own_rule
def check_unknown_jurisdiction(registry: Registry) -> Iterator[Finding]:
    """A jurisdiction that a record names has a file in catalog/jurisdictions/.

    Credit means nothing without the rules of the place that counts it.

    Write the name of the jurisdiction's file without `.yml`, or add the file.
    """
    for path, jurisdiction, pointer in jurisdiction_pointers(registry):
        if jurisdiction in registry.jurisdictions:
            continue
        if jurisdiction_path(jurisdiction) in registry.broken:
            continue
        yield unknown(
            "unknown-jurisdiction",
            path,
            f"jurisdiction {quoted(jurisdiction)} is not in catalog/jurisdictions/",
            jurisdiction,
            registry.whole.jurisdictions,
            pointer,
            f"add catalog/jurisdictions/{jurisdiction}.yml.",
        )


@own_rule
def check_unknown_unit(registry: Registry) -> Iterator[Finding]:
    """A unit of credit is one that the jurisdiction counts.

    A licensing office returns a certificate in units that it does not know.

    Use a unit from the jurisdiction's `units:`, or add the unit there with its
    source. A jurisdiction that lists no units is not checked.
    """
    for path, credit, pointer in credits_stated(registry):
        jurisdiction = registry.jurisdictions.get(credit.jurisdiction)
        if jurisdiction and jurisdiction.units:
            counted = [unit.unit for unit in jurisdiction.units]
            if credit.unit not in counted:
                yield Finding(
                    "unknown-unit",
                    path,
                    f"{quoted(jurisdiction.id)} does not count the unit {quoted(credit.unit)}",
                    f"expected one of {', '.join(counted)}",
                    pointer=(*pointer, "unit"),
                )
    yield from found_by_rows(registry, "unknown-unit")


@own_rule
def check_unknown_category(registry: Registry) -> Iterator[Finding]:
    """A category of credit is one of the jurisdiction's.

    License cycles have minimums by category; credit in an unknown category counts toward none.

    Write the `id` of a category of that jurisdiction.
    """
    for path, credit, pointer in credits_stated(registry):
        jurisdiction = registry.jurisdictions.get(credit.jurisdiction)
        if jurisdiction and credit.category:
            categories = {category.id for category in jurisdiction.categories}
            if credit.category not in categories:
                yield unknown(
                    "unknown-category",
                    path,
                    f"category {quoted(credit.category)} is not one of {quoted(jurisdiction.id)}",
                    credit.category,
                    categories,
                    (*pointer, "category"),
                    f"see catalog/jurisdictions/{jurisdiction.id}.yml.",
                )
    yield from found_by_rows(registry, "unknown-category")


@own_rule
def check_credit_ratio(registry: Registry) -> Iterator[Finding]:
    """Credit that one jurisdiction counts in two units is the same number of hours in both.

    Ten contact hours make one CEU. An office rejects a certificate that states 0.5 CEU and 10
    contact hours.

    Correct one of the two amounts. The hours of other units come from the jurisdiction's
    `units:`; if it states none, nothing is compared.
    """
    for path, n, first, second in _overlapping(registry):
        jurisdiction = registry.jurisdictions.get(second.jurisdiction)
        a, b = hours(first, jurisdiction), hours(second, jurisdiction)
        if first.unit == second.unit or a is None or b is None or a == b:
            continue
        yield Finding(
            "credit-ratio",
            path,
            f"{_amount(second)} equals {shortest(b)} hours, but {_amount(first)} for {shortest(a)}",
            "correct one of the two amounts, so that both state the same hours",
            pointer=("credit_values", n, "amount"),
        )


def _overlapping(registry: Registry) -> Iterator[tuple[str, int, CreditValue, CreditValue]]:
    """Pairs of credit values that hold at the same time for the same thing."""
    definitions = [(credential_path(r), c.credit_values) for r, c in registry.credentials.items()]
    definitions += [(stack_path(r), s.credit_values) for r, s in registry.stacks.items()]
    for path, values in definitions:
        places: defaultdict[tuple[str, str | None], list[int]] = defaultdict(list)
        for n, value in enumerate(values):
            places[value.jurisdiction, value.category].append(n)
        for group in places.values():
            for first, second in combinations(group, 2):
                if _overlap(values[first], values[second]):
                    yield path, second, values[first], values[second]


def _overlap(first: CreditValue, second: CreditValue) -> bool:
    starts = [v.effective_from or date.min for v in (first, second)]
    ends = [v.effective_until or date.max for v in (first, second)]
    return max(starts) <= min(ends)


def hours(credit: CreditValue, jurisdiction: Jurisdiction | None) -> Decimal | None:
    """The contact hours that an amount of credit equals, if known."""
    each = unit_hours(credit.unit, jurisdiction)
    return None if each is None else credit.amount * each


@own_dated_rule
def check_credit_over_cap(registry: Registry, today: date) -> Iterator[Finding]:
    """A credential gives no more credit than the jurisdiction counts from micro-credentials.

    Some states cap what micro-credentials add to a license cycle. A single credential above the
    cap promises hours that will not count.

    Lower the amount, or say in `conditions:` what happens to the rest.
    """
    for path, credit, pointer in credits_stated(registry):
        if not isinstance(credit, CreditValue) or credit.conditions:
            continue
        jurisdiction = registry.jurisdictions.get(credit.jurisdiction)
        for cap in jurisdiction.rules if jurisdiction else ():
            in_force = (
                (cap.effective_from or date.min) <= today <= (cap.effective_until or date.max)
            )
            if cap.cap_unit != credit.unit or cap.cap_amount is None or not in_force:
                continue
            if credit.amount > cap.cap_amount:
                yield Finding(
                    "credit-over-cap",
                    path,
                    f"{_amount(credit)} is more than the {shortest(cap.cap_amount)} that "
                    f"{quoted(credit.jurisdiction)} lets micro-credentials count",
                    "lower the amount, or say in `conditions:` what happens to the rest",
                    severity="hint",
                    pointer=(*pointer, "amount"),
                )


def _amount(credit: CreditValue) -> str:
    return f"{shortest(credit.amount)} {credit.unit}"
