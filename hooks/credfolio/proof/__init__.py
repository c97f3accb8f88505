"""Proofs, tokens, keys, and strict JSON: what is signed, and the one verifier for it.

Signed is ``eddsa-rdfc-2022`` over Ed25519, written as a one-element list. What is accepted
depends on the `Limits` that a caller passes: `OURS` for the files of a project, `FOREIGN` for
badges from anywhere. Nothing here reads the network or the disk: the JSON-LD contexts are
bundled, pinned and hashed.
"""

from credfolio.proof.data_integrity import peek_proofs, sign_document, verify_document
from credfolio.proof.limits import FOREIGN, OURS, Limits
from credfolio.proof.multikey import (
    MultikeyError,
    decode_public_key,
    did_key,
    did_key_method,
    encode_public_key,
)
from credfolio.proof.public_key import PublicKey
from credfolio.proof.refusal import IssuerRefusal, NotProven, Refusal, Undecided
from credfolio.proof.strict_json import read_json, read_object, render_json

__all__ = [
    "FOREIGN",
    "OURS",
    "IssuerRefusal",
    "Limits",
    "MultikeyError",
    "NotProven",
    "PublicKey",
    "Refusal",
    "Undecided",
    "decode_public_key",
    "did_key",
    "did_key_method",
    "encode_public_key",
    "peek_proofs",
    "read_json",
    "read_object",
    "render_json",
    "sign_document",
    "verify_document",
]
