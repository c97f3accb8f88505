"""RS256, proofs over plain JSON and lists of 2021: page and command say the same, to the letter."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import badge_site
from badge_site import ISSUER, LIST, Json, credential, good, without
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
from page_verifier import both, code_of

NOW = datetime(2026, 6, 1, tzinfo=UTC)
P256: dict[str, Any] = {"cryptosuite": "ecdsa-jcs-2019", "verificationMethod": f"{ISSUER}#jwt"}


SITE: dict[str, Any] = {**badge_site.documents(), **jwt_documents(), KEYS: rsa_jwk()}


def said(cases: dict[str, Any], published: dict[str, Any] | None = None) -> dict[str, str]:
    """What both say about each case, in short."""
    sites = published or dict.fromkeys(cases, SITE)
    reports = both(cases, sites, NOW, of_each=True)
    return {name: f"{one.verdict} {code_of(one)}".strip() for name, one in reports.items()}


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
                          "unknown unknown-issuer"),
    "rs256, another host": (lambda: school_token(kid="https://elsewhere.example/k"),
                            "unknown unknown-issuer-kind"),
    "rs256, no host": (lambda: rsa_token(credential("n"), kid="https:///school.example/keys.json"),
                       "unknown unknown-issuer-kind"),
    "rs256, changed": (changed_token, "false signature-wrong"),
    "rs256, short key": (lambda: rsa_token(school_badge(), 1024, jwk=rsa_jwk(1024)),
                         "unknown weak-key"),
    "rs256, key of es256": (lambda: token(credential("jwt"), alg="RS256"),
                            "unknown wrong-key-kind"),
    "jcs": (lambda: jcs_signed(credential("jcs")), "verified"),
    "jcs without context": (lambda: jcs_signed(credential("jcs"), with_context=False), "verified"),
    "jcs, odd content": (lambda: jcs_signed({**credential("jcs"), **ODD}), "verified"),
    "jcs, changed": (lambda: {**jcs_signed(credential("jcs")), "name": "Other"},
                     "false signature-wrong"),
    "jcs, a word added": (lambda: {**jcs_signed(credential("jcs")), "grade": "A"},
                          "false signature-wrong"),
    "jcs, other contexts": (lambda: {**jcs_signed(credential("jcs")),
                                     "@context": badge_site.CONTEXTS[:1]}, "unknown own-context"),
    "jcs with p-256": (lambda: jcs_signed(credential("jcs"), **P256), "verified"),
    "jcs with p-256, changed": (lambda: {**jcs_signed(credential("jcs"), **P256), "name": "Other"},
                                "false signature-wrong"),
    "jcs, key of another kind": (lambda: jcs_signed(credential("jcs"), cryptosuite=P256[
        "cryptosuite"]), "unknown wrong-key-kind"),
    "a list as badge": (lambda: jcs_signed(list_2021([])), "unknown not-a-badge"),
}  # fmt: skip


def test_other_signatures_get_one_answer() -> None:
    cases = {name: make() for name, (make, _) in SIGNED.items()}
    assert said(cases) == {name: expected for name, (_, expected) in SIGNED.items()}


def test_two_proofs_of_different_kinds_both_have_to_hold() -> None:
    extra = jcs_signed(without(good(), "proof"))["proof"][0]
    wrong = {**extra, "created": "2026-01-15T12:00:02Z"}
    cases = {
        "both": {**good(), "proof": [*good()["proof"], extra]},
        "one": {**good(), "proof": [*good()["proof"], wrong]},
    }
    assert said(cases) == {"both": "verified", "one": "false signature-wrong"}


KEY_DOCUMENTS: dict[str, tuple[Any, str]] = {
    "a set": ({"keys": [{"kty": "oct", "kid": ["one"]}, rsa_jwk()]}, "verified"),
    "leading zeros": ({**rsa_jwk(), "e": "AAEAAQ"}, "verified"),
    "another key": ({"keys": [{**rsa_jwk(), "kid": "two"}]}, "false no-such-key"),
    "no set": ({"keys": 7}, "false no-such-key"),
    "nothing as set": ({"keys": None}, "false no-such-key"),
    "a list": ([rsa_jwk()], "false no-such-key"),
    "no JSON": (b"<html>", "unknown bad-key-document"),
    "a short key": ({**rsa_jwk(), "n": "AQAB"}, "unknown weak-key"),
    "no exponent": ({**rsa_jwk(), "e": "AA"}, "unknown wrong-key-kind"),
    "an exponent of one": ({**rsa_jwk(), "e": "AQ"}, "unknown wrong-key-kind"),
    "an even exponent": ({**rsa_jwk(), "e": "AQAC"}, "unknown wrong-key-kind"),
    "a private key": ({**rsa_jwk(), "d": "AQAB"}, "unknown private-key"),
    "a number": ({**rsa_jwk(), "n": 7}, "unknown bad-encoding"),
}


def test_a_key_at_the_issuers_own_address_is_judged_by_name() -> None:
    cases = {name: school_token() for name in KEY_DOCUMENTS}
    sites = {name: {KEYS: document} for name, (document, _) in KEY_DOCUMENTS.items()}
    assert said(cases, sites) == {name: expected for name, (_, expected) in KEY_DOCUMENTS.items()}


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
    "revoked": (lambda: jcs_signed(list_2021([5])), "ended revoked"),
    "unsigned": (lambda: list_2021([]), "unknown status-list-unsigned"),
    "of today's kind": (lambda: jcs_signed(badge_site.status_list()), "unknown not-a-status-list"),
    "of another": (lambda: jcs_signed(list_2021([], issuer=badge_site.OTHER)),
                   "unknown status-list-of-another"),
    "changed": (lambda: {**jcs_signed(list_2021([])), "validFrom": "2026-01-02T00:00:00Z"},
                "unknown status-list-signature-wrong"),
    "a token": (lambda: token(list_2021([77])) + b"\n", "verified"),
    "a token that revokes": (lambda: token(list_2021([5])), "ended revoked"),
    "a token with its key": (lambda: rsa_token(list_2021([77]), jwk=rsa_jwk()),
                             "unknown status-list-unknown-key"),
    "a token of another": (lambda: rsa_token(list_2021([77], issuer=SCHOOL), kid=f"{KEYS}#one"),
                           "unknown status-list-of-another"),
    "with padding": (lambda: jcs_signed(padded("{}==")), "verified"),
    "with padding inside": (lambda: jcs_signed(padded("={}")), "unknown bad-encoding"),
    "no token": (lambda: b"a.b.c", "unknown bad-encoding"),
}  # fmt: skip


def test_a_status_list_of_2021_is_judged_by_name() -> None:
    cases = {name: badge_of_2021() for name in LISTS}
    sites = {name: {**SITE, LIST: make()} for name, (make, _) in LISTS.items()}
    assert said(cases, sites) == {name: expected for name, (_, expected) in LISTS.items()}


WRONG: list[Any] = [None, True, 7, 1.5, "", "x", [], {}, [[]], {"id": {}}, ["a", 7]]


def test_a_wrong_type_anywhere_is_judged_alike() -> None:
    badge = jcs_signed(credential("jcs"))
    cases = {
        str(place): exchanged(badge, place, WRONG[number % len(WRONG)])
        for number, place in enumerate(places(badge))
    }
    verdicts = set(said({name: case for name, case in cases.items() if case != badge}).values())
    assert "false signature-wrong" in verdicts
    assert "verified" not in verdicts
