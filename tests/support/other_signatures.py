"""Badges signed as others sign them: RS256, proofs over plain JSON, status lists of 2021."""

from __future__ import annotations

import base64
import hashlib
import json
from functools import cache
from typing import Any

import rfc8785
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

import badge_site
from badge_site import ISSUER, LIST, Json, credential, without
from credfolio.proof.base58 import encode_base58
from other_forms import sign_p256

SCHOOL = "https://school.example/issuer"
KEYS = "https://school.example/keys.json"


def b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


@cache
def rsa_key(bits: int) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65_537, bits)


def rsa_jwk(bits: int = 2048) -> dict[str, str]:
    """The public half of the key that `rsa_token` signs with, called "one"."""
    numbers = rsa_key(bits).public_key().public_numbers()
    return {
        "kty": "RSA",
        "n": b64(numbers.n.to_bytes(bits // 8, "big")),
        "e": b64(numbers.e.to_bytes(3, "big")),
        "kid": "one",
    }


def rsa_token(claims: Json, bits: int = 2048, **head: Any) -> bytes:
    """A compact JWT, signed with RS256; `head` adds to its header."""
    parts = ({"alg": "RS256", "typ": "JWT", **head}, claims)
    message = ".".join(b64(json.dumps(part).encode()) for part in parts)
    signature = rsa_key(bits).sign(message.encode(), padding.PKCS1v15(), hashes.SHA256())
    return f"{message}.{b64(signature)}".encode()


def school_badge() -> Json:
    """A badge of an issuer that is called by an https address."""
    issuer = {"id": SCHOOL, "type": ["Profile"], "name": "School"}
    return without(credential("rsa", issuer=issuer), "credentialStatus")


def jcs_signed(document: Json, *, with_context: bool = True, **changes: Any) -> Json:
    """`document` with a proof of eddsa-jcs-2022; `changes` replace members of the proof."""
    options = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-jcs-2022",
        "created": badge_site.CREATED,
        "verificationMethod": f"{ISSUER}#key-2026",
        "proofPurpose": "assertionMethod",
        **({"@context": document["@context"]} if with_context else {}),
        **changes,
    }
    message = b"".join(hashlib.sha256(rfc8785.dumps(part)).digest() for part in (options, document))
    if options["cryptosuite"] == "ecdsa-jcs-2019":
        signature = sign_p256(message)
    else:
        key = Ed25519PrivateKey.from_private_bytes(badge_site.seed(f"{ISSUER} 2026"))
        signature = key.sign(message)
    return {**document, "proof": [{**options, "proofValue": "z" + encode_base58(signature)}]}


def list_2021(set_bits: list[int], **changes: Any) -> Json:
    """A StatusList2021 that is not signed; `changes` replace its members."""
    subject = {
        "id": f"{LIST}#list",
        "type": "StatusList2021",
        "statusPurpose": "revocation",
        "encodedList": badge_site.encoded_list(set_bits)[1:],
    }
    return badge_site.status_list(
        type=["VerifiableCredential", "StatusList2021Credential"],
        credentialSubject=subject,
        **changes,
    )


def badge_of_2021(index: int = 5) -> Json:
    """A badge whose status is in a StatusList2021 at `LIST`."""
    entry = {**badge_site.status_entry(index), "type": "StatusList2021Entry"}
    return jcs_signed(credential("older-list", credentialStatus=entry))
