"""What the author of a change may do, as of the base."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from credfolio.checking.change import Change
from credfolio.checking.rules.awarded import person
from credfolio.records.model import Award, Issuer
from credfolio.records.model.governance import ChangeLimits
from credfolio.records.registry import Registry

_OWN_CATALOG_FOLDERS = frozenset({"frameworks", "jurisdictions"})


@dataclass(frozen=True)
class Standing:
    """The rights of one account. `persons` are the keys of whom it belongs to."""

    is_maintainer: bool
    issuers: frozenset[str]
    educators: frozenset[str]
    frameworks: frozenset[str]
    jurisdictions: frozenset[str]
    persons: frozenset[str]
    limits: ChangeLimits


@lru_cache(maxsize=4)
def standing(change: Change) -> Standing:
    """What the author's account may do; nothing when the base does not say."""
    governance = change.before.governance
    if governance is None:
        none: frozenset[str] = frozenset()
        return Standing(False, none, none, none, none, none, ChangeLimits())
    own = [access for access in governance.issuers if change.author in access.editors]
    persons = {
        entry.educator or person(change.before, entry.name or "")
        for entry in governance.people
        if entry.account == change.author
    }
    return Standing(
        is_maintainer=change.author in governance.maintainers,
        issuers=frozenset(access.issuer for access in own),
        educators=frozenset(name for access in own for name in access.educators),
        frameworks=frozenset(name for access in own for name in access.frameworks),
        jurisdictions=frozenset(name for access in own for name in access.jurisdictions),
        persons=frozenset(persons - {""}),
        limits=governance.limits,
    )


def issuer_of_path(path: str) -> str | None:
    """The issuer in whose folder a path lies."""
    parts = path.split("/")
    if len(parts) < 3 or parts[0] != "catalog" or parts[1] in _OWN_CATALOG_FOLDERS:
        return None
    return parts[1]


def issuers_of_award(change: Change, award: Award) -> tuple[str, ...]:
    """The issuers whose lists count for an award, as of the base.

    Who issues a definition is where it lies; with whom it is issued is read
    from the base, so that a change cannot name itself a partner.
    """
    reference = award.credential or award.stack or ""
    names = [award.issuer or reference.partition("/")[0], reference.partition("/")[0]]
    definition = change.before.definition_of(award)
    names += getattr(definition, "co_issuers", ())
    return tuple(dict.fromkeys(names))


def may_judge_for(registry: Registry, names: Iterable[str], persons: Iterable[str]) -> bool:
    """Whether one of `persons` is on an issuer's list of assessors or approvers."""
    wanted = set(persons)
    issuers = [registry.issuers[name] for name in names if name in registry.issuers]
    listed = {
        entry.educator or person(registry, entry.name or "")
        for issuer in issuers
        for entries in (issuer.assessors, issuer.approvers)
        for entry in entries
    }
    return not wanted.isdisjoint(listed)


def approves_for(registry: Registry, issuer: Issuer, name: str, on: date) -> bool:
    """Whether `name` is on the issuer's list of approvers, or its official, on that day."""
    wanted = person(registry, name)
    if issuer.official and person(registry, issuer.official.name) == wanted:
        return True
    return any(
        (entry.educator or person(registry, entry.name or "")) == wanted
        and (entry.until is None or entry.until >= on)
        for entry in issuer.approvers
    )


def assesses_for(registry: Registry, issuer: Issuer, name: str) -> bool:
    """Whether `name` is on the issuer's list of assessors.

    For which credentials and until when, the rules of the records say.
    """
    wanted = person(registry, name)
    return any(
        (entry.educator or person(registry, entry.name or "")) == wanted
        for entry in issuer.assessors
    )
