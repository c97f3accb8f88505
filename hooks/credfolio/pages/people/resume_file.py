"""The résumé as data: what a portfolio says, with the days on which it holds.

A file may be read on any day. Recorded days change what is in a total, so each such
statement has the day on which it ends, and what holds afterwards. See ADR 0064.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from credfolio.pages.fragments import addresses, words
from credfolio.pages.fragments.by_day import Phase, each
from credfolio.pages.fragments.catalog_view import CatalogView
from credfolio.pages.fragments.shown import ShownAward
from credfolio.pages.people.named_others import assessors_of, partners_of, replacement_of
from credfolio.pages.people.portfolio_credit import CreditLine, CreditView
from credfolio.pages.people.portfolio_page import PortfolioView
from credfolio.pages.sharing.resume import Certificate, build_resume
from credfolio.records.model import Award, Educator, MicroCredential
from credfolio.records.reckoned.credit import Total


def resume_of(
    educator: Educator, portfolio: PortfolioView, catalog: CatalogView, page: str, photo: str
) -> dict[str, Any]:
    """The document; `page` and `photo` are the whole addresses of the portfolio and its picture."""
    url = catalog.site.url
    certificates = [
        Certificate(
            _certificate_name(one),
            one.award.awarded_on,
            one.issuer,
            url + addresses.award(one.award),
            tuple(
                _credit(line, portfolio.credits.foretold_until)
                for line in portfolio.credits.lines_of(one.award)
            ),
            _others(one.award, catalog),
        )
        for one in portfolio.shown
    ]
    topics: dict[str, list[str]] = {}
    for one in portfolio.shown:
        for topic in one.topics:
            topics.setdefault(words.title_of(topic), []).append(one.title)
    return build_resume(
        educator,
        certificates,
        page=page,
        photo=photo,
        roles=words.join(words.ROLE[role] for role in educator.roles),
        languages=[words.language(tag) for tag in educator.languages],
        skills=sorted((name, tuple(dict.fromkeys(k))) for name, k in topics.items()),
        totals=_totals(portfolio.credits),
    )


def _others(award: Award, catalog: CatalogView) -> dict[str, Any]:
    """What the award's page says of others, for those who read the file instead."""
    registry = catalog.registry
    definition = registry.as_earned(award)
    earned = definition if isinstance(definition, MicroCredential) else None
    said: dict[str, Any] = {}
    if issuer := registry.award_issuer(award):
        partners = partners_of(definition or registry.definition_of(award), issuer, registry)
        said["co_issuers"] = [one.name for one in partners]
    said["assessors"] = list(assessors_of(award, earned, catalog))
    if after := replacement_of(award, registry):
        said["superseded_by"] = catalog.site.url + addresses.award(after)
    return {key: value for key, value in said.items() if value}


def _certificate_name(shown: ShownAward) -> str:
    """The title, and what a reader of the file has to know on any day."""
    award = shown.award
    if award.status == "superseded":
        return f"{shown.title} ({shown.state.words.lower()})"
    return (
        f"{shown.title} (valid until {words.day(award.expires_on)})"
        if award.expires_on
        else shown.title
    )


def _credit(line: CreditLine, foretold_until: date | None) -> dict[str, Any]:
    credit = line.earned.credit
    now, *later = (
        {"counts": phase.value} | _days(phase, foretold_until)
        for phase in each(line.notes, lambda note: not note)
    )
    return {
        "jurisdiction": credit.jurisdiction,
        "amount": float(credit.amount),
        "unit": credit.unit,
        "category": credit.category or "",
        **now,
    } | ({"later": later} if later else {})


def _totals(credits: CreditView) -> dict[str, Any]:
    """The sums, and with `credit_until` and `credit_later` on which days they hold."""
    now, *later = credits.totals
    said: dict[str, Any] = {}
    if now.value:
        said["credit"] = list(map(_total, now.value))
    if until := now.last or credits.foretold_until:
        said["credit_until"] = until.isoformat()
    if later:
        said["credit_later"] = [
            {"credit": list(map(_total, phase.value))} | _days(phase, credits.foretold_until)
            for phase in later
        ]
    return said


def _days(phase: Phase[Any], foretold_until: date | None) -> dict[str, Any]:
    """The days of a phase, both included; one without an end goes on."""
    until = phase.last or foretold_until
    return ({"from": phase.first.isoformat()} if phase.first else {}) | (
        {"until": until.isoformat()} if until else {}
    )


def _total(total: Total) -> dict[str, Any]:
    return {
        "jurisdiction": total.jurisdiction,
        "amount": float(total.earned),
        "unit": total.unit,
        "counts": float(total.counted),
    }
