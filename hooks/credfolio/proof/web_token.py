"""Credentials as compact JSON Web Tokens, signed with ES256 (RFC 7515; RFC 7518, section 3.4).

For wallets that read tokens only. A token says what the signed credential says; its key is
published as a JSON Web Key (Securing Verifiable Credentials using JOSE and COSE, section 4).
"""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)

from credfolio.proof.data_integrity import ProofError
from credfolio.proof.strict_json import JsonRefused, parse_json

_HALF = 32


@dataclass(frozen=True, slots=True)
class WebToken:
    """A token taken apart; nothing in it is verified yet."""

    method: str
    claims: dict[str, Any]
    message: bytes
    signature: bytes


def token_claims(signed: dict[str, Any]) -> dict[str, Any]:
    """What a token says for a signed credential: the same, and the claims that JWT readers want.

    ``jti`` is left out: some verifiers refuse a credential that has it beside its id.
    """
    claims = {name: value for name, value in signed.items() if name != "proof"}
    claims["iss"] = signed["issuer"]["id"]
    claims["sub"] = signed["credentialSubject"]["id"]
    for claim, term in (("nbf", "validFrom"), ("exp", "validUntil")):
        if term in signed:
            claims[claim] = int(datetime.fromisoformat(signed[term]).timestamp())
    return claims


def sign_token(claims: dict[str, Any], secret: bytes, method: str) -> str:
    """The token; the same input gives the same signature (RFC 6979)."""
    head = {"alg": "ES256", "kid": method, "typ": "JWT"}
    message = f"{_encoded(_json(head))}.{_encoded(_json(claims))}"
    key = ec.derive_private_key(int.from_bytes(secret, "big"), ec.SECP256R1())
    algorithm = ec.ECDSA(hashes.SHA256(), deterministic_signing=True)
    r, s = decode_dss_signature(key.sign(message.encode(), algorithm))
    signature = r.to_bytes(_HALF, "big") + s.to_bytes(_HALF, "big")
    return f"{message}.{_encoded(signature)}"


def peek_token(text: str) -> WebToken:
    """Take a token of our own making apart; raises `ProofError` for any other."""
    parts = text.split(".")
    if len(parts) != 3:
        raise ProofError("the token has not three parts")
    try:
        head, claims = (parse_json(_decoded(part)) for part in parts[:2])
    except JsonRefused as error:
        raise ProofError(error.args[0]) from error
    method = head.get("kid")
    if head != {"alg": "ES256", "kid": method, "typ": "JWT"} or not isinstance(method, str):
        raise ProofError("the head of the token is not one that `credfolio sign --jwt` writes")
    signature = _decoded(parts[2])
    if len(signature) != 2 * _HALF:
        raise ProofError(f"the signature is not {2 * _HALF} bytes")
    return WebToken(method, claims, f"{parts[0]}.{parts[1]}".encode(), signature)


def verify_token(text: str, public_key: bytes) -> WebToken:
    """The token, if the P-256 key `public_key` signed it; raises `ProofError`."""
    token = peek_token(text)
    r, s = (
        int.from_bytes(half, "big") for half in (token.signature[:_HALF], token.signature[_HALF:])
    )
    try:
        key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), public_key)
        key.verify(encode_dss_signature(r, s), token.message, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        raise ProofError(
            "the signature does not belong to this text and this key", "signature"
        ) from None
    except ValueError:
        raise ProofError("the public key is not a P-256 key", "signature") from None
    return token


def public_jwk(public_key: bytes) -> dict[str, str]:
    """A compressed P-256 point as a JSON Web Key (RFC 7518, section 6.2.1)."""
    point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), public_key)
    numbers = point.public_numbers()
    x, y = (_encoded(value.to_bytes(_HALF, "big")) for value in (numbers.x, numbers.y))
    return {"kty": "EC", "crv": "P-256", "x": x, "y": y}


def _json(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _decoded(text: str) -> bytes:
    """Base64url in its one canonical spelling."""
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise ProofError("a part of the token is not base64url") from None
    if _encoded(data) != text:
        raise ProofError("a part of the token is written in a second way")
    return data
