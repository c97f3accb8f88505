"""A badge from elsewhere → an award in a portfolio, marked as imported.

Whatever a badge says is somebody else's word: it is read as text, shown with its
source and with what the check found, and never signed here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from pydantic import TypeAdapter, ValidationError

from credfolio.finding import Finding
from credfolio.ids import slug
from credfolio.importing.additions import Addition, Origin, differences, existing
from credfolio.importing.rows import Plan
from credfolio.model import Award, Educator, MicroCredential, Stack
from credfolio.model.base import Link
from credfolio.record_reader import read_record
from credfolio.registry import Registry, award_path
from credfolio.verification import Report, Resolver
from credfolio.verification.json_web_token import peek_token, token_document
from credfolio.verification.package import read_package
from credfolio.verification.report import Refusal
from credfolio.verification.shape import id_of, names, text_at

_LINK = TypeAdapter(Link)
_MAX_EVIDENCE = 20


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
    package = read_package(data)
    if package.address is not None:
        package = read_package(resolver.fetch(package.address))
    if package.token is not None:
        document = token_document(peek_token(package.token))
    elif package.document is not None:
        document = package.document
    else:
        raise Refusal("not-a-badge", "It only holds an address, and so does what is there.")
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
        issuer=text_at(issuer, "name") or report.about.issuer_name or _host(id_of(issuer)),
        address=_address(document),
        awarded_on=_day(document, "validFrom", "issuanceDate", "issuedOn", "awardedDate"),
        expires_on=_day(document, "validUntil", "expirationDate", "expires"),
        narrative=_prose(subject, "narrative") or _prose(document, "narrative"),
        evidence=tuple(_evidence([] if evidence is None else names(evidence))),
    )


def plan_badge(
    words: BadgeWords,
    report: Report,
    *,
    source: str,
    educator: Educator,
    earned: MicroCredential | Stack,
    registry: Registry,
    today: date,
) -> Plan:
    """The award that the badge adds; `source` is the name of the file or the address."""
    day = words.awarded_on
    if not day:
        return Plan(findings=[_finding(source, "it does not say when it was awarded")])
    origin: dict[str, Any] = {
        "system": words.issuer or _host(words.address) or "Unknown",
        "on": today.isoformat(),
        "checked": {"outcome": report.verdict, "words": report.summary},
    }
    if address := words.address or (_checked_link(source) if "://" in source else ""):
        origin["url"] = address
    if "://" not in source:
        origin["file"] = _file_name(source)
    data: dict[str, Any] = {
        "credential" if isinstance(earned, MicroCredential) else "stack": earned.ref,
        "version": earned.version or "1",
        "awarded_on": day,
        "name_as_awarded": educator.display_name,
        "imported_from": origin,
    }
    if words.expires_on:
        data["expires_on"] = words.expires_on
    if words.narrative:
        data["narrative"] = words.narrative
    if words.evidence:
        # Who can be seen in it is not known here, so it is not shown until somebody has looked.
        data["evidence"] = [
            {"id": f"evidence-{n}", "title": title, "kind": "portfolio", "url": url,
             "source": "holder", "visible": "no"}
            for n, (title, url) in enumerate(words.evidence, start=1)
        ]  # fmt: skip
    path = award_path(educator.id, earned.id)
    given = {"id": earned.id, "educator": educator.id}
    record = read_record(Award, data, path, given)
    if isinstance(record, list):
        return Plan(findings=record)
    compared = frozenset({"credential", "stack", "awarded_on", "expires_on", "imported_from"})
    addition = Addition(record, compared, Origin(source))
    other = existing(registry, record)
    if other is None and path not in registry.broken:
        return Plan([addition])
    if other is not None and not differences(addition, other):
        return Plan(unchanged=1)
    return Plan(
        findings=[
            Finding(
                "import-differs",
                path,
                "this award is there already and says otherwise",
                "compare the two; an import never overwrites",
            )
        ]
    )


def _finding(source: str, message: str) -> Finding:
    return Finding("import-badge", source, message, "ask who made the badge for one that does")


def _address(document: dict[str, Any]) -> str:
    return _checked_link(document.get("id"))


def _checked_link(value: object) -> str:
    try:
        link = _LINK.validate_python(value, strict=True)
    except ValidationError:
        return ""
    return link if link.startswith("https://") else ""


def _host(address: str) -> str:
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
        if url := _checked_link(id_of(entry)):
            found.append((text_at(entry, "name") or "Evidence", url))
    return found


def _file_name(source: str) -> str:
    name, _, ending = source.replace("\\", "/").rpartition("/")[2].rpartition(".")
    return f"{slug(name) or 'badge'}.{slug(ending) or 'json'}"
