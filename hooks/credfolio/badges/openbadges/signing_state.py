"""Whether an award is pending, signed, or signed with other words than it has now."""

from __future__ import annotations

import re
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
class Difference:
    """The first thing on which an award's record and its signed file disagree."""

    words: str
    field: str = ""
    """The field of the award that says it; "" where none of its own does."""
    signed: str = ""
    now: str = ""
    """What each says, where both are a line; the first is "" where the badge says nothing."""


@dataclass(frozen=True, slots=True)
class SigningState:
    """Whether an award is signed; `found` is set where record and signed file disagree."""

    id: StateId
    found: Difference | None = None

    @property
    def difference(self) -> str:
        """What differs, in words; "" when nothing does."""
        return self.found.words if self.found else ""


def signing_state(award: Award, registry: Registry) -> SigningState:
    """Whether `award` is unsigned, signed, or differs from its signed file."""
    if not can_be_signed(award, registry):
        return SigningState("not-for-signing")
    signed = registry.signed.get((award.educator, award.id))
    if signed is None:
        return SigningState("pending")
    difference = drift(award, registry, signed)
    if difference is None:
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


def drift(award: Award, registry: Registry, signed: SignedFile) -> Difference | None:
    """The first thing that `award` or its definition says differently now; None without one.

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
        return Difference("its id")
    if signed.issuer != home.did(issuer.id):
        return Difference("who issued it", "issuer")
    place = signed_place(signed, home, issuer.id)
    if place is None:
        return Difference("its place in the status list")
    document = signed.document
    expected = build_credential(award, registry, home, place, definition)
    is_current = definition.version == award.version
    compared = ["id", "validFrom", "validUntil", "evidence", "credentialStatus"]
    if is_current:
        compared.append("name")
    _leave_out_digests(expected, document)
    for key in compared:
        if document.get(key) != expected.get(key):
            return _differs(key, document.get(key), expected.get(key))
    related, known = (one.get("relatedResource") or [] for one in (document, expected))
    # An older badge names less; what it names has to be what the records say.
    if known and any(one not in known for one in related):
        return Difference("the text of the definition")
    was, now = _subject(document), _subject(expected)
    skipped = {"achievement", "source"} | (set() if is_current else {"result"})
    for key in sorted((set(was) | set(now)) - skipped):
        if was.get(key) != now.get(key):
            return _differs(key, was.get(key), now.get(key))
    return _achievement_drift(was.get("achievement"), now["achievement"], is_current)


def _leave_out_digests(expected: dict[str, Any], signed: dict[str, Any]) -> None:
    """Take digests out of the expected evidence where the signed one is older than they are."""
    was = signed.get("evidence")
    now = expected.get("evidence", [])
    for one, other in zip(now, was if isinstance(was, list) else (), strict=False):
        if isinstance(other, dict) and "digestMultibase" not in other:
            one.pop("digestMultibase", None)


def _differs(key: str, was: Any, now: Any) -> Difference:
    """The difference in one key of a credential or its subject."""
    said = [_said(was), _said(now)]
    if all(one.startswith("TEST ") for one in said):  # a demonstration's, not the records'
        said = [one.removeprefix("TEST ") for one in said]
    return Difference(_NAMES.get(key, key), _FIELDS.get(key, ""), *said)


def _said(value: Any) -> str:
    """A value of a credential as one reads it; "" for one that is no line."""
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], dict):
        value = value[0].get("identityHash")
    if not isinstance(value, str | int | float):
        return ""
    return re.sub(r"^(\d{4}-\d\d-\d\d)T[\d:.]+Z$", r"\1", str(value))


def _achievement_drift(was: Any, now: dict[str, Any], is_current: bool) -> Difference | None:
    if not isinstance(was, dict) or was.get("id") != now["id"]:
        return Difference("what was earned")
    if was.get("version") != now.get("version"):
        return Difference(
            "the version", "version", _said(was.get("version")), _said(now.get("version"))
        )
    if is_current:
        for key in ("criteria", "resultDescription"):
            if was.get(key) != now.get(key):
                return Difference(_NAMES[key])
    return None


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
_FIELDS = {
    "validFrom": "awarded_on",
    "validUntil": "expires_on",
    "evidence": "evidence",
    "identifier": "name_as_awarded",
    "activityStartDate": "activity",
    "activityEndDate": "activity",
    "creditsEarned": "credits_earned",
    "narrative": "narrative",
    "role": "role_at_time",
    "result": "results",
}
"""Key of a credential or its subject → the award's field that it is made from."""
