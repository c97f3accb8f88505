"""Open Badges 2.0, hosted: for backpacks that know nothing newer.

A hosted badge is believed because of the address it is read from, so these
files carry no signature.
"""

from __future__ import annotations

from typing import Any

from credfolio.badges.openbadges.achievement import Definition
from credfolio.badges.openbadges.home import (
    Home,
    assertion_v2,
    baked_svg,
    definition_page,
    issuer_v2,
)
from credfolio.badges.openbadges.status_list import is_ended
from credfolio.badges.openbadges.wording import at_end, at_start, line, prose, words_of
from credfolio.records.model import Award, Issuer

CONTEXT = "https://w3id.org/openbadges/v2"


def build_assertion(
    award: Award, definition: Definition, home: Home, *, reason: str = ""
) -> dict[str, Any]:
    """The hosted assertion, or the stub that a revoked one becomes.

    The reference validator accepts a full body that says ``revoked: true``.
    """
    head = {
        "@context": CONTEXT,
        "type": "Assertion",
        "id": home.at(assertion_v2(award.educator, award.id)),
    }
    if is_ended(award):
        return {
            **head,
            "revoked": True,
            "revocationReason": reason or words_of(award.status_reason or award.status),
        }
    page = home.at(f"portfolios/{award.educator}/{award.id}/")
    assertion: dict[str, Any] = {
        **head,
        # Not an e-mail address, hashed or not: those can be guessed from a list.
        "recipient": {
            "type": "url",
            "hashed": False,
            "identity": home.portfolio(award.educator),
        },
        "badge": badge_class_address(definition, home),
        "verification": {"type": "hosted"},
        "issuedOn": at_start(award.awarded_on),
        "image": home.at(baked_svg(award.educator, award.id)),
    }
    if award.expires_on:
        assertion["expires"] = at_end(award.expires_on)
    if award.narrative:
        assertion["narrative"] = prose(award.narrative)
    if award.show_evidence and (shown := [item for item in award.evidence if item.visible]):
        assertion["evidence"] = [
            {
                "type": "Evidence",
                "id": item.url or f"{page}#evidence-{item.id}",
                "name": line(item.title),
            }
            for item in shown
        ]
    return assertion


def build_badge_class(definition: Definition, issuer: str, home: Home) -> dict[str, Any]:
    """What can be earned."""
    is_stack = not hasattr(definition, "competency")
    page = home.at(definition_page(definition.ref, is_stack=is_stack))
    text = definition.summary or getattr(definition, "competency", None) or definition.title
    return {
        "@context": CONTEXT,
        "type": "BadgeClass",
        "id": badge_class_address(definition, home),
        "name": home.title(line(definition.title)),
        "description": words_of(text),
        "image": f"{page}badge.svg",
        "criteria": {"id": page},
        "issuer": home.at(issuer_v2(issuer)),
        **({"tags": list(definition.topics)} if definition.topics else {}),
    }


def build_issuer(issuer: Issuer, home: Home) -> dict[str, Any]:
    """Who awards."""
    built: dict[str, Any] = {
        "@context": CONTEXT,
        "type": "Issuer",
        "id": home.at(issuer_v2(issuer.id)),
        "name": home.title(line(issuer.name)),
        # The site's own page: the validator wants it at the badge's host.
        "url": home.at(f"catalog/{issuer.id}/"),
    }
    if issuer.email and not home.is_demonstration:
        built["email"] = issuer.email
    if issuer.description:
        built["description"] = words_of(issuer.description)
    return built


def badge_class_address(definition: Definition, home: Home) -> str:
    is_stack = not hasattr(definition, "competency")
    return home.at(definition_page(definition.ref, is_stack=is_stack)) + "badgeclass.json"
