"""Lists of badges, which prove nothing themselves: presentations, bare transcripts, arrays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from credfolio.badges.verification.package import is_token
from credfolio.badges.verification.report import About, Report, StepBook
from credfolio.badges.verification.shape import id_of, names, text_at
from credfolio.badges.verification.site_badges import SiteBadges
from credfolio.badges.verification.verdicts import Verdict
from credfolio.proof.refusal import Refusal

MAX_BADGES = 500


Badge = dict[str, Any] | bytes
"""A badge in a list: an object, or a compact token."""

_ENVELOPES = ("data:application/vc+jwt,", "data:application/vc-ld+jwt,")


def is_list(document: dict[str, Any]) -> bool:
    """Whether `document` only lists badges. A transcript with a proof is itself a badge."""
    kinds = names(document.get("type"))
    is_transcript = "ClrCredential" in kinds and "proof" not in document
    return is_transcript or "VerifiablePresentation" in kinds


def check_list(
    document: dict[str, Any], verify_badge: Callable[[Badge], Report], book: StepBook
) -> None:
    """Answer for the badges inside, each by itself. The list as a whole is never verified.

    Anybody could have put the badges together, or left one out.
    """
    is_transcript = "ClrCredential" in names(document.get("type"))
    subject = document.get("credentialSubject") if is_transcript else document
    inside = subject.get("verifiableCredential") if isinstance(subject, dict) else None
    called = "transcript" if is_transcript else "presentation"
    if isinstance(inside, dict) and not is_transcript:
        inside = [inside]
    badges = _badges(inside, called)
    book.about = About(
        kind=_KINDS[called],
        address=text_at(document, "id"),
        title=text_at(document, "name"),
        issuer=id_of(document.get("issuer")),
        issuer_name=text_at(document, "issuer", "name"),
        subject=text_at(subject, "id") if is_transcript else id_of(document.get("holder")),
    )
    book.note("format", "pass", called, f"It is a {called} that lists {_counted(badges)}.")
    _judge(badges, verify_badge, book, book.about.subject if is_transcript else None)


def check_inside(
    document: dict[str, Any], verify_badge: Callable[[Badge], Report], book: StepBook
) -> None:
    """Answer for the badges that a signed transcript lists, each by itself, if there are any.

    Raises `Refusal` for one that is refused, not in force or about somebody else: whoever signed
    the transcript could not know it, or did not care. Subjects without an `id` are not compared. A
    transcript whose own status failed keeps that answer.
    """
    inside = [
        (each, text_at(subject, "id"))
        for subject in names(document.get("credentialSubject"))
        if isinstance(subject, dict)
        for each in names(subject.get("verifiableCredential"))
        if each is not None
    ]
    if not inside:
        return
    try:
        badges = _badges([each for each, _ in inside], "transcript")
    except Refusal as refusal:
        if not book.fails("status"):
            raise
        book.add("status", refusal.words)
        return
    book.badges = tuple(verify_badge(badge) for badge in badges)
    verdicts, said = _counts(book.badges)
    words = f"It lists {_counted(badges)}. Of them: {said}."
    if book.fails("status"):
        return
    if "false" in verdicts:
        raise Refusal("badge-in-it", f"A badge in it is refused. {words}")
    around = [subject for _, subject in inside]
    if any(
        own and own != one.about.subject != "" for own, one in zip(around, book.badges, strict=True)
    ):
        raise _somebody_elses()
    if "ended" in verdicts:
        raise Refusal("ended-in-it", f"A badge in it is not in force. {words}")
    book.add("status", words)


def check_array(badges: list[Any], verify_badge: Callable[[Badge], Report], book: StepBook) -> None:
    """Answer for the badges of a JSON array, each by itself."""
    found = _badges(badges, "file")
    book.about = About(kind="List of badges")
    book.note("format", "pass", "badge-list", f"It is a list of {_counted(found)}.")
    _judge(found, verify_badge, book)


def check_site(site: SiteBadges, verify_badge: Callable[[Badge], Report], book: StepBook) -> None:
    """Answer for the badges of a site, each by itself."""
    book.about = About(kind="Badges of a site", address=text_at({"id": site.address}, "id"))
    found = _badges(list(site.badges[:MAX_BADGES]), "site")
    is_whole = site.is_whole and len(site.badges) <= MAX_BADGES
    words = f"The portfolios that the site lists have {_counted(found)}."
    if not is_whole:
        words = f"The site has more badges than are checked at once. Here are {_counted(found)}."
    if site.unread:
        words += f" Portfolios without a file of badges that could be read: {site.unread}."
    book.note("format", "pass", "site", words)
    _judge(found, verify_badge, book)


def _badges(inside: Any, called: str) -> list[Badge]:
    if not isinstance(inside, list) or not 0 < len(inside) <= MAX_BADGES:
        raise Refusal("no-badge", f"It is a {called} with no badge in it, or with too many.")
    return [_badge(each, called) for each in inside]


def _badge(each: Any, called: str) -> Badge:
    text = each
    if isinstance(each, dict):
        if "EnvelopedVerifiableCredential" not in names(each.get("type")):
            return each
        text = each.get("id")
        for start in _ENVELOPES:
            if isinstance(text, str) and text.startswith(start):
                text = text.removeprefix(start)
    if isinstance(text, str) and text.isascii() and is_token(text.encode()):
        return text.encode()
    raise Refusal("wrong-type", f"What the {called} lists are not badges.")


def _judge(
    badges: list[Badge],
    verify_badge: Callable[[Badge], Report],
    book: StepBook,
    subject: str | None = None,
) -> None:
    """Answer for each badge; all have to be about `subject` where the list names one."""
    book.badges = tuple(verify_badge(badge) for badge in badges)
    verdicts, said = _counts(book.badges)
    if "false" in verdicts:
        raise Refusal("badge-in-it", f"A badge in it is refused. Of its badges: {said}.")
    if subject is not None and any(one.about.subject != subject for one in book.badges):
        raise _somebody_elses()
    book.note(
        "signature",
        "unknown",
        "transcript-unsigned",
        "The list itself proves nothing: anybody could have put these badges together, or left "
        f"one out. Each badge in it counts by itself. Of them: {said}.",
    )


def _somebody_elses() -> Refusal:
    return Refusal("subject-of-another", "A badge in it is about somebody else.")


def _counts(reports: tuple[Report, ...]) -> tuple[set[Verdict], str]:
    """The verdicts that there are, and how many of each, in words."""
    counts = Counter(report.verdict for report in reports)
    said = ", ".join(f"{counts[one]} {words}" for one, words in _WORDS.items() if counts[one])
    return set(counts), said


def _counted(badges: list[Badge]) -> str:
    return "1 badge" if len(badges) == 1 else f"{len(badges)} badges"


_KINDS = {
    "transcript": "Comprehensive Learner Record 2.0",
    "presentation": "Verifiable Presentation",
}

_WORDS: dict[Verdict, str] = {
    "verified": "verified",
    "unknown": "without an answer",
    "ended": "not in force",
    "false": "refused",
}
