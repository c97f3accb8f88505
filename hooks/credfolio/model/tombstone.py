"""Tombstone: what is left of a portfolio that was taken down."""

from __future__ import annotations

from pydantic import Field

from credfolio.model.base import IsoDate, Record


class Tombstone(Record):
    """``portfolios/<educator>/tombstone.yml``, written by ``credfolio takedown``.

    It keeps the address from being given to somebody else, and names nobody.
    """

    taken_down_on: IsoDate = Field(description="The day on which the portfolio was taken down.")
