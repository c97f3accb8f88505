"""Issuer → Open Badges Profile, and the DID document that holds its public keys."""

from __future__ import annotations

from typing import Any

from credfolio.model import Issuer
from credfolio.openbadges.home import Home
from credfolio.openbadges.wording import line, words_of
from credfolio.proof.contexts import CREDENTIALS_V2, DID_1, MULTIKEY_1, OPEN_BADGES_3


def build_profile(issuer: Issuer, home: Home) -> dict[str, Any]:
    """Who awards, in the form that stands inside a credential."""
    profile: dict[str, Any] = {
        "id": home.did(issuer.id),
        "type": ["Profile"],
        "name": home.title(line(issuer.name)),
    }
    if issuer.url:
        profile["url"] = issuer.url
    if issuer.description and not home.is_demonstration:
        profile["description"] = words_of(issuer.description)
    if issuer.email and not home.is_demonstration:
        profile["email"] = issuer.email
    if issuer.official:
        profile["official"] = line(f"{issuer.official.name}, {issuer.official.title}")
    return profile


def build_profile_document(issuer: Issuer, home: Home) -> dict[str, Any]:
    """The profile as a document of its own."""
    return {"@context": [CREDENTIALS_V2, OPEN_BADGES_3], **build_profile(issuer, home)}


def build_did_document(issuer: Issuer, home: Home) -> dict[str, Any]:
    """Every key that the issuer ever signed with, retired ones too.

    A verifier asks for the key that a proof names. If a retired one were gone,
    everything it signed would fail.
    """
    did = home.did(issuer.id)
    return {
        "@context": [DID_1, MULTIKEY_1],
        "id": did,
        "verificationMethod": [
            {
                "id": f"{did}#{key.id}",
                "type": "Multikey",
                "controller": did,
                "publicKeyMultibase": key.public_key_multibase,
            }
            for key in issuer.keys
        ],
        "assertionMethod": [f"{did}#{key.id}" for key in issuer.keys],
    }
