"""What `verify` says about the forms that are not ours: tokens, Open Badges 2.0, transcripts."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

import badge_site
from badge_site import BASE, ISSUER, credential, resolver
from credfolio.badges.verification import FixedResolver, NoResolver, verify
from credfolio.badges.verification.report import STEPS
from other_forms import OLD, jwt_documents, old_badge, old_documents, token, transcript

NOW = datetime(2026, 6, 1, tzinfo=UTC)


def _jwt_resolver() -> FixedResolver:
    return resolver({**jwt_documents()})


def _old_site(published: dict[str, Any], issuer: str = f"{OLD}i.json") -> FixedResolver:
    documents = old_documents(published, issuer)
    return FixedResolver({a: json.dumps(d).encode() for a, d in documents.items()})


# --- JSON Web Tokens ---------------------------------------------------------------------------


def test_a_jwt_badge_is_verified() -> None:
    report = verify(token(credential("jwt")), _jwt_resolver(), NOW)
    assert report.verdict == "verified", report.as_data()


def test_a_changed_jwt_is_refused() -> None:
    head, _, tail = token(credential("jwt")).split(b".")
    other = token(credential("jwt2")).split(b".")[1]
    report = verify(b".".join([head, other, tail]), _jwt_resolver(), NOW)
    assert report.step("signature").code == "signature-wrong"


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ({"alg": "none"}, "unsigned"),
        ({"alg": "EdDSA"}, "wrong-key-kind"),
        ({"alg": "RS256"}, "wrong-key-kind"),
        ({"kid": f"{ISSUER}#other"}, "no-such-key"),
        ({"kid": f"{badge_site.OTHER}#key-2026"}, "key-of-another"),
        ({"kid": 7}, "no-key-named"),
    ],
)
def test_a_jwt_with_a_wrong_head_is_refused(header: dict[str, Any], code: str) -> None:
    report = verify(token(credential("jwt"), **header), _jwt_resolver(), NOW)
    assert report.verdict == ("false" if code in ("no-such-key", "key-of-another") else "unknown")
    assert code in {step.code for step in report.steps}


def test_a_jwt_signed_in_a_way_we_do_not_know_is_open() -> None:
    report = verify(token(credential("jwt"), alg="ES384"), _jwt_resolver(), NOW)
    assert report.verdict == "unknown"


# --- Open Badges 2.0 ---------------------------------------------------------------------------


def test_a_hosted_badge_of_the_older_form_is_verified() -> None:
    report = verify(old_badge(), _old_site(old_badge()), NOW)
    assert {step.name: step.outcome for step in report.steps} == dict.fromkeys(STEPS, "pass")


def test_a_hosted_demonstration_is_never_verified() -> None:
    text = json.dumps(old_badge()).replace("old.example", "demo.invalid")
    documents = {
        "https://demo.invalid/" + name: json.dumps(document).replace("old.example", "demo.invalid")
        for name, document in {
            "a.json": old_badge(),
            "b.json": {"id": f"{OLD}b.json", "name": "TEST", "issuer": f"{OLD}i.json"},
            "i.json": {"id": f"{OLD}i.json", "name": "TEST"},
        }.items()
    }
    published = FixedResolver({a: document.encode() for a, document in documents.items()})
    report = verify(text.encode(), published, NOW)
    assert report.step("issuer").code == "demonstration"
    assert report.verdict == "unknown"


@pytest.mark.parametrize(
    ("shown", "published", "issuer", "code"),
    [
        ({}, {"revoked": True, "revocationReason": "Issued in error."}, "i.json", "hosted-revoked"),
        ({"issuedOn": "2023-01-01T00:00:00Z"}, {}, "i.json", "hosted-differs"),
        (
            {"expires": "2025-01-01T00:00:00Z"},
            {"expires": "2025-01-01T00:00:00Z"},
            "i.json",
            "expired",
        ),
        ({}, {}, "https://another.example/i.json", "host-of-another"),
    ],
)
def test_a_wrong_hosted_badge_is_refused(
    shown: dict[str, Any], published: dict[str, Any], issuer: str, code: str
) -> None:
    home = issuer if issuer.startswith("https") else OLD + issuer
    report = verify(old_badge(**shown), _old_site(old_badge(**published), home), NOW)
    assert report.verdict == ("ended" if code in ("hosted-revoked", "expired") else "false")
    assert code in {step.code for step in report.steps}


def test_a_hosted_badge_that_cannot_be_fetched_is_open() -> None:
    report = verify(old_badge(), NoResolver(), NOW)
    assert report.verdict == "unknown"
    assert "Nothing here says that it is false" in report.summary


# --- transcripts -------------------------------------------------------------------------------


def test_a_transcript_that_is_not_signed_is_looked_into_and_never_verified() -> None:
    badges = (badge_site.good(), badge_site.badges()["revoked"])
    text = json.dumps(transcript(*badges)).encode()
    report = verify(text, resolver(), NOW)
    assert report.verdict == "unknown"
    assert "1 verified, 1 not in force" in report.step("signature").words


def test_a_forged_badge_in_a_transcript_is_refused() -> None:
    forged = {**badge_site.good(), "name": "Other"}
    report = verify(json.dumps(transcript(forged)).encode(), resolver(), NOW)
    assert (report.verdict, report.step("signature").code) == ("false", "badge-in-it")


def test_somebody_elses_badge_in_a_transcript_is_refused() -> None:
    other = transcript(badge_site.good())
    other["credentialSubject"]["id"] = f"{BASE}portfolios/alex/"
    report = verify(json.dumps(other).encode(), resolver(), NOW)
    assert report.step("signature").code == "subject-of-another"
