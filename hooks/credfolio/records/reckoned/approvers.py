"""Who may approve what an issuer awards: the entries of its public list, and the people they mean.

A name alone gives a right only where neither accounts nor portfolios of both sides can be compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from credfolio.findings.finding import first_of, quoted
from credfolio.ids import fold_name
from credfolio.records.model import Issuer, Person
from credfolio.records.model.issuer import Approver
from credfolio.records.reckoned.persons import keys_of, keys_of_entry, keys_of_person
from credfolio.records.registry import Registry, issuer_path

_MOST_NAMED = 5


def approver_entries(registry: Registry, issuers: Sequence[Issuer], name: str) -> list[Approver]:
    """The entries of issuers' lists of approvers that are about the person `name`."""
    wanted = keys_of(registry, name)
    return [
        entry
        for issuer in issuers
        for entry in issuer.approvers
        if wanted & keys_of_entry(registry, entry)
    ]


def may_approve(entries: Iterable[Approver], day: date) -> bool:
    """Whether one of the `entries`, which are about one person, gives the right on `day`."""
    return any(entry.until is None or entry.until >= day for entry in entries)


def entries_of_person(
    registry: Registry, issuers: Iterable[Issuer], person: Person
) -> list[Approver]:
    """The entries of issuers' lists of approvers that are about a person of an office.

    An account or a portfolio decides, with those that the public records join with it. A name
    counts only where neither accounts nor portfolios of the two can be compared.
    """
    own = keys_of_person(registry, person)
    found = []
    for issuer in issuers:
        for entry in issuer.approvers:
            theirs = keys_of_entry(registry, entry)
            is_named = bool(entry.name) and fold_name(entry.name or "") == fold_name(person.name)
            if own & theirs or (is_named and not _kinds(own) & _kinds(theirs)):
                found.append(entry)
    return found


def _kinds(keys: Iterable[str]) -> set[str]:
    """Which of ``account`` and ``educator`` there is among the keys of somebody."""
    return {key.partition(":")[0] for key in keys} - {"name"}


def issuers_of_credential(registry: Registry, credential: str) -> tuple[Issuer, ...]:
    """The issuers whose approvers count for awards of `credential`; empty for an unknown one."""
    definition = registry.credentials.get(credential)
    names = (definition.issuer, *definition.co_issuers) if definition else ()
    return tuple(registry.issuers[one] for one in dict.fromkeys(names) if one in registry.issuers)


def may_not_approve(registry: Registry, credential: str, person: Person, day: date) -> str:
    """Why `person` cannot approve awards of `credential`, and who can; "" where they can."""
    issuers = issuers_of_credential(registry, credential)
    entries = entries_of_person(registry, issuers, person)
    if not issuers or may_approve(entries, day):
        return ""
    named = " or ".join(one.id for one in issuers)
    ends = max((one.until for one in entries if one.until), default=None)
    said = f"was an approver of {named} until {ends}" if ends else f"is no approver of {named}"
    able = sorted(
        f"{one.id}: {one.name}"
        for one in registry.people.values()
        if may_approve(entries_of_person(registry, issuers, one), day)
    )
    if able:
        one_of = "one of " if len(able) > 1 else ""
        return f"{quoted(person.id)} {said}; ask {one_of}{first_of(able, _MOST_NAMED)}"
    listed = [
        entry.account or entry.educator or entry.name or ""
        for issuer in issuers
        for entry in issuer.approvers
        if may_approve([entry], day)
    ]
    if listed:
        return (
            f"{quoted(person.id)} {said}; its list has {first_of(listed, _MOST_NAMED)}, and no "
            "file in office/people/ has that account or name"
        )
    return f"{named} has no approver on {day}: add one to {issuer_path(issuers[0].id)}"


def written_approver(registry: Registry, credential: str, person: Person, day: date) -> str | None:
    """What an award writes for the approver: the account, else the entry of the public list.

    None where there is neither: an id of the private repository never becomes public.
    """
    if person.account:
        return person.account
    entries = entries_of_person(registry, issuers_of_credential(registry, credential), person)
    entry = next((one for one in entries if may_approve([one], day)), None)
    return (entry.account or entry.educator or entry.name) if entry else None
