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
from weakref import WeakKeyDictionary

from credfolio.ids import fold_account, fold_name
from credfolio.records.model import Issuer, Person
from credfolio.records.model.issuer import Approver, Assessor
from credfolio.records.registry import Registry, educator_path

Keys = frozenset[str]
"""``account:…``, ``educator:…`` and ``name:…`` for one person."""

Entry = Assessor | Approver


@dataclass(frozen=True, slots=True)
class _Known:
    accounts: Mapping[str, Keys]
    joined: Mapping[str, Keys]
    called: Mapping[str, Keys]


@lru_cache(maxsize=2)
def _known(registry: Registry) -> _Known:
    joined: defaultdict[str, set[str]] = defaultdict(set)
    called: defaultdict[str, set[str]] = defaultdict(set)
    named: set[str] = set()

    def note(account: str | None, educator: str | None, name: str | None) -> None:
        keys = {f"account:{account}"} if account else set()
        keys |= {f"educator:{educator}"} if educator else set()
        for key in keys:
            joined[key] |= keys
        if account:
            named.add(account)
        if name:
            called[f"name:{fold_name(name)}"] |= keys

    registry = registry.whole
    governance = registry.governance
    for one in governance.people if governance else ():
        note(one.account, one.educator, one.name)
    for access in governance.issuers if governance else ():
        named |= {*access.assessors, *access.approvers}
    for issuer in registry.issuers.values():
        for entry in entries_of(issuer):
            note(entry.account, entry.educator, entry.name)
    for educator in registry.educators.values():
        note(None, educator.id, educator.display_name)
    return _Known(
        {account: frozenset({account}) for account in named},
        {key: frozenset(keys) for key, keys in joined.items()},
        {key: frozenset(keys) for key, keys in called.items()},
    )


def entries_of(issuer: Issuer) -> Iterable[Entry]:
    """The entries of both lists of an issuer."""
    yield from issuer.assessors
    yield from issuer.approvers


def accounts(registry: Registry) -> Mapping[str, Keys]:
    """Each account that governance.yml or a list names, with itself."""
    return _known(registry).accounts


def joined(registry: Registry) -> Mapping[str, Keys]:
    """An account or an educator → what governance.yml and the lists join with it."""
    return _known(registry).joined


def called(registry: Registry) -> Mapping[str, Keys]:
    """A name → every account and educator that goes by it."""
    return _known(registry).called


_ASKED: WeakKeyDictionary[Registry, dict[object, tuple[object, Keys]]] = WeakKeyDictionary()
"""What was asked of a registry before → what was asked for, which so keeps its number in memory,
and whom it means. Thousands of awards name the same few people."""


def keys_of(registry: Registry, written: str) -> Keys:
    """Whom a record means by `written`: an educator's id, an account, or else a name."""
    before = _ASKED.setdefault(registry, {})
    if (known := before.get(written)) is None:
        known = before[written] = written, _keys_of(registry, written)
    return known[1]


def _keys_of(registry: Registry, written: str) -> Keys:
    keys: set[str] = {f"name:{fold_name(written)}"}
    # Whose profile cannot be read is still that educator: the profile has its own finding.
    if written in registry.educators or educator_path(written) in registry.broken:
        keys |= {f"educator:{written}"}
    if registry.look_up(accounts, fold_account(written)):
        keys |= {f"account:{fold_account(written)}"}
    return _joined(registry, keys)


def keys_of_educator(registry: Registry, educator: str) -> Keys:
    """The owner of one portfolio, with the accounts that governance.yml and the lists join."""
    return _joined(registry, {f"educator:{educator}"})


def keys_of_person(registry: Registry, person: Person) -> Keys:
    """A person of an office by account and portfolio, and what is joined with them; no name."""
    keys = {f"account:{person.account}"} if person.account else set()
    keys |= {f"educator:{person.educator}"} if person.educator else set()
    return frozenset(key for key in _joined(registry, keys) if not key.startswith("name:"))


def keys_of_entry(registry: Registry, entry: Entry) -> Keys:
    """Whom an entry of a list is about."""
    before = _ASKED.setdefault(registry, {})
    if (known := before.get(id(entry))) is None:
        known = before[id(entry)] = entry, _keys_of_entry(registry, entry)
    return known[1]


def _keys_of_entry(registry: Registry, entry: Entry) -> Keys:
    keys = {f"account:{entry.account}"} if entry.account else set()
    keys |= {f"educator:{entry.educator}"} if entry.educator else set()
    keys |= {f"name:{fold_name(entry.name)}"} if entry.name else set()
    return _joined(registry, keys)


def suspects(registry: Registry, written: str) -> Keys:
    """Everybody whom `written` could mean, by a name as well."""
    before = _ASKED.setdefault(registry, {})
    if (known := before.get(("suspects", written))) is None:
        keys = set(keys_of(registry, written))
        for key in tuple(keys):
            keys |= registry.look_up(called, key) or frozenset()
        known = before["suspects", written] = written, _joined(registry, keys)
    return known[1]


def owners(registry: Registry, account: str) -> Keys:
    """Everybody who could be the owner of an account, by the names that go with it as well."""
    keys = set(suspects(registry, account))
    for those in _known(registry).called.values():
        if those & keys:
            keys |= those
    return frozenset(keys)


def _joined(registry: Registry, keys: Iterable[str]) -> Keys:
    found = set(keys)
    for key in tuple(found):
        found |= registry.look_up(joined, key) or frozenset()
    return frozenset(found)


TABLES = {table.__name__: table for table in (accounts, joined, called)}
"""What rules look up in all records, by name."""
