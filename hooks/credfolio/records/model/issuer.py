"""Issuer: who awards (Open Badges 3.0, Profile)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from credfolio.proof.age_key import RECIPIENT_PATTERN
from credfolio.records.model.base import (
    Count,
    FileName,
    Id,
    IsoDate,
    Line,
    Link,
    Many,
    Piece,
    Prose,
    Record,
    Ref,
)
from credfolio.records.model.governance import Account
from credfolio.records.model.terms import IssuerKind, IssuerStatus

RoleAddress = Annotated[
    str, Field(pattern=r"^[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]+\.[A-Za-z]{2,}$")
]


class Official(Piece):
    """Whose name is on the signature line of a certificate; it gives no right."""

    name: Line
    title: Line


class Policies(Piece):
    appeal: Prose | None = None
    revocation: Prose | None = None
    privacy: Prose | None = None


class ListedPerson(Piece):
    """A person whom an issuer lists: by account, portfolio here, or name."""

    account: Account | None = Field(None, description="The account, as governance.yml names it.")
    educator: Id | None = None
    name: Line | None = None


class Assessor(ListedPerson):
    """A person who judges submissions; the right to do so is in governance.yml."""

    trained_on: IsoDate | None = None
    credentials: Many[Ref] = Field((), description="Only these; none means all of the issuer's.")
    until: IsoDate | None = None


class Approver(ListedPerson):
    """A person who confirms awards; the right to do so is in governance.yml."""

    title: Line | None = None
    until: IsoDate | None = None


class PublicKey(Piece):
    """The public half of a signing key (Multikey); written by ``credfolio keys``."""

    id: Annotated[str, Field(pattern=r"^key-[a-z0-9-]{1,40}$")]
    type: Literal["Multikey"] = "Multikey"
    public_key_multibase: Annotated[str, Field(pattern=r"^z[1-9A-HJ-NP-Za-km-z]{20,120}$")]
    created: IsoDate
    retired: IsoDate | None = None


class SealingKey(Piece):
    """What submissions are sealed for; written by ``credfolio sealing``."""

    id: Annotated[str, Field(pattern=r"^seal-[a-z0-9-]{1,40}$")]
    recipient: Annotated[str, Field(pattern=RECIPIENT_PATTERN)]
    created: IsoDate
    retired: IsoDate | None = None
    held_by: Line = Field(description="The office or role that keeps the secret half.")


LAST_PLACE_PATTERN = r"^\d{1,4}/\d{1,6}$"

DAYS_TO_ANSWER = 10
"""Business days within which an office answers a request that promises nothing itself."""


class RequestDesk(Piece):
    """Where people without an account ask for a change of a page about them."""

    url: Link | None = Field(None, description="A form of the office; else its e-mail address.")
    instructions: Line | None = None
    days: Count = Field(
        DAYS_TO_ANSWER, description="Business days within which the office answers."
    )


class Issuer(Record):
    """``catalog/<issuer>/issuer.yml``."""

    name: Line
    legal_name: Line | None = None
    former_names: Many[Line] = ()
    closed_on: IsoDate | None = None
    url: Link | None = None
    description: Prose | None = None
    image: FileName | None = None
    image_alt: Line | None = None
    email: RoleAddress | None = Field(
        None, description="The address of a role, such as badges@…, never a person's."
    )
    parent: Id | None = None
    official: Official | None = None
    kind: IssuerKind
    region: Line | None = None
    linkedin_organization_id: Annotated[str, Field(pattern=r"^\d{1,20}$")] | None = None
    policies: Policies = Policies()
    version_grace_days: Count | None = Field(
        None,
        description="How long work may still be submitted for a version after the next one "
        "came out; 365 days if you say nothing.",
    )
    assessors: Many[Assessor] = ()
    approvers: Many[Approver] = ()
    keys: Many[PublicKey] = ()
    sealing: Many[SealingKey] = ()
    last_place: Annotated[str, Field(pattern=LAST_PLACE_PATTERN)] | None = Field(
        None,
        description="The last place, as list/index, of a badge that moved to a private "
        "repository; later badges get later ones.",
    )
    requests: RequestDesk | None = None
    status: IssuerStatus = "active"
    former_ids: Many[Id] = ()
