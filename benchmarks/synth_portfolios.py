"""Made-up educators and the awards that they earned."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from synth_catalog import JURISDICTION, TODAY, MadeCredential, day
from synth_prose import Prose
from synth_words import FIRST_NAMES, LAST_NAMES, PLACES

_ROLES = ("teacher", "special-educator", "librarian", "coach", "mentor")
_SUBJECTS = ("Science", "Mathematics", "English", "History", "Art", "Music")
_HOSTS = ("files.example", "portfolio.example", "video.example")


def educator_name(number: int) -> tuple[str, str]:
    """Handle and display name of the educator with that number."""
    first = FIRST_NAMES[number % len(FIRST_NAMES)]
    last = LAST_NAMES[number // len(FIRST_NAMES) % len(LAST_NAMES)]
    return f"{first}-{last}-{number:05d}".lower(), f"{first} {last}"


def make_educator(number: int, awards: Sequence[str], seed: str) -> dict[str, Any]:
    """A public profile with consent; `awards` are the ids of what she earned."""
    prose = Prose(f"{seed}/educator/{number}")
    name = educator_name(number)[1]
    place = prose.pick(PLACES)
    record: dict[str, Any] = {
        "display_name": name,
        "headline": prose.title(),
        "bio": prose.prose(70),
        "roles": prose.some(_ROLES, 1, 2),
        "subjects": prose.some(_SUBJECTS, 1, 2),
        "grades": prose.some(("elementary", "middle", "high"), 1, 2),
        "school": f"{place} School",
        "district": f"{place} Unified Schools",
        "years": prose.random.randint(1, 30),
        "languages": ["en"],
        "links": [{"title": "My classroom", "url": f"https://rooms.example/{number}"}],
        "pinned": list(awards[:3]),
    }
    if len(awards) > 4:
        record["collections"] = [
            {
                "title": prose.title(),
                "description": prose.plain(20),
                "awards": list(awards[1:4]),
            }
        ]
    record["goals"] = [{"text": prose.line(16)}]
    record["learning_log"] = [
        {
            "title": prose.title(),
            "kind": prose.pick(("article", "video", "workshop")),
            "on": day(prose, date(2024, 1, 1), TODAY),
            "minutes": prose.random.randrange(20, 180, 10),
            "note": prose.line(12),
        }
        for _ in range(prose.random.randint(0, 3))
    ]
    record["visibility"] = "public"
    record["consent"] = {
        "by": name,
        "method": "signed-form",
        "on": "2023-06-15",
        "scope": "My name, profile, awards and results, and the evidence I mark as visible.",
    }
    return record


def make_award(number: int, owner: int, credential: MadeCredential, seed: str) -> dict[str, Any]:
    """An award that passed at the first try, or for one in eight at the second."""
    prose = Prose(f"{seed}/award/{number}")
    name = educator_name(owner)[1]
    place = prose.pick(PLACES)
    began = day(prose, date(2023, 9, 1), date(2026, 6, 1))
    handed_in = began + timedelta(days=prose.random.randint(20, 60))
    assessor = prose.pick(credential.issuer.assessors)
    submissions = []
    if prose.chance(0.125):
        submissions.append(_submission(prose, credential, handed_in, 1, assessor, passed=False))
        handed_in += timedelta(days=30)
    attempt = len(submissions) + 1
    submissions.append(_submission(prose, credential, handed_in, attempt, assessor, passed=True))
    awarded = handed_in + timedelta(days=14)
    if (awarded.month, awarded.day) == (2, 29):  # a day that its expiry would not find
        awarded += timedelta(days=1)
    record: dict[str, Any] = {
        "credential": credential.ref,
        "version": "1.0",
        "awarded_on": awarded,
        "name_as_awarded": name,
        "issuer": credential.issuer.id,
        "approved_by": credential.issuer.approver,
        "activity": {"from": began, "until": handed_in},
        "submissions": submissions,
        "credits_earned": [
            {
                "jurisdiction": JURISDICTION,
                "unit": "ceu",
                "amount": credential.credit,
                "category": credential.category,
                "on": awarded,
            }
        ],
        "school": f"{place} School",
        "evidence": [
            {
                "id": f"evidence-{n}",
                "title": prose.title(),
                "kind": kind,
                "part": part,
                "url": f"https://{prose.pick(_HOSTS)}/{number}/{n}",
                "description": prose.line(14),
                "student_data": "deidentified",
            }
            for n, (part, kind) in enumerate(credential.evidence, 1)
        ],
        "narrative": prose.prose(45),
        "visibility": "public",
    }
    if credential.expires_years:
        record["expires_on"] = awarded.replace(year=awarded.year + credential.expires_years)
    if prose.chance(0.1):
        record["endorsements"] = [
            {
                "by": "A Colleague",
                "relation": "Colleague",
                "text": prose.plain(25),
                "on": awarded,
                "accepted": True,
            }
        ]
    return record


def _submission(
    prose: Prose,
    credential: MadeCredential,
    on: date,
    attempt: int,
    assessor: str,
    *,
    passed: bool,
) -> dict[str, Any]:
    results = []
    for n, (part, criteria, levels) in enumerate(credential.parts):
        for m, criterion in enumerate(criteria):
            level = levels[0] if passed or n or m else levels[1]
            results.append({"part": part, "criterion": criterion, "level": level})
    return {
        "submitted_on": on,
        "attempt": attempt,
        "assessments": [
            {
                "assessor": assessor,
                "on": on + timedelta(days=10),
                "results": results,
                "decision": "pass" if passed else "resubmit",
                "feedback": prose.plain(25),
            }
        ],
    }
