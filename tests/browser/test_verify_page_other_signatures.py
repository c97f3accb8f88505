"""The verify page checks RS256, proofs over plain JSON and lists of 2021 as the command does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Browser

import badge_site
from badge_site import ISSUER, LIST, Json, credential, good, without
from credfolio.badges.verification import FixedResolver, verify
from hostile_badges import exchanged, places
from other_forms import jwt_documents, token
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
from verify_desk import VerifyDesk

pytestmark = pytest.mark.browser

NOW = datetime(2026, 6, 1, tzinfo=UTC)
P256 = {"cryptosuite": "ecdsa-jcs-2019", "verificationMethod": f"{ISSUER}#jwt"}


@pytest.fixture(scope="module")
def shared(browser: Browser, demo_address: str) -> Iterator[VerifyDesk]:
    desk = VerifyDesk(browser, demo_address, NOW)
    desk.enter()
    yield desk
    noise = desk.noise
    desk.context.close()
    assert noise == []


@pytest.fixture
def desk(shared: VerifyDesk) -> VerifyDesk:
    shared.publish({**badge_site.documents(), **jwt_documents(), KEYS: rsa_jwk()})
    return shared


def verdict(desk: VerifyDesk, badge: bytes | Json) -> str:
    """What the page says, in short, once it says word for word what the command says."""
    data = badge if isinstance(badge, bytes) else json.dumps(badge).encode()
    answer = desk.check(data)
    assert answer.difference(verify(data, FixedResolver(desk.published), NOW)) == ""
    return f"{answer.verdict} {answer.code}".strip()


def school_token(**head: Any) -> bytes:
    return rsa_token(school_badge(), **{"kid": f"{KEYS}#one", **head})


def changed_token() -> bytes:
    head, _, tail = school_token().split(b".")
    return b".".join([head, rsa_token({**school_badge(), "name": "Other"}).split(b".")[1], tail])


# What JSON numbers, names and letters become in the canonical form (RFC 8785, section 3.2).
ODD = {
    "numbers": [0, -0.0, 1.0, 1e21, 1e-7, 0.1, 333333333.33333329, 4.5, 2**53 - 1],
    "\u20ac": "Euro",
    "\U0001f600": "smiley",
    "\ufb33": "after the smiley in UTF-16",
    "letters": '\u00f6/\\"\n\u2028',
    "": [True, None, {}],
    "__proto__": {"toJSON": 1},
}

SIGNED: dict[str, tuple[Any, str]] = {
    "rs256": (lambda: school_token(), "verified"),
    "rs256, key inside": (lambda: rsa_token(school_badge(), jwk=rsa_jwk()),
                          "undecided unknown-issuer"),
    "rs256, another host": (lambda: school_token(kid="https://elsewhere.example/k"),
                            "undecided unknown-issuer-kind"),
    "rs256, no host": (lambda: rsa_token(credential("n"), kid="https:///school.example/keys.json"),
                       "undecided unknown-issuer-kind"),
    "rs256, changed": (changed_token, "failed signature-wrong"),
    "rs256, short key": (lambda: rsa_token(school_badge(), 1024, jwk=rsa_jwk(1024)),
                         "failed weak-key"),
    "rs256, key of es256": (lambda: token(credential("jwt"), alg="RS256"),
                            "failed wrong-key-kind"),
    "jcs": (lambda: jcs_signed(credential("jcs")), "verified"),
    "jcs without context": (lambda: jcs_signed(credential("jcs"), with_context=False), "verified"),
    "jcs, odd content": (lambda: jcs_signed({**credential("jcs"), **ODD}), "verified"),
    "jcs, changed": (lambda: {**jcs_signed(credential("jcs")), "name": "Other"},
                     "failed signature-wrong"),
    "jcs, a word added": (lambda: {**jcs_signed(credential("jcs")), "grade": "A"},
                          "failed signature-wrong"),
    "jcs, other contexts": (lambda: {**jcs_signed(credential("jcs")),
                                     "@context": badge_site.CONTEXTS[:1]}, "failed own-context"),
    "jcs with p-256": (lambda: jcs_signed(credential("jcs"), **P256), "verified"),
    "jcs with p-256, changed": (lambda: {**jcs_signed(credential("jcs"), **P256), "name": "Other"},
                                "failed signature-wrong"),
    "jcs, key of another kind": (lambda: jcs_signed(credential("jcs"), cryptosuite=P256[
        "cryptosuite"]), "failed wrong-key-kind"),
    "a list as badge": (lambda: jcs_signed(list_2021([])), "failed not-a-badge"),
}  # fmt: skip


@pytest.mark.parametrize("name", SIGNED)
def test_other_signatures_get_the_commands_answer(desk: VerifyDesk, name: str) -> None:
    make, expected = SIGNED[name]
    assert verdict(desk, make()) == expected


def test_two_proofs_of_different_kinds_both_have_to_hold(desk: VerifyDesk) -> None:
    extra = jcs_signed(without(good(), "proof"))["proof"][0]
    both = {**good(), "proof": [*good()["proof"], extra]}
    assert verdict(desk, both) == "verified"
    both["proof"][1] = {**extra, "created": "2026-01-15T12:00:02Z"}
    assert verdict(desk, both) == "failed signature-wrong"


KEY_DOCUMENTS: dict[str, tuple[Any, str]] = {
    "a set": ({"keys": [{"kty": "oct", "kid": ["one"]}, rsa_jwk()]}, "verified"),
    "leading zeros": ({**rsa_jwk(), "e": "AAEAAQ"}, "verified"),
    "another key": ({"keys": [{**rsa_jwk(), "kid": "two"}]}, "failed no-such-key"),
    "no set": ({"keys": 7}, "failed no-such-key"),
    "nothing as set": ({"keys": None}, "failed no-such-key"),
    "a list": ([rsa_jwk()], "failed no-such-key"),
    "no JSON": (b"<html>", "failed bad-key-document"),
    "a short key": ({**rsa_jwk(), "n": "AQAB"}, "failed weak-key"),
    "no exponent": ({**rsa_jwk(), "e": "AA"}, "failed wrong-key-kind"),
    "an exponent of one": ({**rsa_jwk(), "e": "AQ"}, "failed wrong-key-kind"),
    "an even exponent": ({**rsa_jwk(), "e": "AQAC"}, "failed wrong-key-kind"),
    "a private key": ({**rsa_jwk(), "d": "AQAB"}, "failed private-key"),
    "a number": ({**rsa_jwk(), "n": 7}, "failed bad-encoding"),
}


@pytest.mark.parametrize("name", KEY_DOCUMENTS)
def test_a_key_at_the_issuers_own_address_is_judged_by_name(desk: VerifyDesk, name: str) -> None:
    document, expected = KEY_DOCUMENTS[name]
    desk.publish({KEYS: document})
    data = school_token()
    answer = desk.check(data)
    report = verify(data, FixedResolver(desk.published), NOW)
    assert f"{answer.verdict} {answer.code}".strip() == expected
    assert [(step["outcome"], step["code"]) for step in answer.steps] == [
        (step.outcome, step.code) for step in report.steps
    ]


def padded(pattern: str) -> Json:
    """A list of 2021 with its bits written as `pattern` says."""
    made = list_2021([77])
    subject = made["credentialSubject"]
    return {
        **made,
        "credentialSubject": {**subject, "encodedList": pattern.format(subject["encodedList"])},
    }


LISTS: dict[str, tuple[Any, str]] = {
    "good": (lambda: jcs_signed(list_2021([77])), "verified"),
    "revoked": (lambda: jcs_signed(list_2021([5])), "failed revoked"),
    "unsigned": (lambda: list_2021([]), "failed status-list-unsigned"),
    "of today's kind": (lambda: jcs_signed(badge_site.status_list()), "failed not-a-status-list"),
    "of another": (lambda: jcs_signed(list_2021([], issuer=badge_site.OTHER)),
                   "failed status-list-of-another"),
    "changed": (lambda: {**jcs_signed(list_2021([])), "validFrom": "2026-01-02T00:00:00Z"},
                "failed status-list-signature-wrong"),
    "a token": (lambda: token(list_2021([77])) + b"\n", "verified"),
    "a token that revokes": (lambda: token(list_2021([5])), "failed revoked"),
    "a token with its key": (lambda: rsa_token(list_2021([77]), jwk=rsa_jwk()),
                             "undecided status-list-unknown-key"),
    "a token of another": (lambda: rsa_token(list_2021([77], issuer=SCHOOL), kid=f"{KEYS}#one"),
                           "failed status-list-of-another"),
    "with padding": (lambda: jcs_signed(padded("{}==")), "verified"),
    "with padding inside": (lambda: jcs_signed(padded("={}")), "failed bad-encoding"),
    "no token": (lambda: b"a.b.c", "failed bad-encoding"),
}  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_a_status_list_of_2021_is_judged_by_name(desk: VerifyDesk, name: str) -> None:
    make, expected = LISTS[name]
    desk.publish({**desk.published, LIST: make()})
    assert verdict(desk, badge_of_2021()) == expected


WRONG: list[Any] = [None, True, 7, 1.5, "", "x", [], {}, [[]], {"id": {}}, ["a", 7]]


def test_a_wrong_type_anywhere_is_judged_as_the_command_does(desk: VerifyDesk) -> None:
    badge = jcs_signed(credential("jcs"))
    cases = [
        exchanged(badge, place, WRONG[number % len(WRONG)])
        for number, place in enumerate(places(badge))
    ]
    verdicts = {verdict(desk, case) for case in cases if case != badge}
    assert "failed signature-wrong" in verdicts
    assert "verified" not in verdicts
