"""Who signed: from the name of a key to the key that its owner publishes."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from credfolio.badges.verification.resolving import Resolver, Unresolved
from credfolio.proof.limits import FOREIGN
from credfolio.proof.public_key import PublicKey, read_jwk, read_multikey
from credfolio.proof.refusal import IssuerRefusal, Refusal, Undecided
from credfolio.proof.strict_json import read_json

_PORT = r":[1-9][0-9]{0,4}"
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
# A port of this computer names a host, too, which only a page that is served there is told of.
_HOST = re.compile(
    rf"(?=.{{1,253}}(?::|$))(?:{_LABEL}(?:\.{_LABEL})+(?:{_PORT})?|localhost{_PORT})"
)
_AUTHORITY = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://([^/?#]*)")
_SEGMENT = re.compile(r"[A-Za-z0-9._~-]{1,128}")
_MAX_METHODS = 1_000
_MAX_NAME = 400


class _NoSuchKey(IssuerRefusal):
    """The issuer's document was read, and does not list the key."""


@dataclass(frozen=True, slots=True)
class FoundKey:
    """A key, and whether somebody's address vouches for it (did:web) or nobody's (did:key)."""

    key: PublicKey
    published_at: str | None
    is_part: bool = False
    """Whether the holder chose what the signature shows."""


def did_web_address(did: str) -> str:
    """Where the document of a did:web is (did:web specification, section 3.2).

    >>> did_web_address("did:web:acme.github.io:badges:issuers:riverside")
    'https://acme.github.io/badges/issuers/riverside/did.json'
    """
    parts = did.split(":")
    if len(parts) < 3 or parts[:2] != ["did", "web"] or len(did) > _MAX_NAME:
        raise IssuerRefusal("bad-did", "The issuer's identifier is not a sound did:web.")
    host = unquote(parts[2]).lower()
    if not _HOST.fullmatch(host):
        raise IssuerRefusal("bad-did", "The issuer's identifier names no sound host.")
    path = parts[3:]
    for segment in path:
        if not _SEGMENT.fullmatch(segment) or segment in (".", ".."):
            raise IssuerRefusal("bad-did", "The issuer's identifier has an unsound path.")
    return f"https://{host}/{'/'.join(path or ['.well-known'])}/did.json"


def resolve_key(method: Any, issuer: str, resolver: Resolver) -> FoundKey:
    """The key called `method`, if `issuer` publishes it for signing.

    Raises `Refusal` when it does not, `Undecided` when that cannot be found out.
    """
    if not isinstance(method, str) or not method or len(method) > _MAX_NAME:
        raise Refusal("no-key-named", "The signature does not say which key made it.")
    owner, _, fragment = method.partition("#")
    if owner.startswith("did:") and issuer.startswith("did:") and owner != issuer:
        return _key_of_another(method, issuer, resolver)
    if owner.startswith("did:key:"):
        name = owner.removeprefix("did:key:")
        if fragment not in ("", name):
            raise IssuerRefusal(
                "no-such-key", "The signature names a key that its issuer does not have."
            )
        return FoundKey(read_multikey(name), None)
    if owner.startswith("did:web:"):
        return _published_key(method, owner, resolver)
    host = _host_of(owner)
    if owner.startswith("https://") and host and host == _host_of(issuer):
        return _key_at(owner, method, resolver)
    if owner.startswith("https://") and (own := _key_in(fragment)):
        return own
    raise _unknown_kind()


def _key_in(fragment: str) -> FoundKey | None:
    """The Multikey that a key's name ends in, for which nobody vouches."""
    try:
        return FoundKey(read_multikey(fragment), None) if fragment.startswith("z") else None
    except Refusal:
        return None


def _unknown_kind() -> Undecided:
    return Undecided(
        "unknown-issuer-kind",
        "The key is named in a way that this program cannot look up (it knows did:web, did:key "
        "and addresses at the issuer's own site).",
    )


def _key_of_another(method: str, issuer: str, resolver: Resolver) -> FoundKey:
    """Refuse a key that goes by another's name, once the issuer's own document was read.

    Before that nothing contradicts the badge: nobody knows which keys the issuer has.
    """
    if issuer.startswith("did:web:"):
        with suppress(_NoSuchKey):
            _published_key(method, issuer, resolver)
    elif not issuer.startswith("did:key:"):
        raise _unknown_kind()
    raise IssuerRefusal(
        "key-of-another", "It was signed with a key that does not belong to the issuer it names."
    )


