"""Awards: of something that exists, by a rule that was met, and counted once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from credfolio.checking.rules import own_rule
from credfolio.checking.rules.awarded import awards
from credfolio.findings.finding import Finding, quoted
from credfolio.findings.words import said
from credfolio.records.model import Award, Stack
from credfolio.records.model.standing import is_recorded
from credfolio.records.reckoned.stack_tree import progress
from credfolio.records.registry import Registry, award_path


@own_rule
def check_award_target(registry: Registry) -> Iterator[Finding]:
    """An award is for one credential or one stack.

    The page, the badge and the signed credential are all made from what it names.

    Write `credential:` or `stack:`; for both make two awards.
    """
    for path, award in awards(registry):
        if bool(award.credential) == bool(award.stack):
            yield Finding(
                "award-target",
                path,
                *said("award-target: both" if award.credential else "award-target: nothing"),
                pointer=("stack",) if award.stack else (),
            )


@own_rule
def check_award_issuer(registry: Registry) -> Iterator[Finding]:
    """An award is made by the issuer of the definition, or by one of its co-issuers.

    Nobody else may award it.

    Leave `issuer:` out, or have the issuer listed under `co_issuers:` of the
    credential.
    """
    for path, award in awards(registry):
        definition = registry.definition_of(award)
        if definition is None or award.issuer is None or award.issuer not in registry.issuers:
            continue
        allowed = {definition.issuer, *getattr(definition, "co_issuers", ())}
        if award.issuer not in allowed:
            yield Finding(
                "award-issuer",
                path,
                f"{quoted(award.issuer)} does not issue {quoted(definition.ref)}",
                f"delete the line, or write {' or '.join(sorted(allowed))}",
                pointer=("issuer",),
            )


@own_rule
def check_award_of_draft(registry: Registry) -> Iterator[Finding]:
    """What is a draft, or only cataloged, cannot be awarded here.

    A draft may change from one day to the next, so nobody could say later what was earned. A
    cataloged definition is awarded elsewhere; its awards are imported.

    Release the definition first, with a version; or write `imported_from:` with the source.
    """
    for path, award in awards(registry):
        definition = registry.definition_of(award)
        if definition is None or (award.imported_from and definition.status == "cataloged"):
            continue
        if definition.status in ("draft", "cataloged"):
            is_draft = definition.status == "draft"
            yield Finding(
                "award-of-draft",
                path,
                f"{quoted(definition.ref)} is "
                + ("still a draft" if is_draft else "cataloged, so it is awarded elsewhere"),
                "set its status to beta or active first, with a version"
                if is_draft
                else "import the award, with `imported_from:`",
                pointer=("credential",) if award.credential else ("stack",),
            )


@own_rule
def check_award_twice(registry: Registry) -> Iterator[Finding]:
    """A person holds one award of the same version at a time.

    Two would count its credit twice.

    Delete one of them, or give the renewal a new version or a date after the first has expired.
    """
    held: defaultdict[tuple[str, str, str], list[Award]] = defaultdict(list)
    for award in registry.awards.values():
        earned = award.credential or (f"stack {award.stack}" if award.stack else None)
        if award.status == "active" and earned:
            held[award.educator, earned, award.version].append(award)
    for (educator, earned, version), several in held.items():
        several.sort(key=lambda award: (award.awarded_on, award.id))
        for before, award in pairwise(several):
            if before.expires_on and before.expires_on <= award.awarded_on:
                continue
            yield Finding(
                "award-twice",
                award_path(educator, award.id),
                f"{earned} in version {version} is held already: {quoted(before.id)}",
                "delete one of the two, or write when the first one expired",
                pointer=("credential",) if award.credential else ("stack",),
            )


@own_rule
def check_stack_not_complete(registry: Registry) -> Iterator[Finding]:
    """A stack is awarded to somebody who has completed it.

    Completion counts the approved awards of its members on that day, by the version that the
    award names.

    Add the missing awards, or correct the date.
    """
    for path, award in awards(registry):
        stack = registry.as_earned(award)
        if not isinstance(stack, Stack) or award.credential:
            continue
        if award.status != "active":
            continue
        held = frozenset(
            earned
            for other in registry.awards_by_educator.get(award.educator, ())
            if other.id != award.id and other.awarded_on <= award.awarded_on
            if other.status in ("active", "corrected", "superseded")
            if is_recorded(award) or not is_recorded(other)
            if (earned := other.credential or other.stack)
        )
        done = progress(stack, held, registry)
        if not done.complete and done.needed:
            yield Finding(
                "stack-not-complete",
                path,
                f"{done.done} of {done.needed} members were held on {award.awarded_on}; "
                f"missing: {', '.join(done.left_refs)}",
                "add the awards that are missing, or correct the date",
                pointer=("stack",),
            )


@own_rule
def check_imported_source(registry: Registry) -> Iterator[Finding]:
    """An imported award says where it can be looked up.

    Its results were never recorded here, so the source is all the proof there
    is.

    Add the `url` of the page, or the name of the `file` it was read from.
    """
    for path, award in awards(registry):
        source = award.imported_from
        if source and not source.url and not source.file:
            yield Finding(
                "imported-source",
                path,
                *said("imported-source", system=quoted(source.system)),
                pointer=("imported_from",),
            )
