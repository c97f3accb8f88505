"""The documents made of records, and the status list's bits."""

from __future__ import annotations

import base64
import gzip
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from credfolio.badges.openbadges.achievement import build_achievement_document, credit_number
from credfolio.badges.openbadges.badge_v2 import build_assertion, build_badge_class, build_issuer
from credfolio.badges.openbadges.baking import BakingError, bake_svg
from credfolio.badges.openbadges.credential import StatusPlace, build_credential, can_be_signed
from credfolio.badges.openbadges.endorsement import build_endorsement, named_endorsements
from credfolio.badges.openbadges.home import DEMONSTRATION, Home, home_of
from credfolio.badges.openbadges.json_ld import render_script
from credfolio.badges.openbadges.profile import build_did_document, build_profile_document
from credfolio.badges.openbadges.status_list import (
    LIST_BITS,
    StatusListError,
    build_status_list,
    decode_bits,
    encode_bits,
    set_indexes,
)
from credfolio.badges.openbadges.transcript import build_transcript
from credfolio.badges.openbadges.verified import KNOWN_BY, VERIFIED_BY
from credfolio.errors import UsageError
from credfolio.proof import sign_document
from credfolio.proof.canonical import canonical_form
from credfolio.proof.demonstration import DEMONSTRATION_METHOD, DEMONSTRATION_SEED
from credfolio.proof.terms import undefined_terms
from credfolio.records.loading.loader import load_project
from credfolio.records.model import Award, terms
from credfolio.records.model.award import Endorsement, Judged
from credfolio.records.model.terms import values
from credfolio.records.registry import Registry

BASE = Path(__file__).parents[1] / "examples" / "base"
HOME = Home("https://badges.example/credentials/")
KEY = ("ana-lopez", "active-listening")


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_project(BASE).registry


def changed(registry: Registry, **changes: object) -> Award:
    return registry.awards[KEY].model_copy(update=changes)


# --- addresses --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "did"),
    [
        ("https://acme.github.io/badges/", "did:web:acme.github.io:badges:issuers:riverside"),
        ("https://badges.example", "did:web:badges.example:issuers:riverside"),
        ("https://x.example/a%20b/", "did:web:x.example:a%2520b:issuers:riverside"),
    ],
)
def test_an_issuers_did_always_has_a_path(url: str, did: str) -> None:
    assert home_of(url).did("riverside") == did


@pytest.mark.parametrize(
    "url", ["", "http://x.example/", "x.example", "https://x.example/?a=1", "https://[bad/"]
)
def test_an_address_that_is_nobodys_identity_is_refused(url: str) -> None:
    with pytest.raises(UsageError):
        home_of(url)


# --- documents --------------------------------------------------------------------------------


def test_every_document_is_covered_by_its_contexts(registry: Registry) -> None:
    credential = registry.credentials["riverside-usd/active-listening"]
    issuer = registry.issuers["riverside-usd"]
    stack = registry.stacks["riverside-usd/people-first"]
    award = registry.awards[KEY]
    badge = build_credential(award, registry, DEMONSTRATION, StatusPlace(1, 0))
    signed = sign_document(badge, DEMONSTRATION_SEED, DEMONSTRATION_METHOD, "2026-01-01T00:00:00Z")
    educator = registry.educators["ana-lopez"]
    for document in (
        signed,
        build_achievement_document(credential, registry, HOME),
        build_achievement_document(stack, registry, HOME),
        build_profile_document(issuer, HOME),
        build_status_list("riverside-usd", 1, [3], HOME, "2026-01-01T00:00:00Z"),
        build_transcript(educator, [signed], HOME),
    ):
        assert list(undefined_terms(document)) == []
        assert canonical_form(document)


def test_the_same_records_give_the_same_bytes(registry: Registry) -> None:
    one, two = (
        build_credential(award, load_project(BASE).registry, HOME, StatusPlace(1, 5))
        for award in (registry.awards[KEY], registry.awards[KEY])
    )
    assert json.dumps(one) == json.dumps(two)


def test_dates_have_an_offset_and_the_last_day_counts(registry: Registry) -> None:
    award = changed(registry, expires_on=date(2030, 6, 30))
    document = build_credential(award, registry, HOME, StatusPlace(1, 0))
    assert (document["validFrom"], document["validUntil"]) == (
        "2025-12-01T00:00:00Z",
        "2030-06-30T23:59:59Z",
    )


def test_results_and_evidence_that_the_educator_hides_are_not_signed(registry: Registry) -> None:
    award = changed(registry, show_results=False, show_evidence=False)
    document = build_credential(award, registry, HOME, StatusPlace(1, 0))
    assert "evidence" not in document
    assert "result" not in document["credentialSubject"]
    assert "resultDescription" not in document["credentialSubject"]["achievement"]


