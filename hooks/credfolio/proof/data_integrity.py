"""Data Integrity proofs: sign as `sign` does, verify what anybody signed.

vc-di-eddsa, sections 3.2 and 3.3; vc-di-ecdsa, sections 3.2 and 3.3. The one verifier
for our own files and for those of strangers: what it accepts is in its `Limits`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from credfolio.proof.base58 import encode_base58
from credfolio.proof.canonical import (
    CanonicalError,
    NotCovered,
    canonical_form,
)
from credfolio.proof.contexts import ContextRefused, context_document
from credfolio.proof.limits import (
    ALL_SUITES,
    ECDSA_JCS,
    ECDSA_RDFC,
    ECDSA_SD,
    ED25519_2020,
    EDDSA_2022,
    EDDSA_JCS,
    EDDSA_RDFC,
    OURS,
    Limits,
)
from credfolio.proof.public_key import HashName, KeyKind, PublicKey, read_base58
from credfolio.proof.refusal import Refusal, Undecided
from credfolio.proof.selective import verify_selective
from credfolio.proof.strict_json import check_texts
from credfolio.proof.terms import covered_part
from credfolio.text.listed import listed

TYPE = "DataIntegrityProof"
_KEYS_OF_SUITE: dict[str, tuple[KeyKind, ...]] = {
    EDDSA_RDFC: ("Ed25519",),
    EDDSA_JCS: ("Ed25519",),
    EDDSA_2022: ("Ed25519",),
    ED25519_2020: ("Ed25519",),
    ECDSA_RDFC: ("P-256", "P-384"),
    ECDSA_JCS: ("P-256", "P-384"),
    ECDSA_SD: ("P-256",),
}
_OLDER = frozenset({"Ed25519Signature2018", "JsonWebSignature2020", "RsaSignature2018"})
_CREATED = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})")
_OWN_MEMBERS = frozenset(
    {"type", "cryptosuite", "created", "verificationMethod", "proofPurpose", "proofValue"}
)
_SIGNATURE_BYTES = 96

Json = dict[str, Any]
KeyOf = Callable[[Any], PublicKey]
"""The key for the value of a proof's `verificationMethod`, which may be anything. Raises
`Refusal` when there is none, `Undecided` when that cannot be found out."""


def sign_document(document: Json, seed: bytes, method: str, created: str) -> Json:
    """`document` with its proof: the same input gives the same signature.

    Raises `Refusal` or `Undecided` when part of the document would not be covered.
    """
    if "proof" in document:
        raise Refusal("wrong-type", "The document carries a proof already.")
    if not _CREATED.fullmatch(created):
        raise Refusal("bad-date", f"{created!r} is not a time with its offset.")
    proof = {
        "type": TYPE,
        "cryptosuite": EDDSA_RDFC,
        "created": created,
        "verificationMethod": method,
        "proofPurpose": "assertionMethod",
    }
    check_texts(document, OURS)
    message = _rdfc_message(document, proof)
    signature = Ed25519PrivateKey.from_private_bytes(seed).sign(message)
    return {**document, "proof": [{**proof, "proofValue": "z" + encode_base58(signature)}]}


def verify_document(document: Json, key_of: KeyOf, limits: Limits) -> Json:
    """The first proof of `document` that can be checked, once all of those hold.

    Raises `Refusal` when one does not hold, `Undecided` when that cannot be
    found out. Whether a key belongs to the issuer is for `key_of` to say. The
    texts of `document` were checked when it was read.
    """
    proofs = peek_proofs(document, limits)
    plain = {name: value for name, value in document.items() if name != "proof"}
    for proof in proofs:
        _check(proof, plain, key_of, limits)
    return proofs[0]


def peek_proofs(document: Json, limits: Limits) -> list[Json]:
    """The proofs of `document` that can be checked, one or more, not yet verified.

    Raises `Refusal` for proofs of a wrong form, `Undecided` when none is of a known kind.
    """
    value = document.get("proof")
    entries = value if isinstance(value, list) else [value]
    if not entries or len(entries) > limits.max_proofs:
        raise Refusal("wrong-type", "It has no signature, or too many.")
    known = [entry for entry in map(_object, entries) if _suite(entry) in limits.suites]
    if not known:
        older = any(entry.get("type") in _OLDER for entry in map(_object, entries))
        raise Undecided(
            "unknown-proof",
            "It is signed in a form from before 2022, whose vocabulary this program does not carry."
            if older
            else f"It is signed in a way that this program cannot check (it knows "
            f"{listed(limits.suites)}).",
        )
    if limits.is_own_form:
        for proof in known:
            _check_own_form(proof)
    return known


def is_shown_in_part(document: Json) -> bool:
    """Whether every proof of `document` lets its holder choose what to show."""
    value = document.get("proof")
    entries = value if isinstance(value, list) else [value]
    known = [suite for suite in map(_suite, map(_object, entries)) if suite in ALL_SUITES]
    return set(known) == {ECDSA_SD}


def _object(entry: Any) -> Json:
    if not isinstance(entry, dict):
        raise Refusal("wrong-type", "The signature is not an object.")
    return entry


def _suite(proof: Json) -> str:
    """The cryptosuite of a proof, or its kind where that says it all; "" for any other."""
    kind, suite = proof.get("type"), proof.get("cryptosuite", "")
    if not isinstance(kind, str) or not isinstance(suite, str):
        raise Refusal("wrong-type", "The signature does not say what kind it is.")
    if kind == ED25519_2020 and not suite:
        return ED25519_2020
    return suite if kind == TYPE else ""


def _check_own_form(proof: Json) -> None:
    if unknown := set(proof) - _OWN_MEMBERS:
        name = sorted(unknown)[0][:60]
        raise Refusal("wrong-type", f"The proof says {name!r}, which is not known.")
    if missing := _OWN_MEMBERS - {"created"} - set(proof):
        raise Refusal("wrong-type", f"The proof lacks {sorted(missing)[0]}.")
    if not all(isinstance(value, str) for value in proof.values()):
        raise Refusal("wrong-type", "A value of the proof is not text.")
    if not _CREATED.fullmatch(proof.get("created", "2000-01-01T00:00:00Z")):
        raise Refusal("bad-date", "The time of the proof is not a time with its offset.")
    _check_purpose(proof)


def _check_purpose(proof: Json) -> None:
    if proof.get("proofPurpose") != "assertionMethod":
        raise Refusal("wrong-purpose", "The signature was not made to issue badges with.")


def _check(proof: Json, plain: Json, key_of: KeyOf, limits: Limits) -> None:
    _check_purpose(proof)
    suite = _suite(proof)
    signature = b"" if suite == ECDSA_SD else _plain_signature(proof)
    key = key_of(proof.get("verificationMethod"))
    key.must_be(*_KEYS_OF_SUITE[suite])
    options = {name: item for name, item in proof.items() if name != "proofValue"}
    if suite in (EDDSA_JCS, ECDSA_JCS):
        _must_fit_as_json(plain, options, signature, key)
        return

    def must_fit(content: Json) -> None:
        if suite == ECDSA_SD:
            try:
                form = _canonical({**options, "@context": content.get("@context")}, "sha256")
            except Refusal as refusal:
                raise _of_the_options(refusal) from None
            value = proof.get("proofValue")
            verify_selective(value, form, lambda: _canonical(content, "sha256"), key)
        else:
            key.must_accept(signature, _rdfc_message(content, options, key.hash_name))

    try:
        must_fit(plain)
    except Refusal as refusal:
        if refusal.code != NotCovered.code or limits.is_own_form:
            raise
        part = covered_part(plain)
        if part is None:
            words = "A signature cannot cover this content: its vocabularies define nothing of it."
            raise Refusal(CanonicalError.code, words) from None
        # Whether the rest was changed can still be told, and a changed badge is not excused.
        must_fit(part)
        raise


def _plain_signature(proof: Json) -> bytes:
    value = proof.get("proofValue")
    if not isinstance(value, str) or not value.startswith("z"):
        raise Refusal("bad-encoding", "The signature is not written as base58.")
    return read_base58(value[1:], _SIGNATURE_BYTES)


def _rdfc_message(plain: Json, options: Json, hash_name: HashName = "sha256") -> bytes:
    context = plain.get("@context")
    if "@context" in options and options["@context"] != context:
        raise Refusal("own-context", "The signature uses words in another sense than the badge.")
    content = _hashed(plain, hash_name)
    # The options are hashed under the document's own contexts, and stand first (vc-di-eddsa,
    # section 3.2.4).
    members = tuple((name, item) for name, item in options.items() if name != "@context")
    try:
        texts = [item for _, item in members] + (context if isinstance(context, list) else [None])
        if all(isinstance(text, str) for text in texts):
            return _options_hash(tuple(context or ()), members, hash_name) + content
        return _hashed({**options, "@context": context}, hash_name) + content
    except Refusal as refusal:
        raise _of_the_options(refusal) from None


def _of_the_options(refusal: Refusal) -> Refusal:
    """A word of the proof itself that is not covered leaves nothing to compute."""
    code = "unknown-proof" if refusal.code == NotCovered.code else refusal.code
    return Refusal(code, f"In the signature: {refusal.words}")


# All that one run signs has the same contexts, key and time.
@lru_cache(256)
def _options_hash(
    context: tuple[str, ...], members: tuple[tuple[str, str], ...], hash_name: HashName
) -> bytes:
    return _hashed({**dict(members), "@context": list(context)}, hash_name)


def _hashed(document: Json, hash_name: HashName) -> bytes:
    return hashlib.new(hash_name, _canonical(document, hash_name)).digest()


def _must_fit_as_json(plain: Json, options: Json, signature: bytes, key: PublicKey) -> None:
    """Raises `Refusal` unless `signature` fits what a suite on plain JSON signs."""
    message = _jcs_message(plain, options, key.hash_name)
    if "@context" in plain and "@context" not in options:
        # Some signers (openvc) hash the document's contexts with the options without writing them
        # there, as drafts had it. They are in the document's own hash, too.
        with_contexts = {**options, "@context": plain["@context"]}
        if key.accepts(signature, _jcs_message(plain, with_contexts, key.hash_name)):
            return
    key.must_accept(signature, message)


def _jcs_message(plain: Json, options: Json, hash_name: HashName) -> bytes:
    """The bytes that a suite on plain JSON signs (vc-di-eddsa, section 3.3.2; RFC 8785)."""
    if "@context" in options:
        contexts, own = _names(plain.get("@context")), _names(options["@context"])
        if contexts[: len(own)] != own:
            raise Refusal(
                "own-context", "The signature uses words in another sense than the badge."
            )
        plain = {**plain, "@context": options["@context"]}
    try:
        forms = [rfc8785.dumps(part) for part in (options, plain)]
    except (rfc8785.CanonicalizationError, RecursionError):
        raise Refusal("not-canonical", "A signature cannot cover this content.") from None
    return b"".join(hashlib.new(hash_name, form).digest() for form in forms)


def _names(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _canonical(document: Json, hash_name: HashName) -> bytes:
    contexts = document.get("@context")
    for address in contexts if isinstance(contexts, list) else []:
        _check_context(address)
    try:
        return canonical_form(document, hash_name)
    except CanonicalError as error:
        words = str(error.args[0])
        plain = "".join(char if char.isprintable() else "?" for char in words)[:200]
        what = "A signature cannot cover this content"
        if isinstance(error, NotCovered):
            what = "No signature covers a part of it"
        raise Refusal(error.code, f"{what}: {plain}.") from None


def _check_context(address: Any) -> None:
    """A vocabulary that we do not carry is our lack, not the badge's fault."""
    if not isinstance(address, str):
        raise Refusal(
            "own-context",
            "It brings definitions of its own for the words it uses, "
            "so the same words could mean something else.",
        )
    try:
        context_document(address)
    except ContextRefused:
        raise Undecided(
            "unknown-context", "It uses a vocabulary that this program does not carry."
        ) from None
