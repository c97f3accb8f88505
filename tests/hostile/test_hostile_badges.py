"""Badges made to harm or to fool: a refusal with a name, never a traceback, never "verified"."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import badge_site
from badge_site import ISSUER, LIST, credential, good, resolver, signed
from credfolio.badges.verification import FixedResolver, Report, verify
from credfolio.badges.verification.png_reader import SIGNATURE
from credfolio.badges.verification.report import STEPS
from hostile_badges import GOOD, HOSTILE_JSON, HOSTILE_WRAPPINGS, WRAPPED, exchanged, places
from tries import tries

NOW = datetime(2026, 6, 1, tzinfo=UTC)


def refusal(data: bytes) -> str:
    """The code under which `data` is refused."""
    report = verify(data, resolver(), NOW)
    assert report.verdict == "unknown", report.as_data()
    assert "erified" not in report.summary
    return next(step.code for step in report.steps if step.outcome == "unknown")


# --- wrappings ---------------------------------------------------------------------------------


@pytest.mark.parametrize("data", WRAPPED.values(), ids=WRAPPED)
def test_a_badge_is_verified_in_every_wrapping(data: bytes) -> None:
    assert verify(data, resolver(), NOW).verdict == "verified"


@pytest.mark.parametrize(("data", "code"), HOSTILE_WRAPPINGS)
def test_a_hostile_wrapping_is_refused_by_name(data: bytes, code: str) -> None:
    assert refusal(data) == code


# --- JSON --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("data", "code"), HOSTILE_JSON)
def test_hostile_json_is_refused_by_name(data: bytes, code: str) -> None:
    assert refusal(data) == code


@pytest.mark.parametrize("character", [*range(10), *range(11, 32), 127])
def test_a_control_character_in_a_signed_text_is_refused(character: int) -> None:
    badge = good()
    badge["name"] = f"Active{chr(character)}listening"
    assert refusal(json.dumps(badge).encode()) == "control-character"


def test_a_word_that_no_context_defines_is_refused() -> None:
    assert refusal(json.dumps({**good(), "grade": "A"}).encode()) == "undefined-term"


def test_a_context_of_another_is_our_lack_and_not_its_fault() -> None:
    badge = good()
    badge["@context"] = [*badge["@context"], "https://elsewhere.example/context.json"]
    report = verify(badge, resolver(), NOW)
    assert report.verdict == "unknown"
    assert report.step("signature").code == "unknown-context"


def test_a_badge_made_to_keep_us_busy_is_refused_soon() -> None:
    leaf = {"type": ["Result"], "value": "x"}
    badge = credential("tangled")
    badge["credentialSubject"]["result"] = [
        {"type": ["Result"], "alignment": [{"type": ["Alignment"]} for _ in range(9)]}
        for _ in range(9)
    ] + [leaf] * 9
    badge["proof"] = good()["proof"]
    started = time.process_time()
    assert refusal(json.dumps(badge).encode()) == "too-much-work"
    assert time.process_time() - started < 5


# --- wrong types anywhere ----------------------------------------------------------------------

WRONG = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.floats(),
    st.text(max_size=30),
    st.just([]),
    st.just({}),
    st.just([[]]),
    st.just({"id": {}}),
    st.just(["VerifiableCredential", 7]),
    st.dictionaries(st.text(max_size=8), st.integers(), max_size=2),
)


def check_answer(report: Report) -> None:
    assert [step.name for step in report.steps] == list(STEPS)
    assert all(step.words and step.code for step in report.steps)
    json.dumps(report.as_data())


@tries(300)
@given(st.sampled_from(places(good())), WRONG)
def test_a_wrong_type_anywhere_in_a_badge_is_never_verified(
    place: tuple[Any, ...], value: Any
) -> None:
    badge = exchanged(good(), place, value)
    report = verify(json.dumps(badge).encode(), resolver(), NOW)
    check_answer(report)
    assert report.verdict != "verified" or badge == good()


@tries(200)
@given(st.sampled_from([*badge_site.documents()]), st.data())
def test_a_wrong_type_anywhere_in_what_the_issuer_publishes_gives_an_answer(
    address: str, data: st.DataObject
) -> None:
    document = badge_site.documents()[address]
    changed = exchanged(document, data.draw(st.sampled_from(places(document))), data.draw(WRONG))
    published = resolver({address: json.dumps(changed).encode()})
    report = verify(good(), published, NOW)
    check_answer(report)
    if address == LIST:
        assert report.verdict != "verified" or changed == document


@tries(150)
@given(
    st.recursive(
        WRONG,
        lambda inner: st.dictionaries(
            st.sampled_from(
                ["type", "id", "@context", "issuer", "proof", "credentialSubject", "badge"]
            ),
            inner,
            max_size=4,
        ),
        max_leaves=12,
    )
)
def test_any_object_gets_an_answer(value: Any) -> None:
    report = verify(json.dumps(value).encode(), resolver(), NOW)
    check_answer(report)
    assert report.verdict != "verified"


@tries(150)
@given(st.binary(max_size=300), st.sampled_from([b"", SIGNATURE, b"<svg ", b"{", b"eyJ.eyJ."]))
def test_any_bytes_get_an_answer(data: bytes, start: bytes) -> None:
    report = verify(start + data, FixedResolver({}), NOW)
    check_answer(report)
    assert report.verdict != "verified"


@tries(400)
@given(st.integers(0, len(GOOD) - 1), st.integers(0, 255))
def test_any_one_byte_change_of_a_signed_file_is_refused(position: int, byte: int) -> None:
    """Unless it says the same: a space that becomes a line feed, 1e0 that becomes 1E0."""
    changed = GOOD[:position] + bytes([byte]) + GOOD[position + 1 :]
    report = verify(changed, resolver(), NOW)
    if report.verdict == "verified":
        assert json.loads(changed) == json.loads(GOOD)


def test_a_private_key_in_an_issuers_document_is_refused() -> None:
    document = badge_site.did_document(ISSUER, ["2026"])
    method = document["verificationMethod"][0]
    del method["publicKeyMultibase"]
    method["publicKeyJwk"] = {"kty": "OKP", "crv": "Ed25519", "x": "AA", "d": "AA"}
    address = f"{badge_site.BASE}issuers/riverside/did.json"
    report = verify(signed(credential("x")), resolver({address: document}), NOW)
    assert (report.verdict, report.step("signature").code) == ("unknown", "private-key")
