"""Accounts on the issuers' lists → the names by which pages call their owners."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from credfolio.ids import fold_account
from credfolio.records.model.issuer import Approver, Assessor
from credfolio.records.registry import Registry


def account_name(registry: Registry, account: str) -> str | None:
    """The name of the owner of an account that an issuer lists; None for any other account.

    A listed educator has the name in the profile; one who is not listed has none ("").
    """
    found = _owners(registry).get(fold_account(account))
    if found is None:
        return None
    name, educator = found
    if name or not educator:
        return name
    person = registry.educators.get(educator)
    return person.display_name if person and person.visibility == "public" else ""


def account_names(registry: Registry) -> Mapping[str, str]:
    """The name of each account that an issuer lists among its assessors or approvers."""
    return {account: account_name(registry, account) or "" for account in _owners(registry)}


@lru_cache(maxsize=2)
def _owners(registry: Registry) -> Mapping[str, tuple[str, str]]:
    """Account → the name on the list and the educator; an account on several has the first.

    No profile is read here: a page that takes what was kept would not note that it depends on it.
    """
    owners: dict[str, tuple[str, str]] = {}
    for issuer in registry.issuers.values():
        entries: list[Approver | Assessor] = [*issuer.approvers, *issuer.assessors]
        for entry in entries:
            if entry.account:
                owners.setdefault(entry.account, (entry.name or "", entry.educator or ""))
    governance = registry.governance
    for one in governance.people if governance else ():
        if one.educator:
            owners.setdefault(one.account, ("", one.educator))
    return owners
