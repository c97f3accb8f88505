"""Credentials as compact JSON Web Tokens (RFC 7515): sign with ES256, verify what anybody signed.

For wallets that read tokens only. A token says what the signed credential says; its key is
published as a JSON Web Key (Securing Verifiable Credentials using JOSE and COSE, section 4).
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from credfolio.proof.limits import Limits
from credfolio.proof.public_key import KeyKind, PublicKey, read_base64url
from credfolio.proof.refusal import Refusal, Undecided
from credfolio.proof.strict_json import read_json

_HALF = 32
_MAX_HEADER = 16_384
_MAX_SIGNATURE = 1_024
# RFC 7518, section 3.1; RFC 8037, section 3.1; RFC 9864.
ALGORITHMS: dict[str, KeyKind] = {
    "ES256": "P-256",
    "ES384": "P-384",
    "EdDSA": "Ed25519",
    "Ed25519": "Ed25519",
    "RS256": "RSA",
}


@dataclass(frozen=True, slots=True)
class WebToken:
    """A token taken apart. Nothing in it is checked yet."""

    header: dict[str, Any]
    claims: dict[str, Any]
    message: bytes
    signature: bytes


def token_claims(signed: dict[str, Any]) -> dict[str, Any]:
    """What a token says for a signed credential: the same, and the claims that JWT readers want.

    ``jti`` is the credential's id, which Open Badges 3.0 requires in a token (section 8.2.4).
    """
    claims = {name: value for name, value in signed.items() if name != "proof"}
    claims["iss"] = signed["issuer"]["id"]
    claims["jti"] = signed["id"]
    claims["sub"] = signed["credentialSubject"]["id"]
    for claim, term in (("nbf", "validFrom"), ("exp", "validUntil")):
        if term in signed:
            claims[claim] = int(datetime.fromisoformat(signed[term]).timestamp())
    return claims


def sign_token(claims: dict[str, Any], secret: bytes, method: str) -> str:
    """The token; the same input gives the same signature (RFC 6979)."""
    message = f"{_encoded(_json(_own_header(method)))}.{_encoded(_json(claims))}"
    key = ec.derive_private_key(int.from_bytes(secret, "big"), ec.SECP256R1())
    algorithm = ec.ECDSA(hashes.SHA256(), deterministic_signing=True)
    r, s = decode_dss_signature(key.sign(message.encode(), algorithm))
    signature = r.to_bytes(_HALF, "big") + s.to_bytes(_HALF, "big")
    return f"{message}.{_encoded(signature)}"


def read_token(text: str, limits: Limits) -> WebToken:
    """Take a token apart; raises `Refusal` when it is malformed."""
    parts = text.split(".")
    if len(parts) != 3:
        raise Refusal("wrong-type", "The token does not have three parts.")
    head, body, tail = parts
    header = read_json(read_base64url(head, _MAX_HEADER), limits)
    claims = read_json(read_base64url(body, limits.max_bytes), limits)
    if not isinstance(header, dict) or not isinstance(claims, dict):
        raise Refusal("wrong-type", "The token does not hold what a badge's token holds.")
    signature = read_base64url(tail, _MAX_SIGNATURE)
    if limits.is_own_form:
        method = header.get("kid")
        if not isinstance(method, str) or header != _own_header(method):
            raise Refusal(
                "wrong-type", "The token's header is not one that `credfolio sign --jwt` writes."
            )
        if len(signature) != 2 * _HALF:
            raise Refusal("bad-encoding", f"The signature is not {2 * _HALF} bytes.")
    return WebToken(header, claims, f"{head}.{body}".encode("ascii"), signature)


def key_kind_of(token: WebToken) -> KeyKind:
    """The kind of key that the token names; raises `Refusal` or `Undecided` for no known one."""
    algorithm = token.header.get("alg")
    if algorithm == "none" or not token.signature:
        raise Refusal("unsigned", "The token is not signed.")
    if "crit" in token.header:
        raise Undecided("unknown-proof", "The token asks for something that is not known here.")
    kind = ALGORITHMS.get(algorithm) if isinstance(algorithm, str) else None
    if kind is None:
        raise Undecided(
            "unknown-proof",
            "It is signed in a way that this program cannot check "
            "(it knows ES256, ES384, RS256 and EdDSA).",
        )
    return kind


def verify_token(token: WebToken, key: PublicKey) -> None:
    """Raise `Refusal` or `Undecided` unless `key` signed the token."""
    key.must_be(key_kind_of(token))
    key.must_accept(token.signature, token.message)


def public_jwk(public_key: bytes) -> dict[str, str]:
    """A compressed P-256 point as a JSON Web Key (RFC 7518, section 6.2.1)."""
    point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), public_key)
    numbers = point.public_numbers()
    x, y = (_encoded(value.to_bytes(_HALF, "big")) for value in (numbers.x, numbers.y))
    return {"kty": "EC", "crv": "P-256", "x": x, "y": y}


def _own_header(method: str) -> dict[str, Any]:
    return {"alg": "ES256", "kid": method, "typ": "JWT"}


def _json(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
