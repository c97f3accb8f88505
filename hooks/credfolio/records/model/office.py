"""The office that keeps private records: its settings, its people, and what the public may know."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from credfolio.proof.age_key import RECIPIENT_PATTERN
from credfolio.records.model.base import (
    Count,
    Id,
    IsoDate,
    Line,
    Link,
    Many,
    Piece,
    Record,
    Ref,
    Table,
    Version,
    YesNo,
)
from credfolio.records.model.governance import Account, IssuerAccess
from credfolio.records.model.terms import (
    AudienceRole,
    ConsentMethod,
    ConversationRule,
    GradeBand,
    MarkForm,
    ThirdReader,
)

COMMIT_PATTERN = r"^(?:[0-9a-f]{40}|[0-9a-f]{64})$"

Commit = Annotated[str, Field(pattern=COMMIT_PATTERN)]
"""The full name of a commit."""

HOLIDAYS_PATTERN = r"^[A-Z]{2}(?:-[A-Z0-9]{1,3})?$"
"""A country, or a part of it, as ISO 3166 writes them."""

PERSON_PATTERN = r"^p-[0-9a-z]{4,20}$"

PersonId = Annotated[str, Field(pattern=PERSON_PATTERN)]
"""What the public may know of a person in the private repository."""


class PublicRepository(Piece):
    """The public repository that these records belong to, and the commit they were checked with."""

    url: Link
    commit: Commit


class Closure(Piece):
    """Days on which the office is closed."""

    starts: IsoDate = Field(alias="from")
    until: IsoDate
    reason: Line


class BusinessDays(Piece):
    """Days on which the office works, from the one after each step to the end of the next."""

    triage: Count = Field(1, description="To see whether a submission is complete.")
    assign: Count = Field(1, description="To ask its readers.")
    read: Count = Field(10, description="To read it.")
    third: Count = Field(5, description="To read it as a third person.")
    decide: Count = Field(2, description="To confirm the decision.")
    tell: Count = Field(1, description="To send the letter.")


SALT_PATTERN = r"^[0-9a-f]{32,128}$"


class NumberMarks(Piece):
    """What a transcript shows of a license number: enough to tell two people of one name apart."""

    show: MarkForm = "last"
    characters: Count = Field(4, description="How many of the last letters and digits.")
    salt: Annotated[str, Field(pattern=SALT_PATTERN)] | None = Field(
        None, description="Random hexadecimal digits that commitments are made with."
    )


class Office(Record):
    """``office/records.yml``: how the office works. Only a maintainer changes it."""

    public: PublicRepository | None = None
    program: Line | None = Field(None, description="The version of credfolio in use.")
    time_zone: Line = "UTC"
    closures: Many[Closure] = ()
    holidays: Annotated[str, Field(pattern=HOLIDAYS_PATTERN)] | None = Field(
        None, description="Whose public holidays the office keeps, such as US or US-NY."
    )
    business_days: BusinessDays = BusinessDays()
    issuers: Many[IssuerAccess] = Field(
        (), description="Accounts with a right here, and nowhere in the public repository."
    )
    assessors: Count = Field(2, description="How many people read each submission.")
    third_on: ThirdReader = Field("decision", description="What two have to differ in for a third.")
    coach_after: Count = Field(3, description="Tries after which a coach is met first.")
    conversation: ConversationRule = Field(
        "none", description="Whether somebody talks with the educator before it is decided."
    )
    conversation_percent: Count = Field(10, le=100, description="Of 100 submissions, for a sample.")
    retry_within_days: Count | None = Field(
        None, description="Days in which most try again; a retry rate is stated after them."
    )
    keep_sealed_days: Count = Field(90, description="Days after which sealed work is destroyed.")
    small: Count = Field(10, description="Groups of fewer people are folded in figures.")
    number_marks: NumberMarks = NumberMarks()


class PublishConsent(Piece):
    """Agreement that an award appears in a public portfolio."""

    by: Line
    method: ConsentMethod
    on: IsoDate
    scope: Line


class LicenceNumber(Piece):
    """A number that a licensing office knows somebody by; it never leaves this repository whole."""

    jurisdiction: Id
    number: Line
    on_transcript: YesNo = Field(
        False, description="The person agreed that the transcript shows the number's mark."
    )


class Assesses(Piece):
    """What a person may assess."""

    trained_on: IsoDate
    until: IsoDate | None = None
    credentials: Many[Ref] = Field((), description="Only these; all if left out.")
    most_open: Count = Field(8, description="The most submissions to read at a time.")
    recipient: Annotated[str, Field(pattern=RECIPIENT_PATTERN)] | None = Field(
        None, description="What packets to read are sealed for: the public half of their key."
    )


class Person(Record):
    """``office/people/<person>.yml``: an educator, an assessor, an approver, or all of them."""

    name: Line
    educator: Id | None = Field(None, description="The id of the portfolio, if there is one.")
    account: Account | None = Field(None, description="The account on the forge.")
    address: Line | None = Field(None, description="Where letters go.")
    roles: Many[AudienceRole] = ()
    grades: Many[GradeBand] = ()
    school: Line | None = None
    district: Line | None = None
    consent_to_publish: PublishConsent | None = None
    coached_by: Many[Id] = Field((), description="Ids of people in office/people/.")
    numbers: Many[LicenceNumber] = ()
    assesses: Assesses | None = None


class Published(Record):
    """``catalog/records.yml``: all that the public repository knows of the private one."""

    commit: Commit = Field(description="The commit of the private repository.")
    program: Line = Field(description="The version of credfolio that checked it.")
    people: Many[PersonId] = Field((), description="People there who assess or approve.")
    awarded: Table[Many[Version]] = Field(
        default_factory=dict, description="Versions of each definition that were judged there."
    )
