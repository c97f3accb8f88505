"""Jurisdiction: a state or district, and what counts there, from when, says who."""

from __future__ import annotations

from pydantic import Field

from credfolio.records.model.base import (
    Amount,
    Count,
    Id,
    IsoDate,
    Line,
    Link,
    Many,
    Piece,
    Prose,
    Record,
    YesNo,
)
from credfolio.records.model.terms import CreditUnit, JurisdictionKind


class Unit(Piece):
    """A unit of credit that the jurisdiction counts."""

    unit: CreditUnit
    name: Line | None = Field(None, description="What the unit is called there.")
    hours: Amount | None = Field(None, description="Contact hours in one unit.")


class Category(Piece):
    """A category of credit with its own minimum."""

    id: Id
    name: Line
    description: Prose | None = None


class CycleMinimum(Piece):
    category: Id
    unit: CreditUnit
    amount: Amount


class Cycle(Piece):
    """What a license renewal requires."""

    licence_type: Line
    years: Count
    unit: CreditUnit
    amount: Amount
    minimums: Many[CycleMinimum] = ()
    note: Prose | None = None


class CreditRule(Piece):
    """A dated, sourced fact about what counts. Facts to look up, never legal advice."""

    title: Line
    text: Prose
    effective_from: IsoDate | None = None
    effective_until: IsoDate | None = None
    source_url: Link | None = None
    last_checked: IsoDate | None = None
    cap_unit: CreditUnit | None = None
    cap_amount: Amount | None = None


class Jurisdiction(Record):
    """``catalog/jurisdictions/<id>.yml``."""

    name: Line
    kind: JurisdictionKind
    parent: Id | None = None
    agency: Line | None = None
    url: Link | None = None
    description: Prose | None = None
    units: Many[Unit] = ()
    categories: Many[Category] = ()
    cycles: Many[Cycle] = ()
    rules: Many[CreditRule] = ()
    expired_counts: YesNo | None = Field(
        None,
        description="Whether credit counts after its award has expired; yes unless it says no.",
    )
    superseded_counts: YesNo | None = Field(
        None,
        description="Whether the credit of a superseded award counts in addition to that of the "
        "award that replaced it in the same cycle; yes unless it says no.",
    )
