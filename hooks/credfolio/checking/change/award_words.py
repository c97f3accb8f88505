"""What a new award says of its earner and its end: it borrows no name, and no time."""

from __future__ import annotations

from collections.abc import Iterator

from credfolio.checking.change import Change, change_rule
from credfolio.checking.change.rights.award_conditions import is_unapproved
from credfolio.checking.rules.award_terms import end_of
from credfolio.checking.rules.letters import mixed_letters
from credfolio.findings.finding import Finding, Severity, quoted
from credfolio.records.model import Award, Educator, MicroCredential
from credfolio.records.reckoned.persons import entries_of
from credfolio.text.look_alikes import person_skeletons


def given(change: Change) -> Iterator[tuple[str, Award | None, Award]]:
    """Awards that the change adds or corrects before anybody approved them: path, old, and new."""
    for file, old, new in change.records("awards"):
        if new is not None and (old is None or is_unapproved(old)):
            yield file.path, old, new


@change_rule
def check_awarded_name(change: Change) -> Iterator[Finding]:
    """A new award is in the name of its earner, and not in that of somebody else.

    The certificate and the badge show `name_as_awarded:`. With another person's name there, an
    award that was never earned could be shown as that person's.

    Write the earner's name as the profile has it. A former name is a hint.
    """
    for file, old, new in change.records("awards"):
        path = file.path
        if new is None or (old is not None and old.name_as_awarded == new.name_as_awarded):
            continue
        earner = change.after.educators.get(new.educator)
        if earner is None:
            continue  # an award without a profile is a finding of its own
        pointer = ("name_as_awarded",)
        if found := mixed_letters("awarded-name", path, new.name_as_awarded, pointer):
            yield found
        elif fault := _fault_of_name(change, new, earner):
            message, severity = fault
            yield Finding(
                "awarded-name",
                path,
                message,
                "write the name as in the profile, or make sure that it is a former one",
                severity=severity,
                pointer=pointer,
            )


def _fault_of_name(change: Change, award: Award, earner: Educator) -> tuple[str, Severity] | None:
    name = award.name_as_awarded
    own = set(person_skeletons(earner.display_name))
    for one in change.before.awards_by_educator.get(award.educator, ()):
        own |= person_skeletons(one.name_as_awarded)
    forms = person_skeletons(name)
    if forms & own:
        return None
    for other in _names(change, award.educator):
        if forms & person_skeletons(other):
            return f"{quoted(name)} is the name of somebody else, {quoted(other)}", "error"
    return f"{quoted(name)} is not the name in the profile, {quoted(earner.display_name)}", "hint"


def _names(change: Change, educator: str) -> Iterator[str]:
    """What everybody else is called whom the records name."""
    for registry in (change.before, change.after):
        yield from (one.display_name for one in registry.educators.values() if one.id != educator)
        for issuer in registry.issuers.values():
            yield issuer.name
            yield from (one.name for one in entries_of(issuer) if one.name)
            if issuer.official is not None:
                yield issuer.official.name
        yield from (one.name for one in registry.jurisdictions.values())


@change_rule
def check_award_term(change: Change) -> Iterator[Finding]:
    """A new award ends no later than its definition says.

    A badge that is valid for longer than its definition promises claims more than was earned,
    and wallets believe it.

    Write the day of the award plus the time in `expires_after:`. What was made elsewhere ends
    when its own badge says so.
    """
    for path, old, new in given(change):
        said = ("awarded_on", "expires_on", "version")
        if old is not None and all(getattr(old, one) == getattr(new, one) for one in said):
            continue
        definition = change.after.as_earned(new)
        if not isinstance(definition, MicroCredential) or new.status != "active":
            continue
        end = end_of(definition, new.awarded_on)
        if end is None or (new.imported_from is not None and new.imported_from.file is not None):
            continue
        if new.expires_on is None or new.expires_on > end:
            says = f"ends on {new.expires_on}" if new.expires_on else "never ends"
            yield Finding(
                "award-term",
                path,
                f"it {says}, and by its definition it ends on {end}",
                f"write `expires_on: {end}`",
                pointer=("expires_on",) if new.expires_on else ("awarded_on",),
            )
