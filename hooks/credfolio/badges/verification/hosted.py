"""Open Badges 2.0 hosted assertions: they count because their issuer publishes them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from credfolio.badges.verification.dates import read_moment
from credfolio.badges.verification.report import About, StepBook
from credfolio.badges.verification.resolving import Resolver
from credfolio.badges.verification.shape import names, text_at
from credfolio.proof.limits import FOREIGN
from credfolio.proof.refusal import Refusal, Undecided
from credfolio.proof.strict_json import read_json

CONTEXT = "https://w3id.org/openbadges/v2"


def is_hosted(document: dict[str, Any]) -> bool:
    return CONTEXT in names(document.get("@context")) or (
        "Assertion" in names(document.get("type"))
        and "VerifiableCredential" not in names(document.get("type"))
    )


def is_older(document: dict[str, Any]) -> bool:
    """Whether `document` is an assertion of Open Badges 1.0 or 0.5, which name no type."""
    if "type" in document or "proof" in document:
        return False
    has_uid = "uid" in document and "verify" in document
    badge = document.get("badge")
    return has_uid or ("recipient" in document and isinstance(badge, dict) and "criteria" in badge)


def older_form(document: dict[str, Any]) -> Refusal:
    """That it is of an older form, with the address at which its issuer keeps it."""
    form = "1.x" if "uid" in document else "0.5"
    return Refusal(
        "open-badges-1",
        f"It is an Open Badge of the form {form}, which this program does not check."
        + _at(text_at(document, "verify", "url") or text_at(document, "badge", "issuer", "origin")),
    )


def _at(address: str) -> str:
    return f" Its issuer's address is {address}." if address.startswith("https://") else ""


def check_hosted(
    document: dict[str, Any], resolver: Resolver, now: datetime, book: StepBook
) -> None:
    """Answer every step for an Open Badges 2.0 assertion."""
    address = document.get("id")
    if "Assertion" not in names(document.get("type")):
        raise Refusal("not-a-badge", "It is a part of an Open Badges 2.0 badge, not a badge.")
    if not isinstance(address, str) or not address.startswith("https://"):
        raise Refusal("bad-address", "The badge does not say at which https address it is kept.")
    book.about = About(kind="Open Badges 2.0", address=address)
    book.note("format", "pass", "open-badges-2", "It is a badge in the form Open Badges 2.0.")
    published = object_at(address, resolver)
    if published.get("revoked") is True:
        reason = text_at(published, "revocationReason")
        book.note("status", "fail", "hosted-revoked", _revoked(reason))
        return
    if published != document:
        raise Refusal(
            "hosted-differs", "What the issuer publishes at the badge's address says otherwise."
        )
    verification = document.get("verification", document.get("verify"))
    kind = verification.get("type") if isinstance(verification, dict) else None
    if not ({"HostedBadge", "hosted"} & {name for name in names(kind) if isinstance(name, str)}):
        raise Undecided(
            "unknown-proof", "It is signed in an older way that this program cannot check."
        )
    book.note(
        "signature",
        "pass",
        "hosted",
        "A badge of this older form has no signature. It counts because the same text is "
        f"published at {address}.",
    )
    badge = linked(document.get("badge"), resolver)
    issuer = linked(badge.get("issuer"), resolver)
    _check_issuer(address, badge, issuer, book)
    book.answer("dates", lambda: check_assertion_dates(document, now, book))
    book.note("status", "pass", "not-revoked", "The issuer still publishes it as valid.")
    note_recipient(document, book)


def note_recipient(document: dict[str, Any], book: StepBook) -> None:
    """Answer the step "subject" of an assertion."""
    recipient = document.get("recipient")
    if not isinstance(recipient, dict) or not isinstance(recipient.get("identity"), str):
        raise Refusal("no-subject", "It does not say whose badge it is.")
    hashed = recipient.get("hashed") is True
    book.note(
        "subject",
        "unknown" if hashed else "pass",
        "hashed" if hashed else "named",
        "Its holder is named only by a code made from an e-mail address; ask the holder for it."
        if hashed
        else f"Its holder is {_short(recipient['identity'])}. Make sure that this is the person.",
    )


def _check_issuer(
    address: str, badge: dict[str, Any], issuer: dict[str, Any], book: StepBook
) -> None:
    home = issuer.get("id")
    name = text_at(issuer, "name")
    book.about = About(
        kind="Open Badges 2.0",
        address=address,
        title=text_at(badge, "name"),
        issuer=home if isinstance(home, str) else "",
        issuer_name=name,
    )
    if not isinstance(home, str) or not home.startswith("https://"):
        raise Refusal("bad-address", "The badge's issuer has no https address.")
    host = host_of(home)
    # Open Badges 2.0, section "Hosted verification": by default both are on one host.
    if host_of(address) != host:
        raise Refusal("host-of-another", "The badge is kept at another site than its issuer's.")
    if host.endswith(".invalid"):
        # RFC 6761, section 6.4: no such host can ever exist. Our demonstration lives there.
        book.note(
            "issuer",
            "unknown",
            "demonstration",
            "Its address is one that cannot exist, as demonstrations use it. "
            "No organization vouches for it.",
        )
        return
    book.note(
        "issuer",
        "pass",
        "published",
        f"It is published by the people who run {host}, calling themselves “{_short(name)}”. "
        "Make sure that this is the organization's own address.",
    )


def check_assertion_dates(document: dict[str, Any], now: datetime, book: StepBook) -> None:
    """Answer the step "dates" of an assertion."""
    issued = read_moment(document.get("issuedOn"), "issuedOn")
    if issued > now:
        book.note("dates", "fail", "not-yet-valid", f"It is issued only on {issued.date()}.")
    elif "expires" in document and (end := read_moment(document["expires"], "expires")) < now:
        book.note("dates", "fail", "expired", f"It expired on {end.date()}.")
    else:
        book.note("dates", "pass", "in-force", f"Issued on {issued.date()} and not expired.")


def linked(value: Any, resolver: Resolver) -> dict[str, Any]:
    """A part of a badge, which is written in it or named by its address."""
    if isinstance(value, dict):
        value = value.get("id", value)
    if isinstance(value, dict):
        return value
    if not isinstance(value, str) or not value.startswith("https://"):
        raise Refusal("bad-address", "A part of the badge has no https address.")
    found = object_at(value, resolver)
    if found.get("id") != value:
        raise Refusal("hosted-differs", "A part of the badge belongs at another address.")
    return found


def object_at(address: str, resolver: Resolver) -> dict[str, Any]:
    """The JSON object at `address`."""
    value = read_json(resolver.fetch(address), FOREIGN)
    if not isinstance(value, dict):
        raise Refusal("wrong-type", f"{_short(address)} does not hold an object.")
    return value


def host_of(address: str) -> str:
    """The host in `address`, with its port."""
    try:
        return urlsplit(address).netloc.lower()
    except ValueError:
        raise Refusal("bad-address", "An address in the badge is malformed.") from None


def _revoked(reason: str) -> str:
    return f"The issuer revoked it: {reason}" if reason else "The issuer revoked it."


def _short(text: str) -> str:
    return text if len(text) <= 120 else text[:119] + "…"
