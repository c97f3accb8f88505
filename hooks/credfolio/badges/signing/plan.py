"""What a run would sign, for whom and with which key, before any key is used.

A plan needs only the records and the public halves. Nothing is signed twice: awards and lists
whose signed files are current are left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from credfolio.badges.openbadges.credential import StatusPlace, can_be_signed
from credfolio.badges.openbadges.endorsement import named_endorsements
from credfolio.badges.openbadges.home import credential_json, status_list
from credfolio.badges.openbadges.signing_state import (
    as_signed,
    signed_home,
    signed_place,
    signing_state,
)
from credfolio.badges.openbadges.status_list import (
    LIST_BITS,
    StatusListError,
    decode_bits,
    is_ended,
    set_indexes,
    superseded_digest,
)
from credfolio.badges.signing.newer_badges import superseded_beside
from credfolio.badges.signing.signers import Signer
from credfolio.errors import CredfolioError
from credfolio.proof.digests import digest_of_bytes
from credfolio.records.endings_log import Ending, without_names
from credfolio.records.model import Award
from credfolio.records.model.award_facts import AwardKey
from credfolio.records.registry import (
    Registry,
    endings_path,
    endorsement_path,
    signed_path,
    status_list_path,
)
from credfolio.records.signed_file import SignedFile


@dataclass(frozen=True, slots=True)
class PlannedAward:
    """An award to sign, and its place in its issuer's status lists."""

    award: Award
    place: StatusPlace
    is_again: bool
    """Whether it was signed before and will be signed again under the same ids."""


@dataclass(frozen=True, slots=True)
class PlannedList:
    """A status list to sign: all its marked places, and the newly marked ones."""

    number: int
    marked: frozenset[int]
    newly_marked: frozenset[int]
    is_new: bool
    superseded: bytes = b""
    """The file about superseded badges next to it; empty where there is none."""

    @property
    def superseded_digest(self) -> str:
        """The digest by which the list names that file; "" where there is none."""
        return _digest(self.superseded)


@dataclass(frozen=True, slots=True)
class PlannedEndings:
    """What to add to the log next to a status list."""

    number: int
    endings: tuple[Ending, ...]


@dataclass
class Plan:
    """What one signer has to sign."""

    signer: Signer
    awards: list[PlannedAward] = field(default_factory=list)
    endorsements: list[tuple[str, Award]] = field(default_factory=list)
    """The name of each endorsement's file, and the award that it is about."""
    lists: list[PlannedList] = field(default_factory=list)
    endings: list[PlannedEndings] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.awards or self.endorsements or self.lists or self.endings)


PRIVATE_FROM = 5001
"""The number of the first status list for homes of a private repository.

The public repository alone does not know their places, so its own lists have other numbers.
"""


def plan_signing(
    registry: Registry,
    signers: Sequence[Signer],
    replaced: str = "",
    private: Container[str] = (),
) -> list[Plan]:
    """What each of the `signers` has to sign, in a fixed order.

    `replaced` names a key; what that key signed is planned, too. `private` are the educators whose
    homes are in a private repository. Raises `CredfolioError` if a status list cannot be read.
    """
    taken = places_taken(registry)
    return [_plan(registry, one, taken.get(one.issuer, {}), replaced, private) for one in signers]


def _plan(
    registry: Registry,
    signer: Signer,
    taken: Mapping[StatusPlace, AwardKey],
    replaced: str,
    private: Container[str],
) -> Plan:
    plan = Plan(signer)
    used = dict(taken)
    by_award = {award: place for place, award in used.items()}
    free = _free_places(used, registry, signer.issuer, 1)
    apart = _free_places(used, registry, signer.issuer, PRIVATE_FROM)
    for award in pending_awards(registry, signer.issuer, replaced):
        key = (award.educator, award.id)
        place = by_award.get(key) or next(apart if award.educator in private else free)
        used[place] = key
        plan.awards.append(PlannedAward(award, place, key in registry.signed))
    signed = {*registry.signed, *((one.award.educator, one.award.id) for one in plan.awards)}
    plan.endorsements = [
        (name, award)
        for name, award in sorted(
            pending_endorsements(registry, signer.issuer),
            key=lambda one: (one[1].educator, one[1].id),
        )
        if (award.educator, award.id) in signed
    ]
    numbers = {place.number for place in used}
    numbers |= {number for issuer, number in registry.status_lists if issuer == signer.issuer}
    for number in sorted(numbers):
        beside = superseded_beside(registry, signer, number, used)
        if planned := _plan_list(registry, signer, number, used, replaced, beside):
            plan.lists.append(planned)
        if endings := tuple(_unnoted(registry, signer.issuer, number, used)):
            plan.endings.append(PlannedEndings(number, endings))
    return plan


