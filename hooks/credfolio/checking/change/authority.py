"""Authority: who may change what, as it was before the change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from credfolio.checking.change import Change, ChangedFile, change_rule
from credfolio.checking.change.standing import (
    issuer_of_path,
    issuers_of_award,
    judges_for,
    names_account,
    standing,
)
from credfolio.checking.rules.persons import Entry
from credfolio.findings.finding import Finding, quoted
from credfolio.records.model import Award, Issuer
from credfolio.records.model.issuer import Official
from credfolio.records.registry import GOVERNANCE_PATH


@change_rule
def check_no_governance(change: Change, today: date) -> Iterator[Finding]:
    """The base says who may change what, in catalog/governance.yml.

    Without it nobody has a right that a program could look up, and a change
    that brings the file along would give its author any right.

    A maintainer writes the file and puts it on the main branch without a
    proposal. After that it is changed by proposals of maintainers.
    """
    if change.before.governance is None:
        yield Finding(
            "no-governance",
            GOVERNANCE_PATH,
            "as of the base there is no such file that can be read, so nobody may change anything",
            "a maintainer adds it to the main branch first",
        )


@change_rule
def check_may_not_change(change: Change, today: date) -> Iterator[Finding]:
    """The author of a change may change every file in it.

    An issuer's folder belongs to its editors, an award to its issuer's editors,
    assessors and approvers, a portfolio to its educator and to the issuers that
    look after it, all else to the maintainers. What counts is
    catalog/governance.yml as it was before the change.

    Take the file out, or ask somebody who may to propose it. If the account
    should have the right, a maintainer adds it to catalog/governance.yml first.
    """
    own = standing(change)
    if own.is_maintainer or not change.is_governed:
        return
    awards = {file.path: (old, new) for file, old, new in change.records("awards")}
    for file in change.files:
        if not file.is_record_file:
            continue  # that is another finding
        old, new = awards.get(file.path, (None, None))
        if reason := _refusal(change, file, old, new):
            yield Finding(
                "may-not-change",
                file.path,
                f"{change.author} {reason}",
                f"ask somebody who may, or have the account added to {GOVERNANCE_PATH} first",
            )


def _refusal(change: Change, file: ChangedFile, old: Award | None, new: Award | None) -> str:
    """Why the author may not change a file; "" when she may."""
    own = standing(change)
    top, *rest = file.path.split("/")
    if top == "catalog":
        issuer = issuer_of_path(file.path)
        if issuer is not None:
            return "" if issuer in own.issuers else f"is not an editor of {issuer}"
        stem = rest[-1].removesuffix(".yml")
        looked_after = {"frameworks": own.frameworks, "jurisdictions": own.jurisdictions}
        if len(rest) == 2 and stem in looked_after.get(rest[0], ()):
            return ""
        return "is not a maintainer, and this file belongs to the whole site"
    educator = rest[0]
    award = old or new
    if award is not None:
        names = issuers_of_award(change, award)
        if new is not None and old is not None and issuers_of_award(change, new) != names:
            return "may not give an award to another issuer"
        if own.issuers & set(names) or judges_for(change.before, change.author, names):
            return ""
        if old is not None and (educator in own.persons or educator in own.educators):
            return ""  # how her own award is shown; what it says is another rule's
        return f"neither edits nor judges for {' or '.join(names)}"
    if educator in own.persons or educator in own.educators:
        return ""
    if file.place is None and len(rest) > 1 and rest[1] in ("awards", "imported"):
        return "" if own.issuers else "edits for no issuer"
    is_new = educator not in change.before.educators
    if is_new and own.issuers:
        return ""  # a district begins the portfolio of one of its teachers
    if is_new:
        return f"is not known to be {quoted(educator)}, nor an editor of an issuer"
    return f"is neither {quoted(educator)} nor an editor who looks after this portfolio"


@change_rule
def check_issuer_keys(change: Change, today: date) -> Iterator[Finding]:
    """Only a maintainer changes the keys of an issuer.

    Anyone who may add a key can sign anything in the issuer's name.

    Have a maintainer propose it. Before the merge, compare the key with the
    issuer by phone or in person; the hint is a reminder.
    """
    own = standing(change)
    for file, old, new in change.records("issuers"):
        before = {key.id: key for key in old.keys} if old else {}
        after = {key.id: key for key in new.keys} if new else {}
        if new is None or before == after:
            continue
        changed = sorted(
            name for name in before.keys() | after.keys() if before.get(name) != after.get(name)
        )
        yield Finding(
            "issuer-keys",
            file.path,
            f"the key {quoted(changed[0])} was added, changed or removed",
            "compare it with the issuer before this is merged"
            if own.is_maintainer
            else "take it out of the change; a maintainer proposes keys",
            severity="hint" if own.is_maintainer else "error",
            pointer=("keys",) if new.keys else (),
        )


@change_rule
def check_people_lists(change: Change, today: date) -> Iterator[Finding]:
    """Nobody writes an entry about herself among assessors, approvers and officials.

    Who assesses, who approves and whose name is on a certificate is the
    issuer's to say, in public. A change of these lists is always shown to the
    reviewer as a hint, for the entry says what the right of an account covers
    and when it ends. The right itself is in catalog/governance.yml.

    Have another editor of the issuer propose the entry. If the entry is
    somebody else's, nothing needs fixing; the reviewer asks the issuer.
    """
    for file, old, new in change.records("issuers"):
        if new is None:
            continue
        for key in ("assessors", "approvers", "official"):
            known, listed = _entries(old, key), _entries(new, key)
            for entry in (one for one in listed if one not in known):
                is_self = names_account(change.before, entry, change.author)
                yield Finding(
                    "people-lists",
                    file.path,
                    f"{change.author} wrote an entry about themselves under {key}"
                    if is_self
                    else f"{change.author} wrote {quoted(_called(entry))} under {key}",
                    "have another editor propose it"
                    if is_self
                    else "ask the issuer whether it is so",
                    severity="error" if is_self else "hint",
                    pointer=(key,),
                )
            for entry in (one for one in known if one not in listed):
                if _called(entry) in map(_called, listed):
                    continue
                yield Finding(
                    "people-lists",
                    file.path,
                    f"{change.author} took {quoted(_called(entry))} from {key}",
                    "ask the issuer whether it is so",
                    severity="hint",
                )


def _entries(issuer: Issuer | None, key: str) -> tuple[Entry | Official, ...]:
    """Everybody under a key of an issuer's record."""
    found = getattr(issuer, key, None) or ()
    return found if isinstance(found, tuple) else (found,)


def _called(entry: Entry | Official) -> str:
    """What somebody is called on a list, to tell an entry that changed from one that is new."""
    if isinstance(entry, Official):
        return entry.name
    return entry.educator or entry.account or entry.name or ""


@change_rule
def check_co_issuer(change: Change, today: date) -> Iterator[Finding]:
    """Only a partner's own editor names that issuer as a partner in a definition.

    The partner's name is on the badge, and its assessors may judge for it.

    Have an editor of the partner propose the line, or a maintainer who has
    asked there.
    """
    own = standing(change)
    if own.is_maintainer:
        return
    for file, old, new in change.records("credentials"):
        for n, name in enumerate(new.co_issuers if new else ()):
            if name in own.issuers or (old and name in old.co_issuers):
                continue
            yield Finding(
                "co-issuer",
                file.path,
                f"{change.author} is not an editor of {quoted(name)}, the new co-issuer",
                f"have an editor of {name} or a maintainer propose it",
                pointer=("co_issuers", n),
            )
