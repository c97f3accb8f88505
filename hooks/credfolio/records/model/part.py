"""Part: what an educator submits together, and how it is judged."""

from __future__ import annotations

from pydantic import Field

from credfolio.records.model.base import (
    Alignment,
    Amount,
    Count,
    Id,
    Line,
    Link,
    Many,
    Piece,
    Prose,
    Table,
    YesNo,
)
from credfolio.records.model.terms import (
    EvidenceNeed,
    EvidenceType,
    LimitKind,
    LimitScope,
    Medium,
    PartAuthor,
    PartScale,
)


class WordLimit(Piece):
    """A limit (a cap) or a guide (a range to aim at), in words."""

    min: Count | None = None
    max: Count | None = None
    kind: LimitKind = "limit"
    applies_to: LimitScope = "response"


class Prompt(Piece):
    """A question that the educator answers in writing."""

    id: Id
    label: Line | None = None
    text: Prose
    guiding_questions: Many[Prose] = ()
    word_limit: WordLimit | None = None


class EvidenceItem(Piece):
    """A thing to submit."""

    id: Id
    title: Line
    description: Prose | None = None
    type: EvidenceType | None = None
    count: Count = 1
    unit: Line | None = Field(None, description="What is counted, such as 'students'.")
    media: Many[Medium] = ()
    need: EvidenceNeed = "required"
    word_limit: WordLimit | None = None
    max_size: Line | None = Field(None, description="Such as 50 MB.")
    max_minutes: Count | None = None
    template_url: Link | None = None
    consent_needed: YesNo = False
    same_subjects_as: Id | None = Field(
        None, description="Id of the evidence item (of any part) that shows the same people."
    )


class Level(Piece):
    """A level that assessors choose from; names are the issuer's own."""

    id: Id
    name: Line
    description: Prose | None = None
    passing: YesNo = False
    points: Amount | None = None


class Criterion(Piece):
    """A row of the rubric: the text of each level, best first."""

    id: Id
    name: Line
    text: Prose | None = None
    levels: Table[Prose] = Field(
        default_factory=dict, description="Level id → what work at that level looks like."
    )
    alignment: Alignment | None = None


class Part(Piece):
    """A part of the submission, judged on its own."""

    number: Count
    title: Line
    purpose: Prose | None = None
    intro: Prose | None = None
    author: PartAuthor = "educator"
    scale: PartScale | None = None
    levels: Many[Level] = Field((), description="Best level first.")
    required_level: Id | None = Field(
        None, description="The lowest level that passes, when the levels do not say."
    )
    word_limit: WordLimit | None = None
    prompts: Many[Prompt] = ()
    evidence_items: Many[EvidenceItem] = ()
    completeness_checks: Many[Prose] = ()
    rubric: Many[Criterion] = ()
    scoring_guide: Prose | None = Field(
        None, description="How the part is judged, where there is no table of criteria."
    )
    notes: Prose | None = None
