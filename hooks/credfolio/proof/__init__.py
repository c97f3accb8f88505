"""Data Integrity proofs of the one form that every verifier we met accepts.

``eddsa-rdfc-2022`` over Ed25519, written as a one-element list. Nothing here
reads the network: the JSON-LD contexts are bundled, pinned and hashed.
"""

from credfolio.proof.data_integrity import (
    MAX_CREATED,
    ProofError,
    peek_method,
    peek_proof,
    sign_document,
    verify_document,
)
from credfolio.proof.multikey import (
    MultikeyError,
    decode_public_key,
    did_key,
    did_key_method,
    encode_public_key,
)
from credfolio.proof.strict_json import JsonRefused, parse_json, render_json

__all__ = [
    "MAX_CREATED",
    "JsonRefused",
    "MultikeyError",
    "ProofError",
    "decode_public_key",
    "did_key",
    "did_key_method",
    "encode_public_key",
    "parse_json",
    "peek_method",
    "peek_proof",
    "render_json",
    "sign_document",
    "verify_document",
]
