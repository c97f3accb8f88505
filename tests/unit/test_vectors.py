"""Published test vectors: our proof module gives, and takes, exactly what the standards print."""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pyoxigraph import CanonicalizationAlgorithm, Dataset, RdfFormat, parse

from credfolio.badges.openbadges.status_list import decode_bits, encode_bits
from credfolio.badges.verification import NoResolver, verify
from credfolio.proof import (
    OURS,
    PublicKey,
    contexts,
    data_integrity,
    sign_document,
    terms,
    verify_document,
)
from credfolio.proof.canonical import canonical_form, plain_form
from credfolio.proof.multikey import decode_public_key, decode_secret_key, did_key_method
from credfolio.proof.public_key import read_jwk
from credfolio.proof.rdf import to_canonical_quads

ROOT = Path(__file__).parents[2]
EXAMPLES_V2 = "https://www.w3.org/ns/credentials/examples/v2"
Json = dict[str, Any]

# --- RFC 8032, section 7.1: tests 1, 2, 3 and SHA(abc) ------------------------------------------

ED25519 = [
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        (
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e3970"
            "1cf9b46bd25bf5f0595bbe24655141438e7a100b"
        ),
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        (
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613"
            "d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        ),
    ),
    (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        (
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760"
            "984dc6594a7c15e9716ed28dc027beceea1ec40a"
        ),
    ),
    (
        "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        (
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23"
            "a3feebbd454d4423643ce80e2a9ac94fa54ca49f"
        ),
        (
            "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c6"
            "6431e0303dca179c138ac17ad9bef1177331a704"
        ),
    ),
]


@pytest.mark.parametrize(("seed", "public", "message", "expected"), ED25519)
def test_ed25519_is_the_one_of_rfc_8032(
    seed: str, public: str, message: str, expected: str
) -> None:
    key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(seed))
    assert key.public_key().public_bytes_raw().hex() == public
    assert key.sign(bytes.fromhex(message)).hex() == expected


# --- Data Integrity EdDSA Cryptosuites 1.0, appendix B ------------------------------------------

PUBLIC = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
SECRET = "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq"
CREATED = "2023-02-24T23:36:38Z"
CREDENTIAL: Json = {
    "@context": [contexts.CREDENTIALS_V2, EXAMPLES_V2],
    "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
    "type": ["VerifiableCredential", "AlumniCredential"],
    "name": "Alumni Credential",
    "description": "A minimum viable example of an Alumni Credential.",
    "issuer": "https://vc.example/issuers/5678",
    "validFrom": "2023-01-01T00:00:00Z",
    "credentialSubject": {"id": "did:example:abcdefgh", "alumniOf": "The School of Examples"},
}
OPTIONS: Json = {
    "@context": CREDENTIAL["@context"],
    "type": "DataIntegrityProof",
    "cryptosuite": "eddsa-rdfc-2022",
    "created": CREATED,
    "verificationMethod": f"did:key:{PUBLIC}#{PUBLIC}",
    "proofPurpose": "assertionMethod",
}
CREDENTIAL_HASH = "517744132ae165a5349155bef0bb0cf2258fff99dfe1dbd914b938d775a36017"
OPTIONS_HASH = "bea7b7acfbad0126b135104024a5f1733e705108f42d59668b05c0c50004c6b0"
SIGNATURE = (
    "z2YwC8z3ap7yx1nZYCg4L3j3ApHsF8kgPdSb5xoS1VR7vPG3F561B52hYnQF9iseabecm3ijx4K1FBTQsCZahKZme"
)
JCS_SIGNATURE = (
    "z2HnFSSPPBzR36zdDgK8PbEHeXbR56YF24jwMpt3R1eHXQzJDMWS93FCzpvJpwTWd3GAVFuUfjoJdcnTMuVor51aX"
)


@pytest.fixture
def example_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """The vectors use W3C's context for examples, in which any word is defined; we know none such.

    Two of its words are defined here as its ``@vocab`` does.
    """
    base = "https://www.w3.org/ns/credentials/examples#"
    words = {name: f"{base}{name}" for name in ("AlumniCredential", "alumniOf")}
    known = contexts.context_document.__wrapped__

    def with_examples(address: str) -> Json:
        return {"@context": words} if address == EXAMPLES_V2 else known(address)

    for module in (contexts, terms, data_integrity):
        monkeypatch.setattr(module, "context_document", with_examples)


