"""What follows from a definition: its four criteria, its evidence, and what it lacks."""

from __future__ import annotations

from dataclasses import dataclass

from credfolio.findings.words import said
from credfolio.records.model import MicroCredential
from credfolio.records.model.part import Part
from credfolio.records.model.terms import EvidenceType, values


@dataclass(frozen=True, slots=True)
class CriterionTick:
    """One of the four criteria of a micro-credential, and whether it is met."""

    id: str
    name: str
    met: bool
    why: str


def four_criteria(credential: MicroCredential) -> tuple[CriterionTick, ...]:
    """The four things that make a definition a micro-credential.

    A single competency; a key method with research behind it; evidence to submit; and a rubric
    or scoring guide for every part.
    """
    judged = [part for part in credential.parts if is_judged(part)]
    asks = any(part.prompts or part.evidence_items for part in credential.parts)
    return (
        CriterionTick(
            "competency",
            "One competency",
            credential.competency is not None,
            "It states the one thing you will be able to do."
            if credential.competency
            else "The competency is not written yet.",
        ),
        CriterionTick(
            "method",
            "Researched method",
            credential.key_method is not None and bool(credential.research),
            "It names the method and the research behind it."
            if credential.key_method and credential.research
            else "The method or the research behind it is not written yet.",
        ),
        CriterionTick(
            "evidence",
            "Evidence",
            asks,
            "It says what you submit." if asks else "It does not say yet what you submit.",
        ),
        CriterionTick(
            "rubric",
            "Public rubric",
            bool(credential.parts) and len(judged) == len(credential.parts),
            "It shows how each part is judged."
            if credential.parts and len(judged) == len(credential.parts)
            else "It does not say yet how every part is judged.",
        ),
    )


def is_judged(part: Part) -> bool:
    """Whether a part says how it is judged: a rubric, levels or a scoring guide."""
    return bool(part.rubric or part.levels or part.scoring_guide or part.scale)


NEEDED_TO_BE_ACTIVE: tuple[tuple[str, str], ...] = (
    ("summary", "a summary"),
    ("version", "a version"),
    ("language", "the language"),
    ("licence", "the license"),
    ("competency", "the competency"),
    ("key_method", "the key method"),
    ("method_components", "the components of the method"),
    ("rationale", "the rationale"),
    ("research", "research"),
    ("parts", "the parts to submit"),
    ("passing_rule", "the passing rule"),
    ("resources", "resources for preparing"),
    ("audience_roles", "who it is for"),
    ("time_estimate", "how long it takes"),
    ("cost", "what it costs"),
    ("submission_route", "how to submit"),
)


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that a complete definition has and this one lacks."""

    key: str
    words: str


def stated(credential: MicroCredential) -> tuple[str, ...]:
    """What a definition says of what a complete one says, in reading order."""
    return tuple(words for key, words in NEEDED_TO_BE_ACTIVE if getattr(credential, key))


def missing_for_active(credential: MicroCredential) -> tuple[Missing, ...]:
    """What a definition lacks for ``status: active``, in reading order."""
    missing = [
        Missing(key, words) for key, words in NEEDED_TO_BE_ACTIVE if not getattr(credential, key)
    ]
    missing += [
        Missing("parts", said("incomplete-definition: judged", part=part.number)[0])
        for part in credential.parts
        if not is_judged(part)
    ]
    if credential.parts and not evidence_types(credential):
        missing.append(Missing("evidence_types", said("incomplete-definition: evidence")[0]))
    if credential.image and not credential.image_alt:
        missing.append(Missing("image_alt", "words for the picture"))
    return tuple(missing)


def evidence_types(credential: MicroCredential) -> tuple[EvidenceType, ...]:
    """The kinds of evidence asked for: those that the parts name, and `evidence_types`."""
    named = set(credential.evidence_types)
    for part in credential.parts:
        named.update(item.type for item in part.evidence_items if item.type)
    return tuple(kind for kind in values(EvidenceType) if kind in named)
