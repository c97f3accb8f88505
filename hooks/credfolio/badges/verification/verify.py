"""`verify`: everything that can be found out about one badge, step by step."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from credfolio.badges.verification.badge_list import (
    Badge,
    check_array,
    check_inside,
    check_list,
    check_site,
    is_list,
)
from credfolio.badges.verification.dates import check_dates, note_own_end
from credfolio.badges.verification.holder import note_subject
from credfolio.badges.verification.hosted import check_hosted
from credfolio.badges.verification.issuer import FoundKey
from credfolio.badges.verification.json_web_token import check_token, token_document
from credfolio.badges.verification.older import is_hosted, is_older, older_form
from credfolio.badges.verification.package import read_package
from credfolio.badges.verification.report import About, Report, StepBook
from credfolio.badges.verification.resolving import Resolver
from credfolio.badges.verification.shape import id_of, names, text_at
from credfolio.badges.verification.signature import check_proof
from credfolio.badges.verification.signed_assertion import check_signed_assertion
from credfolio.badges.verification.site_badges import SiteBadges
from credfolio.badges.verification.status import check_status
from credfolio.badges.verification.verdicts import outcome_of
from credfolio.badges.verification.withheld import note_withheld
from credfolio.proof.demonstration import DENIED_KEYS
from credfolio.proof.limits import FOREIGN
from credfolio.proof.refusal import IssuerRefusal, NotProven, Refusal, Undecided
from credfolio.proof.strict_json import check_texts
from credfolio.proof.web_token import WebToken, read_token

KINDS = {
    "OpenBadgeCredential": "Open Badges 3.0",
    "AchievementCredential": "Open Badges 3.0",
    "EndorsementCredential": "Open Badges 3.0 endorsement",
    "ClrCredential": "Comprehensive Learner Record 2.0",
}
MODELS = (
    "https://www.w3.org/ns/credentials/v2",
    "https://www.w3.org/2018/credentials/v1",
)


def verify(
    data: bytes | dict[str, Any] | SiteBadges,
    resolver: Resolver,
    now: datetime,
    *,
    known: Collection[str] = (),
    holder: str = "",
) -> Report:
    """What `data` proves at the moment `now`; asks `resolver` for what it names.

    `data` is the bytes of a file (JSON, baked PNG or SVG, JWT), the object in it, or what a site
    lists. `known` are identifiers of issuers that the caller knows by other means, `holder` is an
    e-mail address to compare with the one that it was made out to. Never raises for `data`.
    """
    return _verify(data, _Asked(resolver, now, known, holder))


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a check is asked with; see `verify`."""

    resolver: Resolver
    now: datetime
    known: Collection[str]
    holder: str
    is_inside: bool = False
    """Whether the badge is part of something that is signed itself."""


def _verify(data: Badge | SiteBadges, asked: _Asked) -> Report:
    book = StepBook()
    try:
        if isinstance(data, SiteBadges):
            check_site(data, lambda badge: _verify(badge, asked), book)
        elif isinstance(data, dict):
            check_texts(data, FOREIGN)
            _verify_document(data, None, asked, book)
        else:
            _verify_bytes(data, asked, book)
    except NotProven as trouble:
        _note_failure(book, trouble)
    return book.report()


def _verify_bytes(data: bytes, asked: _Asked, book: StepBook) -> None:
    package = read_package(data)
    if package.address is not None:
        # A badge of 2012 to 2018 is baked as the address of its assertion.
        book.about = About(address=text_at({"id": package.address}, "id"))
        package = read_package(asked.resolver.fetch(package.address))
    if package.token is not None:
        token = read_token(package.token, FOREIGN)
        _verify_document(token_document(token), token, asked, book)
    elif package.document is not None:
        _verify_document(package.document, None, asked, book)
    elif package.badges is not None:
        check_array(package.badges, lambda badge: _verify(badge, asked), book)
    else:
        raise Refusal("not-a-badge", "It only holds an address, and so does what is there.")


def _verify_document(
    document: dict[str, Any],
    token: WebToken | None,
    asked: _Asked,
    book: StepBook,
) -> None:
    resolver, now = asked.resolver, asked.now
    if is_older(document):
        raise older_form(document)
    if is_hosted(document):
        if token is not None:
            check_signed_assertion(document, token, resolver, now, book, asked.holder)
            return
        check_hosted(document, resolver, now, book, asked.holder)
        return
    if token is None and is_list(document):
        check_list(document, lambda badge: _verify(badge, asked), book)
        return
    issuer = _check_format(document, book)
    try:
        found = _check_signature(document, token, issuer, asked)
    except NotProven as trouble:
        _note_failure(book, trouble)
        if outcome_of(trouble.code) == "unknown":
            note_own_end(document, now, book)
        return
    is_part = found is not None and found.is_part
    if is_part:
        words = "Nothing of what is shown was changed. Its holder chose what to show."
        book.note("signature", "pass", "shown-in-part", words)
    else:
        words = "Nothing in it was changed since it was signed."
        book.note("signature", "pass", "signature-holds", words)
    _judge_issuer(document, issuer, found, asked.known, book)
    book.answer("status", lambda: check_status(document, issuer, resolver, now, book))
    if "ClrCredential" in names(document.get("type")):
        inside = replace(asked, is_inside=True)
        book.answer("status", lambda: check_inside(document, lambda b: _verify(b, inside), book))
    book.answer("dates", lambda: check_dates(document, now, book))
    if is_part:
        note_withheld(document, book)
    book.answer("subject", lambda: note_subject(document, asked.holder, book))


