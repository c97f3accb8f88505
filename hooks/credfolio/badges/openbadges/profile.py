"""Issuer → Open Badges Profile, and the DID document that holds its public keys."""

from __future__ import annotations

from typing import Any

from credfolio.badges.openbadges.home import Home
from credfolio.badges.openbadges.wording import line, words_of
from credfolio.proof.contexts import CREDENTIALS_V2, DID_1, JWK_1, MULTIKEY_1, OPEN_BADGES_3
from credfolio.proof.multikey import decode_public_key, key_kind
from credfolio.proof.web_token import public_jwk
from credfolio.records.model import Issuer
from credfolio.records.model.issuer import PublicKey


def build_profile(issuer: Issuer, home: Home) -> dict[str, Any]:
    """The issuer, in the form used inside a credential."""
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
    methods = [_method(key, did) for key in issuer.keys]
    contexts = [DID_1, MULTIKEY_1]
    if any("publicKeyJwk" in method for method in methods):
        contexts.append(JWK_1)
    return {
        "@context": contexts,
        "id": did,
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }


def _method(key: PublicKey, did: str) -> dict[str, Any]:
    method: dict[str, Any] = {"id": f"{did}#{key.id}", "type": "Multikey", "controller": did}
    if key_kind(key.public_key_multibase, "public") == "Ed25519":
        return {**method, "publicKeyMultibase": key.public_key_multibase}
    # Readers of tokens look for a JSON Web Key (VC-JOSE-COSE, section 4.1).
    jwk = public_jwk(decode_public_key(key.public_key_multibase, "P-256"))
    return {**method, "type": "JsonWebKey", "publicKeyJwk": jwk}
