"""When a submission passes, as a definition states it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from pydantic import Field, model_validator

from credfolio.records.model.base import Amount, Count, Id, Many, Piece, YesNo


class PartRequirement(Piece):
    part: Count
    requires: Id = Field(description="Id of the lowest level of that part that is enough.")


class PointsRequirement(Piece):
    """So many points, or so many percent of a stated maximum."""

    minimum: Amount | None = None
    percent: Amount | None = None
    maximum: Amount | None = Field(None, description="The points that are 100 percent.")

    @property
    def least(self) -> Decimal:
        """The points that pass; a rule that states neither form asks for none."""
        if self.minimum is not None:
            return self.minimum
        return (self.percent or Decimal(0)) * (self.maximum or Decimal(0)) / 100


class SomeOf(Piece):
    """At least so many of some parts."""

    at_least: Count
    parts: Many[PartRequirement] = ()


class PassingRule(Piece):
    """When a submission passes: ``all``, ``all_of`` named parts, or ``points``.

    Written ``passing_rule: all`` when each part must pass by its own levels. ``any_of``
    (one of several parts) and ``some_of`` (at least so many) are alone or beside ``all_of``.
    """

    all: YesNo = False
    all_of: Many[PartRequirement] = ()
    any_of: Many[PartRequirement] = ()
    some_of: SomeOf | None = None
    points: PointsRequirement | None = None

    @model_validator(mode="before")
    @classmethod
    def _the_word_all(cls, value: Any) -> Any:
        return {"all": True} if value == "all" else value
