"""Whether a newer badge took the place of one: what the issuer's signed status list says of that.

The list names a file in the folder `superseded/` next to it, with its digest (`relatedResource`,
VC Data Model 2.0, section 5.3). A badge that was replaced is still valid.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from credfolio.badges.verification.resolving import Resolver
from credfolio.badges.verification.shape import names, text_at
from credfolio.proof.digests import digest_of_bytes
from credfolio.proof.limits import FOREIGN
from credfolio.proof.refusal import NotProven
from credfolio.proof.strict_json import read_json

NOT_FOUND_OUT = " Whether a newer badge took its place could not be found out."


def replaced_by(
    document: dict[str, Any], status_list: dict[str, Any], address: str, resolver: Resolver
) -> str:
    """A sentence about the newer badge; "" where nothing is said, `NOT_FOUND_OUT` where what is
    named cannot be had, or is not what was signed.
    """
    folder = address.rpartition("/")[0] + "/superseded/"
    named = names(status_list.get("relatedResource"))
    for resource in named:
        at, digest = text_at(resource, "id"), text_at(resource, "digestMultibase")
        if not at.startswith(folder):
            continue
        try:
            data = resolver.fetch(at)
            said = read_json(data, FOREIGN) if digest_of_bytes(data) == digest else None
        except NotProven:
            said = None
        if not isinstance(said, dict) or said.get("schema_version") != 1:
            return NOT_FOUND_OUT
        badges = said.get("superseded")
        newer = badges.get(str(document.get("id"))) if isinstance(badges, dict) else None
        if newer is None:
            return ""
        by, on = text_at(newer, "by"), text_at(newer, "on")
        if not by.startswith("https://") or not _is_day(on):
            return NOT_FOUND_OUT
        return f" On {on} a newer badge took its place: {by}"
    return ""


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
