"""Sign and verify with ``eddsa-rdfc-2022`` (W3C Data Integrity EdDSA Cryptosuites, section 3.2)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from credfolio.proof.base58 import decode_base58, encode_base58
from credfolio.proof.canonical import CanonicalError, canonical_form
from credfolio.proof.strict_json import JsonRefused, check_texts

CRYPTOSUITE = "eddsa-rdfc-2022"
MAX_CREATED = 40
_CREATED = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})")
_KNOWN = frozenset(
    {"type", "cryptosuite", "created", "verificationMethod", "proofPurpose", "proofValue"}
)
_SIGNATURE_BYTES = 64

PublicKeyOf = Callable[[str], bytes]
"""``public_key_of(verification_method)`` → 32 bytes; raises `ProofError` when there is none."""


class ProofError(ValueError):
    """A document that does not verify, or cannot be signed.

    `step` is ``format`` or ``signature`` and `args[0]` says what is the matter.
    """

    def __init__(self, message: str, step: str = "format") -> None:
        super().__init__(message)
        self.step = step


def sign_document(
    document: dict[str, Any], seed: bytes, method: str, created: str
) -> dict[str, Any]:
    """`document` with its proof: the same input gives the same signature.

    Raises `ProofError` when part of the document would not be covered.
    """
    if "proof" in document:
        raise ProofError("the document carries a proof already")
    if not _CREATED.fullmatch(created):
        raise ProofError(f"{created!r} is not a time with its offset")
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": CRYPTOSUITE,
        "created": created,
        "verificationMethod": method,
        "proofPurpose": "assertionMethod",
    }
    try:
        check_texts(document)
        payload = _payload(document, proof)
    except (CanonicalError, JsonRefused) as error:
        raise ProofError(error.args[0]) from error
    signature = Ed25519PrivateKey.from_private_bytes(seed).sign(payload)
    return {**document, "proof": [{**proof, "proofValue": "z" + encode_base58(signature)}]}


def verify_document(document: dict[str, Any], public_key_of: PublicKeyOf) -> str:
    """The verification method whose key signed `document`.

    Raises `ProofError` unless there is exactly one proof of ours and it holds.
    Whether the method belongs to the issuer is for the caller to say.
    """
    proof = peek_proof(document)
    signature = _signature(proof)
    unsigned = {key: value for key, value in document.items() if key != "proof"}
    config = {key: value for key, value in proof.items() if key != "proofValue"}
    try:
        check_texts(document)
        payload = _payload(unsigned, config)
    except (CanonicalError, JsonRefused) as error:
        raise ProofError(error.args[0]) from error
    method: str = proof["verificationMethod"]
    key = public_key_of(method)
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, payload)
    except InvalidSignature:
        raise ProofError(
            "the signature does not belong to this text and this key", "signature"
        ) from None
    except ValueError:
        raise ProofError("the public key is not an Ed25519 key", "signature") from None
    return method


def peek_proof(document: dict[str, Any]) -> dict[str, Any]:
    """The one proof of `document`, of the right form, not yet verified; raises `ProofError`."""
    proofs = document.get("proof")
    if isinstance(proofs, dict):
        proofs = [proofs]
    if not isinstance(proofs, list) or not proofs:
        raise ProofError("the document carries no proof")
    if len(proofs) != 1 or not isinstance(proofs[0], dict):
        raise ProofError("the document carries more than one proof, or none of the known form")
    proof: dict[str, Any] = proofs[0]
    if unknown := set(proof) - _KNOWN:
        raise ProofError(f"the proof says {sorted(unknown)[0][:60]!r}, which is not known")
    if missing := _KNOWN - {"created"} - set(proof):
        raise ProofError(f"the proof lacks {sorted(missing)[0]}")
    if not all(isinstance(value, str) for value in proof.values()):
        raise ProofError("a value of the proof is not text")
    if (proof["type"], proof["cryptosuite"]) != ("DataIntegrityProof", CRYPTOSUITE):
        raise ProofError(f"the proof is of another kind than {CRYPTOSUITE}")
    if proof["proofPurpose"] != "assertionMethod":
        raise ProofError("the proof was made for another purpose than to assert")
    if not _CREATED.fullmatch(proof.get("created", "2000-01-01T00:00:00Z")):
        raise ProofError("the time of the proof is not a time with its offset")
    return proof


def peek_method(document: dict[str, Any]) -> str:
    """The verification method that the proof names, not yet verified; raises `ProofError`."""
    method: str = peek_proof(document)["verificationMethod"]
    return method


def _signature(proof: dict[str, Any]) -> bytes:
    text: str = proof["proofValue"]
    if not text.startswith("z"):
        raise ProofError("the signature is not written in base58")
    try:
        signature = decode_base58(text[1:])
    except ValueError:
        raise ProofError("the signature is not written in base58") from None
    if len(signature) != _SIGNATURE_BYTES or "z" + encode_base58(signature) != text:
        raise ProofError(f"the signature is not {_SIGNATURE_BYTES} bytes")
    return signature


def _payload(document: dict[str, Any], proof: dict[str, Any]) -> bytes:
    # The proof is hashed first (section 3.2.4), under the document's own contexts.
    context = document.get("@context")
    if not isinstance(context, list) or not all(isinstance(one, str) for one in context):
        raise CanonicalError("the contexts are not a list of addresses")
    config = _config_hash(tuple(context), tuple(sorted(proof.items())))
    return config + hashlib.sha256(canonical_form(document)).digest()


# All that one run signs has the same contexts, key and time.
@lru_cache(256)
def _config_hash(context: tuple[str, ...], proof: tuple[tuple[str, str], ...]) -> bytes:
    form = canonical_form({"@context": list(context), **dict(proof)})
    return hashlib.sha256(form).digest()
