"""MicroCredential: one competency, its method, its evidence, its rubric.

A definition becomes an Open Badges 3.0 Achievement of type MicroCredential.
Only a title is needed to load one: a partial text is a draft, and
`credfolio.records.reckoned.definition` says what it still lacks.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from credfolio.records.model.base import (
    Alignment,
    Amount,
    Count,
    Credit,
    FileName,
    Id,
    IsoDate,
    Language,
    Line,
    Link,
    Many,
    Piece,
    Prose,
    Record,
    Ref,
    Table,
    Version,
    YesNo,
)
from credfolio.records.model.glyph import Glyph
from credfolio.records.model.part import Part
from credfolio.records.model.passing_rule import PassingRule
from credfolio.records.model.terms import (
    AskedConversation,
    AudienceRole,
    CorrectionKind,
    CredentialLevel,
    CredentialStatus,
    EvidenceType,
    GradeBand,
    IncentiveKind,
    ResourceKind,
    ResourceStatus,
    SubmissionKind,
    SupportKind,
    WhoPays,
)


class Change(Piece):
    """One entry of a definition's history."""

    version: Version
    on: IsoDate
    changes: Prose = Field(description="What changed, in words an educator understands.")


class Correction(Piece):
    """Spelling or a dead link, set right in a version that was awarded; it asks for the same."""

    version: Version
    on: IsoDate
    kind: CorrectionKind
    says: Prose = Field(description="What was set right, in a sentence.")
    approved_by: Line = Field(
        description="The account of the second person, who compared the words and approved."
    )


class AdaptedFrom(Piece):
    """The work that this definition was adapted from."""

    title: Line
    citation: Prose | None = None
    licence: Line | None = None
    url: Link | None = None


def _one_or_many(value: object) -> object:
    # Nearly every adapted work has one source, which is written without a list.
    if value is None:
        return ()
    return [value] if isinstance(value, dict) else value


class Translation(Piece):
    """The same definition in another language."""

    language: Language
    credential: Ref | None = Field(None, description="issuer/credential in this catalog.")
    url: Link | None = None


def _items(value: object) -> object:
    # A plain line is the usual item; only one with a list below it is written as a mapping.
    if isinstance(value, list | tuple):
        return [{"text": item} if isinstance(item, str) else item for item in value]
    return value


class MethodItem(Piece):
    """One item of a list in the method; may hold a further list."""

    text: Prose
    nested: Annotated[Many[MethodItem], BeforeValidator(_items)] = ()


MethodItem.model_rebuild()


class MethodGroup(Piece):
    """A headed group of steps or features of the method."""

    heading: Line
    intro: Prose | None = None
    items: Annotated[Many[MethodItem], BeforeValidator(_items)] = ()


class MethodComponents(Piece):
    """The key method, taken apart so that it can be done."""

    intro: Prose | None = None
    groups: Many[MethodGroup] = ()


class Research(Piece):
    """A published study or review that the method rests on."""

    citation: Prose
    url: Link | None = None
    doi: Annotated[str, Field(pattern=r"^10\.\d{4,9}/\S+$")] | None = None
    open_access: YesNo = False
    archived_url: Link | None = None
    finding: Prose | None = Field(None, description="What it found, in a sentence or two.")


class Term(Piece):
    """A word of the glossary."""

    term: Line
    definition: Prose
    source: Line | None = None


class ExtraSection(Piece):
    """A section of a published text that has no field of its own."""

    heading: Line
    body: Prose
    after: (
        Literal["overview", "method", "research", "prepare", "evidence", "scoring", "credit"] | None
    ) = Field(None, description="The section of the page that it follows.")


class Resource(Piece):
    """Something to read, watch, try or join while preparing."""

    title: Line
    url: Link | None = None
    kind: ResourceKind
    provider: Line | None = None
    free: YesNo = True
    minutes: Count | None = None
    language: Language | None = None
    part: Count | None = Field(None, description="The part that it helps with.")
    note: Prose | None = None
    archived_url: Link | None = None
    status: ResourceStatus = "live"
    checked_on: IsoDate | None = Field(
        None, description="When it was found so; written by `credfolio links`."
    )


class TimeEstimate(Piece):
    """How long it takes, in hours, from start to submission."""

    min_hours: Amount
    max_hours: Amount
    note: Prose | None = None


class Cost(Piece):
    """What submitting costs; 0 is an answer."""

    amount: Amount
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] = "USD"
    who_pays: WhoPays | None = None
    note: Prose | None = None


class SubmissionRoute(Piece):
    """How an educator hands the evidence in."""

    kind: SubmissionKind
    url: Link | None = None
    instructions: Prose | None = None
    max_mb: Count | None = Field(None, description="The largest file that it takes, in MB.")


class AssessmentTimeline(Piece):
    business_days: Count
    note: Prose | None = None


class Attempts(Piece):
    """How often an educator may submit; no maximum means as often as needed."""

    max: Count | None = None
    after_max: Prose | None = None
    wait_days: Count | None = None


class AssessorRequirements(Piece):
    trained: YesNo = False
    must_hold_credential: YesNo = Field(
        False, description="Peers who hold the credential may assess it."
    )
    note: Prose | None = None


