"""Credentials as compact JSON Web Tokens (VC-JOSE-COSE, and the older claim "vc")."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from credfolio.badges.verification.issuer import FoundKey, resolve_key
from credfolio.badges.verification.json_reader import MAX_BYTES, read_json
from credfolio.badges.verification.public_key import KeyKind, read_base64url, read_jwk
from credfolio.badges.verification.report import Refusal, Undecided
from credfolio.badges.verification.resolving import Resolver

_ALGORITHMS: dict[str, KeyKind] = {
    "ES256": "P-256",
    "EdDSA": "Ed25519",
    "Ed25519": "Ed25519",
    "RS256": "RSA",
}


@dataclass(frozen=True, slots=True)
class Token:
    """A token taken apart. Nothing in it is checked yet."""

    header: dict[str, Any]
    claims: dict[str, Any]
    message: bytes
    signature: bytes


def peek_token(text: str) -> Token:
    """Take a token apart; raises `Refusal` when it is malformed."""
    head, body, tail = text.split(".")
    header = read_json(read_base64url(head, 16_384))
    claims = read_json(read_base64url(body, MAX_BYTES))
    if not isinstance(header, dict) or not isinstance(claims, dict):
        raise Refusal("wrong-type", "The token does not hold what a badge's token holds.")
    return Token(header, claims, f"{head}.{body}".encode("ascii"), read_base64url(tail, 1_024))


def token_document(token: Token) -> dict[str, Any]:
    """The credential that a token carries, with what its claims say about the same things."""
    inner = token.claims.get("vc")
    if inner is not None and not isinstance(inner, dict):
        raise Refusal("wrong-type", 'The token\'s claim "vc" is not an object.')
    if isinstance(inner, dict):
        document = dict(inner)
    else:
        registered = ("iss", "sub", "jti", "nbf", "exp", "iat", "aud")
        document = {name: value for name, value in token.claims.items() if name not in registered}
    _agree(document, "id", token.claims.get("jti"))
    for claim, name in (("nbf", "validFrom"), ("exp", "validUntil")):
        if claim in token.claims:
            moment = _moment(token.claims[claim], claim)
            document.setdefault(name, moment)
    issuer = document.get("issuer")
    if "iss" in token.claims:
        named = issuer.get("id") if isinstance(issuer, dict) else issuer
        if named is None:
            document["issuer"] = token.claims["iss"]
        elif named != token.claims["iss"]:
            raise Refusal("claims-differ", "The token names two different issuers.")
    return document


def check_token(token: Token, issuer: str, resolver: Resolver) -> FoundKey | None:
    """Check the signature. None when it holds with a key that the token brought along itself."""
    algorithm = token.header.get("alg")
    if algorithm == "none" or not token.signature:
        raise Refusal("unsigned", "The token is not signed.")
    if "crit" in token.header:
        raise Undecided("unknown-proof", "The token asks for something that is not known here.")
    kind = _ALGORITHMS.get(algorithm) if isinstance(algorithm, str) else None
    if kind is None:
        raise Undecided(
            "unknown-proof",
            "It is signed in a way that this program cannot check "
            "(it knows ES256, RS256 and EdDSA).",
        )
    found: FoundKey | None = None
    if "kid" in token.header:
        method = token.header["kid"]
        if isinstance(method, str) and method.startswith("#"):
            method = issuer + method
        found = resolve_key(method, issuer, resolver)
        key = found.key
    elif "jwk" in token.header:
        key = read_jwk(token.header["jwk"])
    else:
        raise Refusal("no-key-named", "The token does not say which key signed it.")
    if key.kind != kind:
        raise Refusal("wrong-key-kind", "The key is not of the kind that this signature needs.")
    if not key.accepts(token.signature, token.message):
        raise Refusal(
            "signature-wrong",
            "The signature does not fit the content. Something was changed after it was signed, "
            "or it was never signed by this issuer.",
        )
    return found


def _agree(document: dict[str, Any], name: str, claim: Any) -> None:
    if claim is None:
        return
    if document.setdefault(name, claim) != claim:
        raise Refusal("claims-differ", "The token says two different things about itself.")


def _moment(value: Any, name: str) -> str:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise Refusal("bad-date", f'The token\'s "{name}" is not a number of seconds.')
    try:
        return datetime.fromtimestamp(int(value), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError, OSError):
        raise Refusal("bad-date", f'The token\'s "{name}" is a date that does not exist.') from None
