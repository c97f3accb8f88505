"""Stack: credentials that belong together, up to stacks of stacks."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from credfolio.records.model.base import (
    Alignment,
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
    Version,
    YesNo,
)
from credfolio.records.model.credential import Change, Correction, CreditValue
from credfolio.records.model.glyph import Glyph
from credfolio.records.model.terms import CredentialStatus, StackLevel


class Member(Piece):
    """A credential or a smaller stack; exactly one of the two."""

    credential: Ref | None = None
    stack: Ref | None = None
    required: YesNo = True
    group: Id | None = None


class Group(Piece):
    """A group of members from which a number must be earned."""

    id: Id
    title: Line | None = None
    pick: Count


class Grant(Piece):
    """What completing the stack gives."""

    kind: Literal["reviewer", "licence-endorsement", "credit", "recognition", "other"]
    text: Prose
    url: Link | None = None


class Stack(Record):
    """``catalog/<issuer>/stacks/<stack>.yml``."""

    title: Line
    summary: Prose | None = None
    description: Prose | None = None
    issuer: Id
    level: StackLevel = "stack"
    members: Many[Member] = ()
    groups: Many[Group] = ()
    minimum: Count | None = Field(
        None, description="How many members complete it; by default all required ones."
    )
    ordered: YesNo = False
    grants: Many[Grant] = ()
    credit_values: Many[CreditValue] = ()
    alignments: Many[Alignment] = ()
    topics: Many[Id] = ()
    status: CredentialStatus = "draft"
    version: Version | None = None
    released: IsoDate | None = None
    changelog: Many[Change] = ()
    corrections: Many[Correction] = Field(
        (), description="Spelling and dead links set right in an awarded version."
    )
    aliases: Many[Id] = ()
    former_ids: Many[Id] = ()
    image: FileName | None = None
    image_alt: Line | None = None
    glyph: Glyph | None = Field(None, description="The drawing on the badge where it is small.")

    @property
    def ref(self) -> str:
        """``issuer/stack``, the name by which other records refer to it."""
        return f"{self.issuer}/{self.id}"
