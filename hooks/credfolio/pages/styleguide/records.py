"""Made-up records of the style guide: each state that a component can be in, once.

Nobody and nothing here exists. The records are read by the models like any
other, so a component that asks for a new field finds it missing here as well.
"""

from __future__ import annotations

from datetime import date
from typing import Any, get_args

from markupsafe import Markup

from credfolio.drawing.badge import LEVELS, STACK_KINDS
from credfolio.drawing.qr import qr_svg
from credfolio.pages.people.portfolio_credit import CreditRow
from credfolio.pages.sharing.links import Outward
from credfolio.pages.sharing.share_panel import Share
from credfolio.records.model import Award, Educator, Issuer, Jurisdiction, MicroCredential, Stack
from credfolio.records.model.award import Evidence
from credfolio.records.model.terms import CredentialStatus, IssuerKind
from credfolio.records.registry import Registry

DAY = date(2026, 3, 2)
"""The day on which these awards are looked at: one of them has expired by then."""

_NAMES = {
    "district": "Lakeside Schools",
    "state": "State of Larkspur",
    "nonprofit": "Open Classroom Fund",
    "university": "Juniper Hill University",
    "association": "Society of Reading Teachers",
    "vendor": "Bright Desk Software",
}
_TOPICS = ("formative-assessment", "literacy", "motivation", "coaching", "mathematics", "inquiry")
_LONG = "Differentiated-Instructional-Materials Reorganization for Multidisciplinary Teams"
_PARTS: list[dict[str, Any]] = [
    {
        "number": 1,
        "title": "The lesson and its plan",
        "scale": "levels",
        "purpose": "Shows that the questions were planned before they were asked.",
        "word_limit": {"max": 600, "applies_to": "part"},
        "levels": [
            {"id": "shown", "name": "Shown", "passing": True, "points": 2},
            {"id": "nearly", "name": "Nearly", "points": 1},
            {"id": "not-yet", "name": "Not yet", "points": 0},
        ],
        "prompts": [
            {
                "id": "purpose",
                "label": "The questions",
                "text": "Which three questions did you plan, and what did each bring to light?",
                "word_limit": {"min": 100, "max": 300},
                "guiding_questions": ["Who answered?", "Who did not?"],
            },
            {"id": "next", "text": "What will you ask differently next time?"},
        ],
        "evidence_items": [
            {
                "id": "plan",
                "title": "Lesson plan",
                "type": "project-or-lesson-plan",
                "media": ["document"],
                "max_size": "10 MB",
                "template_url": "https://example.org/plan",
            },
            {
                "id": "recording",
                "title": "Recording of one discussion",
                "type": "video",
                "max_minutes": 10,
                "consent_needed": True,
                "description": "Faces may be blurred.",
            },
            {"id": "notes", "title": "Notes of a colleague", "need": "optional"},
        ],
        "completeness_checks": ["Every name of a student has been removed."],
        "notes": "A recording without pictures is accepted as well.",
        "rubric": [
            {
                "id": "planned",
                "name": "Planned questions",
                "text": "What was planned.",
                "levels": {
                    "shown": "Each question is aimed at a misunderstanding that is named.",
                    "nearly": "The questions are planned, but not what they are to bring to light.",
                    "not-yet": "The questions were thought of while teaching.",
                },
            },
            {
                "id": "waiting",
                "name": "Time to think",
                "levels": {"shown": "At least three seconds after each question."},
            },
        ],
    },
    {
        "number": 2,
        "title": "What the students say",
        "scale": "yes_no",
        "evidence_items": [
            {
                "id": "voices",
                "title": "Reflections of two students",
                "type": "reflection",
                "count": 2,
                "unit": "students",
                "same_subjects_as": "recording",
            }
        ],
    },
]

CREDENTIALS: tuple[MicroCredential, ...] = tuple(
    MicroCredential.model_validate(
        {
            "id": f"of-a-{kind}",
            "issuer": kind,
            "title": f"From {'an' if kind == 'association' else 'a'} {kind}",
            "competency": "Educator asks questions that show what students do not understand yet.",
            "status": "active",
            "version": "1.0",
            "topics": [topic],
            "level": (*LEVELS, None, None)[place],
            "time_estimate": {"min_hours": 6 + place, "max_hours": 9 + place},
            "cost": {"amount": 45 * (place % 2), "who_pays": "educator"},
            "audience_roles": ["teacher"],
        }
    )
    for place, (kind, topic) in enumerate(zip(get_args(IssuerKind), _TOPICS, strict=True))
)
"""One of each kind of issuer; the first four are of one level each."""

WHOLE = MicroCredential.model_validate(
    {
        "id": "asking-questions",
        "issuer": "nonprofit",
        "title": "Asking Questions",
        "competency": "Educator asks questions that show what students do not understand yet.",
        "key_method": "Plan three questions, wait, and write down what they bring to light.",
        "research": [{"citation": "Made up, N. (2020). Questions that wait for an answer."}],
        "status": "beta",
        "version": "2.1",
        "topics": ["formative-assessment"],
        "audience_roles": ["teacher", "coach", "librarian"],
        "requires_students": True,
        "said_to_reader": "You ask questions that show what students do not understand yet.",
        "assessment_timeline": {"business_days": 10},
        "attempts": {"max": 3},
        "time_estimate": {"min_hours": 8, "max_hours": 12},
        "cost": {"amount": 0},
        "parts": _PARTS,
        "credit_values": [
            {"jurisdiction": "larkspur", "unit": "ceu", "amount": "0.5"},
            {"jurisdiction": "lakeside", "unit": "contact-hour", "amount": 5},
            {
                "jurisdiction": "larkspur",
                "unit": "ceu",
                "amount": "0.2",
                "effective_until": "2020-06-30",
                "conditions": "For those who began before.",
            },
        ],
    }
)
"""A definition with everything that a card or a part can show."""

