"""Governance: which account on the forge may do what (``catalog/governance.yml``)."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field, WithJsonSchema

from credfolio.ids import fold_account
from credfolio.records.model.base import Count, Id, Line, Many, Piece, Record, YesNo

ACCOUNT_PATTERN = r"^[A-Za-z0-9](?:[A-Za-z0-9-]{0,98}[A-Za-z0-9])?$"

Account = Annotated[
    str,
    Field(pattern=ACCOUNT_PATTERN),
    AfterValidator(fold_account),
    WithJsonSchema({"type": ["string", "number"], "pattern": ACCOUNT_PATTERN}),
]
"""An account's name on the forge, without @. Forges do not tell upper from lower case."""


class PersonAccount(Piece):
    """Which person an account belongs to."""

    account: Account
    educator: Id | None = Field(None, description="The id of the portfolio that the account owns.")
    name: Line | None = Field(
        None, description="Or what the person is called, for readers; a name gives no right."
    )


class IssuerAccess(Piece):
    """Who looks after the records of one issuer."""

    issuer: Id
    editors: Many[Account] = Field(
        (), description="Accounts that may change its folder and record its awards."
    )
    assessors: Many[Account] = Field(
        (), description="Accounts that may assess for it, as far as its issuer.yml lists them."
    )
    approvers: Many[Account] = Field(
        (), description="Accounts that may approve its awards, while its issuer.yml lists them."
    )
    one_person: YesNo = Field(
        False, description="Whether one person may both assess and approve, for want of a second."
    )
    educators: Many[Id] = Field(
        (), description="Portfolios that its editors look after, such as those of its own staff."
    )
    frameworks: Many[Id] = Field((), description="Frameworks that its editors look after.")
    jurisdictions: Many[Id] = Field((), description="Jurisdictions that its editors look after.")


class ChangeLimits(Piece):
    """How much one change may be; more needs a maintainer."""

    files: Count = 60
    lines: Count = Field(6_000, description="Lines of text that were added or changed.")
    days_back: Count = Field(
        30, description="How old an award may be when it is recorded, without a reason."
    )


class Governance(Record):
    """``catalog/governance.yml``."""

    maintainers: Many[Account] = Field(
        (), description="Accounts that answer for the site, and may change all but signed files."
    )
    publishers: Many[Account] = Field(
        (), description="Accounts that publish awards judged in a private repository."
    )
    people: Many[PersonAccount] = ()
    issuers: Many[IssuerAccess] = ()
    namesakes: Many[Id] = Field(
        (),
        description="Educators whose name rightly looks like somebody else's.",
    )
    limits: ChangeLimits = ChangeLimits()
