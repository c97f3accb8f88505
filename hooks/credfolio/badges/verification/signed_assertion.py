"""Open Badges 2.0 that carry a signature: a token, whose key the issuer publishes (section 7.2)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from credfolio.badges.verification.holder import note_recipient
from credfolio.badges.verification.hosted import (
    check_assertion_dates,
    is_web,
    linked,
    object_at,
)
from credfolio.badges.verification.issuer import home_of
from credfolio.badges.verification.report import About, StepBook
from credfolio.badges.verification.resolving import Resolver
from credfolio.badges.verification.shape import id_of, names, text_at
from credfolio.proof.public_key import PublicKey, read_pem
from credfolio.proof.refusal import IssuerRefusal, Refusal
from credfolio.proof.web_token import WebToken, verify_token

_MAX_LISTED = 100_000


def check_signed_assertion(
    document: dict[str, Any],
    token: WebToken,
    resolver: Resolver,
    now: datetime,
    book: StepBook,
    holder: str,
) -> None:
    """Answer every step for an assertion in a token. `holder` as in `check_hosted`."""
    if "Assertion" not in names(document.get("type")):
        raise Refusal("not-a-badge", "It is a part of an Open Badges 2.0 badge, not a badge.")
    book.about = About(kind="Open Badges 2.0, signed", address=text_at(document, "id"))
    book.note("format", "pass", "open-badges-2", "It is a badge in the form Open Badges 2.0.")
    badge = linked(document.get("badge"), resolver)
    issuer = linked(badge.get("issuer"), resolver)
    home, name = id_of(issuer), text_at(issuer, "name")
    book.about = About(
        kind="Open Badges 2.0, signed",
        address=text_at(document, "id"),
        title=text_at(badge, "name"),
        issuer=home,
        issuer_name=name,
    )
    if not is_web(home):
        raise Refusal("bad-address", "The badge's issuer has no https address.")
    address = _key_address(document, issuer)
    verify_token(token, _key_at(address, home, resolver))
    words = "Nothing in it was changed since it was signed."
    book.note("signature", "pass", "signature-holds", words)
    host = home_of(home)
    book.note(
        "issuer",
        "pass",
        "published",
        f"The key is published at {address}, so by the people who run {host}. "
        f"They call themselves “{name or 'no name'}”. "
        "Make sure that this is the organization's own address.",
    )
    book.answer("status", lambda: _check_revoked(document, issuer, resolver, book))
    book.answer("dates", lambda: check_assertion_dates(document, now, book))
    book.answer("subject", lambda: note_recipient(document, holder, book))


def _key_address(document: dict[str, Any], issuer: dict[str, Any]) -> str:
    verification = document.get("verification", document.get("verify"))
    named = verification.get("creator") if isinstance(verification, dict) else None
    keys = [id_of(one) for one in names(issuer.get("publicKey"))]
    address = id_of(named) or (keys[0] if keys else "")
    if not is_web(address):
        raise Refusal("no-key-named", "The signature does not say which key made it.")
    if address not in keys:
        raise IssuerRefusal(
            "key-of-another", "It was signed with a key that its issuer's profile does not name."
        )
    return address


def _key_at(address: str, home: str, resolver: Resolver) -> PublicKey:
    """The key at `address`, which has to be the issuer's, at the issuer's own host."""
    if home_of(address) != home_of(home):
        raise IssuerRefusal(
            "key-of-another",
            "It was signed with a key that is kept at another site than its issuer's.",
        )
    found = object_at(address, resolver)
    if found.get("id") != address or found.get("owner") != home:
        raise IssuerRefusal(
            "key-of-another", "The key in the issuer's document belongs to somebody else."
        )
    return read_pem(found.get("publicKeyPem"))


def _check_revoked(
    document: dict[str, Any], issuer: dict[str, Any], resolver: Resolver, book: StepBook
) -> None:
    named = issuer.get("revocationList")
    if named is None:
        book.note(
            "status", "pass", "no-status", "The issuer keeps no list of revoked badges for it."
        )
        return
    found = linked(named, resolver)
    listed = found.get("revokedAssertions", [])
    if not isinstance(listed, list) or len(listed) > _MAX_LISTED:
        raise Refusal("not-a-status-list", "What the issuer publishes as status list is none.")
    if id_of(found.get("issuer")) not in ("", id_of(issuer)):
        raise Refusal("status-list-of-another", "The status list was issued by somebody else.")
    own = {value for value in (document.get("id"), document.get("uid")) if isinstance(value, str)}
    for each in listed:
        uid = each.get("uid") if isinstance(each, dict) else None
        if id_of(each) in own or (isinstance(uid, str) and uid in own):
            book.note("status", "fail", "revoked", "The issuer's list says that it is revoked.")
            return
    book.note("status", "pass", "not-revoked", "The issuer's list says that it is not revoked.")
