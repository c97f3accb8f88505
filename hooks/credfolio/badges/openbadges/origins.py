"""Where a definition comes from: who made it, its ids elsewhere, and the text that was earned."""

from __future__ import annotations

import base64
import re
from typing import Any

from credfolio.badges.openbadges.home import (
    Home,
    definition_page,
    issuer_folder,
    version_yaml,
)
from credfolio.badges.openbadges.wording import line
from credfolio.proof.digests import sha256_in
from credfolio.records.model import Award, MicroCredential, Stack
from credfolio.records.registry import Registry, version_path

YAML = "application/yaml"
"""The media type of YAML (RFC 9512)."""

# What 1EdTech's schema takes for a kind of identifier that the standard does not name.
_KIND = re.compile(r"[A-Za-z0-9._-]+")


def origin(definition: MicroCredential | Stack, registry: Registry, home: Home) -> dict[str, Any]:
    """`creator` and `otherIdentifier` of an Achievement (Open Badges 3.0, section B.1.2)."""
    page = home.at(definition_page(definition.ref, is_stack=isinstance(definition, Stack)))
    name = getattr(definition, "creator", None)
    if name is None and (issuer := registry.issuers.get(definition.issuer)):
        name = issuer.name
    built: dict[str, Any] = {}
    if name is not None:
        built["creator"] = named_organization(name, f"{page}#creator", registry, home)
    others = getattr(definition, "external_ids", {})
    if others:
        built["otherIdentifier"] = [
            {
                "type": "IdentifierEntry",
                "identifier": line(value),
                "identifierType": f"ext:{kind}" if _KIND.fullmatch(kind) else "identifier",
            }
            for kind, value in sorted(others.items())
        ]
    return built


def named_organization(name: str, at: str, registry: Registry, home: Home) -> dict[str, Any]:
    """A Profile: an issuer of this site by its DID, anybody else by an address of our own, `at`."""
    own = next((one for one in registry.issuers.values() if line(one.name) == line(name)), None)
    return {
        "id": home.did(own.id) if own else at,
        "type": ["Profile"],
        "name": home.title(line(name)),
    }


def assessor_address(issuer: str, home: Home) -> str:
    """The address for an organization that assesses for `issuer` and is no issuer here."""
    return home.at(issuer_folder(issuer)) + "#assessor"


def text_as_earned(
    award: Award, definition: MicroCredential | Stack, registry: Registry, home: Home
) -> list[dict[str, Any]]:
    """The text that `award` was judged by, as `relatedResource` (VC Data Model 2.0, section 5.3).

    Empty where no text is kept, or where words were taken out of it, so that what is published is
    not the whole.
    """
    kept = registry.kept(award)
    digest = registry.text_digests.get(version_path(award))
    if kept is None or kept.redacted is not None or digest is None:
        return []
    page = definition_page(definition.ref, is_stack=isinstance(definition, Stack))
    at = home.at(version_yaml(page, award.version))
    return [{"id": at, "mediaType": YAML, "digestMultibase": digest}]


def sealed_work(award: Award) -> list[dict[str, Any]]:
    """The sealed file that was judged, as `relatedResource`; empty where there was none.

    Its id is a name of RFC 6920 and no address: nobody publishes the file. Because it was sealed
    with a key of its own, nothing about the work can be guessed from the digest.
    """
    digest = award.judged.sealed if award.judged else None
    if digest is None:
        return []
    named = base64.urlsafe_b64encode(sha256_in(digest)).decode("ascii").rstrip("=")
    return [{"id": f"ni:///sha-256;{named}", "digestMultibase": digest}]
