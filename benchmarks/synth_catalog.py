"""Made-up issuers, frameworks, jurisdictions and stacks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from synth_prose import Prose
from synth_words import FIRST_NAMES, LAST_NAMES, PLACES

TODAY = date(2026, 11, 1)
"""The day that all made-up records are checked and built on."""

FRAMEWORK = "teaching-standards"
JURISDICTION = "north-state"
STRANDS = ("learner", "content", "instruction", "assessment", "setting", "profession")
CATEGORIES = ("general", "literacy", "digital-learning", "leadership")
_KINDS = (
    ("district", "Unified Schools"),
    ("state", "Department of Education"),
    ("university", "University"),
    ("association", "Teachers Association"),
    ("nonprofit", "Learning Alliance"),
    ("vendor", "Education Company"),
)


@dataclass(frozen=True, slots=True)
class MadeIssuer:
    """What other records need to know of an issuer."""

    id: str
    name: str
    assessors: tuple[str, ...]
    approver: str


@dataclass(frozen=True, slots=True)
class MadeCredential:
    """What awards and stacks need to know of a credential."""

    issuer: MadeIssuer
    id: str
    title: str
    parts: tuple[tuple[int, tuple[str, ...], tuple[str, ...]], ...]
    """Number, ids of the criteria, ids of the levels with the best first."""
    evidence: tuple[tuple[int, str], ...]
    """Part and kind of each piece of evidence."""
    credit: str
    category: str
    topics: tuple[str, ...]
    expires_years: int

    @property
    def ref(self) -> str:
        return f"{self.issuer.id}/{self.id}"


def person(prose: Prose) -> str:
    return f"{prose.pick(FIRST_NAMES)} {prose.pick(LAST_NAMES)}"


def day(prose: Prose, first: date, last: date) -> date:
    return first + timedelta(days=prose.random.randrange((last - first).days + 1))


def make_issuer(number: int, seed: str) -> tuple[MadeIssuer, dict[str, Any]]:
    prose = Prose(f"{seed}/issuer/{number}")
    kind, ending = _KINDS[number % len(_KINDS)]
    place = PLACES[number]
    name = f"{place} {ending}"
    issuer_id = name.lower().replace(" ", "-")
    # Different numbers of one name keep assessors, approvers and earners apart.
    assessors = tuple(f"{person(prose)}-{place}" for _ in range(4))
    approver = f"{person(prose)}-{place}-Dean"
    record = {
        "name": name,
        "url": f"https://{issuer_id}.example",
        "description": prose.prose(60),
        "email": f"badges@{issuer_id}.example",
        "kind": kind,
        "region": "North State",
        "official": {"name": approver, "title": "Director of Recognition"},
        "policies": {
            "appeal": prose.prose(40),
            "revocation": prose.prose(30),
            "privacy": prose.prose(40),
        },
        "assessors": [{"name": a, "trained_on": "2022-03-01"} for a in assessors],
        "approvers": [{"name": approver, "title": "Director of Recognition"}],
        "status": "active",
    }
    return MadeIssuer(issuer_id, name, assessors, approver), record


def make_framework(seed: str) -> dict[str, Any]:
    prose = Prose(f"{seed}/framework")
    strands = [
        {
            "id": strand,
            "title": f"{strand.capitalize()} standards",
            "description": prose.plain(20),
            "statements": [
                {"code": f"{n + 1}.{letter}", "text": prose.plain(16)} for letter in "abcd"
            ],
        }
        for n, strand in enumerate(STRANDS)
    ]
    return {
        "title": "Teaching Standards",
        "description": prose.prose(40),
        "publisher": "North State Board",
        "url": "https://standards.example/teaching",
        "version": "2022",
        "strands": strands,
    }


def make_jurisdiction(seed: str) -> dict[str, Any]:
    prose = Prose(f"{seed}/jurisdiction")
    return {
        "name": "North State",
        "kind": "state",
        "agency": "Office of Licensing",
        "url": "https://licensing.example",
        "description": prose.prose(40),
        "units": [
            {"unit": "ceu", "name": "Continuing education unit", "hours": "10"},
            {"unit": "contact-hour", "name": "Contact hour", "hours": "1"},
        ],
        "categories": [
            {"id": c, "name": c.replace("-", " ").capitalize(), "description": prose.plain(12)}
            for c in CATEGORIES
        ],
        "cycles": [{"licence_type": "Teacher licence", "years": 5, "unit": "ceu", "amount": "10"}],
    }


def make_stack(
    number: int, issuer: MadeIssuer, members: list[MadeCredential], seed: str
) -> tuple[str, dict[str, Any]]:
    prose = Prose(f"{seed}/stack/{number}")
    title = prose.title()
    return f"{'-'.join(title.lower().split())[:50]}-s{number:04d}", {
        "title": title,
        "summary": prose.sentence(18),
        "description": prose.prose(60),
        "issuer": issuer.id,
        "level": "stack",
        "members": [{"credential": m.ref} for m in members],
        "topics": list(members[0].topics),
        "status": "active",
        "version": "1.0",
        "released": "2023-07-01",
        "changelog": [{"version": "1.0", "on": "2023-07-01", "changes": "First published."}],
    }
