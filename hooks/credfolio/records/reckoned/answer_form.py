"""What a worksheet asks, with the keys that answers are kept under; and how it is judged.

The worksheet's page, the packets of readers, and the scripts of both go by these keys. They are
made of ids, so a new version of the definition finds the answers to what it still asks.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from credfolio.records.model import MicroCredential
from credfolio.records.model.part import EvidenceItem, Part, Prompt, WordLimit
from credfolio.records.reckoned.passing import (
    Need,
    chosen_parts,
    lowest_passing,
    needed_parts,
    part_levels,
)

MOST_PIECES = 8
"""More pieces than this are counted with one number instead of a line each."""


@dataclass(frozen=True, slots=True)
class PieceForm:
    """One thing to have ready of an evidence item."""

    key: str
    label: str
    label_id: str


@dataclass(frozen=True, slots=True)
class ItemForm:
    """An evidence item with what is filled in about it."""

    item: EvidenceItem
    key: str
    written: bool
    """Whether it is text that can be written here, with its words counted."""
    limit: WordLimit | None
    pieces: tuple[PieceForm, ...]


@dataclass(frozen=True, slots=True)
class PartForm:
    """A part with its keys, and the limits that hold for all its words together."""

    part: Part
    prompts: tuple[tuple[Prompt, str, WordLimit | None], ...]
    items: tuple[ItemForm, ...]
    checks: tuple[tuple[str, str], ...]
    totals: tuple[WordLimit, ...]
    passing: tuple[str, ...]


def judging(credential: MicroCredential) -> dict[str, Any]:
    """What web/passing/rule.js evaluates: which parts have to reach which levels.

    The levels are those that `lowest_passing` allows, so that the script compares names and
    knows nothing of defaults, orders and lowest levels.
    """
    parts = {part.number: part for part in credential.parts}
    points = credential.passing_rule.points if credential.passing_rule else None
    choice = chosen_parts(credential)

    def levels(needs: Iterable[Need]) -> list[list[Any]]:
        return [
            [number, list(lowest_passing(parts[number], requires)) if number in parts else []]
            for number, requires in needs
        ]

    return {
        "needs": levels(needed_parts(credential)),
        "some": [choice[0], levels(choice[1])] if choice else None,
        "minimum": float(points.least) if points else None,
        "parts": {
            str(part.number): {
                "criteria": [criterion.id for criterion in part.rubric],
                "points": {level.id: float(level.points or 0) for level in part_levels(part)},
            }
            for part in credential.parts
        },
    }


def part_form(part: Part) -> PartForm:
    """The form of one part. A limit of the part is also shown where a prompt repeats it."""
    stated = [part.word_limit]
    stated += [prompt.word_limit for prompt in part.prompts]
    stated += [item.word_limit for item in part.evidence_items]
    whole = [limit for limit in stated if limit and limit.applies_to == "part"]
    common = _each(part.word_limit)
    return PartForm(
        part=part,
        prompts=tuple(
            (prompt, f"{part.number}/prompt/{prompt.id}", _each(prompt.word_limit) or common)
            for prompt in part.prompts
        ),
        items=tuple(_item_form(part, item, common) for item in part.evidence_items),
        checks=tuple(
            # Checks have no ids: a check whose words change is another check.
            (f"{part.number}/check/{zlib.crc32(check.encode()):08x}", check)
            for check in dict.fromkeys(part.completeness_checks)
        ),
        totals=tuple(dict.fromkeys(whole)),
        passing=lowest_passing(part),
    )


def _item_form(part: Part, item: EvidenceItem, common: WordLimit | None) -> ItemForm:
    key = f"{part.number}/item/{item.id}"
    written = item.word_limit is not None or tuple(item.media) == ("text",)
    own = _each(item.word_limit)
    if own is None and written and common and common.applies_to == "item":
        own = common
    pieces: Sequence[PieceForm] = ()
    if 0 < item.count <= MOST_PIECES:
        pieces = [
            PieceForm(
                f"{key}/{n}",
                item.title if item.count == 1 else f"{item.title}, {n} of {item.count}",
                f"l-{part.number}-{item.id}-{n}",
            )
            for n in range(1, item.count + 1)
        ]
    return ItemForm(item, key, written, own, tuple(pieces))


def _each(limit: WordLimit | None) -> WordLimit | None:
    return limit if limit and limit.applies_to != "part" else None
