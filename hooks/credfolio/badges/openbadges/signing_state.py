"""Whether an award is pending, signed, or signed with other words than it has now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from credfolio.badges.openbadges.achievement import Definition
from credfolio.badges.openbadges.credential import (
    StatusPlace,
    build_credential,
    can_be_signed,
)
from credfolio.badges.openbadges.endorsement import build_endorsement
from credfolio.badges.openbadges.home import (
    Home,
    credential_json,
    definition_page,
    endorsement_json,
    status_list,
)
from credfolio.proof.demonstration import DEMONSTRATION_DID
from credfolio.proof.limits import OURS
from credfolio.proof.web_token import read_token, token_claims
from credfolio.records.model import Award, Issuer
from credfolio.records.model.award import Endorsement
from credfolio.records.registry import Registry
from credfolio.records.signed_file import SignedFile, SignedToken

StateId = Literal["not-for-signing", "pending", "signed", "reissue", "drifted"]


@dataclass(frozen=True, slots=True)
class SigningState:
    """`difference` names the first thing on which record and signed file disagree."""

    id: StateId
    difference: str = ""


def signing_state(award: Award, registry: Registry) -> SigningState:
    """Whether `award` is unsigned, signed, or differs from its signed file."""
    if not can_be_signed(award, registry):
        return SigningState("not-for-signing")
    signed = registry.signed.get((award.educator, award.id))
    if signed is None:
        return SigningState("pending")
    difference = drift(award, registry, signed)
    if not difference:
        return SigningState("signed")
    last = max((reissue.on for reissue in award.reissues), default=None)
    if last is not None and last.isoformat() >= signed.created[:10]:
        return SigningState("reissue", difference)
    return SigningState("drifted", difference)


def signed_home(signed: SignedFile, path: str) -> Home | None:
    """The home that a signed file names, if its path there is `path`."""
    if not signed.id.startswith("https://") or not signed.id.endswith("/" + path):
        return None
    return Home(signed.id[: -len(path)], signed.issuer == DEMONSTRATION_DID)


def as_signed(award: Award, registry: Registry, signed: SignedFile) -> Award:
    """`award` under the handle that its signed file names: the current or a former one."""
    educator = registry.educators.get(award.educator)
    for handle in educator.former_handles if educator else ():
        if signed.id.endswith("/" + credential_json(handle, award.id)):
            return award.model_copy(update={"educator": handle})
    return award


def definition_as_signed(award: Award, registry: Registry, signed: SignedFile) -> Definition | None:
    """What was earned, under the id that the signed file names: its own now, or a former one."""
    definition = registry.definition_of(award)
    if definition is None or not definition.former_ids:
        return definition
    named = _subject(signed.document).get("achievement")
    at = str(named.get("id")) if isinstance(named, dict) else ""
    for former in definition.former_ids:
        old = definition.model_copy(update={"id": former})
        page = definition_page(old.ref, is_stack=award.credential is None)
        if at.endswith(f"/{page}achievement.json"):
            return old
    return definition


def signed_place(signed: SignedFile, home: Home, issuer: str) -> StatusPlace | None:
    """The place in the issuer's status lists that a signed file names."""
    name = signed.status_list.rpartition("/")[2].removesuffix(".json")
    if not name.isdigit() or len(name) > 6:
        return None
    place = StatusPlace(int(name), signed.status_index)
    return place if signed.status_list == home.at(status_list(issuer, place.number)) else None


def endorsement_is_current(
    said: Endorsement, name: str, award: Award, issuer: Issuer, signed: SignedFile
) -> bool:
    """Whether a signed endorsement says what the record says today."""
    home = signed_home(signed, endorsement_json(award.educator, award.id, name))
    if home is None or signed.issuer != home.did(issuer.id):
        return False
    document = signed.document
    expected = build_endorsement(said, name, award, issuer, home)
    return all(document.get(key) == expected[key] for key in ("description", "credentialSubject"))


def token_is_current(token: SignedToken, signed: SignedFile) -> bool:
    """Whether a token says what the signed credential next to it says."""
    # Tokens signed before 0.2 have no `jti`, and stay as they are.
    claims = token_claims(signed.document)
    said = read_token(token.text, OURS).claims
    return {"jti": claims["jti"], **said} == claims


def drift(award: Award, registry: Registry, signed: SignedFile) -> str:
    """The first thing that `award` or its definition says differently now; "" when there is none.

    What only describes (the issuer's address, a definition's tags) may change.
    A definition that has a newer version is not compared: the signed file is
    then the only place that still has the words.
    """
    award = as_signed(award, registry, signed)
    issuer = registry.award_issuer(award)
    definition = definition_as_signed(award, registry, signed)
    assert issuer is not None
    assert definition is not None
    home = signed_home(signed, credential_json(award.educator, award.id))
    if home is None:
        return "its id"
    if signed.issuer != home.did(issuer.id):
        return "who issued it"
    place = signed_place(signed, home, issuer.id)
    if place is None:
        return "its place in the status list"
    document = signed.document
    expected = build_credential(award, registry, home, place, definition)
    is_current = definition.version == award.version
    compared = ["id", "validFrom", "validUntil", "evidence", "credentialStatus"]
    if is_current:
        compared.append("name")
    _leave_out_digests(expected, document)
    for key in compared:
        if document.get(key) != expected.get(key):
            return _NAMES.get(key, key)
    related, known = (one.get("relatedResource") or [] for one in (document, expected))
    # An older badge names less; what it names has to be what the records say.
    if known and any(one not in known for one in related):
        return "the text of the definition"
    was, now = _subject(document), _subject(expected)
    skipped = {"achievement", "source"} | (set() if is_current else {"result"})
    for key in sorted((set(was) | set(now)) - skipped):
        if was.get(key) != now.get(key):
            return _NAMES.get(key, key)
    return _achievement_drift(was.get("achievement"), now["achievement"], is_current)


def _leave_out_digests(expected: dict[str, Any], signed: dict[str, Any]) -> None:
    """Take digests out of the expected evidence where the signed one is older than they are."""
    was = signed.get("evidence")
    now = expected.get("evidence", [])
    for one, other in zip(now, was if isinstance(was, list) else (), strict=False):
        if isinstance(other, dict) and "digestMultibase" not in other:
            one.pop("digestMultibase", None)


def _achievement_drift(was: Any, now: dict[str, Any], is_current: bool) -> str:
    if not isinstance(was, dict) or was.get("id") != now["id"]:
        return "what was earned"
    if was.get("version") != now.get("version"):
        return "the version"
    if is_current:
        for key in ("criteria", "resultDescription"):
            if was.get(key) != now.get(key):
                return _NAMES[key]
    return ""


def _subject(document: dict[str, Any]) -> dict[str, Any]:
    subject = document.get("credentialSubject")
    return subject if isinstance(subject, dict) else {}


_NAMES = {
    "id": "its id",
    "name": "the title",
    "validFrom": "the date",
    "validUntil": "how long it is valid",
    "evidence": "the evidence",
    "credentialStatus": "its place in the status list",
    "identifier": "the name of the educator",
    "activityStartDate": "when the work was done",
    "activityEndDate": "when the work was done",
    "creditsEarned": "the credit",
    "narrative": "the narrative",
    "role": "the role",
    "result": "the results",
    "criteria": "the criteria in the definition",
    "resultDescription": "the rubric in the definition",
}
