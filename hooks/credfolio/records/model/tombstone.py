"""Tombstone: what is left of a portfolio that was taken down."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from credfolio.records.model.base import IsoDate, Many, Record

StatusPlaceName = Annotated[str, Field(pattern=r"^[a-z0-9-]{1,64}/\d{1,4}/\d{1,6}$")]
"""``issuer/list/index``: a place in an issuer's status lists."""

FORMER_JUDGE = "Former assessor {number}"
"""What records of others call somebody who judged and was taken down."""


class Tombstone(Record):
    """``portfolios/<educator>/tombstone.yml``, written by ``credfolio takedown``.

    It keeps the address from being given to somebody else, and names nobody.
    """

    taken_down_on: IsoDate = Field(description="The day on which the portfolio was taken down.")
    revoked_places: Many[StatusPlaceName] = Field(
        (), description="Places of revoked badges; the status lists say so."
    )
    kept_places: Many[StatusPlaceName] = Field(
        (), description="Places of badges that are valid still; nobody else gets them."
    )
