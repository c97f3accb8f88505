"""Ways to tamper with a badge, each by name. None may ever be taken for genuine."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import badge_site
from badge_site import Json
from credfolio.proof import did_key, sign_document

SUBJECT = "credentialSubject"
ACHIEVEMENT = (SUBJECT, "achievement")


def _put(*path: str | int, to: Any) -> Callable[[Json], Json]:
    def change(document: Json) -> Json:
        changed = deepcopy(document)
        place: Any = changed
        for name in path[:-1]:
            place = place[name]
        place[path[-1]] = to
        return changed

    return change


def _drop(*path: str) -> Callable[[Json], Json]:
    return lambda document: badge_site.without(document, *path)


def _proof_of_another(document: Json) -> Json:
    other = badge_site.signed(badge_site.credential("another", index=9))
    return {**deepcopy(document), "proof": other["proof"]}


def _one_letter_of_the_signature(document: Json) -> Json:
    changed = deepcopy(document)
    value = changed["proof"][0]["proofValue"]
    changed["proof"][0]["proofValue"] = value[:40] + ("2" if value[40] != "2" else "3") + value[41:]
    return changed


def _signed_with_a_key_of_ones_own(document: Json) -> Json:
    """Under the issuer's name, with a key that the issuer does not publish."""
    plain = badge_site.without(document, "proof")
    method = f"{badge_site.ISSUER}#key-2026"
    return sign_document(plain, badge_site.seed("forger"), method, badge_site.CREATED)


def _signed_with_a_key_that_is_its_own_name(document: Json) -> Json:
    plain = badge_site.without(document, "proof")
    did = did_key(badge_site.public("forger"))
    method = f"{did}#{did.removeprefix('did:key:')}"
    return sign_document(plain, badge_site.seed("forger"), method, badge_site.CREATED)


def _signed_by_another_issuer(document: Json) -> Json:
    """The other issuer's real key, under this issuer's name."""
    plain = badge_site.without(document, "proof")
    other = badge_site.OTHER
    return sign_document(
        plain, badge_site.seed(f"{other} 2026"), f"{other}#key-2026", badge_site.CREATED
    )


def _an_unlisted_method(document: Json) -> Json:
    plain = badge_site.without(document, "proof")
    return sign_document(
        plain,
        badge_site.seed(f"{badge_site.ISSUER} 2026"),
        f"{badge_site.ISSUER}#key-2031",
        badge_site.CREATED,
    )


TAMPERINGS: dict[str, Callable[[Json], Json]] = {
    "the achievement's name": _put(*ACHIEVEMENT, "name", to="Passive listening"),
    "the description": _put(*ACHIEVEMENT, "description", to="Knows everything."),
    "the criteria": _put(*ACHIEVEMENT, "criteria", "narrative", to="None."),
    "the picture": _put(*ACHIEVEMENT, "image", "id", to="https://badges.example/other.svg"),
    "the achieved level": _put(
        SUBJECT,
        "result",
        0,
        "achievedLevel",
        to=f"{badge_site.BASE}catalog/riverside/active-listening/achievement.json#part-1-developing",
    ),
    "the name of a level": _put(
        *ACHIEVEMENT, "resultDescription", 0, "rubricCriterionLevel", 0, "name", to="excellent"
    ),
    "the credits": _put(SUBJECT, "creditsEarned", to=15),
    "the standard": _put(*ACHIEVEMENT, "alignment", 0, "targetName", to="Standard 4"),
    "the holder": _put(SUBJECT, "id", to=f"{badge_site.BASE}portfolios/somebody-else/"),
    "no holder": _drop(SUBJECT, "id"),
    "the issuer's name": _put("issuer", "name", to="Ministry of Education"),
    "the issuer": _put("issuer", "id", to=badge_site.OTHER),
    "its own address": _put("id", to=f"{badge_site.BASE}portfolios/robin/other/credential.json"),
    "an earlier first day": _put("validFrom", to="2020-01-15T00:00:00-05:00"),
    "a later last day": _put("validUntil", to="2099-01-15T00:00:00-05:00"),
    "no last day": _drop("validUntil"),
    "no status": _drop("credentialStatus"),
    "another's place in the status list": _put("credentialStatus", "statusListIndex", to="6"),
    "another status list": _put(
        "credentialStatus", "statusListCredential", to="https://elsewhere.example/list.json"
    ),
    "added evidence": _put(
        "evidence",
        to=[{"id": "https://evidence.example/thesis", "type": ["Evidence"], "name": "Thesis"}],
    ),
    "no evidence": _drop("evidence"),
    "another type": _put("type", to=["VerifiableCredential", "EndorsementCredential"]),
    "a word that no context defines": _put("grade", to="with distinction"),
    "an undefined type": _put("type", to=["VerifiableCredential", "OpenBadgeCredential", "Phd"]),
    "no Open Badges context": _put("@context", to=badge_site.CONTEXTS[:1]),
    "a context of its own": _put(
        "@context", to=[*badge_site.CONTEXTS, {"name": "https://elsewhere.example/nothing"}]
    ),
    "the signature of another badge": _proof_of_another,
    "a letter of the signature": _one_letter_of_the_signature,
    "the day of signing": _put("proof", 0, "created", to="2020-01-01T00:00:00Z"),
    "the purpose of the signature": _put("proof", 0, "proofPurpose", to="authentication"),
    "the key's name": _put("proof", 0, "verificationMethod", to=f"{badge_site.ISSUER}#key-2025"),
    "no signature": _drop("proof"),
    "an empty signature": _put("proof", 0, "proofValue", to="z"),
    "a forger's key": _signed_with_a_key_of_ones_own,
    "a key that is its own name": _signed_with_a_key_that_is_its_own_name,
    "another issuer's key": _signed_by_another_issuer,
    "a key that is not listed": _an_unlisted_method,
}


def publishings() -> dict[str, dict[str, Json]]:
    """Tampering with what the issuer publishes, by name."""
    did = f"{badge_site.BASE}issuers/riverside/did.json"
    flipped = badge_site.signed(badge_site.status_list())
    flipped["credentialSubject"]["encodedList"] = badge_site.encoded_list([])
    return {
        "a status list changed after signing": {badge_site.LIST: flipped},
        "a status list of another issuer": {
            badge_site.LIST: badge_site.signed(
                badge_site.status_list(badge_site.encoded_list([]), issuer=badge_site.OTHER),
                badge_site.OTHER,
            )
        },
        "an unsigned status list": {badge_site.LIST: badge_site.status_list()},
        "an issuer without the key": {did: badge_site.did_document(badge_site.ISSUER, ["2025"])},
    }
