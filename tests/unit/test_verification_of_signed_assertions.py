"""Open Badges 2.0 in a token: page and command say the same, to the letter."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from other_forms import token
from other_signatures import rsa_token
from page_verifier import both, code_of
from rarer_forms import CLASS, HOME, ID, KEY, REVOKED, assertion, pem, site

NOW = datetime(2026, 6, 1, tzinfo=UTC)
Json = dict[str, Any]


def test_a_signed_assertion_is_verified_with_the_key_that_its_issuer_publishes() -> None:
    cases = {
        "by its creator": rsa_token(assertion()),
        "by the issuer's key": rsa_token(assertion(verification={"type": "signed"})),
        "with all of it inside": rsa_token(
            assertion(badge={"type": "BadgeClass", "name": "B", "issuer": HOME})
        ),
    }
    for name, report in both(cases, site(), NOW).items():
        assert report.verdict == "verified", (name, report.as_data())
        assert "old.example" in report.step("issuer").words
    without_list = site()
    del without_list[HOME]["revocationList"]
    report = both({"x": rsa_token(assertion())}, without_list, NOW)["x"]
    assert report.step("status").code == "no-status"


def test_a_signed_assertion_that_was_changed_is_not_genuine() -> None:
    head, _, tail = rsa_token(assertion()).split(b".")
    body = rsa_token(assertion(issuedOn="2020-01-01T00:00:00Z")).split(b".")[1]
    report = both({"x": b".".join([head, body, tail])}, site(), NOW)["x"]
    assert (report.verdict, code_of(report)) == ("false", "signature-wrong")


PUBLISHED: dict[str, tuple[Json, str, str]] = {
    "revoked": ({REVOKED: {"id": REVOKED, "revokedAssertions": [ID]}}, "ended", "revoked"),
    "revoked with a reason": (
        {REVOKED: {"id": REVOKED, "issuer": HOME,
                "revokedAssertions": [{"id": ID, "revocationReason": "Cheating"}]}},
        "ended", "revoked"),
    "another's list": (
        {REVOKED: {"id": REVOKED, "issuer": "https://x.example/", "revokedAssertions": []}},
        "unknown", "status-list-of-another"),
    "no list": ({REVOKED: {"id": REVOKED, "revokedAssertions": 7}}, "unknown", "not-a-status-list"),
    "a list that is gone": ({REVOKED: None}, "unknown", "not-found-here"),
    "another's key": ({KEY: {**site()[KEY], "owner": "https://x.example/"}},
                      "false", "key-of-another"),
    "a key under another name": ({KEY: {**site()[KEY], "id": HOME}}, "false", "key-of-another"),
    "no key": ({KEY: {"id": KEY, "owner": HOME}}, "unknown", "wrong-key-kind"),
    "no PEM": ({KEY: {**site()[KEY], "publicKeyPem": "-----BEGIN PUBLIC KEY-----"}},
               "unknown", "wrong-key-kind"),
    "a short key": ({KEY: {**site()[KEY], "publicKeyPem": pem(1024)}}, "unknown", "weak-key"),
    "a key that is gone": ({KEY: None}, "unknown", "not-found-here"),
    "an issuer that is gone": ({HOME: None}, "unknown", "not-found-here"),
    "a part of another address": ({CLASS: {**site()[CLASS], "id": HOME}},
                                  "false", "hosted-differs"),
}  # fmt: skip


def test_what_the_issuer_publishes_is_judged_by_name() -> None:
    cases = dict.fromkeys(PUBLISHED, rsa_token(assertion()))
    sites = {}
    for name, (overlay, _, _) in PUBLISHED.items():
        found = {**site(), **overlay}
        sites[name] = {address: value for address, value in found.items() if value is not None}
    reports = both(cases, sites, NOW, of_each=True)
    assert {name: (one.verdict, code_of(one)) for name, one in reports.items()} == {
        name: (verdict, code) for name, (_, verdict, code) in PUBLISHED.items()
    }


def test_a_signed_assertion_of_another_form_is_never_verified() -> None:
    elsewhere = {"type": "SignedBadge", "creator": "https://keys.example/k"}
    cases = {
        "a key elsewhere": rsa_token(assertion(verification=elsewhere)),
        "no key": rsa_token(assertion(verification={"type": "signed", "creator": 7})),
        "es256": token(assertion()),
        "none": token(assertion(), alg="none"),
        "past its end": rsa_token(assertion(expires="2025-01-01T00:00:00Z")),
        "no assertion": rsa_token({**assertion(), "type": "BadgeClass"}),
        "a badge that is a number": rsa_token(assertion(badge=7)),
        "nobody's": rsa_token(assertion(recipient=None)),
    }
    sites = {name: site() for name in cases}
    del sites["no key"][HOME]["publicKey"]
    reports = both(cases, sites, NOW, of_each=True)
    assert {name: code_of(report) for name, report in reports.items()} == {
        "a key elsewhere": "key-of-another",
        "no key": "no-key-named",
        "es256": "wrong-key-kind",
        "none": "unsigned",
        "past its end": "expired",
        "no assertion": "not-a-badge",
        "a badge that is a number": "bad-address",
        "nobody's": "no-subject",
    }
    assert "verified" not in {report.verdict for report in reports.values()}
