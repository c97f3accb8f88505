"""Which older form a badge has, and that the oldest ones are not checked."""

from __future__ import annotations

from typing import Any

from credfolio.badges.verification.shape import names, text_at
from credfolio.proof.refusal import Refusal

CONTEXT = "https://w3id.org/openbadges/v2"


def is_hosted(document: dict[str, Any]) -> bool:
    """Whether `document` is of Open Badges 2.0."""
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
