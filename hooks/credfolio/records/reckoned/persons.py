"""Whom a record means: an account, an educator's id, or a name on a list.

People are compared by keys. `keys_of` joins only what governance.yml and the
lists in issuer.yml join, so that nobody becomes somebody else by taking a name.
`suspects` joins names as well: it is for rules that ask whether two people may
be one, and never for a right. See ADR 0053.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from credfolio.ids import fold_account, fold_name
from credfolio.records.model import Issuer
from credfolio.records.model.issuer import Approver, Assessor
from credfolio.records.registry import Registry, educator_path

Keys = frozenset[str]
"""``account:…``, ``educator:…`` and ``name:…`` for one person."""

Entry = Assessor | Approver


@dataclass(frozen=True, slots=True)
class _Known:
    accounts: frozenset[str]
    joined: Mapping[str, Keys]
    """An account or an educator → what governance.yml and the lists join with it."""
    called: Mapping[str, Keys]
    """A name → every account and educator that goes by it."""


@lru_cache(maxsize=2)
def _known(registry: Registry) -> _Known:
    joined: defaultdict[str, set[str]] = defaultdict(set)
    called: defaultdict[str, set[str]] = defaultdict(set)
    accounts: set[str] = set()

    def note(account: str | None, educator: str | None, name: str | None) -> None:
        keys = {f"account:{account}"} if account else set()
        keys |= {f"educator:{educator}"} if educator else set()
        for key in keys:
            joined[key] |= keys
        if account:
            accounts.add(account)
        if name:
            called[f"name:{fold_name(name)}"] |= keys

    governance = registry.governance
    for one in governance.people if governance else ():
        note(one.account, one.educator, one.name)
    for access in governance.issuers if governance else ():
        accounts |= {*access.assessors, *access.approvers}
    for issuer in registry.issuers.values():
        for entry in entries_of(issuer):
            note(entry.account, entry.educator, entry.name)
    for educator in registry.educators.values():
        note(None, educator.id, educator.display_name)
    return _Known(
        frozenset(accounts),
        {key: frozenset(keys) for key, keys in joined.items()},
        {key: frozenset(keys) for key, keys in called.items()},
    )


def entries_of(issuer: Issuer) -> Iterable[Entry]:
    """The entries of both lists of an issuer."""
    yield from issuer.assessors
    yield from issuer.approvers


def keys_of(registry: Registry, written: str) -> Keys:
    """Whom a record means by `written`: an educator's id, an account, or else a name."""
    known = _known(registry)
    keys: set[str] = {f"name:{fold_name(written)}"}
    # Whose profile cannot be read is still that educator: the profile has its own finding.
    if written in registry.educators or educator_path(written) in registry.broken:
        keys |= {f"educator:{written}"}
    if fold_account(written) in known.accounts:
        keys |= {f"account:{fold_account(written)}"}
    return _joined(known, keys)


def keys_of_educator(registry: Registry, educator: str) -> Keys:
    """The owner of one portfolio, with the accounts that governance.yml and the lists join."""
    return _joined(_known(registry), {f"educator:{educator}"})


def keys_of_entry(registry: Registry, entry: Entry) -> Keys:
    """Whom an entry of a list is about."""
    keys = {f"account:{entry.account}"} if entry.account else set()
    keys |= {f"educator:{entry.educator}"} if entry.educator else set()
    keys |= {f"name:{fold_name(entry.name)}"} if entry.name else set()
    return _joined(_known(registry), keys)


def suspects(registry: Registry, written: str) -> Keys:
    """Everybody whom `written` could mean, by a name as well."""
    known = _known(registry)
    keys = set(keys_of(registry, written))
    for key in tuple(keys):
        keys |= known.called.get(key, frozenset())
    return _joined(known, keys)


def owners(registry: Registry, account: str) -> Keys:
    """Everybody who could be the owner of an account, by the names that go with it as well."""
    keys = set(suspects(registry, account))
    for those in _known(registry).called.values():
        if those & keys:
            keys |= those
    return frozenset(keys)


def _joined(known: _Known, keys: Iterable[str]) -> Keys:
    found = set(keys)
    for key in tuple(found):
        found |= known.joined.get(key, frozenset())
    return frozenset(found)