def plan_lines(plan: Plan) -> Iterator[str]:
    """Each file that a plan writes, and why, in the order of the plan."""
    for one in plan.awards:
        award = one.award
        place = f"place {one.place.index} in status list {one.place.number}"
        path, how = signed_path(award.educator, award.id), "again" if one.is_again else "new"
        yield f"{path}: {how}, {place}"
    for name, award in plan.endorsements:
        yield f"{endorsement_path(award.educator, award.id, name)}: new"
    for each in plan.lists:
        marks = ", ".join(map(str, sorted(each.newly_marked)))
        why = "new" if each.is_new else "again"
        yield (
            f"{status_list_path(plan.signer.issuer, each.number)}: {why}"
            + (f", marks {marks}" if marks else "")
        )
    for noted in plan.endings:
        path = endings_path(plan.signer.issuer, noted.number)
        yield f"{path}: notes {', '.join(str(one.place) for one in noted.endings)}"


def pending_awards(registry: Registry, issuer: str, replaced: str = "") -> list[Award]:
    """The awards of an issuer that wait for a signature, in a fixed order.

    `replaced` names a key; the awards that it signed are included.
    """
    found = []
    for key, award in sorted(registry.awards.items()):
        by = registry.award_issuer(award)
        if by is None or by.id != issuer:
            continue
        state = signing_state(award, registry).id
        is_replaced = state == "signed" and _was_signed_by(registry.signed[key], replaced)
        if state in ("pending", "reissue") or is_replaced:
            found.append(award)
    return found


def pending_endorsements(registry: Registry, issuer: str) -> Iterator[tuple[str, Award]]:
    """The accepted endorsements of an issuer's awards that are not signed, by file name."""
    for award in registry.awards.values():
        by = registry.award_issuer(award)
        if by is None or by.id != issuer or not can_be_signed(award, registry):
            continue
        for name, _ in named_endorsements(award):
            if (award.educator, award.id, name) not in registry.endorsements:
                yield name, award


def places_taken(registry: Registry) -> Mapping[str, Mapping[StatusPlace, AwardKey]]:
    """For each issuer, the allotted places in its status lists."""
    taken: defaultdict[str, dict[StatusPlace, AwardKey]] = defaultdict(dict)
    for (educator, name), signed in sorted(registry.signed.items()):
        award = registry.awards.get((educator, name))
        handle = as_signed(award, registry, signed).educator if award else educator
        home = signed_home(signed, credential_json(handle, name))
        issuer = signed.status_list.rpartition("/issuers/")[2].partition("/")[0]
        if home is not None and (place := signed_place(signed, home, issuer)):
            taken[issuer][place] = (educator, name)
    return taken


def places_left(registry: Registry, issuer: str, *, revoked: bool) -> frozenset[StatusPlace]:
    """The places of an issuer's badges from removed portfolios, by whether they were revoked."""
    return frozenset(
        StatusPlace(int(number), int(index))
        for stone in registry.tombstones.values()
        for name in (stone.revoked_places if revoked else stone.kept_places)
        for by, number, index in [name.split("/")]
        if by == issuer
    )


def last_place_of(registry: Registry, educator: str) -> Mapping[str, str]:
    """For each issuer, what `last_place` has to be once this home is in a private repository.

    Of the issuers that signed a badge of the home with a place in a public list; without those
    that have that place, or a later one, already.
    """
    found: dict[str, str] = {}
    for issuer, taken in places_taken(registry).items():
        own = [
            (place.number, place.index)
            for place, (owner, _) in taken.items()
            if owner == educator and place.number < PRIVATE_FROM
        ]
        if own and issuer in registry.issuers and max(own) > _last_moved(registry, issuer):
            found[issuer] = "/".join(map(str, max(own)))
    return found


def _last_moved(registry: Registry, issuer: str) -> tuple[int, int]:
    found = registry.issuers.get(issuer)
    if found is None or found.last_place is None:
        return 1, -1
    number, index = map(int, found.last_place.split("/"))
    return number, index