def _check_signature(
    document: dict[str, Any], token: WebToken | None, issuer: str, asked: _Asked
) -> FoundKey | None:
    """The key that signed it; None when the token brought its key along itself."""
    if token is not None:
        return check_token(token, issuer, asked.resolver)
    if "proof" not in document and asked.is_inside:
        raise Refusal("signed-around", "Only the signature of the whole list covers it.")
    if "proof" not in document:
        raise Refusal("unsigned", "It carries no signature, so anybody could have written it.")
    return check_proof(document, issuer, asked.resolver)


def _check_format(document: dict[str, Any], book: StepBook) -> str:
    """Answer the step "format"; the issuer's identifier."""
    kinds = names(document.get("type"))
    if "VerifiableCredential" not in kinds:
        raise Refusal("not-a-badge", "The file is no badge and no other credential.")
    if {"BitstringStatusListCredential", "StatusList2021Credential"} & {
        kind for kind in kinds if isinstance(kind, str)
    }:
        raise Refusal("not-a-badge", "This is an issuer's list of revoked badges, not a badge.")
    if not all(isinstance(kind, str) for kind in kinds):
        raise Refusal("wrong-type", "It does not say properly what it is.")
    contexts = names(document.get("@context"))
    if not contexts or contexts[0] not in MODELS:
        raise Refusal("not-a-badge", "It is not written as a Verifiable Credential.")
    issuer = id_of(document.get("issuer"))
    if not issuer or ":" not in issuer or len(issuer) > 400 or not issuer.isprintable():
        raise Refusal("no-issuer", "It does not say properly who issued it.")
    address = document.get("id")
    if address is not None and not isinstance(address, str):
        raise Refusal("wrong-type", "Its own address is not a text.")
    subject = document.get("credentialSubject")
    if not isinstance(subject, (dict, list)) or not subject:
        raise Refusal("no-subject", "It says nothing about anybody.")
    kind = next((KINDS[each] for each in kinds if each in KINDS), "Verifiable Credential")
    book.about = About(
        kind=kind,
        address=text_at(document, "id"),
        title=text_at(subject, "achievement", "name") or text_at(document, "name"),
        issuer=issuer,
        issuer_name=text_at(document, "issuer", "name"),
        subject=text_at(subject, "id"),
    )
    book.note("format", "pass", "well-formed", f"It is sound in form ({kind}).")
    return issuer


def _judge_issuer(
    document: dict[str, Any],
    issuer: str,
    found: FoundKey | None,
    known: Collection[str],
    book: StepBook,
) -> None:
    name = text_at(document, "issuer", "name") or "no name"
    if found is not None and found.key.raw in DENIED_KEYS:
        if found.published_at is not None:
            raise Refusal(
                "demonstration-key",
                "It is signed with the demonstration's key, which everybody has, "
                "under the name of a real address.",
            )
        book.note(
            "issuer",
            "unknown",
            "demonstration",
            "It is signed with the demonstration's key, which everybody has. "
            "No organization vouches for it.",
        )
    elif issuer in known and found is not None:
        book.note("issuer", "pass", "known", f"You named this issuer as known to you ({name}).")
    elif found is not None and found.published_at is not None:
        host = found.published_at.split("/")[2]
        book.note(
            "issuer",
            "pass",
            "published",
            f"The key is published at {found.published_at}, so by the people who run {host}. "
            f"They call themselves “{name}”. "
            "Make sure that this is the organization's own address.",
        )
    else:
        book.note(
            "issuer",
            "unknown",
            "unknown-issuer",
            f"It names “{name}”, but the key has no web address, so nothing shows who that "
            "is. This does not mean that it is false. Ask the issuer whether the key is theirs: "
            f"{issuer}",
        )


def _note_failure(book: StepBook, trouble: NotProven) -> None:
    """Put the blame on the step that was being answered."""
    if not book.has("format"):
        book.note_trouble("format", trouble)
    elif isinstance(trouble, IssuerRefusal) or book.has("signature"):
        book.note_trouble("issuer", trouble)
    else:
        book.note_trouble("signature", trouble)
        if isinstance(trouble, Undecided):
            book.note(
                "issuer",
                "unknown",
                "unknown-issuer",
                "Who issued it could not be found out. This does not mean that it is false.",
            )
