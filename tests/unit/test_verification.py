"""What `verify` says, step by step, about badges that are sound, and about those that are not."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

import badge_site
from badge_site import BASE, ISSUER, LIST, credential, resolver, signed, status_list
from credfolio.badges.verification import FixedResolver, NoResolver, Report, verify
from credfolio.badges.verification.issuer import did_web_address
from credfolio.badges.verification.report import STEPS
from credfolio.proof import sign_document
from credfolio.proof.demonstration import (
    DEMONSTRATION_DID,
    DEMONSTRATION_METHOD,
    DEMONSTRATION_PUBLIC,
    DEMONSTRATION_SEED,
)
from credfolio.proof.multikey import encode_public_key
from credfolio.proof.refusal import Refusal

NOW = datetime(2026, 6, 1, tzinfo=UTC)
DID_ADDRESS = f"{BASE}issuers/riverside/did.json"


def outcomes(report: Report) -> dict[str, str]:
    return {step.name: step.outcome for step in report.steps}


def test_a_sound_badge_passes_every_step() -> None:
    report = verify(badge_site.good(), resolver(), NOW)
    assert outcomes(report) == dict.fromkeys(STEPS, "pass")
    assert report.summary.startswith("Verified: ")


def test_a_badge_signed_with_a_retired_key_is_verified() -> None:
    assert verify(badge_site.badges()["retired-key"], resolver(), NOW).verdict == "verified"


def test_a_revoked_badge_is_genuine_and_refused() -> None:
    report = verify(badge_site.badges()["revoked"], resolver(), NOW)
    assert outcomes(report)["signature"] == "pass"
    assert report.step("status").code == "revoked"
    assert report.verdict == "ended"
    assert report.summary == "Genuine, but the issuer has revoked it."


@pytest.mark.parametrize(
    ("now", "code"),
    [
        (datetime(2026, 1, 15, 4, 59, tzinfo=UTC), "not-yet-valid"),
        (datetime(2026, 1, 15, 5, 1, tzinfo=UTC), "in-force"),
        (datetime(2096, 1, 15, 4, 59, tzinfo=UTC), "in-force"),
        (datetime(2096, 1, 15, 5, 1, tzinfo=UTC), "expired"),
    ],
)
def test_dates_are_moments_with_their_offset(now: datetime, code: str) -> None:
    assert verify(badge_site.good(), resolver(), now).step("dates").code == code


def test_an_unknown_issuer_is_unknown_and_not_forged() -> None:
    report = verify(badge_site.badges()["unknown-issuer"], resolver(), NOW)
    assert report.verdict == "unknown"
    assert report.step("issuer").code == "unknown-issuer"
    assert "Nothing here says that it is false" in report.summary


def test_an_unknown_issuer_can_be_named_as_known() -> None:
    badge = badge_site.badges()["unknown-issuer"]
    report = verify(badge, resolver(), NOW, known=[badge["issuer"]["id"]])
    assert report.verdict == "verified"


def test_without_a_place_to_look_nothing_is_forged_and_nothing_verified() -> None:
    report = verify(badge_site.good(), NoResolver(), NOW)
    assert report.verdict == "unknown"
    assert outcomes(report) == {
        "format": "pass",
        "signature": "unknown",
        "issuer": "unknown",
        "status": "skipped",
        "dates": "skipped",
        "subject": "skipped",
    }


def test_a_status_list_that_cannot_be_had_leaves_the_answer_open() -> None:
    documents = {
        address: json.dumps(value).encode()
        for address, value in badge_site.documents().items()
        if address != LIST
    }
    report = verify(badge_site.good(), FixedResolver(documents), NOW)
    assert outcomes(report)["status"] == "unknown"
    assert report.verdict == "unknown"
    assert "still in force could not be found out" in report.summary


def test_the_demonstration_is_never_verified() -> None:
    badge = sign_document(
        credential("demo", issuer={"id": DEMONSTRATION_DID, "type": ["Profile"], "name": "TEST"}),
        DEMONSTRATION_SEED,
        DEMONSTRATION_METHOD,
        badge_site.CREATED,
    )
    report = verify(badge, resolver(), NOW, known=[DEMONSTRATION_DID])
    assert report.step("issuer").code == "demonstration"
    assert report.verdict != "verified"


def test_the_demonstrations_key_under_a_real_address_is_refused() -> None:
    document = badge_site.did_document(ISSUER, ["2026"])
    document["verificationMethod"][0]["publicKeyMultibase"] = encode_public_key(
        DEMONSTRATION_PUBLIC
    )
    badge = sign_document(
        credential("demo"), DEMONSTRATION_SEED, f"{ISSUER}#key-2026", badge_site.CREATED
    )
    report = verify(badge, resolver({DID_ADDRESS: document}), NOW)
    assert report.step("issuer").code == "demonstration-key"
    assert report.verdict == "false"


def changed_did(change: Callable[[dict[str, Any]], None]) -> dict[str, Any]:
    document = badge_site.did_document(ISSUER, ["2025", "2026"])
    change(document)
    return {DID_ADDRESS: document}


def _controller(document: dict[str, Any]) -> None:
    document["verificationMethod"][1]["controller"] = badge_site.OTHER


def _x25519(document: dict[str, Any]) -> None:
    key = "z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc"
    document["verificationMethod"][1]["publicKeyMultibase"] = key


def _p256_key(document: dict[str, Any]) -> None:
    key = "zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169"
    document["verificationMethod"][1]["publicKeyMultibase"] = key


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda d: d.update(id=badge_site.OTHER), "did-names-another"),
        (lambda d: d.update(assertionMethod=[]), "key-not-for-signing"),
        (lambda d: d.update(verificationMethod=[]), "no-such-key"),
        (
            lambda d: d["verificationMethod"][1].update(revoked="2026-01-01T00:00:00Z"),
            "key-revoked",
        ),
        (_controller, "key-of-another"),
        (_x25519, "wrong-key-kind"),
        (_p256_key, "wrong-key-kind"),
        (lambda d: d.update(verificationMethod="none"), "no-such-key"),
    ],
)
def test_a_contradicting_issuers_document_is_refused_by_name(
    change: Callable[[dict[str, Any]], None], code: str
) -> None:
    report = verify(badge_site.good(), resolver(changed_did(change)), NOW)
    assert report.verdict == ("unknown" if code == "wrong-key-kind" else "false")
    assert code in {step.code for step in report.steps if step.outcome != "pass"}


@pytest.mark.parametrize(
    ("document", "code"),
    [
        (status_list(), "status-list-unsigned"),
        (signed(status_list(badge_site.encoded_list([], 8))), "status-list-length"),
        (signed(status_list(badge_site.encoded_list([], 131_064))), "status-list-length"),
        (signed(status_list("u" + "A" * 40)), "status-list-encoding"),
        (signed(status_list("not multibase")), "status-list-encoding"),
        (signed(status_list(id=LIST + "x")), "status-list-of-another"),
        (signed(status_list(issuer=badge_site.OTHER), badge_site.OTHER), "status-list-of-another"),
        (signed(status_list(type=["VerifiableCredential"])), "not-a-status-list"),
        (
            {**signed(status_list()), "validFrom": "2026-01-02T00:00:00Z"},
            "status-list-signature-wrong",
        ),
        ([], "not-a-status-list"),
        (b"{", "not-json"),
    ],
)
def test_a_wrong_status_list_leaves_open_whether_the_badge_is_in_force(
    document: Any, code: str
) -> None:
    report = verify(badge_site.good(), resolver({LIST: document}), NOW)
    assert report.step("status").code == code
    assert report.step("status").outcome == "unknown"
    assert report.reason.name == "in-force"


def test_a_status_list_for_another_purpose_is_refused() -> None:
    document = status_list()
    document["credentialSubject"]["statusPurpose"] = "suspension"
    report = verify(badge_site.good(), resolver({LIST: signed(document)}), NOW)
    assert report.step("status").code == "status-purpose"


@pytest.mark.parametrize(
    ("index", "code"),
    [
        ("131072", "index-out-of-range"),
        ("-1", "bad-index"),
        ("1e3", "bad-index"),
        ("", "bad-index"),
    ],
)
def test_a_place_outside_the_list_is_refused(index: str, code: str) -> None:
    badge = credential("x")
    badge["credentialStatus"]["statusListIndex"] = index
    report = verify(signed(badge), resolver(), NOW)
    assert report.step("status").code == code
    assert report.reason.name == "in-force"


@pytest.mark.parametrize(
    ("did", "address"),
    [
        ("did:web:badges.example", "https://badges.example/.well-known/did.json"),
        ("did:web:badges.example:a:b", "https://badges.example/a/b/did.json"),
        ("did:web:badges.example%3A8443:a", "https://badges.example:8443/a/did.json"),
    ],
)
def test_a_did_web_is_an_address(did: str, address: str) -> None:
    assert did_web_address(did) == address


@pytest.mark.parametrize(
    "did",
    [
        "did:web:",
        "did:web:localhost",
        "did:web:127.0.0.1%2Fx",
        "did:web:badges.example:..",
        "did:web:badges.example:a%2F..%2Fb",
        "did:web:badges.example:",
        "did:web:user%40badges.example",
        "did:web:" + "a" * 500 + ".example",
    ],
)
def test_an_unsound_did_web_is_refused(did: str) -> None:
    with pytest.raises(Refusal):
        did_web_address(did)
