"""Sign what is pending, and the status lists whose bits have changed. Nothing is signed twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from credfolio.badges.openbadges.credential import StatusPlace, build_credential, can_be_signed
from credfolio.badges.openbadges.endorsement import build_endorsement, named_endorsements
from credfolio.badges.openbadges.home import DEMONSTRATION, Home, credential_json, status_list
from credfolio.badges.openbadges.signing_state import (
    as_signed,
    definition_as_signed,
    signed_home,
    signed_place,
    signing_state,
)
from credfolio.badges.openbadges.status_list import (
    LIST_BITS,
    StatusListError,
    build_status_list,
    decode_bits,
    is_ended,
    set_indexes,
)
from credfolio.badges.signing.keystore import SigningKey
from credfolio.disk.new_file import replace_file, write_new_file
from credfolio.disk.slices import run_slices, useful_jobs
from credfolio.errors import CredfolioError
from credfolio.proof import NotProven, render_json, sign_document
from credfolio.proof.demonstration import DEMONSTRATION_METHOD, DENIED_KEYS
from credfolio.records.model import Award
from credfolio.records.registry import (
    AwardKey,
    Registry,
    endorsement_path,
    signed_path,
    status_list_path,
)
from credfolio.records.signed_file import SignedFile

_WORTH_SPLITTING = 50
_IN_A_SLICE = 25


@dataclass(frozen=True, slots=True)
class Signer:
    """Whose key it is, and under which name the key is published."""

    issuer: str
    home: Home
    method: str
    key: SigningKey


@dataclass
class Signed:
    """What a run wrote."""

    awards: list[str] = field(default_factory=list)
    endorsements: list[str] = field(default_factory=list)
    status_lists: list[str] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)


def signers_for(
    registry: Registry, key: SigningKey, site_home: Callable[[], Home], issuer: str | None
) -> list[Signer]:
    """The issuers that publish `key` and have not retired it.

    Raises `CredfolioError` when there is none, or `issuer` is not among them.
    """
    if key.public in DENIED_KEYS:
        raise CredfolioError(
            "this is the demonstration key, which everybody has",
            fix="make one of your own with `credfolio keys new`, or sign with --demonstration",
        )
    found = [
        Signer(one.id, home, home.method(one.id, published.id), key)
        for one in registry.issuers.values()
        if issuer in (None, one.id)
        for published in one.keys
        if published.retired is None
        if published.public_key_multibase == key.public_text()
        for home in [site_home()]
    ]
    if not found:
        whose = f"{issuer!r} does not publish it" if issuer else "no issuer publishes it"
        raise CredfolioError(
            f"this key is not used for signing: {whose} as a key in use",
            fix="`credfolio keys list` shows the keys; the public half must be in issuer.yml first",
        )
    return found


def demonstration_signers(registry: Registry, key: SigningKey, issuer: str | None) -> list[Signer]:
    """The issuers without a key of their own, as signers of demonstrations."""
    return [
        Signer(one.id, DEMONSTRATION, DEMONSTRATION_METHOD, key)
        for one in sorted(registry.issuers.values(), key=lambda one: one.id)
        if not one.keys and issuer in (None, one.id)
    ]


def pending_awards(registry: Registry, issuer: str, replaced: str = "") -> list[Award]:
    """The awards of an issuer that wait for a signature, in a fixed order.

    With `replaced`, the name of a key, also those that it signed.
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


def _was_signed_by(signed: SignedFile, key: str) -> bool:
    return bool(key) and signed.method.endswith(f"#{key}")


def places_taken(registry: Registry) -> Mapping[str, Mapping[StatusPlace, AwardKey]]:
    """For each issuer the places in its status lists that were given away."""
    taken: defaultdict[str, dict[StatusPlace, AwardKey]] = defaultdict(dict)
    for (educator, name), signed in sorted(registry.signed.items()):
        award = registry.awards.get((educator, name))
        handle = as_signed(award, registry, signed).educator if award else educator
        home = signed_home(signed, credential_json(handle, name))
        issuer = signed.status_list.rpartition("/issuers/")[2].partition("/")[0]
        if home is not None and (place := signed_place(signed, home, issuer)):
            taken[issuer][place] = (educator, name)
    return taken


