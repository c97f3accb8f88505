"""Accounts on the issuers' lists → the names by which pages call their owners."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from credfolio.records.model.issuer import Approver, Assessor
from credfolio.records.registry import Registry


@lru_cache(maxsize=2)
def account_names(registry: Registry) -> Mapping[str, str]:
    """The name of each account that an issuer lists among its assessors or approvers.

    A listed educator has the name in the profile; one who is not listed has none (""). An
    account with several names has the first.
    """
    names: dict[str, str] = {}
    for issuer in registry.issuers.values():
        entries: list[Approver | Assessor] = [*issuer.approvers, *issuer.assessors]
        for entry in entries:
            if entry.account:
                name = entry.name or _name_of(registry, entry.educator or "")
                names.setdefault(entry.account, name)
    governance = registry.governance
    for one in governance.people if governance else ():
        if one.educator:
            names.setdefault(one.account, _name_of(registry, one.educator))
    return names


def _name_of(registry: Registry, educator: str) -> str:
    person = registry.educators.get(educator)
    return person.display_name if person and person.visibility == "public" else ""
