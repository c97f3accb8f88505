"""Award: one micro-credential earned by one educator, and how it was judged."""

from __future__ import annotations

from pydantic import Field

from credfolio.records.model.base import (
    UNKNOWN_VERSION,
    Amount,
    AwardVersion,
    Count,
    Credit,
    Digest,
    FileName,
    Id,
    IsoDate,
    Line,
    Link,
    Many,
    Piece,
    Prose,
    Record,
    Ref,
    YesNo,
)
from credfolio.records.model.governance import Account
from credfolio.records.model.terms import (
    Approval,
    AwardStatus,
    BackDating,
    Decision,
    EvidenceSource,
    EvidenceType,
    ImportOutcome,
    JudgedBasis,
    KnownBy,
    StudentData,
    VerifiedBy,
    Visibility,
)


class Activity(Piece):
    """When the work was done."""

    starts: IsoDate = Field(alias="from")
    until: IsoDate


class PartResult(Piece):
    """A level reached in a part, or in one criterion of its rubric."""

    part: Count
    criterion: Id | None = None
    level: Id | None = None
    points: Amount | None = None
    comment: Prose | None = Field(None, description="Private; never published.")


class Assessment(Piece):
    """One assessor's judgment of one submission."""

    assessor: Line = Field(description="An educator's id, or a name on the issuer's list.")
    on: IsoDate
    results: Many[PartResult] = ()
    decision: Decision
    feedback: Prose | None = None
    feedback_public: YesNo = False


class Submission(Piece):
    submitted_on: IsoDate
    attempt: Count = 1
    assessments: Many[Assessment] = ()


class CreditEarned(Credit):
    approved_by: Line | None = None
    on: IsoDate | None = None


class EvidenceConsent(Piece):
    """Permission of the people who can be recognized in the evidence."""

    students: YesNo = False
    guardians: YesNo = False
    on: IsoDate
    reference: Line | None = Field(None, description="Where the forms are kept.")


class Evidence(Piece):
    """A piece of work that the award rests on (Open Badges 3.0, Evidence)."""

    id: Id
    title: Line
    kind: EvidenceType
    part: Count | None = None
    url: Link | None = None
    file: FileName | None = None
    digest: Digest | None = Field(
        None, description="Of the file as it was approved; written by `credfolio approve`."
    )
    description: Prose | None = None
    source: EvidenceSource = "issuer"
    visible: YesNo = True
    student_data: StudentData = "none"
    consent: EvidenceConsent | None = None
    archived_url: Link | None = None


class Endorsement(Piece):
    """What somebody else says about the work."""

    by: Line
    relation: Line
    text: Prose
    on: IsoDate
    accepted: YesNo = False


class ImportCheck(Piece):
    """What the check of a badge from elsewhere found when it was taken over.

    `outcome` and `words` are what the file alone says; anyone who has it can find
    the same. `online` is what the issuer's own site told the importer.
    """

    outcome: ImportOutcome
    words: Line = Field(description="Written by `credfolio import badge`.")
    online: ImportOutcome | None = Field(
        None, description="What was found over the network; the importer's word."
    )


class ImportedFrom(Piece):
    """Where an award made elsewhere was taken from."""

    system: Line
    url: Link | None = None
    file: FileName | None = None
    on: IsoDate
    checked: ImportCheck | None = Field(
        None, description="What the check of the badge found on that day."
    )


class Reissue(Piece):
    """A reason to sign the award again after it was changed."""

    on: IsoDate
    reason: Prose


class Judged(Piece):
    """How an award was judged in the private repository that it was published from."""

    assessors: Count = Field(description="How many people assessed it.")
    basis: JudgedBasis
    records: Line = Field(description="The commit of the private repository.")
    sealed: Digest | None = Field(None, description="Of the sealed file that was judged.")
    verified_by: Many[VerifiedBy] = Field((), description="What the decision rests on.")
    identity: KnownBy | None = Field(None, description="How it was known whose work it was.")


class Award(Record):
    """``portfolios/<educator>/awards/<award>.yml``."""

    educator: Id = Field(description="Its folder. Leave it out.")
    credential: Ref | None = Field(None, description="issuer/credential that was earned.")
    stack: Ref | None = Field(None, description="issuer/stack that was completed, instead.")
    version: AwardVersion = Field(
        description="The version that was earned. `unknown`, if the award was imported and nobody "
        "knows it; it is then compared with no text."
    )
    digest: Line | None = Field(None, description="Digest of the definition; written by the tool.")
    awarded_on: IsoDate
    name_as_awarded: Line
    issuer: Id | None = Field(None, description="By default the credential's issuer.")
    approved_by: Line | None = Field(None, description="The account of the approver.")
    approval: Approval | None = Field(
        None, description="Missing in awards that are older than approvals by account."
    )
    approved_on: IsoDate | None = None
    judged: Judged | None = None
    activity: Activity | None = None
    submissions: Many[Submission] = ()
    results: Many[PartResult] = Field((), description="Results of the attempt that passed.")
    credits_earned: Many[CreditEarned] = ()
    role_at_time: Line | None = None
    school: Line | None = None
    district: Line | None = None
    evidence: Many[Evidence] = ()
    narrative: Prose | None = None
    endorsements: Many[Endorsement] = ()
    visibility: Visibility = "public"
    show_evidence: YesNo = True
    show_results: YesNo = True
    status: AwardStatus = "active"
    status_reason: Prose | None = None
    status_on: IsoDate | None = None
    status_by: Account | None = Field(
        None, description="The account whose act the end was; written by `credfolio revoke`."
    )
    back_dated_for: BackDating | None = None
    back_dating_reason: Prose | None = None
    superseded_by: Id | None = None
    reissues: Many[Reissue] = Field((), description="Written by `credfolio reissue`.")
    expires_on: IsoDate | None = None
    imported_from: ImportedFrom | None = None

    @property
    def issuer_id(self) -> str:
        """Who issued it: as it says, else the issuer of what was earned; "" for neither."""
        return self.issuer or (self.credential or self.stack or "").partition("/")[0]

    @property
    def has_known_version(self) -> bool:
        """Whether it names the text that it was judged by; only an imported award may not."""
        return self.version != UNKNOWN_VERSION
