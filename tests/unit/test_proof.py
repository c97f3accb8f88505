"""The proof module: keys, canonical form, and what it refuses to sign or to believe."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from credfolio.proof import (
    FOREIGN,
    OURS,
    MultikeyError,
    NotProven,
    PublicKey,
    Refusal,
    decode_public_key,
    did_key,
    did_key_method,
    encode_public_key,
    peek_proofs,
    read_json,
    read_object,
    render_json,
    sign_document,
    verify_document,
)
from credfolio.proof.base58 import decode_base58, encode_base58
from credfolio.proof.canonical import CanonicalError, canonical_form
from credfolio.proof.contexts import CREDENTIALS_V2, DATA_INTEGRITY_2, OPEN_BADGES_3
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


def key_of(method: object) -> PublicKey:
    return PublicKey("Ed25519", PUBLIC)


def refusal(document: dict[str, Any]) -> str:
    with pytest.raises(NotProven) as found:
        verify_document(document, key_of, OURS)
    return found.value.words


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
    assert verify_document(signed(), key_of, OURS)["verificationMethod"] == METHOD


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
    assert "The signature does not fit the content." in refusal(document)


def test_another_key_does_not_verify() -> None:
    other = Ed25519PrivateKey.from_private_bytes(bytes(32)).public_key().public_bytes_raw()
    with pytest.raises(Refusal) as found:
        verify_document(signed(), lambda method: PublicKey("Ed25519", other), OURS)
    assert found.value.code == "signature-wrong"


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
        (
            {"@context": [CREDENTIALS_V2, "https://evil.example/context"]},
            "a vocabulary that",
        ),
        ({"@context": CREDENTIALS_V2}, "the contexts are not a list"),
        ({"@context": [{"name": "https://schema.org/name"}]}, "definitions of its own"),
    ],
)
def test_what_a_signature_would_not_cover_is_not_signed(
    changes: dict[str, Any], words: str
) -> None:
    with pytest.raises(NotProven) as found:
        signed(badge(**changes))
    assert words in found.value.words


@pytest.mark.parametrize(
    "proof", ["https://a.example/1", 7, True, {"id": "https://a.example/1"}, {}]
)
def test_a_value_that_a_graph_of_its_own_would_drop_is_not_signed(proof: object) -> None:
    """A proof is such a graph, and some vocabularies define the word everywhere."""
    contexts = [
        "https://www.w3.org/2018/credentials/v1",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json",
        DATA_INTEGRITY_2,
    ]
    made = {**badge(), "@context": contexts, "evidence": [{"type": ["Evidence"], "proof": proof}]}
    with pytest.raises(CanonicalError, match=r"/evidence/0/proof.*: a value alone in a graph"):
        canonical_form(made)


def test_what_is_added_after_signing_is_refused_even_where_json_ld_would_drop_it() -> None:
    assert "/grade: the term is not defined" in refusal({**signed(), "grade": "A"})


@pytest.mark.parametrize(
    ("proof", "words"),
    [
        ([], "It has no signature"),
        (None, "The signature is not an object"),
        ("signed", "The signature is not an object"),
        ([{}], "does not say what kind it is"),
        ([1], "The signature is not an object"),
        ([{"type": "DataIntegrityProof"}, {}], "or too many"),
        ([{"type": "DataIntegrityProof", "cryptosuite": "eddsa-rdfc-2022"}], "The proof lacks"),
    ],
)
def test_a_proof_of_another_form_is_refused(proof: object, words: str) -> None:
    assert words in refusal({**badge(), "proof": proof})


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("cryptosuite", "eddsa-jcs-2022", "(it knows eddsa-rdfc-2022)"),
        ("type", "Ed25519Signature2020", "(it knows eddsa-rdfc-2022)"),
        ("proofPurpose", "authentication", "not made to issue badges"),
        ("proofValue", "u" + "A" * 86, "not written as base58"),
        ("proofValue", "z111", "does not fit the content"),
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
        (b'{"a":1,"a":2}', "occurs twice"),
        (b'{"a":NaN}', "NaN is not JSON"),
        (b'{"a":1e999}', "too large"),
        (b'{"a":"\\ud800"}', "half of a Unicode character"),
        (b'{"a":"\\u0007"}', "control character U\\+0007"),
        (b"[" * 30 + b"]" * 30, "nested more than 24 deep"),
        (b"[" * 60_000, "nested more than 24 deep"),
        (b"[]", "not an object"),
        (b'{"a":', "not JSON"),
        (b"\xff{}", "not in UTF-8"),
        (b"\xef\xbb\xbf{}", "byte order mark"),
        (b'{"a":"' + b"x" * 70_000 + b'"}', "larger than 65,536 bytes"),
        (b'{"a":' + b"9" * 5_000 + b"}", "not JSON"),
    ],
)
def test_json_that_two_readers_could_read_differently_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(Refusal, match=words):
        read_object(data, OURS)


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf{}",
        b'{"a":' * 30 + b"1" + b"}" * 30,
        b'{"a":"' + b"x" * 70_000 + b'"}',
        b'{"a":[' + b"1," * 2_000 + b"1]}",
    ],
    ids=["byte order mark", "depth", "size", "items"],
)
def test_a_file_of_ours_is_read_within_narrower_limits_than_a_strangers(data: bytes) -> None:
    assert isinstance(read_json(data, FOREIGN), dict)
    with pytest.raises(Refusal):
        read_json(data, OURS)


def test_brackets_are_counted_outside_of_texts_only() -> None:
    assert read_json(b'{"a":"' + b"[" * 100 + b'\\""}', FOREIGN) == {"a": "[" * 100 + '"'}
    for broken in (b'"' + b"[" * 100, b'"' + b"[" * 100 + b"\\", b'{"a":"\\\\' + b"[" * 100):
        with pytest.raises(Refusal) as found:
            read_json(broken, FOREIGN)
        assert found.value.code == "not-json"


@pytest.mark.parametrize(
    "change",
    [{"created": "2026-05-04T09:00:00"}, {"nonce": "x"}, {"id": "https://badges.example/p"}],
    ids=["time without offset", "nonce", "id"],
)
def test_a_proof_of_ours_has_one_form_and_a_strangers_may_say_more(change: dict[str, str]) -> None:
    document = signed()
    changed = {**document, "proof": [{**document["proof"][0], **change}]}
    assert len(peek_proofs(changed, FOREIGN)) == 1
    with pytest.raises(Refusal):
        peek_proofs(changed, OURS)


def test_a_strangers_badge_may_carry_several_proofs_and_each_must_hold() -> None:
    document = signed()
    [proof] = document["proof"]
    assert verify_document({**document, "proof": [proof, proof]}, key_of, FOREIGN) == proof
    other = {**proof, "created": "2026-05-04T09:00:01Z"}
    for proofs in ([proof, other], [other, proof]):
        with pytest.raises(Refusal, match="does not fit the content"):
            verify_document({**document, "proof": proofs}, key_of, FOREIGN)
    assert "or too many" in refusal({**document, "proof": [proof, proof]})


def test_a_reason_stands_behind_a_colon() -> None:
    assert Refusal("not-json", "The text is not JSON.").reason == "the text is not JSON"
    assert Refusal("not-json", "NaN is not JSON.").reason == "NaN is not JSON"
