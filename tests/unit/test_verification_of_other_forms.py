"""What `verify` says about the forms that are not ours: tokens, Open Badges 2.0, transcripts."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

import badge_site
from badge_site import BASE, ISSUER, credential, resolver
from credfolio.verification import FixedResolver, NoResolver, verify
from credfolio.verification.report import STEPS

NOW = datetime(2026, 6, 1, tzinfo=UTC)
DID_ADDRESS = f"{BASE}issuers/riverside/did.json"


# --- JSON Web Tokens ---------------------------------------------------------------------------

_SECRET = ec.derive_private_key(0xC0FFEE, ec.SECP256R1())


def _b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _jwk() -> dict[str, str]:
    numbers = _SECRET.public_key().public_numbers()
    x, y = (_b64(value.to_bytes(32, "big")) for value in (numbers.x, numbers.y))
    return {"kty": "EC", "crv": "P-256", "x": x, "y": y}


def _token(claims: dict[str, Any], **header: Any) -> bytes:
    head = {"alg": "ES256", "typ": "JWT", "kid": f"{ISSUER}#jwt", **header}
    message = ".".join(_b64(json.dumps(part).encode()) for part in (head, claims))
    r, s = decode_dss_signature(_SECRET.sign(message.encode(), ec.ECDSA(SHA256())))
    return f"{message}.{_b64(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}".encode()


def _jwt_resolver() -> FixedResolver:
    document = badge_site.did_document(ISSUER, ["2025", "2026"])
    method = f"{ISSUER}#jwt"
    document["verificationMethod"].append(
        {"id": method, "type": "JsonWebKey", "controller": ISSUER, "publicKeyJwk": _jwk()}
    )
    document["assertionMethod"].append(method)
    return resolver({DID_ADDRESS: document})


def test_a_jwt_badge_is_verified() -> None:
    report = verify(_token(credential("jwt")), _jwt_resolver(), NOW)
    assert report.verdict == "verified", report.as_data()


def test_a_changed_jwt_is_refused() -> None:
    head, _, tail = _token(credential("jwt")).split(b".")
    other = _token(credential("jwt2")).split(b".")[1]
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
    report = verify(_token(credential("jwt"), **header), _jwt_resolver(), NOW)
    assert report.verdict == "failed"
    assert code in {step.code for step in report.steps}


def test_a_jwt_signed_in_a_way_we_do_not_know_is_open() -> None:
    report = verify(_token(credential("jwt"), alg="ES384"), _jwt_resolver(), NOW)
    assert report.verdict == "undecided"


# --- Open Badges 2.0 ---------------------------------------------------------------------------

OLD = "https://old.example/"


def _old_badge(**changes: Any) -> dict[str, Any]:
    return {
        "@context": "https://w3id.org/openbadges/v2",
        "id": f"{OLD}a.json",
        "type": "Assertion",
        "recipient": {"type": "url", "hashed": False, "identity": f"{OLD}robin/"},
        "badge": f"{OLD}b.json",
        "verification": {"type": "HostedBadge"},
        "issuedOn": "2024-01-01T00:00:00Z",
        **changes,
    }


def _old_site(published: dict[str, Any], issuer: str = f"{OLD}i.json") -> FixedResolver:
    documents = {
        f"{OLD}a.json": published,
        f"{OLD}b.json": {"id": f"{OLD}b.json", "type": "BadgeClass", "name": "B", "issuer": issuer},
        issuer: {"id": issuer, "type": "Issuer", "name": "Old school"},
    }
    return FixedResolver({a: json.dumps(d).encode() for a, d in documents.items()})


def test_a_hosted_badge_of_the_older_form_is_verified() -> None:
    report = verify(_old_badge(), _old_site(_old_badge()), NOW)
    assert {step.name: step.outcome for step in report.steps} == dict.fromkeys(STEPS, "pass")


def test_a_hosted_demonstration_is_never_verified() -> None:
    text = json.dumps(_old_badge()).replace("old.example", "demo.invalid")
    documents = {
        "https://demo.invalid/" + name: json.dumps(document).replace("old.example", "demo.invalid")
        for name, document in {
            "a.json": _old_badge(),
            "b.json": {"id": f"{OLD}b.json", "name": "TEST", "issuer": f"{OLD}i.json"},
            "i.json": {"id": f"{OLD}i.json", "name": "TEST"},
        }.items()
    }
    published = FixedResolver({a: document.encode() for a, document in documents.items()})
    report = verify(text.encode(), published, NOW)
    assert report.step("issuer").code == "demonstration"
    assert report.verdict == "undecided"


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
    report = verify(_old_badge(**shown), _old_site(_old_badge(**published), home), NOW)
    assert report.verdict == "failed"
    assert code in {step.code for step in report.steps}


def test_a_hosted_badge_that_cannot_be_fetched_is_open() -> None:
    report = verify(_old_badge(), NoResolver(), NOW)
    assert report.verdict == "undecided"
    assert "Nothing here says that it is false" in report.summary


# --- transcripts -------------------------------------------------------------------------------


def _transcript(*badges: dict[str, Any]) -> dict[str, Any]:
    return {
        "@context": badge_site.CONTEXTS,
        "id": f"{BASE}portfolios/robin/transcript.json",
        "type": ["VerifiableCredential", "ClrCredential"],
        "issuer": {"id": BASE, "type": ["Profile"]},
        "credentialSubject": {"id": f"{BASE}portfolios/robin/", "verifiableCredential": badges},
    }


def test_a_transcript_that_is_not_signed_is_looked_into_and_never_verified() -> None:
    badges = (badge_site.good(), badge_site.badges()["revoked"])
    text = json.dumps(_transcript(*badges)).encode()
    report = verify(text, resolver(), NOW)
    assert report.verdict == "undecided"
    assert "1 verified, 1 not in force" in report.step("signature").words


def test_a_forged_badge_in_a_transcript_is_refused() -> None:
    forged = {**badge_site.good(), "name": "Other"}
    report = verify(json.dumps(_transcript(forged)).encode(), resolver(), NOW)
    assert (report.verdict, report.step("signature").code) == ("failed", "badge-in-it")


def test_somebody_elses_badge_in_a_transcript_is_refused() -> None:
    other = _transcript(badge_site.good())
    other["credentialSubject"]["id"] = f"{BASE}portfolios/alex/"
    report = verify(json.dumps(other).encode(), resolver(), NOW)
    assert report.step("signature").code == "subject-of-another"
