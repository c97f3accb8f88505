"""schema.org's EducationalOccupationalCredential, for search engines, in a page's head."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from credfolio.badges.openbadges.wording import line, words_of
from credfolio.records.model import Award, Issuer, MicroCredential, Stack

_CONTEXT = "https://schema.org"


def describe_definition(
    definition: MicroCredential | Stack, issuer: Issuer | None, url: str
) -> dict[str, Any]:
    """What can be earned, and from whom."""
    competency = getattr(definition, "competency", None)
    built: dict[str, Any] = {
        "@context": _CONTEXT,
        "@type": "EducationalOccupationalCredential",
        "@id": url,
        "url": url,
        "name": line(definition.title),
        "description": words_of(definition.summary or competency or definition.title),
        "credentialCategory": "Micro-credential",
    }
    if competency:
        built["competencyRequired"] = words_of(competency)
    if level := getattr(definition, "level", None):
        built["educationalLevel"] = level
    if definition.version:
        built["version"] = definition.version
    if definition.released:
        built["datePublished"] = definition.released.isoformat()
    if issuer is not None:
        built["recognizedBy"] = _organization(issuer)
    return built


def describe_award(
    award: Award,
    definition: MicroCredential | Stack,
    issuer: Issuer,
    url: str,
    about: str,
    partners: Sequence[Issuer] = (),
) -> dict[str, Any]:
    """Who earned it: the educator `about`, with the credential at `url`.

    `definition` is the text that it was judged by, and `partners` issued it, too.
    """
    earned = describe_definition(definition, issuer, url)
    del earned["@context"]
    earned.pop("version", None)
    if award.has_known_version:
        earned["version"] = award.version
    if partners:
        earned["recognizedBy"] = [_organization(one) for one in (issuer, *partners)]
    earned["dateCreated"] = award.awarded_on.isoformat()
    if award.expires_on:
        earned["expires"] = award.expires_on.isoformat()
    return {
        "@context": _CONTEXT,
        "@type": "Person",
        "@id": about,
        "url": about,
        "name": line(award.name_as_awarded),
        "hasCredential": earned,
    }


def render_script(data: dict[str, Any]) -> str:
    """A data block; nothing in it can end the script or begin a comment."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return f'<script type="application/ld+json">{text}</script>\n'


def _organization(issuer: Issuer) -> dict[str, Any]:
    built: dict[str, Any] = {"@type": "EducationalOrganization", "name": line(issuer.name)}
    if issuer.url:
        built["url"] = issuer.url
    return built
