"""``manifest.json`` of a sealed submission: whose it is, for what, and which files belong to it.

The page writes it and nothing in it is proven: who sealed a file is not in age. The office
compares the person with its own records.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from credfolio.proof.age_key import RECIPIENT_PATTERN
from credfolio.records.model.base import (
    Amount,
    Count,
    Id,
    Line,
    Link,
    Many,
    Piece,
    Ref,
    Version,
    YesNo,
)
from credfolio.records.model.request import About
from credfolio.records.model.submission import PACKAGE_ID_PATTERN, DeclaredUse
from credfolio.records.model.terms import RequestKind, StudentData

MEMBER_PATTERN = r"^evidence/[0-9]{3}(?:\.[a-z0-9]{1,8})?$"
MOST_FILES = 60


class Who(Piece):
    """What the educator states: a name and an address."""

    name: Line
    district_address: Line | None = None


class LinkedWork(Piece):
    """Work that is elsewhere, such as a long video."""

    part: Count
    item: Id | None = None
    url: Link


class PackedFile(Piece):
    """A file in the archive; `original` is its name on their device, which never becomes a path."""

    name: Annotated[str, Field(pattern=MEMBER_PATTERN)]
    original: Annotated[str, Field(max_length=500)]
    part: Count
    item: Id | None = None
    bytes: int = Field(ge=0)
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    student_data: StudentData = "none"
    consent: YesNo = False


class RequestManifest(Piece):
    """The manifest of a request about a page; nothing in it is proven, either."""

    credfolio_request: Literal[1]
    id: Annotated[str, Field(pattern=PACKAGE_ID_PATTERN)]
    issuer: Id
    what: RequestKind
    about: About
    text: Annotated[str, Field(min_length=1, max_length=4000)] | None = None
    name: Line
    address: Line | None = None
    made_at: Line
    reply_to: Annotated[str, Field(pattern=RECIPIENT_PATTERN)] | None = None
    files: Many[PackedFile] = ()


class Manifest(Piece):
    """The manifest of one sealed submission."""

    credfolio_submission: Literal[1]
    id: Annotated[str, Field(pattern=PACKAGE_ID_PATTERN)]
    issuer: Id
    ref: Ref
    version: Version
    definition_digest: Line | None = None
    attempt: Count = 1
    follows: Id | None = None
    sealed_at: Line
    person: Who
    reply_to: Annotated[str, Field(pattern=RECIPIENT_PATTERN)] | None = None
    links: Many[LinkedWork] = ()
    files: Many[PackedFile] = ()
    ai_use: Many[DeclaredUse] = ()
    hours_reported: Amount | None = None
    coaching_hours: Amount | None = None
    money_spent: Amount | None = None
    statement_agreed: YesNo
