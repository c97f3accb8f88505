"""A portfolio as JSON Resume, for the many programs that set a résumé from it.

Source: the JSON Resume schema, version 1.0.0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from credfolio.records.model import Educator
from credfolio.text.prose import plain_text

_SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"


@dataclass(frozen=True, slots=True)
class Certificate:
    """A badge as a résumé lists it."""

    name: str
    on: date
    issuer: str
    url: str
    credit: tuple[dict[str, Any], ...] = ()
    """Each credit once: the place, the amount and unit, and whether it is in the total."""
    others: Mapping[str, Any] = field(default_factory=dict)
    """Co-issuers, assessors and what superseded it, as far as there are any."""


def build_resume(
    educator: Educator,
    certificates: Sequence[Certificate],
    *,
    page: str,
    photo: str,
    roles: str,
    languages: Sequence[str],
    skills: Sequence[tuple[str, Sequence[str]]],
    totals: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """The document; `skills` are topics, each with the badges that support it.

    `totals` are the sums of the certificates' credit that counts, with their days. The schema
    leaves room for both. `roles` and `languages` are in words. What the
    educator hides on the page is left out.
    """
    hidden = educator.hide
    basics: dict[str, Any] = {
        "name": educator.display_name,
        "label": educator.headline or roles,
        "url": page,
        "summary": plain_text(educator.bio) if educator.bio and "about" not in hidden else "",
        "image": photo if "photo" not in hidden else "",
        "profiles": [{"network": link.title, "url": link.url} for link in educator.links],
    }
    place = [
        value
        for name, value in (("school", educator.school), ("district", educator.district))
        if value and name not in hidden
    ]
    document: dict[str, Any] = {
        "$schema": _SCHEMA,
        "basics": {key: value for key, value in basics.items() if value},
    }
    if place and roles:
        document["work"] = [{"name": ", ".join(place), "position": roles}]
    document["certificates"] = [
        {"name": c.name, "date": c.on.isoformat(), "issuer": c.issuer, "url": c.url}
        | dict(c.others)
        | ({"credit": list(c.credit)} if c.credit else {})
        for c in certificates
    ]
    if skills and "skills" not in hidden:
        document["skills"] = [{"name": name, "keywords": list(k)} for name, k in skills]
    if languages:
        document["languages"] = [{"language": language} for language in languages]
    document["meta"] = {"canonical": f"{page}resume.json", **(totals or {})}
    return document
