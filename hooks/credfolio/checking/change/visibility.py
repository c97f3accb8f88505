"""Visibility in a change: nobody is shown more widely than they agreed to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from credfolio.checking.change import Change, change_rule, dated_change_rule
from credfolio.checking.change.rights.judge import findings
from credfolio.findings.finding import Finding, quoted


@dated_change_rule
def check_wider_visibility(change: Change, today: date) -> Iterator[Finding]:
    """A change shows a person more widely only if they propose it or it brings their new consent.

    Nobody can take back what was once public. A district may type for its teachers, but not
    decide for them. Search engines, hidden sections, results and evidence count as much as
    `visibility`, and in the portfolio of a private person every award is private.

    Have the person propose it from their own account, or record their new agreement under
    `consent:` with its date. For an award, the person must propose it.
    """
    yield from findings(change, today, "wider-visibility")


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