def home_of(identifier: str) -> str:
    """The host of a did:web or of an https address; "" where there is none."""
    if identifier.startswith("did:web:"):
        host = unquote(identifier.split(":")[2]).lower()
        return host if _HOST.fullmatch(host) else ""
    return _host_of(identifier) if identifier.startswith("https://") else ""


def _host_of(address: str) -> str:
    """The host in `address`, if it has one that all programs read alike; otherwise nothing."""
    found = _AUTHORITY.match(address)
    host = found[1].lower() if found else ""
    return host if _HOST.fullmatch(host) else ""


def _key_at(address: str, method: str, resolver: Resolver) -> FoundKey:
    """The key so named at an address of the issuer: in a document of its keys (Controlled
    Identifiers, section 2), as a JSON Web Key or in a set of them (RFC 7517, sections 4 and 5).

    Where nothing there is about keys, the name itself may hold the key.
    """
    own = _key_in(method.partition("#")[2])
    try:
        document = read_json(resolver.fetch(address), FOREIGN)
    except Unresolved:
        if own:
            return own
        raise
    except Refusal as refusal:
        if own:
            return own
        raise IssuerRefusal("bad-key-document", f"At {address}: {refusal.words}") from None
    if isinstance(document, dict) and "verificationMethod" in document:
        return _key_in_document(document, method, address, address)
    about_keys = isinstance(document, dict) and ("keys" in document or "kty" in document)
    if own and not about_keys:
        return own
    keys = document.get("keys", [document]) if isinstance(document, dict) else []
    names = [name for name in (method, method.partition("#")[2]) if name]
    for key in keys if isinstance(keys, list) and len(keys) <= _MAX_METHODS else []:
        is_named = isinstance(key, dict) and (keys == [document] or key.get("kid") in names)
        if is_named:
            return FoundKey(read_jwk(key), address)
    raise IssuerRefusal("no-such-key", f"{address} does not hold the key that is named.")


def _published_key(method: str, did: str, resolver: Resolver) -> FoundKey:
    address = did_web_address(did)
    try:
        document = read_json(resolver.fetch(address), FOREIGN)
    except Refusal as refusal:
        raise IssuerRefusal("bad-did-document", f"At {address}: {refusal.words}") from None
    if not isinstance(document, dict):
        raise IssuerRefusal("bad-did-document", f"{address} is not an issuer's document.")
    return _key_in_document(document, method, did, address)


def _key_in_document(document: dict[str, Any], method: str, did: str, address: str) -> FoundKey:
    """The key called `method` in the document of `did`, if that may sign badges."""
    if document.get("id") != did:
        raise IssuerRefusal(
            "did-names-another", f"The document at {address} belongs to somebody else."
        )
    entries = _entries(document, "verificationMethod")
    entry = next((each for each in entries if _is_named(each, method, did)), None)
    allowed = _entries(document, "assertionMethod")
    embedded = next((each for each in allowed if _is_named(each, method, did)), None)
    entry = entry or embedded
    if entry is None:
        raise _NoSuchKey(
            "no-such-key", "It was signed with a key that the issuer does not publish as its own."
        )
    if embedded is None and not any(_same(each, method, did) for each in allowed):
        raise IssuerRefusal(
            "key-not-for-signing", "The issuer does not allow this key to sign badges."
        )
    if entry.get("controller") != did:
        raise IssuerRefusal(
            "key-of-another", "The key in the issuer's document belongs to somebody else."
        )
    if "revoked" in entry:
        raise IssuerRefusal(
            "key-revoked", "The issuer has withdrawn the key that signed this badge."
        )
    if "publicKeyMultibase" in entry:
        return FoundKey(read_multikey(entry["publicKeyMultibase"]), address)
    return FoundKey(read_jwk(entry.get("publicKeyJwk")), address)


def _entries(document: dict[str, Any], name: str) -> list[Any]:
    value = document.get(name, [])
    values = value if isinstance(value, list) else [value]
    if len(values) > _MAX_METHODS:
        raise IssuerRefusal("bad-did-document", "The issuer's document lists too many keys.")
    return values


def _is_named(entry: Any, method: str, did: str) -> bool:
    return isinstance(entry, dict) and _same(entry.get("id"), method, did)


def _same(name: Any, method: str, did: str) -> bool:
    return isinstance(name, str) and (did + name if name.startswith("#") else name) == method