def sign_pending(
    root: Path,
    registry: Registry,
    signers: Sequence[Signer],
    created: str,
    jobs: int = 0,
    replaced: str = "",
) -> Signed:
    """Sign every pending award of the `signers`, write the files, and bring status lists up.

    With `replaced`, the name of a key, what it signed is signed again under the same ids.

    A credential that cannot be signed is named in the result; the others are
    signed all the same.
    """
    result = Signed()
    taken = places_taken(registry)
    work: list[tuple[Award, Signer, StatusPlace]] = []
    lists: dict[tuple[str, int], Signer] = {}
    for signer in signers:
        used = dict(taken.get(signer.issuer, {}))
        by_award = {award: place for place, award in used.items()}
        free = _free_places(used, registry, signer.issuer)
        for award in pending_awards(registry, signer.issuer, replaced):
            key = (award.educator, award.id)
            place = by_award.get(key) or next(free)
            used[place] = key
            work.append((award, signer, place))
        for place in used:
            lists[signer.issuer, place.number] = signer
        _plan_lists(registry, signer, used, lists)
        taken = {**taken, signer.issuer: used}
    for award, outcome in zip(
        [award for award, _, _ in work], _sign_all(work, registry, created, jobs), strict=True
    ):
        path = signed_path(award.educator, award.id)
        if isinstance(outcome, str):
            result.refused.append((path, outcome))
            continue
        exists = (award.educator, award.id) in registry.signed
        put_signed(root, path, outcome, exists=exists)
        result.awards.append(path)
    signed = {*registry.signed, *((a.educator, a.id) for a, _, _ in work)}
    for signer in signers:
        _sign_endorsements(root, registry, signer, signed, created, result)
    for (issuer, number), signer in sorted(lists.items()):
        if path := _sign_list(root, registry, signer, number, taken[issuer], created, replaced):
            result.status_lists.append(path)
    return result


def _plan_lists(
    registry: Registry,
    signer: Signer,
    used: Mapping[StatusPlace, AwardKey],
    lists: dict[tuple[str, int], Signer],
) -> None:
    for issuer, number in registry.status_lists:
        if issuer == signer.issuer:
            lists[issuer, number] = signer


def places_left(registry: Registry, issuer: str, *, revoked: bool) -> frozenset[StatusPlace]:
    """The places of an issuer's badges whose portfolios were taken down, by what became of them."""
    return frozenset(
        StatusPlace(int(number), int(index))
        for stone in registry.tombstones.values()
        for name in (stone.revoked_places if revoked else stone.kept_places)
        for by, number, index in [name.split("/")]
        if by == issuer
    )


def _free_places(
    used: Iterable[StatusPlace], registry: Registry, issuer: str
) -> Iterator[StatusPlace]:
    left = places_left(registry, issuer, revoked=True) | places_left(
        registry, issuer, revoked=False
    )
    given = [(place.number, place.index) for place in (*used, *left)]
    last = max(given, default=(1, -1))
    # A place whose award was removed stays marked in its list, and is not given away again.
    for (by, number), signed in registry.status_lists.items():
        if by == issuer:
            marked = _marked(signed.document)
            last = max(last, (number, max(marked, default=-1)))
    number, index = last
    while True:
        index += 1
        if index == LIST_BITS:
            number, index = number + 1, 0
        yield StatusPlace(number, index)


def _sign_all(
    work: Sequence[tuple[Award, Signer, StatusPlace]], registry: Registry, created: str, jobs: int
) -> list[bytes | str]:
    slices = [work[n : n + _IN_A_SLICE] for n in range(0, len(work), _IN_A_SLICE)]

    def sign(number: int) -> list[bytes | str]:
        return [_sign_one(registry, created, *one) for one in slices[number]]

    jobs = useful_jobs(jobs, len(work), _WORTH_SPLITTING)
    return [one for done in run_slices(sign, len(slices), jobs) for one in done]


