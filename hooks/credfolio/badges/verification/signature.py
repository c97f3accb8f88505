"""Check a Data Integrity proof over a document."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

import rfc8785

from credfolio.badges.verification.issuer import FoundKey, resolve_key
from credfolio.badges.verification.public_key import KeyKind, read_base58
from credfolio.badges.verification.report import Refusal, Undecided
from credfolio.badges.verification.resolving import Resolver
from credfolio.badges.verification.shape import names
from credfolio.proof.canonical import CanonicalError, canonical_form
from credfolio.proof.contexts import ContextRefused, context_document

# vc-di-eddsa, sections 3.2 and 3.3; vc-di-ecdsa, sections 3.2 and 3.3 with P-256.
_SUITES: dict[tuple[str, str], KeyKind] = {
    ("DataIntegrityProof", "eddsa-rdfc-2022"): "Ed25519",
    ("DataIntegrityProof", "eddsa-jcs-2022"): "Ed25519",
    ("DataIntegrityProof", "ecdsa-rdfc-2019"): "P-256",
    ("DataIntegrityProof", "ecdsa-jcs-2019"): "P-256",
}
_MAX_PROOFS = 5


@dataclass(frozen=True, slots=True)
class CheckedProof:
    found: FoundKey
    created: str


def check_proof(document: dict[str, Any], issuer: str, resolver: Resolver) -> CheckedProof:
    """Check every proof of `document`; there must be one of a kind that we know.

    Raises `Refusal` when a proof does not hold, `Undecided` when that cannot be found out.
    """
    proofs = document.get("proof")
    entries = proofs if isinstance(proofs, list) else [proofs]
    if not entries or len(entries) > _MAX_PROOFS:
        raise Refusal("wrong-type", "It has no signature, or too many.")
    plain = {name: value for name, value in document.items() if name != "proof"}
    known = [entry for entry in map(_object, entries) if _kind(entry) is not None]
    if not known:
        older = any(entry.get("type") in _OLDER for entry in map(_object, entries))
        raise Undecided(
            "unknown-proof",
            "It is signed in a form from before 2022, whose vocabulary this program does not carry."
            if older
            else "It is signed in a way that this program cannot check (it knows eddsa-rdfc-2022, "
            "eddsa-jcs-2022, ecdsa-rdfc-2019 and ecdsa-jcs-2019).",
        )
    checked = [_check(entry, plain, issuer, resolver) for entry in known]
    return checked[0]


_OLDER = frozenset(
    {"Ed25519Signature2018", "Ed25519Signature2020", "JsonWebSignature2020", "RsaSignature2018"}
)


def _object(entry: Any) -> dict[str, Any]:
    if not isinstance(entry, dict):
        raise Refusal("wrong-type", "The signature is not an object.")
    return entry


def _kind(entry: dict[str, Any]) -> KeyKind | None:
    kind, suite = entry.get("type"), entry.get("cryptosuite", "")
    if not isinstance(kind, str) or not isinstance(suite, str):
        raise Refusal("wrong-type", "The signature does not say what kind it is.")
    return _SUITES.get((kind, suite))


def _check(
    proof: dict[str, Any],
    plain: dict[str, Any],
    issuer: str,
    resolver: Resolver,
) -> CheckedProof:
    if proof.get("proofPurpose") != "assertionMethod":
        raise Refusal("wrong-purpose", "The signature was not made to issue badges with.")
    value = proof.get("proofValue")
    if not isinstance(value, str) or not value.startswith("z"):
        raise Refusal("bad-encoding", "The signature is not written as base58.")
    signature = read_base58(value[1:], 64)
    found = resolve_key(proof.get("verificationMethod"), issuer, resolver)
    if found.key.kind != _kind(proof):
        raise Refusal("wrong-key-kind", "The key is not of the kind that this signature needs.")
    options = {name: item for name, item in proof.items() if name != "proofValue"}
    is_jcs = "-jcs-" in proof["cryptosuite"]
    message = _jcs_message(plain, options) if is_jcs else _rdfc_message(plain, options)
    if not found.key.accepts(signature, message):
        raise Refusal(
            "signature-wrong",
            "The signature does not fit the content. Something was changed after it was signed, "
            "or it was never signed by this issuer.",
        )
    created = proof.get("created")
    return CheckedProof(found, created if isinstance(created, str) else "")


def _rdfc_message(plain: dict[str, Any], options: dict[str, Any]) -> bytes:
    if "@context" in options and options["@context"] != plain.get("@context"):
        raise Refusal("own-context", "The signature uses words in another sense than the badge.")
    # The options stand in the context of the whole document (vc-di-eddsa, section 3.2.5).
    options["@context"] = plain.get("@context")
    content = hashlib.sha256(_canonical(plain)).digest()
    try:
        quads = _canonical(options)
    except Refusal as refusal:
        raise Refusal(refusal.code, f"In the signature: {refusal.words}") from None
    return hashlib.sha256(quads).digest() + content


def _jcs_message(plain: dict[str, Any], options: dict[str, Any]) -> bytes:
    """The bytes that a suite on plain JSON signs (vc-di-eddsa, section 3.3.2; RFC 8785)."""
    if "@context" in options:
        contexts, own = names(plain.get("@context")), names(options["@context"])
        if contexts[: len(own)] != own:
            raise Refusal(
                "own-context", "The signature uses words in another sense than the badge."
            )
        plain = {**plain, "@context": options["@context"]}
    try:
        forms = [rfc8785.dumps(part) for part in (options, plain)]
    except (rfc8785.CanonicalizationError, RecursionError):
        raise Refusal("not-canonical", "A signature cannot stand for this content.") from None
    return b"".join(hashlib.sha256(form).digest() for form in forms)


def _canonical(document: dict[str, Any]) -> bytes:
    contexts = document.get("@context")
    for address in contexts if isinstance(contexts, list) else []:
        _check_context(address)
    try:
        return canonical_form(document)
    except CanonicalError as error:
        words = str(error.args[0])
        code = "undefined-term" if words.startswith("not covered") else "not-json-ld"
        plain = "".join(char if char.isprintable() else "?" for char in words)[:200]
        raise Refusal(code, f"A signature cannot stand for this content: {plain}.") from None


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