def test_the_keys_are_read_as_the_standard_writes_them() -> None:
    seed = decode_secret_key(SECRET)
    public = Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()
    assert public == decode_public_key(PUBLIC)


@pytest.mark.usefixtures("example_words")
def test_eddsa_rdfc_2022_canonical_forms_have_the_printed_hashes() -> None:
    """Appendix B.1: the hashes of the credential and of the proof's options."""
    for form in (canonical_form, plain_form):
        assert hashlib.sha256(form(CREDENTIAL)).hexdigest() == CREDENTIAL_HASH
        assert hashlib.sha256(form(OPTIONS)).hexdigest() == OPTIONS_HASH


@pytest.mark.usefixtures("example_words")
def test_eddsa_rdfc_2022_signs_and_verifies_the_printed_example() -> None:
    method = did_key_method(decode_public_key(PUBLIC))
    signed = sign_document(CREDENTIAL, decode_secret_key(SECRET), method, CREATED)
    assert signed["proof"][0]["proofValue"] == SIGNATURE
    key = PublicKey("Ed25519", decode_public_key(PUBLIC))
    assert verify_document(signed, lambda name: key, OURS)["verificationMethod"] == method


@pytest.mark.parametrize(
    ("suite", "value"), [("eddsa-rdfc-2022", SIGNATURE), ("eddsa-jcs-2022", JCS_SIGNATURE)]
)
@pytest.mark.usefixtures("example_words")
def test_the_verifier_accepts_the_printed_proofs_and_nothing_changed(
    suite: str, value: str
) -> None:
    """Appendix B.1 and B.3. The issuer is no DID, so who signed stays unknown."""
    proof = {**OPTIONS, "cryptosuite": suite, "proofValue": value}
    if suite == "eddsa-rdfc-2022":
        del proof["@context"]
    now = datetime(2026, 1, 1, tzinfo=UTC)
    report = verify({**CREDENTIAL, "proof": proof}, NoResolver(), now)
    assert report.step("signature").outcome == "pass", report.as_data()
    changed = {**CREDENTIAL, "name": "Alumnus Credential", "proof": proof}
    assert verify(changed, NoResolver(), now).step("signature").code == "signature-wrong"


# --- RFC 7515, appendix A.3: ES256 --------------------------------------------------------------

ES256_KEY = {
    "kty": "EC",
    "crv": "P-256",
    "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
    "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
}
ES256_TOKEN = (
    "eyJhbGciOiJFUzI1NiJ9"
    ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
    ".DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"
)


def test_es256_is_the_one_of_rfc_7515() -> None:
    message, _, tail = ES256_TOKEN.rpartition(".")
    signature = base64.urlsafe_b64decode(tail + "==")
    key = read_jwk(ES256_KEY)
    assert key.accepts(signature, message.encode())
    assert not key.accepts(signature, message.replace("J", "K", 1).encode())


# --- Bitstring Status List 1.0 ------------------------------------------------------------------

# The example of a status list credential: 131,072 bits, all clear.
EMPTY_LIST = "uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA"


def test_the_printed_status_list_is_read_and_written() -> None:
    assert decode_bits(EMPTY_LIST) == bytes(16 * 1024)
    packed = base64.urlsafe_b64decode(encode_bits([])[1:] + "==")
    assert zlib.decompress(packed, 31) == bytes(16 * 1024)


# --- RDFC-1.0, by an implementation in another language -----------------------------------------

SIGNED = sorted(
    [*ROOT.glob("portfolios/*/credentials/*.json"), *ROOT.glob("catalog/*/status/*.json")]
)


@pytest.mark.parametrize("path", SIGNED[::4], ids=lambda path: path.stem)
def test_the_canonical_form_is_that_of_another_implementation(path: Path) -> None:
    document: Json = json.loads(path.read_text("utf-8"))
    ours = canonical_form({key: one for key, one in document.items() if key != "proof"}).decode()
    # Other names for the blank nodes and another order, so that nothing is given away.
    lines = ours.replace("_:c14n", "_:given").splitlines(keepends=True)
    dataset = Dataset(parse("".join(reversed(lines)), format=RdfFormat.N_QUADS))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    theirs = "".join(sorted(f"{quad} .\n" for quad in dataset))
    assert theirs == ours


def test_pyld_alone_is_what_the_template_was_compared_with() -> None:
    document: Json = json.loads(SIGNED[0].read_text("utf-8"))
    del document["proof"]
    assert to_canonical_quads(document).encode() == plain_form(document)
