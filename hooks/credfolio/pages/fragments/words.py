"""Vocabulary and quantities in the words that readers see."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from credfolio.findings.finding import counted
from credfolio.records.model import MicroCredential, Stack
from credfolio.records.model.base import Credit
from credfolio.records.model.credential import Cost, ExpiresAfter, TimeEstimate
from credfolio.records.model.part import WordLimit
from credfolio.records.model.terms import CreditUnit

ROLES = {
    "teacher": "Teachers",
    "special-educator": "Special educators",
    "counselor": "Counselors",
    "librarian": "Librarians",
    "coach": "Instructional coaches",
    "mentor": "Mentors",
    "paraeducator": "Paraeducators",
    "principal": "Principals",
    "teacher-leader": "Teacher leaders",
    "pre-service": "Pre-service teachers",
    "district": "District staff",
    "family-liaison": "Family liaisons",
}
ROLE = {
    "teacher": "Teacher",
    "special-educator": "Special educator",
    "counselor": "Counselor",
    "librarian": "Librarian",
    "coach": "Instructional coach",
    "mentor": "Mentor",
    "paraeducator": "Paraeducator",
    "principal": "Principal",
    "teacher-leader": "Teacher leader",
    "pre-service": "Pre-service teacher",
    "district": "District staff",
    "family-liaison": "Family liaison",
}
EVIDENCE = {
    "project-or-lesson-plan": "Project or lesson plan",
    "student-work": "Student work",
    "video": "Video",
    "audio": "Audio",
    "observation": "Observation",
    "reflection": "Reflection",
    "data": "Data",
    "portfolio": "Portfolio",
    "strategy": "Strategy",
    "survey": "Survey",
    "test": "Quiz or test",
}
EVIDENCE_ICON = {
    "project-or-lesson-plan": "clipboard-text-outline",
    "student-work": "file-edit-outline",
    "video": "video-outline",
    "audio": "microphone-outline",
    "observation": "eye-outline",
    "reflection": "comment-quote-outline",
    "data": "chart-bar",
    "portfolio": "folder-outline",
    "strategy": "map-outline",
    "survey": "form-select",
    "test": "clipboard-check-outline",
}
EVIDENCE_MEANING = {
    "project-or-lesson-plan": "A plan for a lesson, unit or project that you taught or ran.",
    "student-work": "Work that students made, with names removed or families' consent.",
    "video": "A recording of you at work, usually a few minutes long.",
    "audio": "A recording of a conversation or lesson, without pictures.",
    "observation": "Notes that a colleague, coach or assessor took while watching.",
    "reflection": "What you, your students or a colleague make of what happened.",
    "data": "Figures that you gathered, with what they show and do not show.",
    "portfolio": "A collection of pieces that belong together, with a guide to them.",
    "strategy": "A plan of action for a team, school or family, and what became of it.",
    "survey": "Answers to questions that you put to students, families or colleagues.",
    "test": "Answers to questions that the issuer puts to you.",
}
GRADES = {
    "early-childhood": "Early childhood",
    "elementary": "Elementary",
    "middle": "Middle school",
    "high": "High school",
    "postsecondary": "Postsecondary",
    "adult": "Adult learners",
}
STATUS = {
    "draft": "Draft",
    "cataloged": "Awarded elsewhere",
    "beta": "Beta",
    "active": "Active",
    "deprecated": "Being replaced",
    "suspended": "Suspended",
    "teach-out": "Closing to new work",
    "retired": "Retired",
}
ISSUER_KIND = {
    "district": "School district",
    "state": "State agency",
    "nonprofit": "Nonprofit",
    "university": "University",
    "association": "Association",
    "vendor": "Company",
}
STACK_LEVEL = {
    "stack": "Stack",
    "bundle": "Bundle of stacks",
    "endorsement": "Endorsement",
    "distinction": "Distinction",
}
JURISDICTION_KIND = {
    "state": "State",
    "district": "District",
    "country": "Country",
    "region": "Region",
}
RESOURCE = {
    "article": "Article",
    "video": "Video",
    "podcast": "Podcast",
    "course": "Course",
    "book": "Book",
    "template": "Template",
    "tool": "Tool",
    "community": "Community",
    "newsletter": "Newsletter",
}
RESOURCE_ICON = {
    "article": "file-document-outline",
    "video": "video-outline",
    "podcast": "podcast",
    "course": "school-outline",
    "book": "book-open-page-variant-outline",
    "template": "file-download-outline",
    "tool": "wrench-outline",
    "community": "account-multiple-outline",
    "newsletter": "email-newsletter",
    "workshop": "account-multiple-outline",
    "conference": "account-multiple-outline",
    "observation": "eye-outline",
}
PART_AUTHOR = {
    "educator": "from you",
    "student": "from your students",
    "colleague": "from a colleague",
    "observer": "from an observer",
}
SCALE = {
    "pass_fail": "passed or not yet",
    "yes_no": "yes or no",
    "levels": "by levels",
    "points": "by points",
}
UNITS = {
    "ceu": ("CEU", "CEUs"),
    "clock-hour": ("clock hour", "clock hours"),
    "contact-hour": ("contact hour", "contact hours"),
    "credit": ("credit", "credits"),
    "semester-hour": ("semester hour", "semester hours"),
    "salary-hour": ("salary hour", "salary hours"),
    "graduate": ("graduate credit", "graduate credits"),
}
WHO_PAYS = {
    "educator": "you pay",
    "district": "your district pays",
    "state": "the state pays",
    "issuer": "the issuer pays",
    "funder": "a funder pays",
}
SUBMISSION = {
    "url": "On the issuer's submission page",
    "email": "By e-mail to the issuer",
    "form": "With a form",
    "pull-request": "By pull request",
    "issue": "By an issue on the forge",
}
INCENTIVE = {
    "stipend": "Stipend",
    "salary-lane": "Salary lane",
    "release-time": "Release time",
    "recognition": "Recognition",
    "fee-paid": "Fee paid",
}
SUPPORT = {
    "time": "Time released from other duties",
    "coach": "A coach",
    "colleagues": "Colleagues to work with",
    "leader": "A principal's backing",
    "technology": "Technology",
    "materials": "Materials",
    "money": "Money",
}
LEVEL = {
    "introductory": "Introductory",
    "intermediate": "Intermediate",
    "advanced": "Advanced",
    "leadership": "Leadership",
}

# The languages that educators name most; another is shown by its tag.
LANGUAGE = {
    "ak": "Akan",
    "am": "Amharic",
    "ar": "Arabic",
    "ase": "American Sign Language",
    "bg": "Bulgarian",
    "bn": "Bengali",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fa": "Persian",
    "fr": "French",
    "gu": "Gujarati",
    "haw": "Hawaiian",
    "he": "Hebrew",
    "hi": "Hindi",
    "hmn": "Hmong",
    "ht": "Haitian Creole",
    "hy": "Armenian",
    "ig": "Igbo",
    "it": "Italian",
    "ja": "Japanese",
    "km": "Khmer",
    "ko": "Korean",
    "nv": "Navajo",
    "pa": "Punjabi",
    "pl": "Polish",
    "pt": "Portuguese",
    "ru": "Russian",
    "so": "Somali",
    "sw": "Swahili",
    "ta": "Tamil",
    "te": "Telugu",
    "tl": "Tagalog",
    "uk": "Ukrainian",
    "ur": "Urdu",
    "vi": "Vietnamese",
    "yo": "Yoruba",
    "zh": "Chinese",
}

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def foreign(language: str | None) -> str:
    """The language of a record's text, where it is not the one of the words around it; else ""."""
    is_own = language is None or language == "en" or language.startswith("en-")
    return "" if is_own else str(language)


