"""What a reader may look for besides the catalog: people, places, standards, issuers and guides."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from credfolio.pages.fragments import addresses, words
from credfolio.pages.fragments.catalog_view import CatalogView
from credfolio.pages.fragments.lookups import anchor
from credfolio.pages.fragments.page import GuideSection
from credfolio.pages.search.entries import Entry
from credfolio.records.model import Framework, Issuer, Jurisdiction
from credfolio.records.model.educator import Educator
from credfolio.text.prose import plain_text

KINDS = ("people", "places", "standards", "issuers", "guides")
"""In the order of their numbers."""
_LONGEST = 140
_TOOLS = (
    (
        "Verify a badge",
        addresses.VERIFY,
        "Check whether a badge or certificate is real, genuine, and still valid.",
    ),
    ("Your plan", addresses.PLAN, "What you mean to earn, kept in this browser."),
    ("Compare", addresses.COMPARE, "Micro-credentials side by side: time, cost, credit, evidence."),
    ("Contribute", addresses.CONTRIBUTE, "Propose a micro-credential, an award, or a portfolio."),
    ("Figures", addresses.FIGURES, "How many are offered and earned, by topic, place, and time."),
)
"""Pages of the site that do something for a reader: title, address, and what it is."""


def others(view: CatalogView) -> Mapping[str, list[Entry]]:
    """The entries of each of `KINDS`; of people only those who are listed."""
    registry = view.registry
    return {
        "people": [_person(one) for one in registry.listed_educators],
        "places": [_place(one) for _, one in sorted(registry.jurisdictions.items())],
        "standards": [
            entry for _, one in sorted(registry.frameworks.items()) for entry in _standards(one)
        ],
        "issuers": [_issuer(one) for _, one in sorted(registry.issuers.items())],
        "guides": [*(_row(*page) for page in _TOOLS), *(_guide(one) for one in view.site.guides)],
    }


def _row(
    title: str, address: str, text: str, parts: str = "", note: str = "", shown: str = ""
) -> Entry:
    """An entry whose card says `shown`, or its title, and `note`, or its text."""
    lines = [_short(shown or title), address, _short(note or text)]
    card = json.dumps(lines, ensure_ascii=False)
    return Entry(title, text, {}, address, lambda: card, parts)


def _short(text: str) -> str:
    said = " ".join(text.split())
    return said if len(said) <= _LONGEST else f"{said[:_LONGEST].rsplit(' ', 1)[0]} …"


def _person(one: Educator) -> Entry:
    roles = [words.ROLE[role] for role in one.roles]
    about = [one.headline, *roles, one.district]
    return _row(
        one.display_name,
        addresses.educator(one.id),
        "\n".join(filter(None, about)),
        "\n".join(filter(None, [one.school, *one.subjects])),
        one.headline or ", ".join(roles),
    )


def _place(one: Jurisdiction) -> Entry:
    units = [unit.name or words.UNITS[unit.unit][0] for unit in one.units]
    asked = [f"{cycle.licence_type}, renewal" for cycle in one.cycles]
    rules = [line for rule in one.rules for line in (rule.title, plain_text(rule.text))]
    return _row(
        one.name,
        addresses.jurisdiction(one.id),
        "\n".join(filter(None, [one.agency, *units, *asked])),
        "\n".join([plain_text(one.description or ""), *rules]),
        plain_text(one.description or "") or (one.agency or ""),
    )


def _standards(one: Framework) -> Iterator[Entry]:
    address = addresses.framework(one.id)
    about = plain_text(one.description or "")
    yield _row(one.title, address, one.publisher or "", about, about)
    for strand in one.strands:
        for statement in strand.statements:
            text = plain_text(statement.text)
            yield _row(
                statement.code,
                f"{address}#{anchor(statement.code)}",
                f"{text}\n{strand.title}",
                f"{one.title}, standard",
                f"{one.title}: {strand.title}",
                f"{statement.code}: {text}",
            )


def _issuer(one: Issuer) -> Entry:
    return _row(
        one.name,
        addresses.issuer(one.id),
        "\n".join(filter(None, [words.ISSUER_KIND[one.kind], one.legal_name, *one.former_names])),
        plain_text(one.description or ""),
        words.ISSUER_KIND[one.kind],
    )


def _guide(one: GuideSection) -> Entry:
    return _row(one.title, one.address, one.page, one.text, f"{one.page}: {one.text}")
