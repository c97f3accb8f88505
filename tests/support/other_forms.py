"""Badges in forms that are not ours: tokens, Open Badges 2.0, transcripts."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

import badge_site
from badge_site import BASE, ISSUER, Json
from credfolio.proof.base58 import encode_base58

DID_ADDRESS = f"{BASE}issuers/riverside/did.json"
_SECRET = ec.derive_private_key(0xC0FFEE, ec.SECP256R1())


def _b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _jwk() -> dict[str, str]:
    numbers = _SECRET.public_key().public_numbers()
    x, y = (_b64(value.to_bytes(32, "big")) for value in (numbers.x, numbers.y))
    return {"kty": "EC", "crv": "P-256", "x": x, "y": y}


def token(claims: Json, **header: Any) -> bytes:
    """A compact JWT, signed with ES256; `header` adds to its head."""
    head = {"alg": "ES256", "typ": "JWT", "kid": f"{ISSUER}#jwt", **header}
    message = ".".join(_b64(json.dumps(part).encode()) for part in (head, claims))
    return f"{message}.{_b64(sign_p256(message.encode()))}".encode()


def sign_p256(message: bytes) -> bytes:
    """The signature of the key of `token`, as two numbers of 32 bytes."""
    r, s = decode_dss_signature(_SECRET.sign(message, ec.ECDSA(SHA256())))
    return r.to_bytes(32, "big") + s.to_bytes(32, "big")


def token_multikey() -> str:
    """The key of `token` as a Multikey, which for P-256 holds a compressed point."""
    point = _SECRET.public_key().public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.CompressedPoint
    )
    return "z" + encode_base58(b"\x80\x24" + point)


def jwt_documents() -> dict[str, Json]:
    """What the issuer of `token` publishes, by address."""
    document = badge_site.did_document(ISSUER, ["2025", "2026"])
    method = f"{ISSUER}#jwt"
    document["verificationMethod"].append(
        {"id": method, "type": "JsonWebKey", "controller": ISSUER, "publicKeyJwk": _jwk()}
    )
    document["assertionMethod"].append(method)
    return {DID_ADDRESS: document}


OLD = "https://old.example/"


def old_badge(**changes: Any) -> Json:
    """An assertion of Open Badges 2.0; `changes` replace whole members."""
    return {
        "@context": "https://w3id.org/openbadges/v2",
        "id": f"{OLD}a.json",
        "type": "Assertion",
        "recipient": {"type": "url", "hashed": False, "identity": f"{OLD}robin/"},
        "badge": f"{OLD}b.json",
        "verification": {"type": "HostedBadge"},
        "issuedOn": "2024-01-01T00:00:00Z",
        **changes,
    }


def hashed(algorithm: str, address: str = "robin@school.example", salt: str = "pepper") -> Json:
    """A recipient who is named by a code."""
    digest = hashlib.new(algorithm, (address + salt).encode(), usedforsecurity=False).hexdigest()
    return {"type": "email", "hashed": True, "salt": salt, "identity": f"{algorithm}${digest}"}


def old_documents(published: Json, issuer: str = f"{OLD}i.json") -> dict[str, Json]:
    """What the site of an assertion publishes, with `published` at its address."""
    return {
        f"{OLD}a.json": published,
        f"{OLD}b.json": {"id": f"{OLD}b.json", "type": "BadgeClass", "name": "B", "issuer": issuer},
        issuer: {"id": issuer, "type": "Issuer", "name": "Old school"},
    }


def transcript(*badges: Json) -> Json:
    """A transcript of `badges` that is not signed itself."""
    return {
        "@context": badge_site.CONTEXTS,
        "id": f"{BASE}portfolios/robin/transcript.json",
        "type": ["VerifiableCredential", "ClrCredential"],
        "issuer": {"id": BASE, "type": ["Profile"]},
        "credentialSubject": {"id": f"{BASE}portfolios/robin/", "verifiableCredential": badges},
    }
