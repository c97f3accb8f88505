"""Synonyms: what educators call the same thing, for the catalog's search."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from credfolio.records.model.base import Line, Many, Piece, Record, YesNo


class SynonymGroup(Piece):
    """Terms that mean the same: searching for one finds all."""

    terms: Annotated[
        Many[Line], Field(description="Two or more words or short phrases, in any language.")
    ] = ()
    note: Line | None = Field(None, description="Why they belong together. For maintainers.")


class Synonyms(Record):
    """``catalog/synonyms.yml``: one file for the whole catalog."""

    shipped: YesNo = Field(
        True,
        description="Whether the program's own list is used, too; yes unless it says no.",
    )
    groups: Many[SynonymGroup] = ()
