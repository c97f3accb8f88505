"""Badges in rarer forms: presentations, 1EdTech's revocation list, Open Badges 2.0 in a token."""

from __future__ import annotations

from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

import badge_site
from badge_site import ISSUER, Json, credential, signed
from other_forms import old_badge, transcript
from other_signatures import jcs_signed, rsa_key

LIST = "https://badges.example/revoked.json"
HOME = "https://old.example/issuer.json"
KEY = "https://old.example/key.json"
REVOKED = "https://old.example/revoked.json"
CLASS = "https://old.example/badge.json"
ID = "urn:uuid:8a3b6f6e-6a53-4b57-9d5e-1b5b8c7f7a10"


def presentation(*badges: Any, **changes: Any) -> Json:
    return {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": "VerifiablePresentation",
        "verifiableCredential": list(badges),
        **changes,
    }


def signed_transcript(
    *badges: Any,
    in_a_list: bool = True,
    subject: str | None = f"{badge_site.BASE}portfolios/robin/",
    **changes: Any,
) -> Json:
    """A transcript that its issuer signed over plain JSON, with `badges` or the one badge in it.

    `subject` is the `id` of whom it is about, None for none; `changes` replace its own members.
    """
    made = transcript(*badges)
    clr = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"
    made["@context"] = [badge_site.CONTEXTS[0], clr, badge_site.CONTEXTS[1]]
    made |= {"name": "Transcript", "validFrom": "2026-01-15T00:00:00Z", "issuer": {"id": ISSUER}}
    made["credentialSubject"] |= {"verifiableCredential": list(badges) if in_a_list else badges[0]}
    made["credentialSubject"]["id"] = subject
    if subject is None:
        del made["credentialSubject"]["id"]
    return jcs_signed(made | changes)


def with_list(address: str = LIST, issuer: str = ISSUER) -> Json:
    entry = {"id": address, "type": "1EdTechRevocationList"}
    contexts = [*badge_site.CONTEXTS, "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"]
    changes: dict[str, Any] = {"@context": contexts, "credentialStatus": entry}
    made = credential("listed", **changes)
    return signed(made) if issuer == ISSUER else signed({**made, "issuer": issuer}, issuer)


def revocation_list(*entries: Any, **changes: Any) -> Json:
    return {"id": LIST, "issuer": ISSUER, "revokedCredential": list(entries), **changes}


def pem(bits: int = 2048) -> str:
    public = rsa_key(bits).public_key()
    return public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def assertion(**changes: Any) -> Json:
    made = old_badge(id=ID, badge=CLASS, verification={"type": "SignedBadge", "creator": KEY})
    return {**made, **changes}


def site(**changes: Any) -> Json:
    """What the issuer publishes; `changes` replace members of its profile."""
    return {
        HOME: {
            "id": HOME, "type": "Issuer", "name": "Old school", "publicKey": KEY,
            "revocationList": REVOKED, **changes,
        },
        CLASS: {"id": CLASS, "type": "BadgeClass", "name": "B", "issuer": HOME},
        KEY: {"id": KEY, "type": "CryptographicKey", "owner": HOME, "publicKeyPem": pem()},
        REVOKED: {"id": REVOKED, "issuer": HOME, "revokedAssertions": ["urn:uuid:other"]},
    }  # fmt: skip
