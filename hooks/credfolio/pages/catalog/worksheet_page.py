"""The worksheet of a micro-credential: everything that is submitted, as one form.

What is typed stays in the reader's browser (theme/assets/worksheet/). Each
answer is kept under a key made of ids, so a new version of the definition finds
the answers to the questions that it still asks.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from credfolio.pages.fragments import addresses
from credfolio.pages.fragments.catalog_view import CatalogView
from credfolio.pages.fragments.page import Page
from credfolio.pages.fragments.tool_pages import stylesheets
from credfolio.pages.fragments.words import SUBMISSION
from credfolio.proof.age_key import fingerprint
from credfolio.records.model import MicroCredential
from credfolio.records.model.part import EvidenceItem, Part, Prompt, WordLimit
from credfolio.records.reckoned.passing import (
    Need,
    chosen_parts,
    lowest_passing,
    needed_parts,
    part_levels,
    passing_rule_in_words,
)
from credfolio.records.registry import credential_path
from credfolio.text.prose import plain_text

MOST_PIECES = 8
"""More pieces than this are counted with one number instead of a line each."""

WORDS_IN_A_LINE = 9
"""What somebody writes by hand across a sheet."""

FEWEST_LINES, UNLIMITED_LINES, MOST_LINES = 4, 8, 120
"""Ruled lines of an answer: at least, without a limit, and at most, which is four sheets."""


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


def build_worksheet(credential: MicroCredential, view: CatalogView) -> Page:
    """The worksheet of `credential`, which has parts."""
    forms = [part_form(part) for part in credential.parts]
    titles = {item.id: item.title for part in credential.parts for item in part.evidence_items}
    body = view.renderer.speaking(credential.language).render(
        "worksheet",
        c=credential,
        forms=forms,
        levels_of=part_levels,
        rule=passing_rule_in_words(credential),
        judging=judging(credential),
        ruled=lambda limit: Markup("<i></i>") * ruled_lines(limit),
        sealing=sealing(credential, view),
        evidence_title=lambda evidence_id: titles.get(evidence_id, evidence_id),
    )
    return Page(
        kind="worksheet",
        address=addresses.worksheet(credential),
        title=f"Worksheet: {credential.title}",
        description=f"Everything that {credential.title} asks for, to fill in and print.",
        body=body,
        head=stylesheets("fields", "worksheet"),
        source=credential_path(credential.ref),
        indexed=False,
    )


def ruled_lines(limit: WordLimit | None) -> int:
    """How many ruled lines an answer by hand needs: for as many words as may be written."""
    if limit is None or not (limit.max or limit.min):
        return UNLIMITED_LINES
    most = limit.max or 2 * (limit.min or 0)
    return min(MOST_LINES, max(FEWEST_LINES, -(-most // WORDS_IN_A_LINE)))


def sealing(credential: MicroCredential, view: CatalogView) -> str:
    """What web/seal.js seals for and asks, as JSON; "" where the issuer takes no sealed files."""
    issuer = view.registry.issuers.get(credential.issuer)
    keys = [one for one in issuer.sealing if one.retired is None] if issuer else []
    if issuer is None or not keys or credential.status in ("retired", "suspended"):
        return ""
    route, timeline = credential.submission_route, credential.assessment_timeline
    words = [SUBMISSION[route.kind] + ".", plain_text(route.instructions or "")] if route else []
    asked = {
        "issuer": issuer.id,
        "issuer_name": issuer.name,
        "keys": [
            {
                "id": one.id,
                "recipient": one.recipient,
                "held_by": one.held_by,
                "fingerprint": fingerprint(one.recipient),
            }
            for one in keys
        ],
        "items": [
            {"part": part.number, "item": item.id, "title": item.title}
            for part in credential.parts
            for item in part.evidence_items
        ],
        "parts": [{"number": part.number, "title": part.title} for part in credential.parts],
        "route": " ".join(filter(None, words)),
        "address": route.url if route else None,
        "days": timeline.business_days if timeline else None,
    }
    return json.dumps(asked, ensure_ascii=False, separators=(",", ":"))


def judging(credential: MicroCredential) -> str:
    """What web/passing/rule.js evaluates, as JSON: which parts have to reach which levels.

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

    rule = {
        "needs": levels(needed_parts(credential)),
        "some": [choice[0], levels(choice[1])] if choice else None,
        "minimum": float(points.least) if points else None,
        "parts": {
            part.number: {
                "criteria": [criterion.id for criterion in part.rubric],
                "points": {level.id: float(level.points or 0) for level in part_levels(part)},
            }
            for part in credential.parts
        },
    }
    return json.dumps(rule, ensure_ascii=False, separators=(",", ":"))


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
