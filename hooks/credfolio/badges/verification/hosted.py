"""Open Badges 2.0 hosted assertions: they count because their issuer publishes them."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from credfolio.badges.verification.dates import read_moment
from credfolio.badges.verification.holder import note_recipient
from credfolio.badges.verification.issuer import home_of
from credfolio.badges.verification.report import About, StepBook
from credfolio.badges.verification.resolving import Gone, Resolver
from credfolio.badges.verification.shape import id_of, names, same, text_at
from credfolio.proof.limits import FOREIGN
from credfolio.proof.refusal import Refusal, Undecided
from credfolio.proof.strict_json import read_json

_MEMBER = re.compile(r"@?[A-Za-z][A-Za-z0-9:_-]{0,40}")
_MOST_NAMED = 5
# What a browser or a server may read as a step back, or otherwise than it is written.
_STEP_BACK = re.compile(r"[^!-~]|\\|/(?:\.|%2e){1,2}(?:[/;]|%2f|%5c|\Z)", re.IGNORECASE)
_LOOKED_UP = ("badge", "issuer")


def check_hosted(
    document: dict[str, Any], resolver: Resolver, now: datetime, book: StepBook, holder: str
) -> None:
    """Answer every step for an Open Badges 2.0 assertion (section "Hosted verification").

    What its issuer publishes at its address counts, and has to be what `document` says. `holder`
    is an address of the holder to compare, or "".
    """
    address = document.get("id")
    if "Assertion" not in names(document.get("type")):
        raise Refusal("not-a-badge", "It is a part of an Open Badges 2.0 badge, not a badge.")
    if not isinstance(address, str) or not is_web(address):
        raise Refusal("bad-address", "The badge does not say at which https address it is kept.")
    book.about = About(kind="Open Badges 2.0", address=text_at(document, "id"))
    book.note("format", "pass", "open-badges-2", "It is a badge in the form Open Badges 2.0.")
    try:
        published = object_at(address, resolver)
    except Gone as gone:
        book.note("status", "fail", "hosted-revoked", _gone(gone.data))
        return
    if published.get("revoked") is True:
        reason = text_at(published, "revocationReason")
        book.note("status", "fail", "hosted-revoked", _revoked(reason))
        return
    _compare(document, published)
    verification = published.get("verification", published.get("verify"))
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
        f"published at {book.about.address}.",
    )
    badge = linked(published.get("badge"), resolver)
    issuer = linked(badge.get("issuer"), resolver)
    if not isinstance(published.get("badge"), dict):
        _check_copy(document.get("badge"), badge, issuer)
    _check_issuer(address, badge, issuer, book)
    book.answer("dates", lambda: check_assertion_dates(published, now, book))
    book.note("status", "pass", "not-revoked", "The issuer still publishes it as valid.")
    book.answer("subject", lambda: note_recipient(published, holder, book))


def _compare(given: dict[str, Any], published: dict[str, Any]) -> None:
    """Refuse a copy that contradicts its issuer; one that says less is no answer."""
    other = [name for name in given if not _agree(name, given, published)]
    if other:
        raise Refusal(
            "hosted-differs",
            f"What the issuer publishes at the badge's address says otherwise{_named(other)}.",
        )
    more = [name for name in published if name not in given]
    if more:
        raise Undecided(
            "hosted-more",
            f"The issuer publishes more at the badge's address than this copy says{_named(more)}.",
        )


def _agree(name: str, given: dict[str, Any], published: dict[str, Any]) -> bool:
    """Whether both say the same under `name`: what is looked up may be written out or named."""
    if name not in published:
        return False
    one, other = _single(given[name]), _single(published[name])
    if isinstance(one, dict) is not isinstance(other, dict):
        part = one if isinstance(one, dict) else other
        return (name in _LOOKED_UP or len(part) == 1) and id_of(one) == id_of(other) != ""
    return same(one, other)


def _single(value: Any) -> Any:
    """JSON-LD reads a list of one and what is in it alike."""
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def _named(members: list[str]) -> str:
    plain = sorted(name for name in members if _MEMBER.fullmatch(name))[:_MOST_NAMED]
    return f" ({', '.join(plain)})" if plain else ""


def _check_copy(copied: Any, badge: dict[str, Any], issuer: dict[str, Any]) -> None:
    """Find no answer where a copy writes out a part in other words than at its own address."""
    copied = _single(copied)
    if not isinstance(copied, dict):
        return
    parts = [(copied, badge), (_single(copied.get("issuer")), issuer)]
    for part, found in parts:
        if isinstance(part, dict) and not all(_agree(name, part, found) for name in part):
            raise Undecided(
                "part-differs",
                "What this copy says about the badge or its issuer is not what is published now.",
            )


def _check_issuer(
    address: str, badge: dict[str, Any], issuer: dict[str, Any], book: StepBook
) -> None:
    home, name = text_at(issuer, "id"), text_at(issuer, "name")
    book.about = About(
        kind="Open Badges 2.0",
        address=book.about.address,
        title=text_at(badge, "name"),
        issuer=home,
        issuer_name=name,
    )
    if not is_web(home):
        raise Refusal("bad-address", "The badge's issuer has no https address.")
    host, place = home_of(home), home_of(address)
    if not _is_allowed(address, issuer.get("verification"), host):
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
    allowed = "" if place == host else f" They let {place} keep their badges."
    book.note(
        "issuer",
        "pass",
        "published",
        f"It is published by the people who run {host}, calling themselves “{name}”.{allowed} "
        "Make sure that this is the organization's own address.",
    )


def _is_allowed(address: str, rule: Any, host: str) -> bool:
    """Whether the issuer at `host` keeps badges at `address` (VerificationObject)."""
    rule = rule if isinstance(rule, dict) else {}
    starts = [each for each in names(rule.get("startsWith")) if isinstance(each, str)]
    origins = [each for each in names(rule.get("allowedOrigins")) if isinstance(each, str)]
    place = home_of(address)
    if starts:
        return any(home_of(each) == place and _begins(address, each) for each in starts)
    return place in origins if origins else place == host


def _begins(address: str, start: str) -> bool:
    """Whether `start` is `address`, or ends with one of its steps."""
    if _STEP_BACK.search(re.split(r"[?#]", address)[0]):
        return False
    return address == start or address.startswith(start if start.endswith("/") else f"{start}/")


def is_web(address: str) -> bool:
    """Whether `address` is one of https whose host all programs read alike."""
    return address.startswith("https://") and home_of(address) != ""


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
    """A part of a badge, which is written in it or named by its address.

    What has an address counts as it is published there, not as the badge writes it.
    """
    if isinstance(value, dict):
        if "id" not in value:
            return value
        value = value["id"]
    if not isinstance(value, str) or not is_web(value):
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


def _revoked(reason: str) -> str:
    return f"The issuer revoked it: {reason}" if reason else "The issuer revoked it."


def _short(text: str) -> str:
    return text if len(text) <= 120 else text[:119] + "…"


def _gone(data: bytes) -> str:
    """What a server says that answers with 410, which counts as revoked."""
    try:
        return _revoked(text_at(read_json(data, FOREIGN), "revocationReason"))
    except Refusal:
        return _revoked("")
