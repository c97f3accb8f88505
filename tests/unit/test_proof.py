"""The proof module: keys, canonical form, and what it refuses to sign or to believe."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from credfolio.proof import (
    JsonRefused,
    MultikeyError,
    ProofError,
    decode_public_key,
    did_key,
    did_key_method,
    encode_public_key,
    parse_json,
    render_json,
    sign_document,
    verify_document,
)
from credfolio.proof.base58 import decode_base58, encode_base58
from credfolio.proof.canonical import CanonicalError, canonical_form
from credfolio.proof.contexts import CREDENTIALS_V2, OPEN_BADGES_3
from credfolio.proof.multikey import decode_secret_key, encode_secret_key

# RFC 8032, section 7.1, test 1.
SEED = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
PUBLIC = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
SIGNATURE = bytes.fromhex(
    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b4"
    "6bd25bf5f0595bbe24655141438e7a100b"
)
METHOD = did_key_method(PUBLIC)
CREATED = "2026-05-04T09:00:00Z"


def badge(**changes: Any) -> dict[str, Any]:
    return {
        "@context": [CREDENTIALS_V2, OPEN_BADGES_3],
        "id": "https://badges.example/a/credential.json",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "Active Listening",
        "issuer": {"id": did_key(PUBLIC), "type": ["Profile"], "name": "Riverside"},
        "validFrom": "2025-12-01T00:00:00Z",
        "credentialSubject": {
            "id": "https://badges.example/portfolios/ana/",
            "type": ["AchievementSubject"],
            "creditsEarned": 0.5,
            "achievement": {
                "id": "https://badges.example/c/achievement.json",
                "type": ["Achievement"],
                "name": "Active Listening",
                "description": "Listens.",
                "criteria": {"narrative": "Listen.\n\nThen ask."},
            },
        },
        **changes,
    }


def signed(document: dict[str, Any] | None = None) -> dict[str, Any]:
    return sign_document(document or badge(), SEED, METHOD, CREATED)


def key_of(method: str) -> bytes:
    return PUBLIC


def refusal(document: dict[str, Any]) -> str:
    with pytest.raises(ProofError) as found:
        verify_document(document, key_of)
    return str(found.value.args[0])


# --- keys -------------------------------------------------------------------------------------


def test_ed25519_is_the_one_of_rfc_8032() -> None:
    key = Ed25519PrivateKey.from_private_bytes(SEED)
    assert key.public_key().public_bytes_raw() == PUBLIC
    assert key.sign(b"") == SIGNATURE


def test_base58_is_the_one_of_the_drafts_vectors() -> None:
    # draft-msporny-base58, section 5.
    assert encode_base58(b"Hello World!") == "2NEpo7TZRRrLZSi2U"
    assert encode_base58(bytes.fromhex("0000287fb4cd")) == "11233QC4"
    assert decode_base58("11233QC4") == bytes.fromhex("0000287fb4cd")


@pytest.mark.parametrize("text", ["0", "I", "l", "O", "+", " 1", "z" * 257])
def test_what_is_not_base58_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="base58"):
        decode_base58(text)


def test_keys_go_there_and_back_and_say_what_they_are() -> None:
    assert encode_public_key(PUBLIC).startswith("z6Mk")
    assert encode_secret_key(SEED).startswith("z3u2")
    assert decode_public_key(encode_public_key(PUBLIC)) == PUBLIC
    assert decode_secret_key(encode_secret_key(SEED)) == SEED


def test_a_private_key_is_not_taken_for_a_public_one_nor_repeated_in_the_message() -> None:
    secret = encode_secret_key(SEED)
    with pytest.raises(MultikeyError, match="found a private Ed25519 key") as found:
        decode_public_key(secret)
    assert secret not in str(found.value)
    with pytest.raises(MultikeyError, match="found a public Ed25519 key"):
        decode_secret_key(encode_public_key(PUBLIC))


def test_a_key_of_another_kind_is_named_as_such() -> None:
    p256 = "z" + encode_base58(b"\x80\x24" + bytes(33))
    with pytest.raises(MultikeyError, match="found a public P-256 key"):
        decode_public_key(p256)
    x25519 = "z" + encode_base58(b"\xec\x01" + bytes(32))
    with pytest.raises(MultikeyError, match="found a key of another kind"):
        decode_public_key(x25519)


# --- signing and verifying --------------------------------------------------------------------


def test_what_was_signed_verifies_and_names_its_key() -> None:
    assert verify_document(signed(), key_of) == METHOD


def test_the_same_input_gives_the_same_bytes() -> None:
    assert render_json(signed()) == render_json(signed())


def test_the_proof_is_a_list_of_one() -> None:
    [proof] = signed()["proof"]
    assert proof["cryptosuite"] == "eddsa-rdfc-2022"
    assert proof["verificationMethod"] == METHOD


@pytest.mark.parametrize(
    ("pointer", "value"),
    [
        (("name",), "Active Listenin"),
        (("validFrom",), "2025-12-02T00:00:00Z"),
        (("issuer", "name"), "Hillcrest"),
        (("credentialSubject", "creditsEarned"), 5),
        (("credentialSubject", "id"), "https://badges.example/portfolios/tom/"),
        (("proof", 0, "created"), "2026-05-04T09:00:01Z"),
        (("proof", 0, "verificationMethod"), "did:web:evil.example#key-1"),
    ],
)
def test_a_changed_value_does_not_verify(pointer: tuple[Any, ...], value: object) -> None:
    document: Any = copy.deepcopy(signed())
    place = document
    for step in pointer[:-1]:
        place = place[step]
    place[pointer[-1]] = value
    assert "the signature does not belong" in refusal(document)


def test_another_key_does_not_verify() -> None:
    other = Ed25519PrivateKey.from_private_bytes(bytes(32)).public_key().public_bytes_raw()
    with pytest.raises(ProofError) as found:
        verify_document(signed(), lambda method: other)
    assert found.value.step == "signature"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"grade": "A"}, "/grade: the term is not defined"),
        ({"type": ["VerifiableCredential", "GoldBadge"]}, "the type 'GoldBadge' is not defined"),
        ({"id": "credential.json"}, "is not an absolute address"),
        ({"id": "_:b0"}, "is not an absolute address"),
        ({"name": None}, "null says nothing"),
        ({"@graph": []}, "/@graph: the term is not defined"),
        ({"issuer": {"@context": [], "id": "https://x.example"}}, "a context inside"),
        ({"name": "a\tb"}, "control character U+0009"),
        ({"name": "a\x7fb"}, "control character U+007F"),
        ({"@context": [CREDENTIALS_V2, "https://evil.example/context"]}, "not one that we know"),
        ({"@context": CREDENTIALS_V2}, "the contexts are not a list"),
        ({"@context": [{"name": "https://schema.org/name"}]}, "the contexts are not a list"),
    ],
)
def test_what_a_signature_would_not_cover_is_not_signed(
    changes: dict[str, Any], words: str
) -> None:
    with pytest.raises(ProofError) as found:
        signed(badge(**changes))
    assert words in str(found.value.args[0])


def test_what_is_added_after_signing_is_refused_even_where_json_ld_would_drop_it() -> None:
    assert "/grade: the term is not defined" in refusal({**signed(), "grade": "A"})


@pytest.mark.parametrize(
    ("proof", "words"),
    [
        ([], "carries no proof"),
        (None, "carries no proof"),
        ("signed", "carries no proof"),
        ([{}], "the proof lacks"),
        ([1], "more than one proof, or none of the known form"),
        ([{"type": "DataIntegrityProof"}, {}], "more than one proof"),
    ],
)
def test_a_proof_of_another_form_is_refused(proof: object, words: str) -> None:
    assert words in refusal({**badge(), "proof": proof})


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("cryptosuite", "eddsa-jcs-2022", "of another kind"),
        ("type", "Ed25519Signature2020", "of another kind"),
        ("proofPurpose", "authentication", "another purpose"),
        ("proofValue", "u" + "A" * 86, "not written in base58"),
        ("proofValue", "z111", "not 64 bytes"),
        ("created", "yesterday", "not a time with its offset"),
        ("domain", "x", "which is not known"),
        ("created", 5, "not text"),
    ],
)
def test_a_value_of_the_proof_that_is_not_ours_is_refused(
    key: str, value: object, words: str
) -> None:
    document = signed()
    [proof] = document["proof"]
    assert words in refusal({**document, "proof": [{**proof, key: value}]})


def test_a_graph_that_would_take_minutes_is_refused_at_once() -> None:
    alike = [{"type": ["Evidence"], "name": "the same"} for _ in range(12)]
    twins = [{"type": ["Evidence"], "narrative": alike} for _ in range(2)]
    with pytest.raises(CanonicalError, match="look alike"):
        canonical_form(badge(evidence=twins))


# --- JSON -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b'{"a":1,"a":2}', "stands twice"),
        (b'{"a":NaN}', "NaN is not a number"),
        (b'{"a":1e999}', "too large"),
        (b'{"a":"\\ud800"}', "control character U\\+D800"),
        (b'{"a":"\\u0007"}', "control character U\\+0007"),
        (b"[" * 30 + b"]" * 30, "nested deeper"),
        (b"[" * 60_000, "nested deeper"),
        (b"[]", "not an object"),
        (b'{"a":', "not JSON"),
        (b"\xff{}", "not UTF-8"),
        (b"\xef\xbb\xbf{}", "byte order mark"),
        (b'{"a":"' + b"x" * 70_000 + b'"}', "64 KiB"),
        (b'{"a":' + b"9" * 5_000 + b"}", "not JSON"),
    ],
)
def test_json_that_two_readers_could_read_differently_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(JsonRefused, match=words):
        parse_json(data)
