"""Names: nobody is taken for somebody who assesses, approves or signs, nor for a colleague."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from credfolio.checking.rules import rule
from credfolio.checking.rules.letters import mixed_letters
from credfolio.findings.finding import Finding, Pointer, quoted
from credfolio.ids import fold_name
from credfolio.records.model import Educator
from credfolio.records.reckoned.persons import Entry, Keys, keys_of_educator, keys_of_entry
from credfolio.records.registry import Registry, educator_path, issuer_path
from credfolio.text.look_alikes import bare_name, person_skeletons, skeleton


@dataclass(frozen=True, slots=True)
class _Listed:
    """Somebody who assesses, approves or signs for an issuer."""

    name: str
    issuer: str
    what: str
    keys: Keys
    pointer: Pointer
    educator: str = ""


def _listed(registry: Registry) -> Iterator[_Listed]:
    for issuer in registry.issuers.values():
        own: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
        lists: tuple[tuple[str, str, Sequence[Entry]], ...] = (
            ("assessors", "an assessor", issuer.assessors),
            ("approvers", "an approver", issuer.approvers),
        )
        for key, what, entries in lists:
            for n, entry in enumerate(entries):
                person = registry.educators.get(entry.educator or "")
                name = entry.name or (person.display_name if person else "")
                keys = keys_of_entry(registry, entry)
                own[bare_name(name)] |= keys
                if name:
                    where: Pointer = (key, n)
                    yield _Listed(name, issuer.id, what, keys, where, entry.educator or "")
        if issuer.official is not None:
            name = issuer.official.name
            # Anyone on the issuer's own lists under the same name is the same person.
            keys = frozenset({f"name:{fold_name(name)}"} | own[bare_name(name)])
            yield _Listed(name, issuer.id, "the official", keys, ("official",))


_HOLDER = "an account holder"
"""Somebody with an account who decides nothing: a name like theirs is a hint."""


def _holders(registry: Registry) -> Iterator[_Listed]:
    """Everybody whom governance.yml names with an account, by that name."""
    for one in registry.governance.people if registry.governance else ():
        if one.name:
            keys = frozenset({f"account:{one.account}"})
            yield _Listed(one.name, "this site", _HOLDER, keys, ())


@lru_cache(maxsize=2)
def _by_skeleton(registry: Registry) -> Mapping[str, tuple[_Listed, ...]]:
    found: defaultdict[str, list[_Listed]] = defaultdict(list)
    names = [(one.id, one.name) for one in registry.issuers.values()]
    places = registry.jurisdictions.values()
    names += [(one.id, name) for one in places for name in (one.name, one.agency) if name]
    others = (_Listed(name, of, "the name", frozenset(), ("name",)) for of, name in names)
    for one in (*_listed(registry), *others, *_holders(registry)):
        for form in person_skeletons(one.name):
            found[form].append(one)
    return {form: tuple(several) for form, several in found.items()}


@rule
def check_confusable_person(registry: Registry) -> Iterator[Finding]:
    """An educator's name does not look like that of a colleague, or of somebody who decides.

    Readers believe a name. Somebody could take the name of any issuer's approver, assessor or
    official, or of a colleague in the same district. Names count as alike by Unicode's table of
    confusable characters (UTS 39), whatever the title and the order. A handle is not another
    person's account.

    Write the name with the letters of one script. If two people really have one name, add a
    middle name or an initial, or have a maintainer add the handle to `namesakes:` in
    catalog/governance.yml. If they are one person, write `educator:` or `account:` in the list
    of issuer.yml.
    """
    listed = _by_skeleton(registry)
    known = frozenset(registry.governance.namesakes if registry.governance else ())
    accounts = _accounts(registry)
    for educator in registry.educators.values():
        yield from _like_account(registry, educator, accounts)
        if educator.id in known:
            continue
        # Whom the letters are to be taken for says more than that they are mixed.
        alike = list(_like_listed(registry, educator, listed))
        path = educator_path(educator.id)
        yield from alike or _mixed(path, educator.display_name, ("display_name",))
    yield from _like_each_other(registry)
    yield from _like_colleagues(registry, known)


def _mixed(path: str, name: str, pointer: Pointer) -> Iterator[Finding]:
    if found := mixed_letters("confusable-person", path, name, pointer):
        yield found


def _accounts(registry: Registry) -> Mapping[str, list[str]]:
    """How accounts that governance.yml names look → the accounts that look so, sorted."""
    governance = registry.governance
    if governance is None:
        return {}
    found = [*governance.maintainers, *governance.publishers]
    found += [one.account for one in governance.people]
    for access in governance.issuers:
        found += [*access.editors, *access.assessors, *access.approvers]
    looks: dict[str, list[str]] = {}
    for account in sorted(set(found)):
        looks.setdefault(skeleton(account), []).append(account)
    return looks


def _like_account(
    registry: Registry, educator: Educator, accounts: Mapping[str, list[str]]
) -> Iterator[Finding]:
    """A handle that is the account of somebody else: an award that names it names both."""
    own = keys_of_educator(registry, educator.id)
    alike = accounts.get(skeleton(educator.id), [])
    if account := next((one for one in alike if f"account:{one}" not in own), ""):
        yield Finding(
            "confusable-person",
            educator_path(educator.id),
            f"the handle {quoted(educator.id)} looks like the account {quoted(account)}, which "
            "governance.yml does not give this person",
            "choose another handle; if the account is theirs, a maintainer adds it under "
            "`people:` in catalog/governance.yml",
        )


def _like_listed(
    registry: Registry, educator: Educator, listed: Mapping[str, tuple[_Listed, ...]]
) -> Iterator[Finding]:
    own = keys_of_educator(registry, educator.id)
    for form in sorted(person_skeletons(educator.display_name)):
        for other in listed.get(form, ()):
            if other.keys & own:
                continue
            yield _alike(
                educator_path(educator.id),
                educator.display_name,
                f"{quoted(other.name)}, {other.what} of {other.issuer}",
                ("display_name",),
                is_hint=other.what == _HOLDER,
            )
            return


def _like_each_other(registry: Registry) -> Iterator[Finding]:
    """Names on lists that look alike and are written with different letters."""
    seen: dict[str, _Listed] = {}
    for one in _listed(registry):
        if one.educator:
            continue  # the name is in the profile, and is compared there
        yield from _mixed(issuer_path(one.issuer), one.name, one.pointer)
        for form in sorted(person_skeletons(one.name)):
            other = seen.setdefault(form, one)
            if bare_name(other.name) != bare_name(one.name) and not other.keys & one.keys:
                yield _alike(
                    issuer_path(one.issuer),
                    one.name,
                    f"{quoted(other.name)}, {other.what} of {other.issuer}",
                    one.pointer,
                )
                break


def _like_colleagues(registry: Registry, known: frozenset[str]) -> Iterator[Finding]:
    """Two educators of one issuer: an error where only letters differ, else a hint."""
    told: set[tuple[str, str]] = set()
    for issuer, people in _educators_of(registry).items():
        seen: dict[str, Educator] = {}
        for educator in people:
            for form in sorted(person_skeletons(educator.display_name)):
                other = seen.setdefault(form, educator)
                pair = (other.id, educator.id)
                if other is educator or educator.id in known or pair in told:
                    continue
                told.add(pair)
                is_same = bare_name(other.display_name) == bare_name(educator.display_name)
                yield _alike(
                    educator_path(educator.id),
                    educator.display_name,
                    f"{quoted(other.display_name)} ({other.id}), another educator of {issuer}",
                    ("display_name",),
                    is_hint=is_same,
                )


def _educators_of(registry: Registry) -> Mapping[str, tuple[Educator, ...]]:
    """The educators of each issuer: whom it looks after, and who holds an award of it."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for access in registry.governance.issuers if registry.governance else ():
        found[access.issuer] |= set(access.educators)
    for award in registry.award_facts():
        found[award.issuer_id].add(award.educator)
    return {
        issuer: tuple(registry.educators[one] for one in sorted(ids) if one in registry.educators)
        for issuer, ids in sorted(found.items())
    }


def _alike(path: str, name: str, other: str, pointer: Pointer, *, is_hint: bool = False) -> Finding:
    return Finding(
        "confusable-person",
        path,
        f"the name {quoted(name)} looks like that of {other}",
        "write the name with the letters of one script, or tell two people apart by an initial; "
        "a maintainer may list the handle under `namesakes:` in catalog/governance.yml",
        severity="hint" if is_hint else "error",
        pointer=pointer,
    )
