"""Visibility in a change: nobody is shown more widely than they agreed to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from credfolio.checking.change import Change, change_rule, dated_change_rule
from credfolio.checking.change.rights.judge import findings
from credfolio.findings.finding import Finding, quoted
from credfolio.records.model import Educator
from credfolio.text.look_alikes import bare_name, person_skeletons, skeleton


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

    Somebody could pose as a colleague. Two people may well share a name, so this is a hint. It
    is an error where only look-alike letters tell two names or handles apart.

    Ask both. If they are two people, nothing needs fixing. Choose another handle, or type the
    letters again; a maintainer may list real namesakes in catalog/governance.yml.
    """
    called = [
        (file, old, new)
        for file, old, new in change.records("educators")
        if new is not None and (old is None or old.display_name != new.display_name)
    ]
    if not called:
        return  # all other names need not be looked at
    known: dict[str, Educator] = {}
    for one in (*change.before.educators.values(), *change.after.educators.values()):
        for form in person_skeletons(one.display_name):
            known.setdefault(form, one)
    handles = {skeleton(one): one for one in (*change.before.educators, *change.before.tombstones)}
    governance = change.before.governance
    namesakes = governance.namesakes if governance else ()
    for file, old, new in called:
        if old is None:
            its = handles.get(skeleton(new.id), new.id)
            if its != new.id and new.id not in namesakes:
                yield Finding(
                    "namesake",
                    file.path,
                    f"the handle {quoted(new.id)} looks like {quoted(its)}",
                    "choose a handle that cannot be mistaken for another",
                )
        forms = sorted(person_skeletons(new.display_name))
        other = next((known[one] for one in forms if known[one].id != new.id), None)
        if other is None:
            continue
        is_same = bare_name(other.display_name) == bare_name(new.display_name)
        yield Finding(
            "namesake",
            file.path,
            f"{quoted(new.display_name)} is also the name of {quoted(other.id)}"
            if is_same
            else f"{quoted(new.display_name)} looks like the name of {quoted(other.id)}",
            "make sure that they are two people, and that this one agreed",
            severity="hint" if is_same or new.id in namesakes else "error",
            pointer=("display_name",),
        )
