"""Figures: what may be known of private records, in bands, written by ``credfolio figures``.

No number in it is a count of people: sizes, rates, hours, and money are bands. See ADR 0099.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, WithJsonSchema

from credfolio.records.model.base import Count, Id, IsoDate, Line, Many, Piece, Record
from credfolio.records.model.terms import SupportKind

COEFFICIENT_PATTERN = r"^(-?0\.[2468]|0\.0|-?1\.0)$"

Coefficient = Annotated[
    str,
    Field(pattern=COEFFICIENT_PATTERN),
    WithJsonSchema({"type": ["number", "string"], "minimum": -1, "maximum": 1}),
]
"""A coefficient of agreement."""

TableName = Literal["role", "school", "grade", "credential"]
"""What cases are grouped by."""

Spent = Literal["hours", "coaching_hours", "money_spent"]
"""What a submission reports."""


class Band(Piece):
    """From `least` to `most`, both included; without `most` it has no upper end."""

    least: Count = 0
    most: Count | None = None


class Group(Piece):
    """What came of the cases of a group; a case is one person and one micro-credential."""

    group: Line | None = Field(None, description="Left out for the groups that were too small.")
    cases: Band
    not_at_first: Band = Field(description="Percent of the cases.")
    passed: Band = Field(description="Percent of the cases, in the end.")
    tried_again: Band | None = Field(
        None, description="Percent of those who did not pass at first."
    )
    passed_later: Band | None = Field(None, description="Percent of those who tried again.")


class GroupTable(Piece):
    """The groups of one kind; each case is in exactly one."""

    by: TableName
    groups: Many[Group] = ()


class Waiting(Piece):
    """How long decisions took, over all attempts."""

    half_within: Count = Field(description="Working days, rounded up to a multiple of five.")
    most_within: Count = Field(description="The same for nine in ten.")
    late: Band = Field(description="Percent decided after the day on which they were due.")
    third_readings: Band = Field(description="Percent that a third person read.")


class Use(Piece):
    """What educators report that their attempts took."""

    what: Spent
    reported: Band = Field(description="Percent of cases that report it.")
    typical: Band = Field(description="The median of those that do is in it.")
    together: Band


class Supported(Piece):
    """A kind of support, and how many cases had it."""

    kind: SupportKind
    cases: Band = Field(description="Percent of the cases that say what support they had.")


class Agreed(Piece):
    """How far the first two readers agree; `scale` are the levels that they chose from."""

    scale: Many[Id] = Field((), description="Best level first; left out for decisions.")
    pairs: Band
    raw: Band = Field(description="Percent of pairs that are the same.")
    alpha: Coefficient = Field(
        description="Krippendorff; ordinal for levels. 0 where hardly any reader differs."
    )
    ac1: Coefficient = Field(
        description="Gwet. As alpha, to a fifth; of fewer than ten times `small` pairs 0.0 (below "
        "0.2), 0.4 (below 0.6), or 0.8."
    )


class Figures(Record):
    """``catalog/figures/<name>.json``: what came of the submissions of a term."""

    credfolio_figures: Literal["1"] = Field("1", description="The version of this form.")
    issuer: Id | None = Field(None, description="Only its micro-credentials; all if left out.")
    starts: IsoDate | None = Field(None, alias="from", description="First submitted on or after.")
    until: IsoDate | None = Field(None, description="First submitted on or before.")
    counted_on: IsoDate
    small: Count = Field(description="Groups of fewer people are folded into one.")
    whole: Group | None = Field(
        None, alias="all", description="Left out where all are fewer people than `small`."
    )
    tables: Many[GroupTable] = ()
    waiting: Waiting | None = None
    use: Many[Use] = ()
    support: Many[Supported] = ()
    agreement: Many[Agreed] = ()
