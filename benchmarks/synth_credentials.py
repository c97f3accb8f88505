"""Made-up micro-credentials, each a whole definition with rubrics."""

from __future__ import annotations

from datetime import date
from typing import Any

from synth_catalog import (
    CATEGORIES,
    FRAMEWORK,
    JURISDICTION,
    STRANDS,
    MadeCredential,
    MadeIssuer,
    day,
)
from synth_prose import Prose
from synth_words import FIRST_NAMES, LAST_NAMES, PLACES, TOPICS

_ROLES = (
    "teacher", "special-educator", "counselor", "librarian", "coach", "mentor", "paraeducator",
    "principal", "teacher-leader", "pre-service",
)  # fmt: skip
_LEVELS = ("introductory", "intermediate", "advanced", "leadership")
_EVIDENCE = (
    "project-or-lesson-plan", "student-work", "video", "audio", "observation", "data",
    "strategy", "survey",
)  # fmt: skip
_RESOURCES = ("article", "video", "podcast", "course", "book", "template")


def make_credential(
    number: int, issuer: MadeIssuer, seed: str
) -> tuple[MadeCredential, dict[str, Any]]:
    """A definition of about 1,200 words with a rubric in two of its parts."""
    prose = Prose(f"{seed}/credential/{number}")
    title = prose.title()
    credential_id = f"{'-'.join(title.lower().split())[:50]}-{number:05d}"
    released = day(prose, date(2022, 6, 1), date(2023, 6, 1))
    parts = [_part(prose, n) for n in (1, 2, 3)]
    credit = prose.pick(("0.5", "1", "1.5"))
    category = prose.pick(CATEGORIES)
    topics = prose.some(TOPICS, 1, 2)
    hours = prose.random.randint(4, 14)
    record: dict[str, Any] = {
        "title": title,
        "summary": prose.sentence(18),
        "version": "1.0",
        "status": "active",
        "released": released,
        "changelog": [{"version": "1.0", "on": released, "changes": "First published."}],
        "language": "en",
        "licence": "CC-BY-4.0",
        "competency": f"Educator uses {prose.thing()} {prose.pick(('to change', 'to build'))} "
        f"{prose.thing()} with {prose.thing()} before {prose.thing()}.",
        "key_method": prose.prose(35),
        "method_components": {
            "intro": prose.plain(25),
            "groups": [_method_group(prose) for _ in range(3)],
        },
        "rationale": prose.prose(60),
        "research": [_research(prose) for _ in range(2)],
        "suggested_preparation": prose.prose(40),
        "how_to_earn": "\n".join(f"{n}. {prose.sentence(10)}" for n in (1, 2, 3)),
        "glossary": [{"term": prose.title(), "definition": prose.plain(14)} for _ in range(2)],
        "resources": [_resource(prose) for _ in range(4)],
        "issuer": issuer.id,
        "audience_roles": prose.some(_ROLES, 1, 4),
        "grade_bands": prose.some(("elementary", "middle", "high"), 1, 3),
        "subjects": [prose.pick(("Any subject", "Science", "Mathematics", "English"))],
        "topics": topics,
        "level": prose.pick(_LEVELS),
        "requires_students": prose.chance(0.7),
        "remote_ok": prose.chance(0.5),
        "past_evidence_ok": prose.chance(0.5),
        "time_estimate": {"min_hours": hours, "max_hours": hours + 4, "note": prose.sentence(10)},
        "cost": {"amount": prose.pick(("0", "0", "45")), "who_pays": "district"},
        "submission_route": {
            "kind": "form",
            "url": f"https://{issuer.id}.example/submit",
            "instructions": prose.sentence(12),
        },
        "assessment_timeline": {"business_days": 15},
        "assessor_requirements": {"trained": True},
        "integrity_statement": prose.sentence(20),
        "privacy_rules": prose.sentence(20),
        "parts": parts,
        "passing_rule": "all",
        "credit_values": [
            {
                "jurisdiction": JURISDICTION,
                "unit": "ceu",
                "amount": credit,
                "category": category,
                "effective_from": "2022-07-01",
                "source_url": "https://licensing.example/accepted",
                "last_checked": "2026-09-01",
            }
        ],
        "alignments": [_alignment(prose) for _ in range(2)],
    }
    expires_years = 5 if prose.chance(0.1) else 0
    if expires_years:
        record["expires_after"] = {"years": expires_years}
    made = MadeCredential(
        issuer,
        credential_id,
        title,
        tuple(
            (p["number"], tuple(c["id"] for c in p["rubric"]), tuple(x["id"] for x in p["levels"]))
            for p in parts
        ),
        tuple((p["number"], e["type"]) for p in parts for e in p.get("evidence_items", ())),
        credit,
        category,
        tuple(topics),
        expires_years,
    )
    return made, record


def _method_group(prose: Prose) -> dict[str, Any]:
    items: list[Any] = [prose.line(10) for _ in range(3)]
    items.append({"text": prose.line(10), "nested": [prose.line(10) for _ in range(2)]})
    return {"heading": prose.title(), "intro": prose.sentence(10), "items": items}


def _research(prose: Prose) -> dict[str, Any]:
    year, first = prose.random.randint(1988, 2023), prose.random.randint(1, 90)
    author = f"{prose.pick(LAST_NAMES)}, {prose.pick(FIRST_NAMES)[0]}."
    return {
        "citation": f"{author} ({year}). {prose.title()}. *Journal of {prose.title()}, "
        f"{prose.random.randint(2, 60)}*(2), {first}-{first + 20}.",
        "doi": f"10.1234/{prose.random.randrange(10**8):08d}",
        "finding": prose.plain(24),
    }


def _resource(prose: Prose) -> dict[str, Any]:
    return {
        "title": prose.title(),
        "url": f"https://resources.example/item/{prose.random.randrange(10**6)}",
        "kind": prose.pick(_RESOURCES),
        "provider": f"{prose.pick(PLACES)} Library",
        "free": prose.chance(0.8),
        "minutes": prose.random.randrange(5, 90, 5),
    }


def _alignment(prose: Prose) -> dict[str, Any]:
    n = prose.random.randrange(len(STRANDS))
    return {
        "framework": FRAMEWORK,
        "strand": STRANDS[n],
        "code": f"{n + 1}.{prose.pick('abcd')}",
    }


def _part(prose: Prose, number: int) -> dict[str, Any]:
    levels = [
        {"id": "demonstrated", "name": "Demonstrated", "passing": True},
        {"id": "progressing", "name": "Progressing", "passing": False},
        {"id": "not-yet", "name": "Not yet", "passing": False},
    ]
    part: dict[str, Any] = {
        "number": number,
        "title": prose.title(),
        "purpose": prose.sentence(10),
        "intro": prose.prose(45),
        "author": "educator",
        "scale": "levels",
        "levels": levels,
    }
    if number != 2:
        part["word_limit"] = {"max": 200, "kind": "limit", "applies_to": "response"}
        part["prompts"] = [{"id": f"prompt-{n}", "text": prose.question()} for n in (1, 2)]
    if number != 3:
        part["evidence_items"] = [
            {
                "id": f"item-{number}",
                "title": prose.title(),
                "description": prose.line(14),
                "type": prose.pick(_EVIDENCE),
                "count": 2,
                "unit": "pieces",
                "media": ["document", "image"],
            }
        ]
    part["completeness_checks"] = [prose.sentence(10)]
    part["rubric"] = [
        {
            "id": f"criterion-{n}",
            "name": prose.title(),
            "levels": {level["id"]: prose.line(10) for level in levels},
        }
        for n in range(1, 4)
    ]
    return part
