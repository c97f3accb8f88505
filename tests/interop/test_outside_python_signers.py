"""What Python libraries sign and wrap that we did not write: tokens, plain JSON, lists, pictures.

The signatures over RDF are in test_outside_signers.py.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import cache
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from openbadgeslib import baking
from openbadgeslib.ob2 import OB2Signer
from openbadgeslib.ob2.models import Assertion
from openvc.keys import Ed25519SigningKey, P256SigningKey, P384SigningKey
from openvc.proof.di_jcs import EcdsaJcsProofSuite, EddsaJcsProofSuite
from openvc.status.bitstring import new_bitstring, set_status_bit
from openvc.status.issue import build_status_list_credential

import badge_site
from badge_site import BASE, ISSUER, LIST, Json, credential, without
from credfolio.badges.verification import FixedResolver, verify
from credfolio.proof.web_token import ALGORITHMS
from hostile_badges import png, svg
from other_signatures import rsa_jwk, rsa_key
from page_verifier import as_bytes, both, code_of
from rarer_forms import assertion, site

NOW = datetime(2026, 6, 1, tzinfo=UTC)
DID = f"{BASE}issuers/riverside/did.json"
CREATED = datetime(2026, 1, 15, 12, tzinfo=UTC)

SECRETS: dict[str, Any] = {
    "Ed25519": Ed25519PrivateKey.from_private_bytes(badge_site.seed(f"{ISSUER} 2026")),
    "P-256": ec.derive_private_key(0xC0FFEE, ec.SECP256R1()),
    "P-384": ec.derive_private_key(0xC0FFEE, ec.SECP384R1()),
    "RSA": rsa_key(2048),
}
KEYS: dict[str, Any] = {
    "Ed25519": Ed25519SigningKey, "P-256": P256SigningKey, "P-384": P384SigningKey
}  # fmt: skip


def published(**more: Any) -> dict[str, Any]:
    """What the issuer publishes, with a key of each kind."""
    document = badge_site.did_document(ISSUER, ["2025", "2026"])
    jwks = {kind: KEYS[kind](SECRETS[kind], "").public_jwk() for kind in KEYS} | {"RSA": rsa_jwk()}
    for kind, jwk in jwks.items():
        public = {name: jwk[name] for name in ("kty", "crv", "x", "y", "n", "e") if name in jwk}
        method = {"id": f"{ISSUER}#{kind}", "type": "JsonWebKey", "controller": ISSUER}
        document["verificationMethod"].append({**method, "publicKeyJwk": public})
        document["assertionMethod"].append(method["id"])
    return {**badge_site.documents(), DID: document, **more}


def by_openvc(document: Json, kind: str) -> Json:
    """A proof over plain JSON."""
    suite = EddsaJcsProofSuite() if kind == "Ed25519" else EcdsaJcsProofSuite()
    key = KEYS[kind](SECRETS[kind], f"{ISSUER}#{kind}")
    made: Json = suite.add_proof(
        document, signing_key=key, verification_method=f"{ISSUER}#{kind}", created=CREATED
    )
    return made


def by_pyjwt(document: Json, algorithm: str, kind: str) -> bytes:
    head = {"kid": f"{ISSUER}#{kind}", "typ": "vc+jwt"}
    return jwt.encode(document, SECRETS[kind], algorithm=algorithm, headers=head).encode()


def of_model_1_1() -> Json:
    made = credential("older")
    made["@context"] = ["https://www.w3.org/2018/credentials/v1", badge_site.CONTEXTS[1]]
    made["issuanceDate"], made["expirationDate"] = made.pop("validFrom"), made.pop("validUntil")
    return without(made, "credentialStatus")


TOKENS = [
    ("ES256", "P-256"), ("ES384", "P-384"), ("EdDSA", "Ed25519"), ("Ed25519", "Ed25519"),
    ("RS256", "RSA"),
]  # fmt: skip
# PyJWT knows the key and not yet the name that RFC 9864 gives to what it does with it.
if "Ed25519" not in jwt.algorithms.get_default_algorithms():
    jwt.register_algorithm("Ed25519", jwt.algorithms.OKPAlgorithm())


@cache
def badges() -> dict[str, bytes | Json]:
    tokens = {f"token {name}": by_pyjwt(credential("t"), name, kind) for name, kind in TOKENS}
    plain = {f"jcs {kind}": by_openvc(credential("j"), kind) for kind in KEYS}
    older = {f"jcs {kind}, 1.1": by_openvc(of_model_1_1(), kind) for kind in KEYS}
    inside = json.dumps(badge_site.good())
    carrier: Any = {"keyword": baking.ITXT_KEYWORD_OB3}
    pictures = {
        "png": baking.bake_png(png(), inside, **carrier),
        "png with a token": baking.bake_png(png(), tokens["token ES256"].decode(), **carrier),
    }
    return {**tokens, **plain, **older, **pictures}


def test_every_suite_over_plain_json_and_every_algorithm_of_tokens_is_among_them() -> None:
    proofs = [one["proof"]["cryptosuite"] for one in badges().values() if isinstance(one, dict)]
    assert set(proofs) == {"eddsa-jcs-2022", "ecdsa-jcs-2019"}
    assert {algorithm for algorithm, _ in TOKENS} == set(ALGORITHMS)


def test_what_they_sign_and_wrap_is_verified() -> None:
    for name, report in both(badges(), published(), NOW).items():
        assert report.verdict == "verified", (name, report.as_data())


def test_what_was_changed_in_it_afterwards_is_not_genuine() -> None:
    cases: dict[str, bytes | Json] = {}
    for name, badge in badges().items():
        if isinstance(badge, dict):
            cases[name] = {**badge, "name": "Other"}
        elif name.startswith("token"):
            head, body, tail = badge.split(b".")
            other = by_pyjwt({**credential("t"), "name": "Other"}, "ES256", "P-256").split(b".")[1]
            cases[name] = b".".join([head, other, tail])
            cases[f"{name}, tail"] = b".".join([head, body, tail[:9] + tail[10:11] + tail[10:]])
    reports = both(cases, published(), NOW)
    for name, report in reports.items():
        assert (report.verdict, code_of(report)) == ("false", "signature-wrong"), name


@pytest.mark.parametrize(("bit", "verdict"), [(5, "ended"), (6, "verified")])
def test_a_status_list_of_theirs_is_read(bit: int, verdict: str) -> None:
    bits = new_bitstring(131_072)
    set_status_bit(bits, bit, True)
    made = build_status_list_credential(id=LIST, issuer=ISSUER, bitstring=bits, valid_from=CREATED)
    lists = {kind: by_openvc(made, kind) for kind in KEYS}
    sites = {kind: published(**{LIST: one}) for kind, one in lists.items()}
    reports = both(dict.fromkeys(lists, badge_site.good()), sites, NOW, of_each=True)
    assert {report.verdict for report in reports.values()} == {verdict}


def signed_assertion(**changes: Any) -> Assertion:
    made = assertion(**changes)
    recipient = {"type": "email", "hashed": False, "identity": "robin@school.example"}
    return Assertion.from_dict({**made, "recipient": recipient})


def test_an_assertion_of_theirs_is_verified_in_every_wrapping_and_refused_when_changed() -> None:
    signer = OB2Signer(SECRETS["RSA"])
    token = signer.sign(signed_assertion())
    head, _, tail = token.split(".")
    other = signer.sign(signed_assertion(issuedOn="2020-01-01T00:00:00Z")).split(".")[1]
    cases: dict[str, bytes | Json] = {
        "token": token.encode(),
        "png": signer.sign_into_png(signed_assertion(), png()),
        "changed": f"{head}.{other}.{tail}".encode(),
    }
    reports = both(cases, site(), NOW)
    assert {name: report.verdict for name, report in reports.items()} == {
        "token": "verified", "png": "verified", "changed": "false",
    }  # fmt: skip
    documents = FixedResolver({name: as_bytes(value) for name, value in site().items()})
    picture = signer.sign_into_svg(signed_assertion(), svg(""))
    assert verify(picture, documents, NOW).verdict == "verified"


def test_a_drawing_of_theirs_with_a_badge_inside_is_read() -> None:
    """By the command: the page reads SVG in a browser only."""
    documents = FixedResolver({name: as_bytes(value) for name, value in published().items()})
    carrier: Any = {"element": baking.SVG_ELEMENT_OB3, "namespace": baking.SVG_NS_OB3}
    inside = json.dumps(badge_site.good())
    token = badges()["token ES256"]
    assert isinstance(token, bytes)
    for picture in (
        baking.bake_svg(svg(""), inside, as_text=True, **carrier),
        baking.bake_svg(svg(""), token.decode(), **carrier),
    ):
        assert verify(picture, documents, NOW).verdict == "verified"
