"""What a newly signed badge says of where its definition and its evidence come from."""

from __future__ import annotations

import base64
import hashlib
from copy import deepcopy
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from credfolio.badges.openbadges.credential import StatusPlace, build_credential
from credfolio.badges.openbadges.home import Home
from credfolio.badges.openbadges.signing_state import drift
from credfolio.proof import render_json, sign_document
from credfolio.proof.canonical import canonical_form
from credfolio.proof.digests import digest_of_text
from credfolio.proof.terms import undefined_terms
from credfolio.records.loading.loader import load_project
from credfolio.records.model import KeptCredential
from credfolio.records.model.award import Judged
from credfolio.records.model.kept import Redaction
from credfolio.records.registry import Registry
from credfolio.records.signed_file import SignedFile, read_signed_file

BASE = Path(__file__).parents[1] / "examples" / "base"
HOME = Home("https://badges.example/credentials/")
KEY = ("ana-lopez", "active-listening")
REF = "riverside-usd/active-listening"
PATH = "catalog/riverside-usd/versions/active-listening/1.1.yml"
PAGE = f"{HOME.base}catalog/{REF}/"
TEXT = digest_of_text("title: Active Listening\n")
FILE = digest_of_text("what was recorded")


@pytest.fixture(scope="module")
def registry() -> Registry:
    """The award's version is kept as text, and its evidence is a file with a digest."""
    found = load_project(BASE).registry
    definition, award = found.credentials[REF], found.awards[KEY]
    changes = {"external_ids": {"ctid": "ce-1", "own number": "7"}}
    definition = definition.model_copy(update=changes)
    piece = award.evidence[0].model_copy(update={"url": None, "file": "a.png", "digest": FILE})
    kept = KeptCredential.model_validate(
        {"id": "active-listening", "issuer": "riverside-usd", "title": "Active Listening",
         "version": "1.1"}
    )  # fmt: skip
    return replace(
        found,
        credentials={**found.credentials, REF: definition},
        awards={**found.awards, KEY: award.model_copy(update={"evidence": (piece,)})},
        credential_versions={f"{REF}/1.1": kept},
        text_digests={PATH: TEXT},
    )


def badge(registry: Registry) -> dict[str, Any]:
    return build_credential(registry.awards[KEY], registry, HOME, StatusPlace(1, 0))


def creator(registry: Registry, name: str | None) -> dict[str, Any]:
    definition = registry.credentials[REF].model_copy(update={"creator": name})
    changed = replace(registry, credentials={**registry.credentials, REF: definition})
    made: dict[str, Any] = badge(changed)["credentialSubject"]["achievement"]["creator"]
    return made


def test_a_creator_is_named_by_its_did_if_it_is_an_issuer_here(registry: Registry) -> None:
    hillcrest = registry.issuers["hillcrest-university"].name
    assert creator(registry, hillcrest)["id"] == HOME.did("hillcrest-university")
    assert creator(registry, None)["id"] == HOME.did("riverside-usd")
    assert creator(registry, "A Friend")["id"] == f"{PAGE}#creator"


def test_ids_elsewhere_are_named_with_their_kind(registry: Registry) -> None:
    others = badge(registry)["credentialSubject"]["achievement"]["otherIdentifier"]
    assert [(one["identifierType"], one["identifier"]) for one in others] == [
        ("ext:ctid", "ce-1"),
        ("identifier", "7"),  # the schema takes no space in the name of a kind
    ]


def test_the_digests_of_text_and_evidence_are_those_of_the_records(registry: Registry) -> None:
    document = badge(registry)
    assert document["relatedResource"] == [
        {
            "id": f"{PAGE}versions/1.1/definition.yml",
            "mediaType": "application/yaml",
            "digestMultibase": TEXT,
        }
    ]
    assert [piece["digestMultibase"] for piece in document["evidence"]] == [FILE]
    assert list(undefined_terms(document)) == []
    assert TEXT.encode() in canonical_form(document)


def test_a_text_that_words_were_taken_out_of_is_not_named(registry: Registry) -> None:
    redacted = Redaction(on=date(2026, 1, 1), digest=TEXT, reason="A name.")
    kept = registry.credential_versions[f"{REF}/1.1"].model_copy(update={"redacted": redacted})
    changed = replace(registry, credential_versions={f"{REF}/1.1": kept})
    assert "relatedResource" not in badge(changed)


def signed(document: dict[str, Any]) -> SignedFile:
    made = sign_document(document, bytes(32), HOME.method("riverside-usd", "key-1"),
                         "2026-01-01T00:00:00Z")  # fmt: skip
    read = read_signed_file(render_json(made), "x.json")
    assert isinstance(read, SignedFile)
    return read


def test_a_badge_that_is_older_than_its_digests_has_not_drifted(registry: Registry) -> None:
    older = deepcopy(badge(registry))
    del older["relatedResource"], older["evidence"][0]["digestMultibase"]
    achievement = older["credentialSubject"]["achievement"]
    del achievement["creator"], achievement["otherIdentifier"]
    assert drift(registry.awards[KEY], registry, signed(older)) is None


@pytest.mark.parametrize(
    ("place", "named"),
    [("relatedResource", "the text of the definition"), ("evidence", "the evidence")],
)
def test_another_digest_than_was_signed_is_a_drift(
    registry: Registry, place: str, named: str
) -> None:
    other = deepcopy(badge(registry))
    other[place][0]["digestMultibase"] = digest_of_text("another")
    assert drift(registry.awards[KEY], registry, signed(badge(registry))) is None
    found = drift(registry.awards[KEY], registry, signed(other))
    assert found is not None
    assert found.words == named
    assert (found.field, found.signed, found.now) == (place if place == "evidence" else "", "", "")


def test_a_drift_names_the_field_and_what_each_side_says(registry: Registry) -> None:
    document = signed(badge(registry))
    award = registry.awards[KEY]
    later = award.model_copy(update={"awarded_on": date(2027, 3, 1)})
    found = drift(later, registry, document)
    assert found is not None
    assert (found.field, found.now) == ("awarded_on", "2027-03-01")
    assert found.signed == award.awarded_on.isoformat()


def test_a_badge_names_the_sealed_file_that_was_judged_and_no_address_of_it(
    registry: Registry,
) -> None:
    before = badge(registry)
    award = registry.awards[KEY]
    judged = Judged(assessors=2, basis="agreed", records="abc", sealed=FILE)
    changed = award.model_copy(update={"judged": judged})
    now = badge(replace(registry, awards={**registry.awards, KEY: changed}))
    [text, sealed] = now["relatedResource"]
    assert [text] == before["relatedResource"]
    assert sealed["digestMultibase"] == FILE
    kind, _, name = sealed["id"].rpartition(";")
    assert kind == "ni:///sha-256"
    assert base64.urlsafe_b64decode(name + "=") == hashlib.sha256(b"what was recorded").digest()
    assert list(undefined_terms(now)) == []
