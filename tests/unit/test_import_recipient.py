"""Whom a badge was made for, compared with an address that is not stored."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from credfolio.exchange.importing.recipient import WORDS, match_recipient

HASH = "sha256$" + hashlib.sha256(b"ana@school.examplepepper").hexdigest()
BADGES: dict[str, dict[str, Any]] = {
    "2.0, hashed": {"recipient": {"hashed": True, "identity": HASH, "salt": "pepper"}},
    "2.0, plain": {"recipient": {"hashed": False, "identity": "Ana@School.example"}},
    "3.0, hashed": {
        "credentialSubject": {"identifier": [{"identityHash": HASH.upper().replace(
            "SHA256", "sha256"), "salt": "pepper"}]}
    },
}  # fmt: skip


@pytest.mark.parametrize("form", BADGES)
def test_the_address_of_the_recipient_is_matched_and_another_is_not(form: str) -> None:
    assert match_recipient(BADGES[form], "Ana@School.example") == "matched"
    assert match_recipient(BADGES[form], "tom@school.example") == "other"
    assert match_recipient(BADGES[form], "") == "not compared"


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"recipient": []},
        {"recipient": {"identity": ["a"]}},
        {"recipient": {"identity": "rot13$00", "salt": "x"}},
        {"credentialSubject": {"id": "did:key:z6Mk", "identifier": "ana"}},
        {"credentialSubject": [7]},
    ],
)
def test_a_badge_without_a_usable_recipient_says_so(document: dict[str, Any]) -> None:
    assert match_recipient(document, "ana@school.example") == "not named"
    assert WORDS["not named"].startswith("The badge names no recipient")