def test_how_the_work_was_verified_is_signed_where_the_record_says_it(registry: Registry) -> None:
    judged: dict[str, Any] = {"assessors": 2, "basis": "agreed", "records": "0" * 40}
    before = build_credential(changed(registry), registry, HOME, StatusPlace(1, 0))
    same = changed(registry, judged=Judged.model_validate(judged))
    assert build_credential(same, registry, HOME, StatusPlace(1, 0)) == before
    judged |= {"verified_by": ["documents", "conversation"], "identity": "in-person"}
    award = changed(registry, judged=Judged.model_validate(judged), show_evidence=False)
    document = build_credential(award, registry, HOME, StatusPlace(1, 0))
    assert document["evidence"] == [
        {
            "type": ["Evidence"],
            "name": "How the work was verified",
            "narrative": "The decision rests on the documents and a conversation with the "
            "educator. The educator was known in person.",
            "genre": "verification",
        }
    ]
    assert list(undefined_terms(document)) == []


def test_every_way_to_verify_has_words() -> None:
    assert set(VERIFIED_BY) == set(values(terms.VerifiedBy))
    assert set(KNOWN_BY) == set(values(terms.KnownBy))


def test_a_level_that_does_not_pass_is_not_signed(registry: Registry) -> None:
    award = registry.awards[KEY]
    failed = tuple(one.model_copy(update={"level": "progressing"}) for one in award.results[:1])
    document = build_credential(
        changed(registry, results=(*failed, *award.results[1:])), registry, HOME, StatusPlace(1, 0)
    )
    assert "progressing" not in json.dumps(document["credentialSubject"]["result"])


def test_an_award_of_a_former_version_carries_its_levels_and_no_rubric_of_todays(
    registry: Registry,
) -> None:
    award = changed(registry, version="1.0")
    document = build_credential(award, registry, HOME, StatusPlace(1, 0))
    subject = document["credentialSubject"]
    assert subject["achievement"]["version"] == "1.0"
    assert [one["value"] for one in subject["result"]] == [one.level for one in award.results]
    described = {one["id"]: one for one in subject["achievement"]["resultDescription"]}
    assert {one["resultDescription"] for one in subject["result"]} == set(described)
    assert all("of version 1.0" in one["name"] for one in described.values())
    assert "rubricCriterionLevel" not in json.dumps(document)
    assert "achievedLevel" not in json.dumps(document)
    assert "Wait, say back" not in json.dumps(document)


def test_a_level_that_does_not_pass_today_is_not_signed_for_a_former_version(
    registry: Registry,
) -> None:
    award = registry.awards[KEY]
    failed = tuple(one.model_copy(update={"level": "progressing"}) for one in award.results[:1])
    award = changed(registry, version="1.0", results=(*failed, *award.results[1:]))
    document = build_credential(award, registry, HOME, StatusPlace(1, 0))
    assert "progressing" not in json.dumps(document)


def test_the_rubric_in_a_badge_is_what_its_results_name(registry: Registry) -> None:
    document = build_credential(registry.awards[KEY], registry, HOME, StatusPlace(1, 0))
    subject = document["credentialSubject"]
    named = {one["resultDescription"]: one["achievedLevel"] for one in subject["result"]}
    described = {one["id"]: one for one in subject["achievement"]["resultDescription"]}
    assert set(described) == set(named)
    for at, one in described.items():
        ids = [level["id"] for level in one["rubricCriterionLevel"]]
        assert sorted(ids) == sorted({named[at], one["requiredLevel"]})


def endorsed(registry: Registry) -> Award:
    said = Endorsement(by="Mira Holt", relation="C", text="I was *there*.", on=date(2026, 1, 5))
    accepted = said.model_copy(update={"accepted": True})
    return changed(registry, endorsements=(accepted, said, accepted))


def test_an_accepted_endorsement_is_a_credential_that_the_issuer_signs(
    registry: Registry,
) -> None:
    award, issuer = endorsed(registry), registry.issuers["riverside-usd"]
    named = dict(named_endorsements(award))
    assert list(named) == ["mira-holt-2026-01-05", "mira-holt-2026-01-05-2"]
    [name, _] = named
    document = build_endorsement(named[name], name, award, issuer, HOME)
    badge = build_credential(award, registry, HOME, StatusPlace(1, 0))
    assert "endorsement" not in badge
    assert document["issuer"]["id"] == badge["issuer"]["id"]
    assert document["credentialSubject"]["id"] == badge["id"]
    assert document["credentialSubject"]["endorsementComment"] == "I was *there*."
    assert "The endorser has not signed it" in document["description"]
    assert list(undefined_terms(document)) == []
    assert canonical_form(document)


