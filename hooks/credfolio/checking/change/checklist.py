"""The reviewer's checklist of a definition: what the program checked, and what a person must."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from credfolio.findings.finding import counted, quoted
from credfolio.records.model import MicroCredential
from credfolio.records.reckoned.definition import evidence_types, four_criteria, is_judged
from credfolio.records.reckoned.passing import part_levels

State = Literal["yes", "no", "look"]
"""The program answered yes or no; the reviewer decides on look."""

_SHOWS_STUDENTS = frozenset({"student-work", "video", "audio", "observation", "survey", "data"})
_NEEDS_CAPTIONS = frozenset({"video", "podcast"})


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    section: str
    state: State
    text: str


def build_checklist(credential: MicroCredential) -> tuple[ChecklistItem, ...]:
    """What to look at before accepting a definition, in the order of its page."""
    return (
        *_criteria(credential),
        *_rubric(credential),
        *_resources(credential),
        *_privacy(credential),
    )


def _criteria(credential: MicroCredential) -> Iterator[ChecklistItem]:
    section = "The four criteria"
    for tick in four_criteria(credential):
        state: State = "yes" if tick.met else "no"
        yield ChecklistItem(section, state, f"{tick.name}: {tick.why}")
    if credential.competency:
        yield ChecklistItem(
            section, "look", "The competency is one thing that one can see an educator do."
        )
    if credential.research:
        yield ChecklistItem(
            section,
            "look",
            f"The research is about this method ({counted(len(credential.research), 'source')}).",
        )


def _rubric(credential: MicroCredential) -> Iterator[ChecklistItem]:
    section = "The rubric"
    for part in credential.parts:
        if not is_judged(part):
            yield ChecklistItem(section, "no", f"Part {part.number} does not say how it is judged.")
        levels = [level.id for level in part_levels(part)]
        for criterion in part.rubric:
            name = f"Part {part.number}, {quoted(criterion.name)}"
            empty = [level for level in levels if level not in criterion.levels]
            if empty:
                yield ChecklistItem(section, "no", f"{name}: {empty[0]} has no text.")
            texts = [" ".join(text.split()) for text in criterion.levels.values()]
            if len(set(texts)) < len(texts):
                yield ChecklistItem(section, "no", f"{name}: two levels have the same words.")
    if credential.parts:
        yield ChecklistItem(
            section,
            "look",
            "Two assessors who read it would choose the same level: each level says what one "
            "would see, and neighbors differ clearly.",
        )


def _resources(credential: MicroCredential) -> Iterator[ChecklistItem]:
    section = "The resources"
    paid = [one for one in credential.resources if not one.free]
    dead = [one for one in credential.resources if one.status == "dead" and not one.archived_url]
    spoken = [one for one in credential.resources if one.kind in _NEEDS_CAPTIONS]
    if credential.resources and len(paid) == len(credential.resources):
        yield ChecklistItem(section, "no", "Every resource costs money.")
    for one in dead:
        yield ChecklistItem(section, "no", f"{quoted(one.title)} is gone, without a copy.")
    if spoken:
        titles = ", ".join(quoted(one.title) for one in spoken[:5])
        yield ChecklistItem(
            section,
            "look",
            f"Captions or a transcript: {titles} and others."
            if len(spoken) > 5
            else f"Captions or a transcript: {titles}.",
        )
    if credential.resources:
        yield ChecklistItem(
            section, "look", "Each opens without an account, on a phone, with a screen reader."
        )


def _privacy(credential: MicroCredential) -> Iterator[ChecklistItem]:
    section = "Privacy"
    shows = [kind for kind in evidence_types(credential) if kind in _SHOWS_STUDENTS]
    if not shows:
        return
    kinds = ", ".join(shows)
    asks = any(item.consent_needed for part in credential.parts for item in part.evidence_items)
    yield ChecklistItem(
        section,
        "yes" if asks else "look",
        f"The evidence may show students ({kinds}); consent is asked for."
        if asks
        else f"The evidence may show students ({kinds}); nothing asks for consent.",
    )
    yield ChecklistItem(
        section,
        "yes" if credential.privacy_rules else "look",
        "It says how students stay unrecognizable."
        if credential.privacy_rules
        else "It does not say how students stay unrecognizable (privacy_rules).",
    )
