"""Award terms: credit and expiry as the definition says."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from credfolio.checking.rules import own_rule
from credfolio.checking.rules.awarded import awards, awards_as_earned
from credfolio.findings.finding import Finding
from credfolio.records.model import MicroCredential, Stack
from credfolio.records.model.credential import ExpiresAfter
from credfolio.records.registry import Registry
from credfolio.text.amounts import shortest


@own_rule
def check_credit_differs(registry: Registry) -> Iterator[Finding]:
    """An award earns no more credit than its definition gave on that day.

    A licensing office compares the two, and rejects a certificate if they differ.

    Write the amount of the definition, or less if only a part was granted. Amounts in several
    categories of one unit are added up.
    """
    for path, award in awards(registry):
        as_earned = registry.as_earned(award)
        if as_earned is None or not award.credits_earned:
            continue
        given = _given(as_earned, award.awarded_on)
        # A jurisdiction may approve an older version afterwards, which its text cannot say.
        if (today := registry.definition_of(award)) is not as_earned:
            for key, amount in _given(today, award.awarded_on).items():
                given[key] = max(given[key], amount)
        earned: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)
        for n, credit in enumerate(award.credits_earned):
            key = credit.jurisdiction, credit.unit
            earned[key] += credit.amount
            if earned[key] <= given[key]:
                continue
            what = f"{credit.unit} in {credit.jurisdiction}"
            gave = shortest(given[key]) if given[key] else "none"
            yield Finding(
                "credit-differs",
                path,
                f"{shortest(earned[key])} {what}, but the definition gave {gave} "
                f"on {award.awarded_on}",
                f"write at most {gave}" if given[key] else "delete it, or correct the definition",
                pointer=("credits_earned", n, "amount"),
            )


@own_rule
def check_expiry_differs(registry: Registry) -> Iterator[Finding]:
    """An award expires when its definition says so.

    The page and the badge show the date, and wallets rely on it.

    Write the date of the award plus the time in `expires_after:`.
    """
    for path, award, credential in awards_as_earned(registry):
        if award.status != "active":
            continue
        expected = end_of(credential, award.awarded_on)
        if award.expires_on == expected:
            continue
        present = registry.credentials.get(award.credential or "")
        if expected is None and present is not None and present.expires_after:
            continue  # an older version was given a term later, as its changelog then says
        if award.expires_on is None:
            message = f"the award does not say when it expires; by the definition it is {expected}"
        elif expected is None:
            message = f"it expires on {award.expires_on}, but the definition never does"
        else:
            message = f"it expires on {award.expires_on}; by the definition it is {expected}"
        yield Finding(
            "expiry-differs",
            path,
            message,
            f"write `expires_on: {expected}`" if expected else "delete `expires_on`",
            severity="hint",
            pointer=("expires_on",) if award.expires_on else ("awarded_on",),
        )


def _given(
    definition: MicroCredential | Stack | None, on: date
) -> defaultdict[tuple[str, str], Decimal]:
    """What a definition gave on that day, by jurisdiction and unit."""
    given: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for value in definition.credit_values if definition else ():
        starts, ends = value.effective_from or date.min, value.effective_until or date.max
        if starts <= on <= ends:
            given[value.jurisdiction, value.unit] += value.amount
    return given


def end_of(definition: MicroCredential, awarded_on: date) -> date | None:
    """The day on which an award of that day ends by its definition; None for never."""
    lasts = definition.expires_after
    return _later(awarded_on, lasts) if lasts else None


def _later(start: date, lasts: ExpiresAfter) -> date | None:
    """The same day after some years and months; the month's last where it has no such day."""
    months = start.year * 12 + start.month - 1 + lasts.years * 12 + lasts.months
    year, month = divmod(months, 12)
    if not start.year <= year <= 9999 or (year, month + 1) == (start.year, start.month):
        return None  # no time, or more of it than a calendar has
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
