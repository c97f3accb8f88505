"""What the author of a change may do, as of the base."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from credfolio.checking.change import Change
from credfolio.ids import SHARED_FOLDERS, fold_account
from credfolio.records.model import Award
from credfolio.records.model.governance import ChangeLimits, IssuerAccess
from credfolio.records.model.issuer import Assessor, Official
from credfolio.records.reckoned.persons import Entry, entries_of, owners
from credfolio.records.registry import Registry
from credfolio.text.look_alikes import person_skeletons


@dataclass(frozen=True)
class Standing:
    """The rights of one account."""

    is_maintainer: bool
    is_publisher: bool
    issuers: frozenset[str]
    educators: frozenset[str]
    frameworks: frozenset[str]
    jurisdictions: frozenset[str]
    limits: ChangeLimits


@lru_cache(maxsize=4)
def standing(change: Change) -> Standing:
    """The rights of the author's account; none if the base gives it none."""
    governance = change.before.governance
    if governance is None:
        none: frozenset[str] = frozenset()
        return Standing(False, False, none, none, none, none, ChangeLimits())
    own = [access for access in governance.issuers if change.author in access.editors]
    return Standing(
        is_maintainer=change.author in governance.maintainers,
        is_publisher=change.author in governance.publishers,
        issuers=frozenset(access.issuer for access in own),
        educators=frozenset(name for access in own for name in access.educators),
        frameworks=frozenset(name for access in own for name in access.frameworks),
        jurisdictions=frozenset(name for access in own for name in access.jurisdictions),
        limits=governance.limits,
    )


def issuer_of_path(path: str) -> str | None:
    """The issuer whose folder holds a path."""
    parts = path.split("/")
    if len(parts) < 3 or parts[0] != "catalog" or parts[1] in SHARED_FOLDERS:
        return None
    return parts[1]


def issuers_of_award(change: Change, award: Award) -> tuple[str, ...]:
    """The issuers whose lists count for an award, as of the base.

    The folder says who issues a definition. Co-issuers are read from the base, so that a change
    cannot make itself a partner.
    """
    reference = award.credential or award.stack or ""
    names = [award.issuer or reference.partition("/")[0], reference.partition("/")[0]]
    definition = change.before.definition_of(award)
    names += getattr(definition, "co_issuers", ())
    return tuple(dict.fromkeys(names))


def access_of(registry: Registry, issuer: str) -> IssuerAccess:
    """The accounts that governance.yml gives a right at one issuer."""
    governance = registry.governance
    found = [one for one in governance.issuers if one.issuer == issuer] if governance else []
    return found[0] if found else IssuerAccess(issuer=issuer)


def edits(registry: Registry, account: str, issuer: str) -> bool:
    """Whether an account may change the records of an issuer."""
    return account in access_of(registry, issuer).editors


def persons_of(registry: Registry, account: str) -> frozenset[str]:
    """The portfolios that belong to an account."""
    people = registry.governance.people if registry.governance else ()
    return frozenset(one.educator for one in people if one.account == account and one.educator)


def accounts_named(registry: Registry, written: str) -> frozenset[str]:
    """The accounts that a record means by an account or an educator's id; none for a name.

    If an account has the name of somebody else's portfolio, both are meant.
    """
    people = registry.governance.people if registry.governance else ()
    own = {one.account for one in people if one.educator == written}
    return frozenset(own | {fold_account(written)})


def accounts_called(registry: Registry, name: str) -> frozenset[str]:
    """The accounts whose owner is called so, or so that nobody could tell the two apart."""
    forms = person_skeletons(name)
    found: set[str] = set()
    for one in registry.governance.people if registry.governance else ():
        person = registry.educators.get(one.educator or "")
        names = filter(None, (one.name, person.display_name if person else None))
        if any(forms & person_skeletons(each) for each in names):
            found.add(one.account)
    for issuer in registry.issuers.values():
        found |= {
            entry.account
            for entry in entries_of(issuer)
            if entry.account and entry.name and forms & person_skeletons(entry.name)
        }
    return frozenset(found)


def accounts_of(registry: Registry, entry: Entry) -> frozenset[str]:
    """The accounts that an entry of an issuer's list is about."""
    if entry.account:
        return frozenset({entry.account})
    people = registry.governance.people if registry.governance else ()
    return frozenset(
        one.account for one in people if one.educator and one.educator == entry.educator
    )


def names_account(registry: Registry, entry: Entry | Official, account: str) -> bool:
    """Whether an entry is about the owner of an account, by account, id or name."""
    own = persons_of(registry, account)
    people = registry.governance.people if registry.governance else ()
    called = [one.name for one in people if one.account == account and one.name]
    called += [registry.educators[e].display_name for e in own if e in registry.educators]
    names = {form for name in called for form in person_skeletons(name)}
    if entry.name is not None and person_skeletons(entry.name) & names:
        return True
    if isinstance(entry, Official):
        return False
    return entry.account == account or entry.educator in own


def acts_for(registry: Registry, account: str, issuer: str, reference: str, on: date) -> bool:
    """Whether an account has any part in an award of one definition on that day."""
    governance, access = registry.governance, access_of(registry, issuer)
    keeps = governance is not None and account in governance.maintainers
    return (
        keeps
        or account in access.editors
        or assesses(registry, account, issuer, reference, on)
        or approves(registry, account, issuer, on)
    )


def second_accounts(
    change: Change, award: Award, others: Iterable[str], acting: Iterable[str], today: date
) -> frozenset[str]:
    """Those of `others` who have a part in an award for its issuer, and are not the same people.

    The earner has none, and one person with two accounts is not two.
    """
    registry = change.before
    same = {f"educator:{award.educator}"}
    for one in acting:
        same |= owners(registry, one)
    return frozenset(
        one
        for one in others
        if acts_for(registry, one, award.issuer_id, award.credential or "", today)
        and not owners(registry, one) & same
    )


def approves(registry: Registry, account: str, issuer: str, on: date) -> bool:
    """Whether an account may approve what an issuer awards on that day.

    governance.yml gives the right; the entry in issuer.yml may end it.
    """
    record = registry.issuers.get(issuer)
    return account in access_of(registry, issuer).approvers and any(
        account in accounts_of(registry, entry) and (entry.until is None or on <= entry.until)
        for entry in (record.approvers if record else ())
    )


def assesses(registry: Registry, account: str, issuer: str, reference: str, on: date) -> bool:
    """Whether an account may assess work for one definition on that day.

    governance.yml gives the right; the entry in issuer.yml narrows it to some
    definitions and to the time between the training and the end of the entry.
    """
    record = registry.issuers.get(issuer)
    return account in access_of(registry, issuer).assessors and any(
        account in accounts_of(registry, entry) and _covers(entry, reference, on)
        for entry in (record.assessors if record else ())
    )


def _covers(entry: Assessor, reference: str, on: date) -> bool:
    return (
        (not entry.credentials or reference in entry.credentials)
        and (entry.until is None or on <= entry.until)
        and (entry.trained_on is None or entry.trained_on <= on)
    )