def test_an_unlisted_assessor_is_not_named(registry: Registry) -> None:
    document = build_credential(registry.awards[KEY], registry, HOME, StatusPlace(1, 0))
    assert "source" not in document["credentialSubject"]
    assert "tom-berg" not in json.dumps(document)


def test_private_and_imported_awards_are_not_for_signing(registry: Registry) -> None:
    assert can_be_signed(registry.awards[KEY], registry)
    assert not can_be_signed(changed(registry, visibility="private"), registry)


def test_a_did_document_keeps_retired_keys(registry: Registry) -> None:
    from credfolio.records.model.issuer import PublicKey

    keys = tuple(
        PublicKey(id=name, public_key_multibase="z" + "6" * 40, created=date(2025, 1, 6))
        for name in ("key-2025", "key-2026")
    )
    issuer = registry.issuers["riverside-usd"].model_copy(update={"keys": keys})
    document = build_did_document(issuer, HOME)
    did = "did:web:badges.example:credentials:issuers:riverside-usd"
    assert document["assertionMethod"] == [f"{did}#key-2025", f"{did}#key-2026"]
    assert {one["controller"] for one in document["verificationMethod"]} == {did}


def test_one_number_of_credit_is_the_one_that_offices_ask_for(registry: Registry) -> None:
    credential = registry.credentials["riverside-usd/active-listening"]
    assert credit_number(credential.credit_values) == 0.5
    assert credit_number(()) is None


def test_open_badges_2_names_the_page_and_no_mail(registry: Registry) -> None:
    definition = registry.credentials["riverside-usd/active-listening"]
    assertion = build_assertion(registry.awards[KEY], definition, HOME)
    badge = build_badge_class(definition, "riverside-usd", HOME)
    issuer = build_issuer(registry.issuers["riverside-usd"], HOME)
    assert assertion["badge"] == badge["id"]
    assert badge["issuer"] == issuer["id"]
    assert assertion["recipient"] == {
        "type": "url",
        "hashed": False,
        "identity": "https://badges.example/credentials/portfolios/ana-lopez/",
    }


# --- status lists -----------------------------------------------------------------------------


def test_the_first_bit_is_the_left_most() -> None:
    data = decode_bits(encode_bits([0, 9]))
    assert data[:2] == bytes([0b1000_0000, 0b0100_0000])
    assert set_indexes(data) == {0, 9}


@pytest.mark.parametrize("index", [-1, LIST_BITS])
def test_there_is_no_place_outside_the_list(index: int) -> None:
    with pytest.raises(StatusListError, match="no place"):
        encode_bits([index])


def packed(data: bytes) -> str:
    return "u" + base64.urlsafe_b64encode(gzip.compress(data, mtime=0)).rstrip(b"=").decode()


@pytest.mark.parametrize(
    "encoded",
    [
        None,
        "",
        "zabc",
        "u***",
        "u" + "A" * 100,
        # Zeros, packed in the test: tens of millions take a while.
        100,
        LIST_BITS // 8 + 1,
        50_000_000,
        "ué",
    ],
)
def test_a_list_of_another_length_or_form_is_refused(encoded: object) -> None:
    encoded = packed(bytes(encoded)) if isinstance(encoded, int) else encoded
    with pytest.raises(StatusListError):
        decode_bits(encoded)


# --- what is put into pages and pictures ------------------------------------------------------


def test_a_baked_badge_holds_the_credential_as_its_first_child() -> None:
    baked = bake_svg(b'<svg viewBox="0 0 1 1"><path/></svg>', b'{"name":"]]>"}\n')
    assert baked == (
        b'<svg viewBox="0 0 1 1" xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0">'
        b'<openbadges:credential><![CDATA[{"name":"]]\\u003e"}]]></openbadges:credential>'
        b"<path/></svg>"
    )


@pytest.mark.parametrize("picture", [b"", b"<svg/>", b"\x89PNG"])
def test_nothing_is_baked_into_what_is_no_drawing(picture: bytes) -> None:
    with pytest.raises(BakingError):
        bake_svg(picture, b"{}")


def test_a_data_block_cannot_be_left() -> None:
    script = render_script({"name": "</script><!--\u2028&"})
    assert script.count("<") == 2
    assert json.loads(script.partition(">")[2].rpartition("<")[0])["name"] == "</script><!--\u2028&"
