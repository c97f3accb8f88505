"""A submission and what happens to it, one file for each fact and author (private repository).

Two people never write the same file, so nothing is merged by hand. No file states how far a
submission is: `credfolio.records.reckoned.submission_state` works that out. See ADR 0075.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from credfolio.proof.age_key import RECIPIENT_PATTERN
from credfolio.records.model.award import PartResult
from credfolio.records.model.base import (
    Amount,
    Count,
    Digest,
    Id,
    IsoDate,
    Line,
    Many,
    Piece,
    Prose,
    Record,
    Ref,
    Version,
    YesNo,
)
from credfolio.records.model.terms import (
    AiUse,
    Confirms,
    Decision,
    EvidenceType,
    GradeBand,
    JudgedBasis,
    KnownBy,
    StudentData,
    SubmissionEvent,
    SupportKind,
)

PACKAGE_ID_PATTERN = r"^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"

SEALED_AT_PATTERN = r"^[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z$"

YEAR_PATTERN = r"^[0-9]{4}$"

Year = Annotated[str, Field(pattern=YEAR_PATTERN)]


class SubmissionRecord(Record):
    """A record at a place below ``submissions/<year>/<number>/``."""

    year: Year = Field(description="Its folder. Leave it out.")


class HandedIn(Piece):
    """A file or a link that was submitted; the work itself never enters the repository."""

    part: Count
    item: Id | None = Field(None, description="Id of the evidence item of the definition.")
    kind: EvidenceType | None = None
    digest: Digest | None = None
    bytes: Count | None = None
    student_data: StudentData = "none"


class OldNumber(Piece):
    """What another platform called the submission."""

    system: Line
    number: Line


class Sealed(Piece):
    """The sealed file that it came in; `id` stays when the same work is sealed again."""

    id: Annotated[str, Field(pattern=PACKAGE_ID_PATTERN)]
    digest: Digest
    bytes: Count
    sealed_at: Annotated[str, Field(pattern=SEALED_AT_PATTERN)] | None = Field(
        None,
        description="By the clock of the educator's device; of work sealed again, the last "
        "one counts.",
    )
    reply_to: Annotated[str, Field(pattern=RECIPIENT_PATTERN)] | None = Field(
        None, description="What letters to the educator are sealed for."
    )
    identity: KnownBy | None = Field(None, description="How the office knows whose it is.")


class DeclaredUse(Piece):
    """What the educator says of the use of AI in a part."""

    part: Count
    level: AiUse
    tools: Line | None = None
    where: Line | None = None


class Submission(SubmissionRecord):
    """``submissions/<year>/<number>/submission.yml``: what the office received."""

    person: Id = Field(description="Id of a person in office/people/.")
    credential: Ref = Field(description="issuer/credential that it is for.")
    version: Version
    attempt: Count = 1
    follows: Id | None = Field(None, description="The number of the attempt before.")
    submitted_on: IsoDate
    role: Id | None = Field(None, description="The role at that time.")
    school: Line | None = None
    grades: Many[GradeBand] = ()
    hours: Amount | None = Field(None, description="Hours of work, as reported.")
    coaching_hours: Amount | None = None
    money_spent: Amount | None = None
    support: Many[SupportKind] = Field((), description="The support that the educator had.")
    evidence: Many[HandedIn] = ()
    ai_use: Many[DeclaredUse] = ()
    sealed: Sealed | None = None
    old_number: OldNumber | None = None


class Assigned(Piece):
    """One assessor who was asked to read it."""

    assessor: Id = Field(description="Id of a person in office/people/.")
    on: IsoDate
    due: IsoDate
    third: YesNo = Field(False, description="Asked because the first two disagreed.")
    appeal: Count | None = Field(
        None, description="Asked for an appeal: 1 for the first one. Left out of the first reading."
    )
    declined_on: IsoDate | None = None
    reason: Prose | None = None


class Assignment(SubmissionRecord):
    """``submissions/<year>/<number>/assigned.yml``."""

    assessors: Many[Assigned] = ()


class Conversation(Piece):
    """A talk with the educator about the work."""

    on: IsoDate
    minutes: Count
    confirms: Confirms
    note: Prose | None = None


class Sheet(SubmissionRecord):
    """``submissions/<year>/<number>/sheets/<person>.yml``: one assessor's judgment."""

    submission: Id = Field(description="Its folder. Leave it out.")
    on: IsoDate
    minutes: Count | None = None
    decision: Decision
    results: Many[PartResult] = ()
    conversation: Conversation | None = None
    feedback: Prose | None = Field(None, description="For the letter to the educator.")


class Verdict(SubmissionRecord):
    """``submissions/<year>/<number>/decision.yml``."""

    outcome: Decision
    basis: JudgedBasis
    approved_by: Id = Field(description="Id of a person in office/people/, no assessor of it.")
    on: IsoDate
    told_on: IsoDate | None = None
    letter_digest: Digest | None = None
    kept_parts: Many[Count] = Field((), description="Parts that need no second try.")


class Happened(Piece):
    """Something that happened to a submission."""

    what: SubmissionEvent
    on: IsoDate
    by: Id | None = Field(None, description="Id of a person in office/people/.")
    minutes: Count | None = Field(None, description="Of a conversation.")
    confirms: Confirms | None = Field(
        None, description="Whether the conversation confirms that it is their own work."
    )
    note: Prose | None = None


class Events(SubmissionRecord):
    """``submissions/<year>/<number>/events.yml``."""

    events: Many[Happened] = ()