EMPTY = MicroCredential.model_validate({"id": "bare", "issuer": "state", "title": _LONG})
"""A draft with a long title and nothing else."""

STATUSES = tuple(
    EMPTY.model_copy(update={"status": status, "title": status})
    for status in get_args(CredentialStatus)
    if status != "active"
)

STACKS: tuple[Stack, ...] = tuple(
    Stack.model_validate(
        {
            "id": f"a-{level}",
            "issuer": "university",
            "title": f"{level.capitalize()} of {words}",
            "summary": "Everything about questions, from the first to the last.",
            "status": "active",
            "level": level,
            "topics": [_TOPICS[place]],
            "members": [{"credential": c.ref} for c in CREDENTIALS[: 2 + place]],
            "minimum": 2,
        }
    )
    for place, (level, words) in enumerate(
        zip(STACK_KINDS, ("Questions", "Listening", "Reading", "Coaching"), strict=True)
    )
)

EDUCATORS = tuple(
    Educator.model_validate({"id": f"person-{n}", "display_name": name, "headline": headline})
    for n, (name, headline) in enumerate(
        (
            ("Una Sola", "Teacher of science, grade 7"),
            ("Nil", None),
            ("نورة الخيالية", "معلّمة علوم"),
            ("虛構小明", "國中自然科教師"),
            ("Wolfeschlegelstein-Featherstonehaugh Maximiliana", "A long name and a short line"),
            ("Evi Dance", None),
        )
    )
)

_EVIDENCE: tuple[dict[str, Any], ...] = (
    {
        "id": "film",
        "title": "Eight minutes of a discussion",
        "kind": "video",
        "part": 1,
        "url": "https://video.example/watch",
        "student_data": "consented",
        "description": "The second question is the one to watch.",
    },
    {
        "id": "sheet",
        "title": "Answers of one class",
        "kind": "data",
        "part": 2,
        "student_data": "deidentified",
    },
    {
        "id": "memo",
        "title": "What I would do again",
        "kind": "reflection",
        "url": "https://a-very-long-host-name-of-a-document-service.example/d",
        "archived_url": "https://archive.example/memo",
        "source": "holder",
    },
)

AWARD = Award.model_validate(
    {
        "id": "asking-questions",
        "educator": EDUCATORS[0].id,
        "credential": WHOLE.ref,
        "version": "2.1",
        "awarded_on": "2025-05-12",
        "name_as_awarded": EDUCATORS[0].display_name,
        "evidence": _EVIDENCE,
    }
)
EVIDENCE: tuple[Evidence, ...] = AWARD.evidence
PICTURE = Evidence.model_validate({"id": "board", "title": "The board", "kind": "student-work"})
"""A piece that is a picture of the site itself."""

AWARDS = (
    AWARD,
    AWARD.model_copy(update={"id": "expired", "expires_on": date(2026, 1, 31)}),
    AWARD.model_copy(update={"id": "revoked", "status": "revoked"}),
    AWARD.model_copy(update={"id": "superseded", "status": "superseded"}),
)

CREDITS = (
    CreditRow("larkspur", "Larkspur", "1.5 CEU", ("Teaching: 1 CEU", "Ethics: 0.5 CEU")),
    CreditRow("lakeside", "Lakeside", "12 contact hours", ()),
)

SHARE = Share(
    address="https://example.org/portfolios/una-sola/",
    code=Markup(qr_svg("https://example.org/portfolios/una-sola/", "Code that opens the page")),
    links=(
        Outward("E-mail", "https://example.org/mail"),
        Outward("Bluesky", "https://example.org/bluesky"),
    ),
    mastodon="",
    linkedin="https://example.org/linkedin",
    files=(("Contact card (vCard)", "styleguide/"),),
)

REGISTRY = Registry(
    issuers={
        kind: Issuer.model_validate({"id": kind, "name": name, "kind": kind})
        for kind, name in _NAMES.items()
    },
    credentials={c.ref: c for c in (*CREDENTIALS, WHOLE, EMPTY)},
    stacks={stack.ref: stack for stack in STACKS},
    jurisdictions={
        place: Jurisdiction.model_validate({"id": place, "name": name, "kind": kind})
        for place, name, kind in (
            ("larkspur", "Larkspur", "state"),
            ("lakeside", "Lakeside", "district"),
        )
    },
)

COLORS = (
    ("paper", "the page"),
    ("card", "what is on the page"),
    ("sunk", "sunk areas: the head of a table, the footer"),
    ("ink", "text"),
    ("soft", "secondary text; the border of a field"),
    ("line", "hairlines"),
    ("primary", "what one is asked to do"),
    ("on-primary", "text on it"),
    ("link", "links"),
    ("accent", "what was earned"),
    ("earned", "the ground below it"),
    ("warn", "what needs attention"),
    ("warn-bg", "the ground below it"),
    ("info", "what is good to know"),
    ("info-bg", "the ground below it"),
    ("focus", "the ring around what the keyboard is at"),
)
"""Every color of credfolio.css, and what it is for."""