class CreditValue(Credit):
    """What the credential counts for in one jurisdiction, between two dates."""

    conditions: Prose | None = None
    effective_from: IsoDate | None = None
    effective_until: IsoDate | None = None
    source_url: Link | None = None
    last_checked: IsoDate | None = None
    exceptions: Prose | None = None


class Incentive(Piece):
    """What a district gives for it."""

    district: Line
    kind: IncentiveKind
    amount: Line | None = None
    starts: IsoDate | None = Field(None, alias="from")
    until: IsoDate | None = None
    note: Prose | None = None


class Support(Piece):
    """What helps to earn it, which a school or a district can give."""

    kind: SupportKind
    note: Prose | None = None


class ExpiresAfter(Piece):
    """How long an award is valid."""

    years: Count = 0
    months: Count = 0


class MicroCredential(Record):
    """``catalog/<issuer>/<credential>.yml``: the definition of a micro-credential."""

    # identity
    title: Line
    summary: Prose | None = Field(None, description="At most two sentences.")
    version: Version | None = None
    status: CredentialStatus = "draft"
    released: IsoDate | None = None
    changelog: Many[Change] = ()
    corrections: Many[Correction] = Field(
        (), description="Spelling and dead links set right in an awarded version."
    )
    human_code: Line | None = Field(None, description="The number printed in paper catalogs.")
    aliases: Many[Id] = Field((), description="Other ids whose addresses lead here.")
    former_ids: Many[Id] = Field((), description="Ids it once had; their addresses lead here.")
    former_titles: Many[Line] = Field((), description="Other titles it was published under.")
    supersedes: Many[Ref] = ()
    superseded_by: Ref | None = None
    equivalent_to: Many[Ref] = ()
    see_also: Many[Ref] = ()
    external_ids: Table[Line] = Field(default_factory=dict, description="ctid, case_uri and so on.")
    language: Language | None = None
    translations: Many[Translation] = ()
    licence: Line | None = Field(None, description="SPDX id such as CC-BY-4.0.")
    adapted_from: Annotated[tuple[AdaptedFrom, ...], BeforeValidator(_one_or_many)] = Field(
        (), description="The work that it was adapted from; a list if there were several."
    )
    image: FileName | None = None
    image_alt: Line | None = None
    glyph: Glyph | None = Field(None, description="The drawing on the badge where it is small.")
    maintainers: Many[Line] = ()

    # the competency and the method
    competency: Prose | None = Field(None, description="One competency, in one sentence.")
    said_to_reader: Line | None = Field(
        None, description="The competency said to the reader: You plan and ask …"
    )
    said_of_holder: Line | None = Field(
        None, description="The competency said of whoever earned it: who plans and asks …"
    )
    key_method: Prose | None = None
    method_components: MethodComponents | None = None
    rationale: Prose | None = None
    research: Many[Research] = ()

    # preparing
    suggested_preparation: Prose | None = None
    how_to_earn: Prose | None = None
    glossary: Many[Term] = ()
    extra_sections: Many[ExtraSection] = ()
    resources: Many[Resource] = ()

    # who and when
    issuer: Id
    creator: Line | None = None
    contributors: Many[Line] = ()
    co_issuers: Many[Id] = ()
    assessor_org: Line | None = None
    funders: Many[Line] = ()
    audience_roles: Many[AudienceRole] = ()
    grade_bands: Many[GradeBand] = ()
    subjects: Many[Line] = ()
    topics: Many[Id] = ()
    tags: Many[Id] = ()
    level: CredentialLevel | None = None
    requires_students: YesNo | None = None
    remote_ok: YesNo | None = None
    past_evidence_ok: YesNo | None = None
    school_calendar_note: Prose | None = None
    support_needed: Many[Support] = ()
    time_estimate: TimeEstimate | None = None
    cost: Cost | None = None
    prerequisites: Many[Ref] = ()
    recommended_before: Many[Ref] = ()

    # assessment
    submission_route: SubmissionRoute | None = None
    assessment_timeline: AssessmentTimeline | None = None
    attempts: Attempts = Attempts()
    assessors_per_submission: Count = 1
    double_blind: YesNo = False
    assessor_requirements: AssessorRequirements = AssessorRequirements()
    integrity_statement: Prose | None = None
    privacy_rules: Prose | None = None
    ai_policy: Prose | None = None
    conversation: AskedConversation | None = Field(
        None,
        description="Whether somebody talks with the educator about the work before it is "
        "decided: with all (required), or with some, drawn by lot (sample).",
    )
    parts: Many[Part] = ()
    passing_rule: PassingRule | None = None
    evidence_types: Many[EvidenceType] = Field(
        (), description="Beyond those that the parts' evidence items name."
    )

    # what it counts for
    credit_values: Many[CreditValue] = ()
    incentives: Many[Incentive] = ()
    alignments: Many[Alignment] = ()
    no_alignment_reason: Prose | None = None
    expires_after: ExpiresAfter | None = None
    renewal: Prose | None = None

    @property
    def ref(self) -> str:
        """``issuer/credential``, the name by which other records refer to it."""
        return f"{self.issuer}/{self.id}"
