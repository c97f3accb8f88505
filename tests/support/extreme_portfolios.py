"""A project of portfolios that strain a page: the fullest, the emptiest, the longest names.

Names are of several scripts and directions, and plainly made up. Everything is
a function of constants: the same files every time.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import yaml

from demo import ROOT, small_project

BASE = ROOT / "tests" / "examples" / "base"
MANY = 200
TOPICS = ("listening", "feedback", "assessment", "inclusion", "technology")
WORDS = ("Questions", "Reading", "Algebra", "Co-Teaching", "Working Memory", "Peer Feedback")
LONG_TITLE = "Differentiated-Instructional-Materials Reorganization for Multidisciplinary Teams"
LONG_BIO = "\n".join(
    f"Sentence number {n} says what I tried and what came of it." for n in range(84)
)
LONG_NAME = "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh Maximiliana Theodora the Third"
CONSENT = {"by": "The holder", "method": "signed-form", "on": "2025-11-03", "scope": "My page."}

PEOPLE: dict[str, dict[str, Any]] = {
    "two-hundred": {
        "display_name": "Octavia Many",
        "headline": "Two hundred badges and a sense of proportion",
        "roles": ["teacher", "coach"],
        "school": "Middle School",
        "district": "Riverside",
        "layout": "resume",
    },
    "on-the-wall": {"display_name": "Walter Wall", "layout": "wall", "accent": "2a7f62"},
    "with-evidence": {"display_name": "Evi Dance", "layout": "evidence", "accent": "8a5fb0"},
    "nothing-yet": {"display_name": "Nil Yet"},
    "only-one": {"display_name": "Una Sola", "roles": ["librarian"]},
    "long-name": {
        "display_name": LONG_NAME,
        "pronouns": "whatever-is-easiest-to-remember",
        "headline": "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamter " * 2,
        "school": "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch Primary School",
        "links": [{"title": "A" * 120, "url": f"https://example.org/{'a' * 180}"}],
        "bio": f"{LONG_BIO}\n\n{'Unbroken' * 60}",
    },
    "arabic": {
        "display_name": "نورة الخيالية",
        "headline": "معلّمة علوم (Grade 7) في مدرسة البحيرة",
        "bio": "أدرّس العلوم منذ سنوات، وأجمع ما يقوله الطلاب.\n\nأحب الأسئلة المفتوحة.",
        "school": "مدرسة البحيرة 7",
        "roles": ["teacher"],
    },
    "hebrew": {"display_name": "דנה דמיונית", "headline": "מורה למתמטיקה", "roles": ["teacher"]},
    "chinese": {
        "display_name": "虛構小明",
        "headline": "國中自然科教師，喜歡讓學生先說話再給答案",
        "bio": "我教自然科學。" * 60,
        "roles": ["teacher"],
    },
    "emoji": {
        "display_name": "🌻 Sunny 👩🏽‍🏫",
        "headline": "Gardens 🌱, graphs 📈 and 👨‍👩‍👧‍👦 evenings",
    },
}
"""Profiles by handle; `MANY` badges go to the first three."""


def extreme_project(folder: Path) -> Path:
    """Write the project into the empty `folder`."""
    small_project(folder)
    for part in ("catalog", "portfolios"):
        shutil.copytree(BASE / part, folder / part)
    catalog = folder / "catalog" / "riverside-usd"
    definition = read(catalog / "active-listening.yml")
    award = read(folder / "portfolios" / "ana-lopez" / "awards" / "active-listening.yml")
    for n in range(MANY):
        title = LONG_TITLE if n == 0 else f"{WORDS[n % len(WORDS)]} {n + 1}"
        topics = [TOPICS[n % 5], TOPICS[(n // 5) % 5]] if n % 7 else [TOPICS[n % 5]]
        own = definition | {"title": title, "topics": sorted(set(topics))}
        write(catalog / f"badge-{n}.yml", own)
    for handle, profile in PEOPLE.items():
        home = folder / "portfolios" / handle
        write(home / "profile.yml", {"visibility": "public", "consent": CONSENT} | profile)
        for n in range(badges_of(handle)):
            write(home / "awards" / f"badge-{n}.yml", one_award(award, profile, n))
    return folder


def badges_of(handle: str) -> int:
    if handle in ("two-hundred", "on-the-wall", "with-evidence"):
        return MANY if handle == "two-hundred" else 24
    return {"nothing-yet": 0, "only-one": 1}.get(handle, 3)


def one_award(example: dict[str, Any], profile: dict[str, Any], n: int) -> dict[str, Any]:
    evidence = [
        {"id": f"piece-{m}", "title": f"Piece {m} of work {n}", "kind": kind, "url": url}
        for m, (kind, url) in enumerate(
            (
                ("video", "https://video.example/watch"),
                ("student-work", "https://a-very-long-host-name-of-a-document-service.example/d"),
            )
        )
    ]
    kept = {key: example[key] for key in ("version", "approved_by", "submissions", "results")}
    return kept | {
        "credential": f"riverside-usd/badge-{n}",
        "awarded_on": f"{2026 - n % 2}-0{1 + n % 5}-15"
        if n % 2 == 0
        else f"2025-12-{1 + n % 28:02}",
        "name_as_awarded": profile["display_name"],
        "evidence": evidence,
        "narrative": profile.get("bio", "A few words."),
    }


def read(file: Path) -> dict[str, Any]:
    """A record with every scalar as the text that was written, as the reader has it."""
    record: dict[str, Any] = yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader)
    return record


def write(file: Path, record: dict[str, Any]) -> None:
    """JSON is YAML without its surprises."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(record, ensure_ascii=False, indent=1), encoding="utf-8")