def _was_signed_by(signed: SignedFile, key: str) -> bool:
    return bool(key) and signed.method.endswith(f"#{key}")


def _free_places(
    used: Iterable[StatusPlace], registry: Registry, issuer: str, first: int
) -> Iterator[StatusPlace]:
    """Places that nobody had, from list `first` on: of the public lists or of the private ones."""

    def is_of_these(number: int) -> bool:
        return (number < PRIVATE_FROM) == (first < PRIVATE_FROM)

    left = places_left(registry, issuer, revoked=True) | places_left(
        registry, issuer, revoked=False
    )
    given = [(place.number, place.index) for place in (*used, *left) if is_of_these(place.number)]
    last = max(given, default=(first, -1))
    # A place whose award was removed stays marked in its list, and is not given away again.
    for (by, number), signed in registry.status_lists.items():
        if by == issuer and is_of_these(number):
            last = max(last, (number, max(_marked(signed), default=-1)))
    # A badge that moved to a private repository has its place still.
    number, index = max(last, _last_moved(registry, issuer) if first < PRIVATE_FROM else last)
    while True:
        index += 1
        if index == LIST_BITS:
            number, index = number + 1, 0
        yield StatusPlace(number, index)


def _plan_list(
    registry: Registry,
    signer: Signer,
    number: int,
    used: Mapping[StatusPlace, AwardKey],
    replaced: str,
    superseded: bytes,
) -> PlannedList | None:
    """The status list as it must be; None if the signed list is current."""
    known = {place.index: key for place, key in used.items() if place.number == number}
    before = registry.status_lists.get((signer.issuer, number))
    marked = _marked(before) if before else frozenset()
    ended = {
        index
        for index, key in known.items()
        if (award := registry.awards.get(key)) is not None and is_ended(award)
    }
    # Who is no longer in the records was taken down; the mark stays.
    gone = {
        place.index
        for place in places_left(registry, signer.issuer, revoked=True)
        if place.number == number
    }
    # An award that cannot be read at the moment may have ended: its mark stays, too.
    kept = {index for index in marked if known.get(index) not in registry.awards}
    wanted = frozenset(ended | gone | kept)
    named = superseded_digest(before.document) if before else ""
    if before is not None and wanted == marked and named == _digest(superseded):
        at = signer.home.at(status_list(signer.issuer, number))
        if before.id == at and not _was_signed_by(before, replaced):
            return None
    return PlannedList(number, wanted, wanted - marked, before is None, superseded)


def _digest(superseded: bytes) -> str:
    return digest_of_bytes(superseded) if superseded else ""


def _unnoted(
    registry: Registry, issuer: str, number: int, used: Mapping[StatusPlace, AwardKey]
) -> Iterator[Ending]:
    """The endings of badges in one list that its log does not have, by their places."""
    log = registry.endings.get((issuer, number))
    noted = log.places if log else frozenset()
    found: dict[int, Ending] = {}
    for place, key in used.items():
        award = registry.awards.get(key)
        if place.number == number and award is not None and is_ended(award):
            found[place.index] = _ending(place.index, award, registry)
    for stone in registry.tombstones.values():
        for name in stone.revoked_places:
            by, its_number, index = name.split("/")
            if (by, int(its_number)) == (issuer, number):
                on = stone.taken_down_on.isoformat()
                found[int(index)] = Ending(int(index), "withdrawn", on, "", "")
    yield from (found[index] for index in sorted(found.keys() - noted))


def _ending(place: int, award: Award, registry: Registry) -> Ending:
    """What the log says of an award; a holder's wish is told without words and account."""
    on = (award.status_on or award.awarded_on).isoformat()
    if award.status == "withdrawn":
        return Ending(place, award.status, on, "", "")
    shown = {one.display_name for one in registry.educators.values()} | set(registry.educators)
    reason = without_names(award.status_reason or "", {*shown, award.name_as_awarded})
    return Ending(place, award.status, on, award.status_by or "", reason)


def _marked(signed: SignedFile) -> frozenset[int]:
    subject: Any = signed.document.get("credentialSubject")
    try:
        encoded = subject.get("encodedList") if isinstance(subject, dict) else None
        return set_indexes(decode_bits(encoded))
    except StatusListError as error:
        raise CredfolioError(
            f"the status list {signed.path} cannot be read: {error.args[0]}",
            fix="restore the file from git's history",
        ) from error