def _sign_one(
    registry: Registry, created: str, award: Award, signer: Signer, place: StatusPlace
) -> bytes | str:
    """The bytes of the signed file, or why there are none."""
    definition = None
    if signed := registry.signed.get((award.educator, award.id)):
        # Signed again, it keeps the ids that wallets know it by.
        definition = definition_as_signed(award, registry, signed)
        award = as_signed(award, registry, signed)
    try:
        document = build_credential(award, registry, signer.home, place, definition)
        return render_json(_sign(document, signer, created))
    except NotProven as error:
        return error.reason


def pending_endorsements(registry: Registry, issuer: str) -> Iterator[tuple[str, Award]]:
    """The accepted endorsements of an issuer's awards that are not signed, by file name."""
    for award in registry.awards.values():
        by = registry.award_issuer(award)
        if by is None or by.id != issuer or not can_be_signed(award, registry):
            continue
        for name, _ in named_endorsements(award):
            if (award.educator, award.id, name) not in registry.endorsements:
                yield name, award


def _sign_endorsements(
    root: Path,
    registry: Registry,
    signer: Signer,
    signed: Set[AwardKey],
    created: str,
    result: Signed,
) -> None:
    """Sign what was said about signed awards; a changed endorsement is for its rule to tell."""
    issuer = registry.issuers[signer.issuer]
    for name, award in sorted(
        pending_endorsements(registry, signer.issuer), key=lambda one: (one[1].educator, one[1].id)
    ):
        if (award.educator, award.id) not in signed:
            continue
        path = endorsement_path(award.educator, award.id, name)
        document = build_endorsement(
            dict(named_endorsements(award))[name], name, award, issuer, signer.home
        )
        try:
            data = render_json(_sign(document, signer, created))
        except NotProven as error:
            result.refused.append((path, error.reason))
            continue
        put_signed(root, path, data, exists=False)
        result.endorsements.append(path)


def _sign(document: dict[str, Any], signer: Signer, created: str) -> dict[str, Any]:
    return sign_document(document, signer.key.seed, signer.method, created)


def _sign_list(
    root: Path,
    registry: Registry,
    signer: Signer,
    number: int,
    used: Mapping[StatusPlace, AwardKey],
    created: str,
    replaced: str,
) -> str:
    """Sign a status list again if its bits have changed. Returns its path, or "" if not."""
    known = {place.index: key for place, key in used.items() if place.number == number}
    before = registry.status_lists.get((signer.issuer, number))
    marked = _marked(before.document) if before else frozenset()
    ended = {
        index
        for index, key in known.items()
        if (award := registry.awards.get(key)) is not None and is_ended(award)
    }
    # Who is no longer in the records was taken down; the mark stays.
    revoked = places_left(registry, signer.issuer, revoked=True)
    gone = {place.index for place in revoked if place.number == number}
    wanted = frozenset(ended | gone | {index for index in marked if index not in known})
    if before is not None and wanted == marked:
        at = signer.home.at(status_list(signer.issuer, number))
        if before.id == at and not _was_signed_by(before, replaced):
            return ""
    document = build_status_list(signer.issuer, number, wanted, signer.home, created)
    data = render_json(_sign(document, signer, created))
    path = status_list_path(signer.issuer, number)
    put_signed(root, path, data, exists=before is not None)
    return path


def _marked(document: Mapping[str, object]) -> frozenset[int]:
    subject = document.get("credentialSubject")
    try:
        encoded = subject.get("encodedList") if isinstance(subject, dict) else None
        return set_indexes(decode_bits(encoded))
    except StatusListError as error:
        raise CredfolioError(
            f"a status list cannot be read: {error.args[0]}",
            fix="take the file in catalog/<issuer>/status/ back from git's history",
        ) from error


def put_signed(root: Path, path: str, data: bytes, *, exists: bool) -> None:
    """Write a signed file, new or over the one that is there."""
    if exists:
        replace_file(root, path, data.decode())
    else:
        write_new_file(root, path, data.decode())
