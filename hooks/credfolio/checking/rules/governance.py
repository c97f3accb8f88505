"""Governance: catalog/governance.yml names records that exist."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import replace

from credfolio.checking.rules import rule
from credfolio.findings.finding import Finding, quoted
from credfolio.ids import nearest
from credfolio.records.model import Governance
from credfolio.records.model.governance import IssuerAccess
from credfolio.records.reckoned.persons import Entry, keys_of_entry
from credfolio.records.registry import (
    GOVERNANCE_PATH,
    Registry,
    educator_path,
    framework_path,
    issuer_path,
    jurisdiction_path,
)
from credfolio.text.look_alikes import person_skeletons, skeleton


@rule
def check_governance_entry(registry: Registry) -> Iterator[Finding]:
    """catalog/governance.yml gives each right once, for a record that exists.

    A right for an unused id would belong to the first person who takes the id. Without
    maintainers, nobody could change the file again. Everybody who may assess or approve is also
    shown in the issuer's record.

    Write the id as the folder or file is called, or delete the line.
    """
    governance = registry.governance
    if governance is None:
        return
    if not governance.maintainers:
        yield Finding(
            "governance-entry",
            GOVERNANCE_PATH,
            "it names no maintainer, so nobody may change what belongs to the whole site",
            "add the account of at least one person under `maintainers:`",
            severity="hint",
        )
    seen: set[str] = set()
    for n, access in enumerate(governance.issuers):
        where = ("issuers", n)
        if access.issuer in seen:
            yield _entry(f"the issuer {quoted(access.issuer)} is listed twice", where)
        seen.add(access.issuer)
        if finding := _unknown(access.issuer, registry.issuers, registry, "issuer", where):
            yield finding
        yield from _not_listed(registry, access, where)
        for key, names, known, kind in (
            ("educators", access.educators, registry.educators, "educator"),
            ("frameworks", access.frameworks, registry.frameworks, "framework"),
            ("jurisdictions", access.jurisdictions, registry.jurisdictions, "jurisdiction"),
        ):
            for m, name in enumerate(names):
                if finding := _unknown(name, known, registry, kind, (*where, key, m)):
                    yield finding
    accounts: set[str] = set()
    for n, one in enumerate(governance.people):
        where = ("people", n)
        if bool(one.educator) == bool(one.name):
            yield _entry(f"{quoted(one.account)} needs either `educator:` or `name:`", where)
        if one.account in accounts and one.educator:
            yield _entry(f"the account {quoted(one.account)} is listed twice", where)
        accounts.add(one.account)
        if one.educator and (
            finding := _unknown(one.educator, registry.educators, registry, "educator", where)
        ):
            yield finding

    yield from _taken_for_another(governance)
    for n, name in enumerate(governance.namesakes):
        where = ("namesakes", n)
        if finding := _unknown(name, registry.educators, registry, "educator", where):
            yield finding


def _taken_for_another(governance: Governance) -> Iterator[Finding]:
    """Accounts that a reader takes for others, and persons where a program is meant."""
    look = "make sure that two people are meant; one of them takes an account that looks different"
    rights = {*governance.maintainers, *governance.publishers}
    approving = {one for access in governance.issuers for one in access.approvers}
    for access in governance.issuers:
        rights |= {*access.editors, *access.assessors, *access.approvers}
    seen: dict[str, str] = {}
    for account in sorted(rights):
        other = seen.setdefault(skeleton(account), account)
        if other != account:
            message = f"the account {quoted(account)} looks like {quoted(other)}"
            yield replace(_entry(message, (), look), severity="hint")
    called: dict[str, str] = {}
    for n, one in enumerate(governance.people):
        for form in sorted(person_skeletons(one.name)) if one.name else ():
            other = called.setdefault(form, one.account)
            if other != one.account:
                message = f"{quoted(one.account)} and {quoted(other)} have the same name"
                fix = "make sure that they are two people; one person with two accounts is one"
                yield replace(_entry(message, ("people", n), fix), severity="hint")
                break
    for n, account in enumerate(governance.publishers):
        if account in approving:
            yield replace(
                _entry(
                    f"{quoted(account)} publishes what was judged in private, and approves, too",
                    ("publishers", n),
                    "give the program that publishes an account of its own",
                ),
                severity="hint",
            )


def _not_listed(
    registry: Registry, access: IssuerAccess, where: tuple[str | int, ...]
) -> Iterator[Finding]:
    """Accounts with a right to judge that the issuer does not show in its own lists."""
    issuer = registry.issuers.get(access.issuer)
    if issuer is None:
        return
    lists: tuple[tuple[str, Sequence[str], Sequence[Entry]], ...] = (
        ("assessors", access.assessors, issuer.assessors),
        ("approvers", access.approvers, issuer.approvers),
    )
    for key, accounts, entries in lists:
        shown = {name for entry in entries for name in keys_of_entry(registry, entry)}
        for m, account in enumerate(accounts):
            if f"account:{account}" not in shown:
                path = issuer_path(access.issuer)
                yield replace(
                    _entry(
                        f"{quoted(account)} is under no entry of {key} in {path}, "
                        "so the right counts for nothing",
                        (*where, key, m),
                        f"add `account: {account}` to an entry there, or delete it here",
                    ),
                    severity="hint",
                )


_PATHS = {
    "issuer": issuer_path,
    "educator": educator_path,
    "framework": framework_path,
    "jurisdiction": jurisdiction_path,
}


def _unknown(
    name: str, known: Container[str], registry: Registry, kind: str, pointer: tuple[str | int, ...]
) -> Finding | None:
    if name in known or _PATHS[kind](name) in registry.broken:
        return None
    guess = nearest(name, getattr(registry, f"{kind}s"))
    return _entry(
        f"there is no {kind} {quoted(name)}",
        pointer,
        f"did you mean {quoted(guess)}?" if guess else "correct the id, or delete the line",
    )


def _entry(
    message: str, pointer: tuple[str | int, ...], fix: str = "delete one of the two, or correct it"
) -> Finding:
    return Finding("governance-entry", GOVERNANCE_PATH, message, fix, pointer=pointer)
