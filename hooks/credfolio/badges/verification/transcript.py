"""Transcripts (CLR 2.0) that are not signed themselves: a folder with signed badges inside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from credfolio.badges.verification.report import About, Report, StepBook
from credfolio.badges.verification.shape import id_of, names, text_at
from credfolio.badges.verification.verdicts import Verdict
from credfolio.proof.refusal import Refusal

MAX_BADGES = 500


def is_bare_transcript(document: dict[str, Any]) -> bool:
    return "ClrCredential" in names(document.get("type")) and "proof" not in document


def check_transcript(
    document: dict[str, Any], verify_badge: Callable[[dict[str, Any]], Report], book: StepBook
) -> None:
    """Answer for the badges inside, each by itself. The list as a whole is never verified.

    Anybody could have put the badges together, or left one out.
    """
    subject = document.get("credentialSubject")
    inside = subject.get("verifiableCredential") if isinstance(subject, dict) else None
    if not isinstance(inside, list) or not 0 < len(inside) <= MAX_BADGES:
        raise Refusal("no-badge", "It is a transcript with no badge in it, or with too many.")
    if not all(isinstance(badge, dict) for badge in inside):
        raise Refusal("wrong-type", "What the transcript lists are not badges.")
    book.about = About(
        kind="Comprehensive Learner Record 2.0",
        address=text_at(document, "id"),
        title=text_at(document, "name"),
        issuer=id_of(document.get("issuer")),
        issuer_name=text_at(document, "issuer", "name"),
        subject=text_at(subject, "id"),
    )
    book.note(
        "format", "pass", "transcript", f"It is a transcript that lists {len(inside)} badges."
    )
    reports = [verify_badge(badge) for badge in inside]
    strangers = [report for report in reports if report.about.subject != book.about.subject]
    counts = Counter(report.verdict for report in reports)
    said = ", ".join(
        f"{counts[verdict]} {_WORDS[verdict]}" for verdict in _WORDS if counts[verdict]
    )
    if counts["false"]:
        raise Refusal("badge-in-it", f"A badge in it is not genuine. Of its badges: {said}.")
    if strangers:
        raise Refusal("subject-of-another", "A badge in it is about somebody else.")
    book.note(
        "signature",
        "unknown",
        "transcript-unsigned",
        "The list itself is not signed: anybody could have put these badges together, or left one "
        f"out. Each badge in it counts by itself. Of them: {said}.",
    )


_WORDS: dict[Verdict, str] = {
    "verified": "verified",
    "unknown": "without an answer",
    "ended": "not in force",
    "false": "refused",
}
