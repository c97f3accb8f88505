"""RSA tokens, keys at an address, plain-JSON proofs and the status lists of 2021."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

import badge_site
from badge_site import LIST, Json, credential, resolver, without
from credfolio.badges.verification import FixedResolver, NoResolver, Report, verify
from other_signatures import (
    KEYS,
    SCHOOL,
    badge_of_2021,
    jcs_signed,
    list_2021,
    rsa_jwk,
    rsa_token,
    school_badge,
)

NOW = datetime(2026, 6, 1, tzinfo=UTC)


def published(document: Json) -> FixedResolver:
    return FixedResolver({KEYS: json.dumps(document).encode()})


# --- RS256, as many platforms sign ----------------------------------------------------------------


def test_an_rsa_token_with_a_key_at_the_issuers_own_address_is_verified() -> None:
    token = rsa_token(school_badge(), kid=f"{KEYS}#one")
    for document in (rsa_jwk(), {"keys": [{"kty": "oct", "kid": "x"}, rsa_jwk()]}):
        report = verify(token, published(document), NOW)
        assert report.verdict == "verified", report.as_data()
    assert "school.example" in report.step("issuer").words


def test_an_rsa_token_that_brings_its_key_along_is_of_an_unknown_issuer() -> None:
    report = verify(rsa_token(school_badge(), jwk=rsa_jwk()), NoResolver(), NOW)
    assert report.step("signature").outcome == "pass"
    assert report.step("issuer").code == "unknown-issuer"
    assert report.verdict == "unknown"


def test_an_rsa_token_whose_key_cannot_be_had_is_open_and_not_forged() -> None:
    for kid in (f"{KEYS}#one", "https://elsewhere.example/key", "key-1"):
        report = verify(rsa_token(school_badge(), kid=kid), NoResolver(), NOW)
        assert report.verdict == "unknown", kid


@pytest.mark.parametrize(
    ("kid", "issuer"),
    [
        # A browser takes the first word of the path for the host.
        ("https:///evil.example/keys.json", badge_site.ISSUER),
        # Some programs end the host at a backslash, others at the @.
        ("https://evil.example\\.school.example/k", "https://evil.example\\.school.example/"),
        ("https://school.example@evil.example/k", "https://school.example@evil.example/"),
    ],
)
def test_a_key_at_an_address_without_a_plain_host_is_not_asked_for(kid: str, issuer: str) -> None:
    badge = without(credential("host", issuer={"id": issuer}), "credentialStatus")
    places = FixedResolver({kid: json.dumps(rsa_jwk()).encode()})
    report = verify(rsa_token(badge, kid=kid), places, NOW)
    assert report.step("signature").code == "unknown-issuer-kind"


def test_a_key_called_by_a_list_is_passed_over() -> None:
    keys = {"keys": [{"kty": "oct", "kid": ["one"]}, rsa_jwk()]}
    token = rsa_token(school_badge(), kid=f"{KEYS}#one")
    assert verify(token, published(keys), NOW).verdict == "verified"


def test_a_changed_rsa_token_is_refused() -> None:
    head, _, tail = rsa_token(school_badge(), kid=f"{KEYS}#one").split(b".")
    other = rsa_token({**school_badge(), "name": "Other"}).split(b".")[1]
    report = verify(b".".join([head, other, tail]), published(rsa_jwk()), NOW)
    assert report.step("signature").code == "signature-wrong"


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ({"keys": [{**rsa_jwk(), "kid": "two"}]}, "no-such-key"),
        ({"keys": 7}, "no-such-key"),
        ({**rsa_jwk(), "n": "AQAB"}, "weak-key"),
        ({**rsa_jwk(), "e": "AA"}, "wrong-key-kind"),
        ({**rsa_jwk(), "d": "AQAB"}, "private-key"),
        ({**rsa_jwk(), "n": 7}, "bad-encoding"),
    ],
)
def test_a_wrong_key_document_is_refused_by_name(document: Json, code: str) -> None:
    report = verify(rsa_token(school_badge(), kid=f"{KEYS}#one"), published(document), NOW)
    assert report.verdict == ("false" if code == "no-such-key" else "unknown")
    assert code in {step.code for step in report.steps}


def test_a_short_rsa_key_proves_nothing() -> None:
    token = rsa_token(school_badge(), bits=1024, jwk=rsa_jwk(1024))
    assert verify(token, NoResolver(), NOW).step("signature").code == "weak-key"


# --- proofs over plain JSON (eddsa-jcs-2022) ------------------------------------------------------


@pytest.mark.parametrize("with_context", [True, False])
def test_a_badge_signed_over_plain_json_is_verified(with_context: bool) -> None:
    badge = jcs_signed(credential("jcs"), with_context=with_context)
    assert verify(badge, resolver(), NOW).verdict == "verified"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"name": "Other"}, "signature-wrong"),
        ({"grade": "A"}, "signature-wrong"),
        ({"@context": badge_site.CONTEXTS[:1]}, "own-context"),
        ({"name": 2**53 - 1}, "signature-wrong"),
    ],
)
def test_a_changed_badge_over_plain_json_is_refused(change: Json, code: str) -> None:
    report = verify({**jcs_signed(credential("jcs")), **change}, resolver(), NOW)
    assert report.step("signature").code == code


def test_a_good_and_a_bad_proof_together_are_refused() -> None:
    badge = badge_site.good()
    extra = jcs_signed(without(badge, "proof"), created="2026-01-15T12:00:01Z")["proof"][0]
    assert verify({**badge, "proof": [*badge["proof"], extra]}, resolver(), NOW).verdict == (
        "verified"
    )
    bad = {**extra, "created": "2026-01-15T12:00:02Z"}
    report = verify({**badge, "proof": [*badge["proof"], bad]}, resolver(), NOW)
    assert report.step("signature").code == "signature-wrong"


# --- forms from before ----------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["RsaSignature2018", "JsonWebSignature2020"])
def test_an_older_proof_is_unknown_and_not_forged(kind: str) -> None:
    proof = {**badge_site.good()["proof"][0], "type": kind}
    del proof["cryptosuite"]
    report = verify({**credential("old"), "proof": proof}, resolver(), NOW)
    assert report.verdict == "unknown"
    assert "from before 2022" in report.step("signature").words


def test_a_vocabulary_that_we_do_not_carry_leaves_it_unknown_and_not_forged() -> None:
    badge = badge_site.good()
    contexts = ["https://www.w3.org/2018/credentials/v0", badge_site.CONTEXTS[1]]
    report = verify({**badge, "@context": [*badge["@context"], *contexts]}, resolver(), NOW)
    assert report.step("signature").code == "unknown-context"


# --- StatusList2021 -------------------------------------------------------------------------------


def report_2021(document: bytes | Json, index: int = 5) -> Report:
    return verify(badge_of_2021(index), resolver({LIST: document}), NOW)


def test_a_status_list_of_2021_is_read() -> None:
    assert report_2021(jcs_signed(list_2021([77]))).verdict == "verified"
    revoked = report_2021(jcs_signed(list_2021([5])))
    assert revoked.step("status").code == "revoked"


def test_a_status_list_that_is_a_token_is_read_and_has_to_be_the_issuers() -> None:
    own = rsa_token(list_2021([77]), jwk=rsa_jwk())
    assert report_2021(own).step("status").code == "status-list-unknown-key"
    school = rsa_token(list_2021([77], issuer=SCHOOL), kid=f"{KEYS}#one")
    assert report_2021(school).step("status").code == "status-list-of-another"


@pytest.mark.parametrize(
    ("document", "code"),
    [
        (list_2021([]), "status-list-unsigned"),
        (jcs_signed(badge_site.status_list()), "not-a-status-list"),
        (jcs_signed({**list_2021([]), "issuer": badge_site.OTHER}), "status-list-of-another"),
        ({**jcs_signed(list_2021([])), "validFrom": "2026-01-02T00:00:00Z"},
         "status-list-signature-wrong"),
        (b"a.b.c", "bad-encoding"),
    ],
)  # fmt: skip
def test_a_wrong_status_list_of_2021_is_refused(document: bytes | Json, code: str) -> None:
    assert report_2021(document).step("status").code == code


def test_a_list_of_2021_is_no_badge() -> None:
    assert verify(jcs_signed(list_2021([])), resolver(), NOW).step("format").code == "not-a-badge"
