"""Corrections in a change: shown word by word, and approved by a second person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from credfolio.checking.change import Change, dated_change_rule
from credfolio.checking.change.standing import access_of, accounts_named, approves
from credfolio.findings.finding import Finding, Pointer, quoted
from credfolio.records.model.credential import Correction
from credfolio.records.reckoned.corrections import is_corrected, text_changes
from credfolio.records.reckoned.frozen import FROZEN
from credfolio.records.reckoned.persons import owners
from credfolio.text.word_changes import in_one_line, runs

_MOST_SHOWN = 40
_KINDS = {"MicroCredential": "credentials", "Stack": "stacks"}


def added_corrections(old: Any, new: Any) -> tuple[Correction, ...]:
    """The corrections of the present version that a change adds to a definition."""
    return tuple(
        one for one in new.corrections if one not in old.corrections and one.version == new.version
    )


def only_corrects(old: Any, new: Any) -> bool:
    """Whether what a version asks for differs only by corrections that the change states."""
    kinds = {one.kind for one in added_corrections(old, new)}
    return bool(kinds) and is_corrected(old, new, kinds)


@dated_change_rule
def check_correction(change: Change, today: date) -> Iterator[Finding]:
    """Spelling and dead links of an awarded version are set right by two people.

    Its author says so under `corrections:`, and another editor or approver of the issuer, or a
    maintainer, approves the proposal on the forge after comparing the words. Whatever changes what
    is asked for is a new version.

    Write the account of the second person in `approved_by:`, and ask them to approve the proposal;
    a review starts the check again. An entry that was made stays as it is.
    """
    for model in FROZEN:
        for file, old, new in change.records(_KINDS[model.__name__]):
            if old is None or new is None:
                continue
            if any(one not in new.corrections for one in old.corrections):
                yield Finding(
                    "correction",
                    file.path,
                    "a correction that was noted is changed or gone",
                    "restore the entry, and add another one",
                    pointer=("corrections",) if new.corrections else (),
                )
            for n, one in enumerate(new.corrections):
                if one not in old.corrections:
                    yield from _entry(change, file.path, new, n, today)
            if only_corrects(old, new):
                yield from _shown(file.path, old, new)


def _entry(change: Change, path: str, new: Any, n: int, today: date) -> Iterator[Finding]:
    one: Correction = new.corrections[n]
    here: Pointer = ("corrections", n)
    if one.version != new.version:
        yield Finding(
            "correction",
            path,
            f"only the present version can be corrected, and this is of version {one.version}",
            f'write `version: "{new.version}"`, or leave the entry out',
            pointer=(*here, "version"),
        )
    if one.on > today:
        yield Finding(
            "correction", path, "it is of a day to come", "write today's date",
            pointer=(*here, "on"),
        )  # fmt: skip
    named = accounts_named(change.before, one.approved_by)
    access, governance = access_of(change.before, new.issuer), change.before.governance
    able = {*access.editors, *(governance.maintainers if governance else ())}
    able |= {one for one in named if approves(change.before, one, new.issuer, today)}
    own = owners(change.before, change.author)
    others = {
        account
        for account in named & able
        if account != change.author and not own & owners(change.before, account)
    }
    if not others:
        yield Finding(
            "correction",
            path,
            f"{quoted(one.approved_by)} is no second person who may approve for {new.issuer}",
            "name the account of another editor or approver of the issuer, or of a maintainer",
            pointer=(*here, "approved_by"),
        )
    elif not others & change.reviewers:
        yield Finding(
            "correction",
            path,
            f"{quoted(one.approved_by)} has not approved this proposal yet",
            "ask them to compare the words and to approve the proposal on the forge",
            pointer=(*here, "approved_by"),
        )


def _shown(path: str, old: Any, new: Any) -> Iterator[Finding]:
    found = text_changes(old, new) or ()
    for one in found[:_MOST_SHOWN]:
        yield Finding(
            "correction",
            path,
            in_one_line(runs(one.before, one.after)),
            "compare the words: it must ask for the same as before",
            severity="hint",
            pointer=one.pointer,
        )
    if len(found) > _MOST_SHOWN:
        yield Finding(
            "correction",
            path,
            f"{len(found) - _MOST_SHOWN:,} more passages were corrected",
            "compare them in the files of the proposal",
            severity="hint",
        )
