"""Credentials as compact JSON Web Tokens (VC-JOSE-COSE, and the older claim "vc")."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from credfolio.badges.verification.issuer import FoundKey, resolve_key
from credfolio.badges.verification.resolving import Resolver
from credfolio.proof.public_key import read_jwk
from credfolio.proof.refusal import Refusal
from credfolio.proof.web_token import WebToken, key_kind_of, verify_token


def token_document(token: WebToken) -> dict[str, Any]:
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


def check_token(token: WebToken, issuer: str, resolver: Resolver) -> FoundKey | None:
    """Check the signature. None when it holds with a key that the token brought along itself."""
    key_kind_of(token)
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
    verify_token(token, key)
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