def day(value: date) -> str:
    """``3 March 2026``: unmistakable in every country, and the same in every locale."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def month(value: date) -> str:
    return f"{MONTHS[value.month - 1]} {value.year}"


def title_of(identifier: str) -> str:
    """An id as a heading: ``formative-assessment`` → ``Formative assessment``."""
    return identifier.replace("-", " ").capitalize()


def number(value: Decimal | int) -> str:
    """Digits without needless zeros, thousands apart."""
    text = f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"
    return text.rstrip("0").rstrip(".") if "." in text else text


count = counted


def stack_members(stack: Stack, needed: int) -> str:
    """``3 of 5 complete it``; ``2 stacks and 1 micro-credential`` when all are `needed`."""
    if needed < len(stack.members):
        return f"{needed} of {len(stack.members)} complete it"
    credentials = sum(member.credential is not None for member in stack.members)
    stacks = len(stack.members) - credentials
    said = [count(stacks, "stack")] if stacks else []
    return join([*said, count(credentials, "micro-credential")] if credentials else said)


def hours(estimate: TimeEstimate | None) -> str:
    """``8–12 hours``; empty when nothing is known."""
    if estimate is None:
        return ""
    return hour_range(estimate.min_hours, estimate.max_hours)


def hour_range(low: Decimal, high: Decimal) -> str:
    if low == high:
        return f"{number(low)} hour" + ("" if low == 1 else "s")
    return f"{number(low)}–{number(high)} hours"


def duration(minutes: int) -> str:
    """``45 minutes``, ``about 9 hours``: whole hours are enough for a sum."""
    if minutes < 90:
        return count(minutes, "minute")
    return f"about {count(round(minutes / 60), 'hour')}"


def money(cost: Cost | None) -> str:
    """``Free`` or ``$45``; empty when nothing is known."""
    if cost is None:
        return ""
    if cost.amount == 0:
        return "Free"
    sign = "$" if cost.currency == "USD" else f"{cost.currency} "
    amount = f"{cost.amount:,.2f}".removesuffix(".00")
    return f"{sign}{amount}"


def amount(credit: Credit) -> str:
    """``1.5 CEUs``."""
    return quantity(credit.amount, credit.unit)


def one_credit(stated: Sequence[Credit]) -> str:
    """``1.5 CEUs (15 contact hours)``: one credit in all the units that state it."""
    return in_units([(credit.amount, credit.unit) for credit in stated])


def in_units(amounts: Sequence[tuple[Decimal, CreditUnit]]) -> str:
    """``1.5 CEUs (15 contact hours)``: the same amount in several units."""
    first, *others = (quantity(value, unit) for value, unit in amounts)
    return f"{first} ({', '.join(others)})" if others else first


def quantity(value: Decimal, unit: CreditUnit) -> str:
    """``12 contact hours``."""
    singular, plural = UNITS[unit]
    return f"{number(value)} {singular if value == 1 else plural}"


def join(words: Iterable[str], last: str = "and") -> str:
    """``a, b and c``."""
    items = list(words)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def word_limit(limit: WordLimit) -> str:
    """A limit or guide in words: ``at most 200 words for each response``."""
    scope = {"response": "for each response", "item": "for each item", "part": "for the part"}[
        limit.applies_to
    ]
    if limit.kind == "guide":
        if limit.min and limit.max:
            return f"about {limit.min}–{limit.max} words {scope}"
        return f"about {limit.max or limit.min} words {scope}"
    if limit.min and limit.max:
        return f"{limit.min} to {limit.max} words {scope}"
    if limit.max:
        return f"at most {limit.max} words {scope}"
    return f"at least {limit.min} words {scope}"


def expiry(after: ExpiresAfter) -> str:
    parts = [count(after.years, "year")] if after.years else []
    parts += [count(after.months, "month")] if after.months else []
    return join(parts)


def students(credential: MicroCredential) -> str:
    """Whether it can be done without a class, in words; empty when it is not said."""
    if credential.requires_students is None:
        return ""
    return "Needs students" if credential.requires_students else "No students needed"


def language(tag: str) -> str:
    """``Spanish``, ``Spanish (MX)``; the tag itself where its name is not known."""
    name, _, region = tag.partition("-")
    if name not in LANGUAGE:
        return tag
    return f"{LANGUAGE[name]} ({region})" if region else LANGUAGE[name]


def labels(values: Sequence[str], words: dict[str, str]) -> str:
    return ", ".join(words[value] for value in values)
