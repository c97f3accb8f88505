"""Awards from elsewhere: the check that they record can be repeated."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

from credfolio.badges.verification import NoResolver, verify
from credfolio.badges.verification.badge_words import BadgeWords, holds_address, read_badge
from credfolio.badges.verification.report import SUMMARIES, Report
from credfolio.checking.change import Change, dated_change_rule
from credfolio.checking.change.rights.judge import findings
from credfolio.findings.finding import Finding, Pointer, quoted
from credfolio.proof.refusal import Refusal, Undecided
from credfolio.records.model import Award
from credfolio.records.model.award import ImportCheck
from credfolio.records.registry import original_path
from credfolio.text.look_alikes import skeletons

_AGAIN = "run `credfolio import badge` again with the badge, or delete `checked:`"
_CHECKED: Pointer = ("imported_from", "checked")


@dated_change_rule
def check_imported_check(change: Change, today: date) -> Iterator[Finding]:
    """What an imported award says about its check can be repeated from the badge.

    Anyone could write into an award that a check found it genuine. So the badge
    is kept in the portfolio's folder imported/, and is checked again here,
    without a network, as of the day of the import. The outcome and its words
    must be the same, and the award must have the day and the issuer that the
    badge names. What was found over the network cannot be repeated: the page
    says so, and the reviewer gets a hint.

    Run `credfolio import badge` again, which writes both, or delete `checked:`.
    A kept badge never changes; one with an e-mail address is not kept.
    """
    for file, old, new in change.records("awards"):
        source = new.imported_from if new is not None else None
        if source is None or (old is not None and old.imported_from == source):
            continue
        yield from _like_an_issuer(change, file.path, new)
        path = original_path(new.educator, source.file) if source.file else ""
        data = change.originals.get(path)
        if data is not None and holds_address(data):
            yield Finding(
                "imported-check",
                path,
                "the badge holds an e-mail address or the hash of one, or cannot be opened",
                "take the file out of the change; an award needs no copy of its badge",
            )
        elif data is not None:
            yield from _compared(change, file.path, new, data)
        elif source.checked is not None:
            yield from _without(file.path, source.checked)
    yield from findings(change, today, "imported-check")


def _like_an_issuer(change: Change, path: str, award: Award) -> Iterator[Finding]:
    """A source that has the name of another issuer of this catalog, which records its own awards.

    A badge that proves itself may be taken from anybody.
    """
    source = award.imported_from
    assert source is not None  # the caller looked
    if source.checked is not None and source.checked.outcome == "verified":
        return
    for issuer in change.before.issuers.values():
        if issuer.id != award.issuer_id and skeletons(issuer.name) & skeletons(source.system):
            yield Finding(
                "imported-check",
                path,
                f"{quoted(source.system)} is {issuer.id}, which records its own awards here",
                f"have {issuer.id} record the award, or import a badge that the check verifies",
                pointer=("imported_from", "system"),
            )


def _without(path: str, said: ImportCheck) -> Iterator[Finding]:
    """What the check says of a badge that is not there: nothing in its favor, in its own words."""
    if said.outcome == "verified" or said.online is not None:
        key = "outcome" if said.outcome == "verified" else "online"
        yield _finding(path, f"{key} cannot be found again, for the badge is not there", key)
    elif said.words not in SUMMARIES:
        yield _finding(path, "these are not words of the check", "words")


def _compared(change: Change, path: str, award: Award, data: bytes) -> Iterator[Finding]:
    source = award.imported_from
    assert source is not None  # the caller looked
    noon = datetime(source.on.year, source.on.month, source.on.day, 12, tzinfo=UTC)
    report = verify(data, NoResolver(), noon)
    try:
        words = read_badge(data, report, NoResolver())
    except (Refusal, Undecided):
        words = None
    yield from _said(path, source.checked, report)
    if words is None:
        return
    yield from _other_badge(change, path, award, words)


def _said(path: str, said: ImportCheck | None, report: Report) -> Iterator[Finding]:
    if said is None:
        return
    if said.outcome != report.outcome:
        message = f"the check of the badge finds {report.outcome}, not {said.outcome}"
        yield _finding(path, message, "outcome")
    elif said.words != report.summary:
        yield _finding(path, f"the check says: {quoted(report.summary, 200)}", "words")
    elif report.outcome == "failed" and said.online == "verified":
        yield _finding(path, "the badge is not genuine, whatever was found online", "online")
    elif said.online is not None:
        yield Finding(
            "imported-check",
            path,
            f"it says that over the network the badge was found {said.online}; "
            "only the person who imported it saw that",
            "repeat it: `credfolio verify --online` with the file in imported/",
            severity="hint",
            pointer=(*_CHECKED, "online"),
        )


def _other_badge(change: Change, path: str, award: Award, words: BadgeWords) -> Iterator[Finding]:
    """Whether the award matches the badge file next to it."""
    source = award.imported_from
    assert source is not None
    if words.awarded_on and words.awarded_on != award.awarded_on.isoformat():
        yield Finding(
            "imported-check",
            path,
            f"the badge was awarded on {words.awarded_on}",
            "write the date of the badge, or keep the badge that belongs to this award",
            pointer=("awarded_on",),
        )
    if words.expires_on and words.expires_on != str(award.expires_on):
        yield Finding(
            "imported-check",
            path,
            f"the badge ends on {words.expires_on}",
            "write the date of the badge",
            pointer=("expires_on",) if award.expires_on else ("awarded_on",),
        )
    if words.issuer and words.issuer != source.system:
        yield Finding(
            "imported-check",
            path,
            f"the badge names {quoted(words.issuer)} as its issuer",
            "write the issuer as the badge has it, or keep the badge that belongs to this award",
            pointer=("imported_from", "system"),
        )
    definition = change.after.definition_of(award)
    title = getattr(definition, "title", "")
    if title and words.title.casefold() != title.casefold():
        yield Finding(
            "imported-check",
            path,
            f"the badge is called {quoted(words.title)}, and the award is of {quoted(title)}",
            "decide whether the two are the same achievement",
            severity="hint",
            pointer=("credential",) if award.credential else ("stack",),
        )


def _finding(path: str, message: str, key: str) -> Finding:
    return Finding("imported-check", path, message, _AGAIN, pointer=(*_CHECKED, key))
