"""Takedown: what happens to a portfolio whose owner wants it removed. See ADR 0021.

Records in, a plan out; nothing here touches the disk. What remains names nobody, and the plan
lists what it cannot reach.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

import yaml

from credfolio.badges.openbadges.credential import passing_results
from credfolio.badges.openbadges.home import credential_json
from credfolio.badges.openbadges.signing_state import as_signed, signed_home, signed_place
from credfolio.records.model import Award, Educator, Issuer
from credfolio.records.model.issuer import Approver, Assessor
from credfolio.records.model.tombstone import FORMER_JUDGE
from credfolio.records.registry import (
    GOVERNANCE_PATH,
    Registry,
    award_path,
    educator_path,
    issuer_path,
    tombstone_path,
)
from credfolio.removing.entries import Person

Way = Literal["unlist", "anonymise", "remove"]

NOBODY = "An educator"
"""The name on records of a person who asked not to be named."""

_NOTE = "# Written by `credfolio takedown`.\n"


@dataclass(frozen=True, slots=True)
class Wish:
    """What the person asked for. `revoke` says whether signed badges are revoked."""

    way: Way
    revoke: bool
    on: date
    tombstone: str
    """The address of the tombstone: the handle, or a random one."""
    stand_in: str = ""
    """The random handle under which an anonymized record is kept."""


@dataclass
class Plan:
    """The files to write, by path, and the folder to delete."""

    folder: str
    written: dict[str, str] = field(default_factory=dict)
    mentions: dict[str, str] = field(default_factory=dict)
    """Records of others that name the person by handle or account → the neutral words instead."""
    signed: int = 0
    person: Person = field(default_factory=lambda: Person(""))


def plan_takedown(
    educator: Educator, registry: Registry, wish: Wish, taken: Iterable[str] = ()
) -> Plan:
    """What to write and what to delete for the takedown of `educator`.

    `taken` are neutral words for others in files that the records do not have yet.
    ``unlist`` needs no plan: it changes one line of the profile.
    """
    plan = Plan(f"portfolios/{educator.id}")
    awards = sorted(registry.awards_by_educator.get(educator.id, ()), key=lambda a: a.awarded_on)
    places = list(_places(awards, registry))
    plan.signed = len(places)
    stone: dict[str, Any] = {"taken_down_on": wish.on.isoformat()}
    if places:
        # Nobody else's badge may get a place that a badge in somebody's wallet has.
        stone["revoked_places" if wish.revoke else "kept_places"] = places
    plan.written[tombstone_path(wish.tombstone)] = _NOTE + _yaml(stone)
    if wish.way == "anonymise":
        profile = {"display_name": NOBODY, "visibility": "private"}
        plan.written[educator_path(wish.stand_in)] = _NOTE + _yaml(profile)
        names = {award.id: f"award-{n}" for n, award in enumerate(awards, start=1)}
        for award in awards:
            text = _yaml(_nameless(award, names, wish))
            plan.written[award_path(wish.stand_in, names[award.id])] = _NOTE + text
    words = _stand_in_words(registry, taken)
    plan.person = person_of(educator, registry)
    for path in _naming(plan.person, registry):
        plan.mentions[path] = words
    return plan


def handle_names(educator: Educator) -> bool:
    """Whether the handle contains a word of the name, so that the address names the person."""
    steps = set(educator.id.split("-"))
    words = re.findall(r"\w{3,}", educator.display_name.casefold())
    return any(word in steps for word in words)


def names_of(educator: Educator, registry: Registry) -> tuple[str, ...]:
    """Every name of the person in the records: handles, accounts, and names as on awards."""
    awards = registry.awards_by_educator.get(educator.id, ())
    known = (educator.id, *educator.former_handles, educator.display_name)
    accounts = sorted(person_of(educator, registry).accounts)
    return tuple(dict.fromkeys((*known, *accounts, *(award.name_as_awarded for award in awards))))


def _places(awards: list[Award], registry: Registry) -> Iterator[str]:
    """``issuer/list/index`` of each signed badge, which does not show whose it was."""
    for award in awards:
        signed = registry.signed.get((award.educator, award.id))
        issuer = registry.award_issuer(award)
        if signed is None or issuer is None:
            continue
        handle = as_signed(award, registry, signed).educator
        home = signed_home(signed, credential_json(handle, award.id))
        if home and (place := signed_place(signed, home, issuer.id)):
            yield f"{issuer.id}/{place.number}/{place.index}"


_KEPT = ("credential", "stack", "version", "digest", "awarded_on", "issuer", "expires_on")


def _nameless(award: Award, names: Mapping[str, str], wish: Wish) -> dict[str, Any]:
    """An award reduced to what was earned, when, and what it counted for."""
    dumped = award.model_dump(mode="json", by_alias=True, exclude_none=True)
    kept: dict[str, Any] = {key: dumped[key] for key in _KEPT if key in dumped}
    kept["name_as_awarded"] = NOBODY
    kept["visibility"] = "private"
    results = [result.model_copy(update={"comment": None}) for result in passing_results(award)]
    if results:
        kept["results"] = [one.model_dump(mode="json", exclude_none=True) for one in results]
    if award.credits_earned:
        kept["credits_earned"] = [
            credit.model_dump(mode="json", exclude_none=True, exclude={"approved_by"})
            for credit in award.credits_earned
        ]
    if award.imported_from:
        kept["imported_from"] = {
            "system": award.imported_from.system,
            "on": award.imported_from.on.isoformat(),
        }
    ended = wish.revoke and award.status == "active"
    if ended or award.status != "active":
        kept["status"] = "withdrawn" if ended else award.status
        kept["status_on"] = (wish.on if ended else award.status_on or wish.on).isoformat()
        kept["status_reason"] = "Taken down."
    if award.superseded_by and award.superseded_by in names:
        kept["superseded_by"] = names[award.superseded_by]
    return kept


def person_of(educator: Educator, registry: Registry) -> Person:
    """The handle and accounts, except an account with the name of another portfolio."""
    people = registry.governance.people if registry.governance else ()
    own = (one.account for one in people if one.educator == educator.id)
    taken = registry.educators.keys() - {educator.id}
    return Person(educator.id, frozenset(own) - taken)


def _naming(person: Person, registry: Registry) -> Iterator[str]:
    """Records of others with an entry that names the person by handle or account."""
    governance = registry.governance
    if governance is not None and (
        any(one.educator == person.handle for one in governance.people)
        or person.handle in governance.namesakes
        or any(person.handle in access.educators for access in governance.issuers)
    ):
        yield GOVERNANCE_PATH
    for issuer in registry.issuers.values():
        if any(
            person.handle == one.educator or (one.account or "") in person.accounts
            for one in _listed(issuer)
        ):
            yield issuer_path(issuer.id)
    for (educator, name), award in sorted(registry.awards.items()):
        if educator != person.handle and any(map(person.is_meant, _judges(award))):
            yield award_path(educator, name)


def _judges(award: Award) -> Iterator[str | None]:
    """Who judged and approved an award and its credits, as it names them."""
    yield from (one.assessor for own in award.submissions for one in own.assessments)
    yield award.approved_by
    yield from (credit.approved_by for credit in award.credits_earned)


def _listed(issuer: Issuer) -> list[Assessor | Approver]:
    return [*issuer.assessors, *issuer.approvers]


def _stand_in_words(registry: Registry, others: Iterable[str]) -> str:
    """``Former assessor 3``: neutral words for a person, different for each person."""
    taken = {one.name for issuer in registry.issuers.values() for one in _listed(issuer)}
    taken.update(others)
    for award in registry.awards.values():
        taken.update(_judges(award))
    number = 1
    while FORMER_JUDGE.format(number=number) in taken:
        number += 1
    return FORMER_JUDGE.format(number=number)


def _yaml(data: Mapping[str, Any]) -> str:
    return yaml.safe_dump(dict(data), sort_keys=False, allow_unicode=True, width=1_000)
