"""What a badge says of itself, in the words that an award has a place for.

Whatever a badge says is somebody else's word: it is read as text, and proves
nothing unless the check says so.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from pydantic import TypeAdapter, ValidationError

from credfolio.badges.verification.json_web_token import token_document
from credfolio.badges.verification.package import read_package
from credfolio.badges.verification.report import Report
from credfolio.badges.verification.resolving import Resolver
from credfolio.badges.verification.shape import id_of, names, text_at
from credfolio.proof.limits import FOREIGN
from credfolio.proof.refusal import Refusal
from credfolio.proof.web_token import read_token
from credfolio.records.model.base import Link

_LINK = TypeAdapter(Link)
_MAX_EVIDENCE = 20
# An address, or the hash of one as Open Badges 2.0 writes it; a salted hash falls in seconds.
_ADDRESS_OF_A_PERSON = re.compile(
    r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}\.[A-Za-z]{2,}|\b(?:sha256|sha1|md5)\$[0-9a-fA-F]{16,}"
)


@dataclass(frozen=True, slots=True)
class BadgeWords:
    """What a badge says, as far as an award has a place for it; "" where it says nothing."""

    title: str
    issuer: str
    address: str
    awarded_on: str
    expires_on: str
    narrative: str
    evidence: tuple[tuple[str, str], ...]
    """Title and address of each piece."""


def read_badge(data: bytes, report: Report, resolver: Resolver) -> BadgeWords:
    """What the badge in `data` says; raises `Refusal` or `Undecided` when it cannot be opened."""
    document = read_document(data, resolver)
    subject = document.get("credentialSubject")
    subject = subject[0] if isinstance(subject, list) and subject else subject
    badge = document.get("badge")
    issuer = document.get("issuer") or (badge.get("issuer") if isinstance(badge, dict) else None)
    evidence = document.get("evidence")
    return BadgeWords(
        title=text_at(subject, "achievement", "name")
        or text_at(badge, "name")
        or report.about.title
        or text_at(document, "name"),
        issuer=text_at(issuer, "name") or report.about.issuer_name or host_in(id_of(issuer)),
        address=_address(document),
        awarded_on=_day(document, "validFrom", "issuanceDate", "issuedOn", "awardedDate"),
        expires_on=_day(document, "validUntil", "expirationDate", "expires"),
        narrative=_prose(subject, "narrative") or _prose(document, "narrative"),
        evidence=tuple(_evidence([] if evidence is None else names(evidence))),
    )


def read_document(data: bytes, resolver: Resolver) -> dict[str, Any]:
    """The badge in `data` as a document; raises as `read_badge` does."""
    package = read_package(data)
    if package.address is not None:
        package = read_package(resolver.fetch(package.address))
    if package.token is not None:
        return token_document(read_token(package.token, FOREIGN))
    if package.document is not None:
        return package.document
    raise Refusal("not-a-badge", "It only holds an address, and so does what is there.")


def ending_of(data: bytes) -> str:
    """How the name of a file with the badge in `data` ends. Raises `Refusal` as reading it does."""
    package = read_package(data)
    return ".jwt" if package.token is not None else f".{package.wrapping}"


def holds_address(data: bytes) -> bool:
    """Whether the badge in `data` holds somebody's e-mail address, or a hash of one.

    What cannot be opened is taken to hold one: nobody can see that it does not.
    """
    try:
        package = read_package(data)
        if package.token is not None:
            document: Any = token_document(read_token(package.token, FOREIGN))
        else:
            document = package.document or package.address or ""
    except Refusal:
        return True
    return _ADDRESS_OF_A_PERSON.search(json.dumps(document, ensure_ascii=False)) is not None


def _address(document: dict[str, Any]) -> str:
    return public_link(document.get("id"))


def public_link(value: object) -> str:
    try:
        link = _LINK.validate_python(value, strict=True)
    except ValidationError:
        return ""
    return link if link.startswith("https://") else ""


def host_in(address: str) -> str:
    if address.startswith("did:web:"):
        return address.split(":")[2].partition("%")[0]
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _day(document: dict[str, Any], *keys: str) -> str:
    for key in keys:
        text = document.get(key)
        if isinstance(text, str):
            try:
                return date.fromisoformat(text[:10]).isoformat()
            except ValueError:
                continue
    return ""


def _prose(value: object, key: str) -> str:
    text = value.get(key) if isinstance(value, dict) else None
    if not isinstance(text, str):
        return ""
    return "".join(c for c in text if c.isprintable() or c == "\n").strip()[:5_000]


def _evidence(entries: list[Any]) -> list[tuple[str, str]]:
    found = []
    for entry in entries[:_MAX_EVIDENCE]:
        if url := public_link(id_of(entry)):
            found.append((text_at(entry, "name") or "Evidence", url))
    return found
