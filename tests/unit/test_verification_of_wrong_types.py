"""A wrong type anywhere in a rarer form: an answer, the same on the page, and never "verified"."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

import badge_site
from badge_site import credential, good
from hostile_badges import exchanged, places
from other_signatures import rsa_token
from page_verifier import both
from rarer_forms import LIST, assertion, presentation, revocation_list, site, with_list

NOW = datetime(2026, 6, 1, tzinfo=UTC)
SITE: dict[str, Any] = badge_site.documents()
WRONG: list[Any] = [
    None, True, 7, 1.5, "", "x", [], {}, [[]], [{}], {"id": {}}, ["a", 7], {"type": "x"},
    "https://badges.example/x", "urn:x", {"__proto__": 1},
]  # fmt: skip

Json = dict[str, Any]


def changes(document: Any) -> dict[str, Any]:
    """`document` with each value exchanged once, by its place."""
    found = {}
    for number, place in enumerate(places(document)):
        changed = exchanged(document, place, WRONG[number % len(WRONG)])
        if changed != document:
            found[str(place)] = changed
    return found


@pytest.mark.slow
def test_a_wrong_type_anywhere_in_a_presentation() -> None:
    reports = both(changes(presentation(good())), SITE, NOW)
    assert len(reports) > 60
    assert {report.verdict for report in reports.values()} <= {"unknown", "false"}
    for name, report in reports.items():
        if "verifiableCredential" in name:
            assert "verified" not in {badge.verdict for badge in report.badges}, name


def test_a_wrong_type_anywhere_in_an_older_badge() -> None:
    older: Json = {
        "uid": "7", "recipient": {"type": "email", "hashed": True, "identity": "sha256$00"},
        "badge": {"name": "B", "criteria": "/c", "issuer": {"origin": "https://old.example"}},
        "verify": {"type": "hosted", "url": "https://old.example/7.json"},
    }  # fmt: skip
    for name, report in both(changes(older), {}, NOW).items():
        assert report.verdict == "unknown", name


def test_a_wrong_type_anywhere_in_a_signed_assertion_and_what_its_issuer_publishes() -> None:
    cases = {f"badge {name}": rsa_token(one) for name, one in changes(assertion()).items()}
    sites: dict[str, Any] = {name: site() for name in cases}
    for address, document in site().items():
        for name, changed in changes(document).items():
            cases[f"{address} {name}"] = rsa_token(assertion())
            sites[f"{address} {name}"] = {**site(), address: changed}
    reports = both(cases, sites, NOW, of_each=True)
    assert len(reports) > 20
    # Each badge here was signed as it is; of what is published, only this may be anything.
    free = ("'name'", "'type'", "'publicKey'", "'revokedAssertions', 0", "revoked.json ('i")
    for name, report in reports.items():
        if report.verdict == "verified" and not name.startswith("badge"):
            assert any(each in name for each in free), name


def test_a_wrong_type_anywhere_in_a_revocation_list_is_never_a_yes_for_a_listed_badge() -> None:
    listed = revocation_list({"id": credential("listed")["id"], "revoked": True})
    cases, sites = {}, {}
    for name, changed in changes(listed).items():
        cases[name], sites[name] = with_list(), {**SITE, LIST: changed}
    for name, report in both(cases, sites, NOW, of_each=True).items():
        says_so = "revoked" in name or name == "('id',)"
        assert says_so or report.verdict != "verified", name
