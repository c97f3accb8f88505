"""Visibility in a change: nobody is shown more widely than she agreed to."""

from __future__ import annotations

from collections.abc import Iterator

from credfolio.checking.change import Change, change_rule
from credfolio.checking.change.standing import standing
from credfolio.findings.finding import Finding, quoted

_WIDTH = {"private": 0, "unlisted": 1, "public": 2}


@change_rule
def check_wider_visibility(change: Change) -> Iterator[Finding]:
    """Only the person, or a new consent in the change, shows that person more widely.

    What was once public cannot be called back. A district may type for its
    teachers, but not decide for them.

    Have the person propose it from their own account, or record their new
    agreement under `consent:` with its date. For an award, the person must
    propose it.
    """
    own = standing(change)
    for kind in ("educators", "awards"):
        for file, old, new in change.records(kind):
            if old is None or new is None:
                continue
            educator = new.id if kind == "educators" else new.educator
            is_wider = _WIDTH[new.visibility] > _WIDTH[old.visibility]
            if not is_wider or educator in own.persons:
                continue
            if kind == "educators" and new.consent is not None and new.consent != old.consent:
                continue
            yield Finding(
                "wider-visibility",
                file.path,
                f"{quoted(educator)} was {old.visibility} here and would be {new.visibility}, "
                "and the change brings no new consent",
                "have the person propose it, or record the new consent"
                if kind == "educators"
                else "have the person propose it",
                pointer=("visibility",),
            )


@change_rule
def check_namesake(change: Change) -> Iterator[Finding]:
    """A new portfolio does not have the name of an existing one.

    Someone could pose as a colleague. Two people may well share a name, so this
    is a hint.

    Ask both. If they are two people, nothing needs fixing.
    """
    known = {
        " ".join(one.display_name.casefold().split()): one.id
        for one in change.before.educators.values()
    }
    for file, old, new in change.records("educators"):
        if new is None or (old is not None and old.display_name == new.display_name):
            continue
        other = known.get(" ".join(new.display_name.casefold().split()))
        if other is not None and other != new.id:
            yield Finding(
                "namesake",
                file.path,
                f"{quoted(new.display_name)} is also the name of {quoted(other)}",
                "make sure that they are two people, and that this one agreed",
                severity="hint",
                pointer=("display_name",),
            )
