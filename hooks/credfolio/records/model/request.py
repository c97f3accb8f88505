"""What somebody asks for about a page about them, without an account (private repository)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from credfolio.records.model.base import Digest, Id, IsoDate, Line, Piece, Prose, Record, Table
from credfolio.records.model.submission import Year
from credfolio.records.model.terms import RequestKind, RequestOutcome

ABOUT_PATTERN = r"^portfolios/[a-z0-9-]{1,80}/(?:[a-z0-9-]{1,80}/)?$"

About = Annotated[str, Field(pattern=ABOUT_PATTERN)]
"""The address of a portfolio or of an award in it, below the site's own."""


class Answered(Piece):
    """What came of a request; one that is proposed waits until the records have it."""

    outcome: RequestOutcome
    on: IsoDate
    by: Id = Field(description="Id of a person in office/people/.")
    note: Prose | None = None
    values: Table[Prose] = Field({}, description="What was proposed: field and value.")


class Request(Record):
    """``requests/<year>/<number>.yml``: what the office was asked, and by when it answers."""

    year: Year = Field(description="Its folder. Leave it out.")
    what: RequestKind
    about: About
    issuer: Id = Field(description="The issuer whose office it came to.")
    text: Prose | None = None
    name: Line = Field(description="Who asks, as they say; nobody has made sure yet.")
    address: Line | None = Field(None, description="Where they want the answer.")
    received_on: IsoDate
    due: IsoDate
    digest: Digest | None = Field(None, description="Of the file that it came in.")
    answered: Answered | None = None
