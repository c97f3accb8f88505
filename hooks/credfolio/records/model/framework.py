"""Framework: a published set of standards that credentials align to."""

from __future__ import annotations

from pydantic import Field

from credfolio.records.model.base import Id, IsoDate, Line, Link, Many, Piece, Prose, Record


class Statement(Piece):
    """One standard."""

    code: Line
    text: Prose
    url: Link | None = None


class Strand(Piece):
    """A family of standards."""

    id: Id
    title: Line
    description: Prose | None = None
    statements: Many[Statement] = ()


class DiscussionQuestion(Piece):
    """A question of the printable discussion guide."""

    text: Prose
    strand: Id | None = None


class Framework(Record):
    """``catalog/frameworks/<framework>.yml``."""

    title: Line
    description: Prose | None = None
    publisher: Line | None = None
    url: Link | None = None
    version: Line | None = None
    adopted_on: IsoDate | None = None
    licence: Line | None = None
    strands: Many[Strand] = ()
    discussion_questions: Many[DiscussionQuestion] = Field(
        (), description="Our own words, for a printed guide."
    )
