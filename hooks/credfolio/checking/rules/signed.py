"""Signed files: each matches its record and a key that its issuer publishes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from credfolio.badges.openbadges.home import Home, credential_json, status_list
from credfolio.badges.openbadges.signing_state import (
    Difference,
    as_signed,
    signed_home,
    signed_place,
    signing_state,
)
from credfolio.badges.openbadges.status_list import (
    StatusListError,
    decode_bits,
    is_ended,
    set_indexes,
    superseded_digest,
)
from credfolio.checking.rules import rule
from credfolio.checking.rules.awarded import assessments
from credfolio.findings.finding import Finding, quoted
from credfolio.ids import is_id
from credfolio.proof import decode_public_key
from credfolio.proof.demonstration import DEMONSTRATION_DID, DEMONSTRATION_METHOD, DENIED_KEYS
from credfolio.proof.multikey import KeyKind, MultikeyError, key_kind
from credfolio.records.model import Award, Issuer, Stack
from credfolio.records.registry import (
    Registry,
    award_path,
    credential_path,
    educator_path,
    framework_path,
    issuer_path,
    stack_path,
    status_list_path,
    tombstone_path,
)
from credfolio.records.signed_file import SignedFile


@rule
def check_signed_without_award(registry: Registry) -> Iterator[Finding]:
    """Every signed credential belongs to an award of the same name.

    Without its record a credential can be neither shown nor revoked.

    Restore the award from git's history. To end an award use `credfolio revoke`, which keeps
    the record and says why.
    """
    for (educator, name), signed in registry.signed.items():
        if (educator, name) in registry.awards or award_path(educator, name) in registry.broken:
            continue
        yield Finding(
            "signed-without-award",
            signed.path,
            f"there is no award {quoted(name)} in {educator}'s portfolio",
            f"restore {award_path(educator, name)} from git's history",
        )


@rule
def check_drifted_credential(registry: Registry) -> Iterator[Finding]:
    """A signed credential says the same as its award and definition.

    Wallets hold the signed words. If the page says something else, nobody knows which is true.

    Undo the change, or ask for a new signature with `credfolio reissue`. A changed definition
    needs a new version.
    """
    for signed, award, _ in signed_awards(registry):
        if any(path in registry.broken for path in _rests_on(award, registry)):
            continue  # one slip is one finding, and nothing is to be signed again for it
        state = signing_state(award, registry)
        if state.id == "drifted":
            key = f"{award.educator}/{award.id}"
            yield Finding(
                "drifted-credential",
                award_path(award.educator, award.id),
                f"the signed credential says otherwise: {state.difference} changed since "
                f"{signed.created[:10]}{_both(state.found)}",
                f'undo the change, or run `credfolio reissue {key} --reason "…"`',
                pointer=(state.found.field,) if state.found and state.found.field else (),
            )


def _both(found: Difference | None) -> str:
    """What a badge and its file say, where that is a line in both."""
    if found is None or not (found.signed and found.now):
        return ""
    return f" (signed: {quoted(found.signed)}, file: {quoted(found.now)})"


def _rests_on(award: Award, registry: Registry) -> Iterator[str]:
    """The files that a badge is made from, besides its own award and definition."""
    definition = registry.definition_of(award)
    for alignment in definition.alignments if definition else ():
        if alignment.framework:
            yield framework_path(alignment.framework)
    for member in definition.members if isinstance(definition, Stack) else ():
        if member.credential:
            yield credential_path(member.credential)
        elif member.stack:
            yield stack_path(member.stack)
    for _, _, assessment in assessments(award):
        if is_id(assessment.assessor):
            yield educator_path(assessment.assessor)


@rule
def check_signing_key(registry: Registry) -> Iterator[Finding]:
    """What is signed names a key that its issuer publishes.

    A verifier looks the key up in the issuer's DID document. Retired keys stay
    there permanently; the demonstration key, which everybody has, is nobody's.

    Put the key back into `keys:` of the issuer, or delete the signed file and
    sign again.
    """
    for issuer in registry.issuers.values():
        yield from _published_keys(issuer)
    for signed, award, issuer in signed_awards(registry):
        home = _home(signed, award, registry)
        did = home.did(issuer.id) if home else signed.issuer
        yield from _key(signed, issuer, did)
    for (name, number), signed in registry.status_lists.items():
        if (by := registry.issuers.get(name)) is None:
            continue
        home = signed_home(signed, status_list(name, number))
        yield from _key(signed, by, home.did(name) if home else "")


@rule
def check_status_place(registry: Registry) -> Iterator[Finding]:
    """Each credential has a place of its own in a status list of its issuer.

    Two credentials with one place would be revoked together, and so would one whose place a
    tombstone names.

    Delete the newer of the two signed files and run `credfolio sign`.
    """
    taken: dict[tuple[str, int], SignedFile] = {}
    for signed, award, issuer in sorted(signed_awards(registry), key=lambda one: one[0].created):
        home = _home(signed, award, registry)
        place = signed_place(signed, home, issuer.id) if home else None
        if place is None:
            continue  # that is a drift, and reported there
        at = (signed.status_list, signed.status_index)
        if (other := taken.setdefault(at, signed)) is not signed:
            yield Finding(
                "status-place",
                signed.path,
                f"its place {signed.status_index} in the status list belongs to {other.path}",
                "delete this signed file, run `credfolio sign`, and give its holder the new one",
            )
    yield from _places_of_others(registry, taken)
    yield from missing_lists(registry)


def _places_of_others(
    registry: Registry, taken: Mapping[tuple[str, int], SignedFile]
) -> Iterator[Finding]:
    """Tombstones that name the place of a badge that is still there: it would be revoked."""
    held = {
        (name.rpartition("/issuers/")[2], index): signed for (name, index), signed in taken.items()
    }
    for stone in registry.tombstones.values():
        for key in ("revoked_places", "kept_places"):
            for n, place in enumerate(getattr(stone, key)):
                issuer, number, index = place.split("/")
                signed = held.get((f"{issuer}/status/{number}.json", int(index)))
                if signed is not None:
                    yield Finding(
                        "status-place",
                        tombstone_path(stone.id),
                        f"the place {quoted(place)} is that of {signed.path}, which is still there",
                        "take the place out; a tombstone names places of badges that are gone",
                        pointer=(key, n),
                    )


def missing_lists(registry: Registry) -> Iterator[Finding]:
    """The badges whose status list is not there, which the next `credfolio sign` writes."""
    for signed, award, issuer in signed_awards(registry):
        home = _home(signed, award, registry)
        place = signed_place(signed, home, issuer.id) if home else None
        if place is None or (issuer.id, place.number) in registry.status_lists:
            continue
        if status_list_path(issuer.id, place.number) in registry.broken:
            continue  # it is there, and its own finding says what is wrong
        yield Finding(
            "status-place",
            signed.path,
            f"it names status list {place.number} of {quoted(issuer.id)}, which is not there",
            "run `credfolio sign`, or restore the list from git's history",
        )


def _home(signed: SignedFile, award: Award, registry: Registry) -> Home | None:
    named = as_signed(award, registry, signed)
    return signed_home(signed, credential_json(named.educator, named.id))


@rule
def check_status_list(registry: Registry) -> Iterator[Finding]:
    """The signed status list marks exactly the awards that have ended.

    Wallets and verifiers read the list, not the record. Until it is signed again, they accept a
    revoked badge. A mark is never removed (W3C Bitstring Status List 1.0, section 2.2:
    "revocation" is not reversible), because a verifier may have acted on it. The log next to the
    list says of each mark when, by whose act and why. What superseded badges were replaced by is
    in `superseded/`, which the list names with its digest.

    Run `credfolio sign` with the issuer's key. To undo a mistaken revocation, award it once
    more, as a new record.
    """
    marked: dict[tuple[str, int], frozenset[int]] = {}
    for at, signed in sorted(registry.status_lists.items()):
        subject = signed.document.get("credentialSubject")
        encoded = subject.get("encodedList") if isinstance(subject, dict) else None
        try:
            marked[at] = set_indexes(decode_bits(encoded))
        except StatusListError as error:
            yield Finding(
                "status-list",
                signed.path,
                f"this status list cannot be read: {error.args[0]}",
                "restore the file from git's history",
            )
    for at, signed in sorted(registry.status_lists.items()):
        beside = registry.superseded.get(at)
        if superseded_digest(signed.document) != (beside.digest if beside else ""):
            yield Finding(
                "status-list",
                signed.path,
                "what it says of superseded badges is not in the file next to it",
                f"run `credfolio sign --issuer {at[0]}` with the issuer's key",
                severity="hint",
            )
    for at, log in sorted(registry.endings.items()):
        if extra := sorted(log.places - marked.get(at, frozenset())):
            yield Finding(
                "status-list",
                log.path,
                f"it says that place {extra[0]} ended, and the status list next to it does not",
                "take both files back from git's history",
            )
    for signed, award, issuer in signed_awards(registry):
        home = _home(signed, award, registry)
        place = signed_place(signed, home, issuer.id) if home else None
        bits = marked.get((issuer.id, place.number)) if place else None
        if place is None or bits is None:
            continue
        option = "--demonstration" if signed.issuer == DEMONSTRATION_DID else "--key-file FILE"
        noted = registry.endings.get((issuer.id, place.number))
        if is_ended(award) and place.index in bits:
            if noted is None or place.index not in noted.places:
                yield Finding(
                    "status-list",
                    award_path(award.educator, award.id),
                    f"it is {award.status}, but the public log of its list does not say so yet",
                    f"run `credfolio sign --issuer {issuer.id} {option}`",
                    severity="hint",
                    pointer=("status",),
                )
        elif is_ended(award):
            yield Finding(
                "status-list",
                award_path(award.educator, award.id),
                f"it is {award.status}, but the signed status list does not say so yet",
                f"run `credfolio sign --issuer {issuer.id} {option}`",
                severity="hint",
                pointer=("status",),
            )
        elif place.index in bits:
            yield Finding(
                "status-list",
                award_path(award.educator, award.id),
                f"it is {award.status}, but the signed status list says that it was revoked",
                "write `status: revoked` with its reason again; to award it once more run "
                f"`credfolio new award {award.educator}`",
                pointer=("status",) if award.status != "active" else (),
            )


def signed_awards(registry: Registry) -> Iterator[tuple[SignedFile, Award, Issuer]]:
    for key, signed in registry.signed.items():
        award = registry.awards.get(key)
        issuer = registry.award_issuer(award) if award else None
        if award is not None and issuer is not None:
            yield signed, award, issuer


def _published_keys(issuer: Issuer) -> Iterator[Finding]:
    for n, key in enumerate(issuer.keys):
        problem = ""
        try:
            kind = key_kind(key.public_key_multibase, "public")
            if decode_public_key(key.public_key_multibase, kind) in DENIED_KEYS:
                problem = "it is the demonstration key, which everybody has"
        except MultikeyError as error:
            problem = str(error.args[0])
        if problem:
            yield Finding(
                "signing-key",
                issuer_path(issuer.id),
                f"the key {quoted(key.id)} cannot be published: {problem}",
                "make a key with `credfolio keys new`",
                pointer=("keys", n, "public_key_multibase"),
            )


def publishes(issuer: Issuer, did: str, method: str, kind: KeyKind) -> bool:
    """Whether `issuer` publishes a key of that kind under the name `method`."""
    return any(
        method == f"{did}#{key.id}" and key_kind(key.public_key_multibase, "public") == kind
        for key in issuer.keys
    )


def _key(signed: SignedFile, issuer: Issuer, did: str) -> Iterator[Finding]:
    if signed.issuer == DEMONSTRATION_DID:
        is_known = signed.method == DEMONSTRATION_METHOD and not issuer.keys
        names = "the demonstration key, but the issuer has keys of its own"
    else:
        is_known = signed.issuer == did and publishes(issuer, did, signed.method, "Ed25519")
        names = f"{signed.method}, which {issuer.id} does not publish"
    if not is_known:
        yield Finding(
            "signing-key",
            signed.path,
            f"it was signed with {names}",
            "put the key back into `keys:` of the issuer; or delete this file and sign again",
        )
