"""Where each kind of record lies: a path → what is read there, or nothing.

The loader walks folders and so knows the place without asking; a change names
single files, and they have to be read as the same records.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from credfolio.records.model import (
    Award,
    Educator,
    Framework,
    Governance,
    Issuer,
    Jurisdiction,
    MicroCredential,
    Record,
    Stack,
)


@dataclass(frozen=True, slots=True)
class RecordPlace:
    """What a record at one path is: its kind in the registry, its model, its key there."""

    kind: str
    model: type[Record]
    key: Any
    given: dict[str, str]
    """What the place says about the record: its id, issuer or educator."""


_ID = r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?"
_KINDS: tuple[tuple[str, type[Record], re.Pattern[str]], ...] = tuple(
    (kind, model, re.compile(pattern.replace("ID", _ID)))
    for kind, model, pattern in (
        ("governance", Governance, r"catalog/(?P<id>governance)\.yml"),
        ("frameworks", Framework, r"catalog/frameworks/(?P<id>ID)\.yml"),
        ("jurisdictions", Jurisdiction, r"catalog/jurisdictions/(?P<id>ID)\.yml"),
        ("issuers", Issuer, r"catalog/(?P<id>ID)/issuer\.yml"),
        ("stacks", Stack, r"catalog/(?P<issuer>ID)/stacks/(?P<id>ID)\.yml"),
        ("credentials", MicroCredential, r"catalog/(?P<issuer>ID)/(?P<id>ID)\.yml"),
        ("educators", Educator, r"portfolios/(?P<id>ID)/profile\.yml"),
        ("awards", Award, r"portfolios/(?P<educator>ID)/awards/(?P<id>ID)\.yml"),
    )
)


_SIGNED = re.compile(r"portfolios/[^/]+/credentials/.+|catalog/[^/]+/status/.+")


def record_place(path: str) -> RecordPlace | None:
    """What is read at `path`, relative to the project; None where no record lies."""
    for kind, model, pattern in _KINDS:
        if found := pattern.fullmatch(path):
            given = found.groupdict()
            key: Any = given["id"]
            if "issuer" in given:
                key = f"{given['issuer']}/{given['id']}"
            elif "educator" in given:
                key = (given["educator"], given["id"])
            return RecordPlace(kind, model, key, given)
    return None


def is_signed_path(path: str) -> bool:
    """Whether only the signing commands write what lies at `path`."""
    return (
        re.fullmatch(r"portfolios/[^/]+/credentials/.+|catalog/[^/]+/status/.+", path) is not None
    )
