"""Public keys as others write them: Multikey and JSON Web Key; Ed25519, P-256, P-384 and RSA."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from typing import Any, Literal

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from credfolio.proof.base58 import decode_base58
from credfolio.proof.multikey import split_public_key
from credfolio.proof.refusal import Refusal

KeyKind = Literal["Ed25519", "P-256", "P-384", "RSA"]
HashName = Literal["sha256", "sha384"]

_MAX_PEM = 4_096
_RSA_BITS = range(2_048, 8_193)


@dataclass(frozen=True, slots=True)
class PublicKey:
    """`raw` is the key's 32 bytes, a point of the curve, or an RSA key as DER."""

    kind: KeyKind
    raw: bytes

    def accepts(self, signature: bytes, message: bytes) -> bool:
        """Whether `signature` over `message` was made with the other half of this key."""
        if self.kind != "RSA" and len(signature) != (96 if self.kind == "P-384" else 64):
            return False
        try:
            if self.kind == "RSA":
                key = serialization.load_der_public_key(self.raw)
                assert isinstance(key, rsa.RSAPublicKey)
                key.verify(signature, message, padding.PKCS1v15(), hashes.SHA256())
            elif self.kind == "Ed25519":
                ed25519.Ed25519PublicKey.from_public_bytes(self.raw).verify(signature, message)
            else:
                self._verify_ecdsa(signature, message)
        except (InvalidSignature, UnsupportedAlgorithm, ValueError):
            return False
        return True

    @property
    def hash_name(self) -> HashName:
        """The hash that a signature with this key is over."""
        return "sha384" if self.kind == "P-384" else "sha256"

    def _verify_ecdsa(self, signature: bytes, message: bytes) -> None:
        curve = ec.SECP384R1() if self.kind == "P-384" else ec.SECP256R1()
        point = ec.EllipticCurvePublicKey.from_encoded_point(curve, self.raw)
        half = len(signature) // 2
        r, s = (int.from_bytes(part, "big") for part in (signature[:half], signature[half:]))
        hashed = hashes.SHA384() if self.kind == "P-384" else hashes.SHA256()
        point.verify(encode_dss_signature(r, s), message, ec.ECDSA(hashed))

    def must_be(self, *kinds: KeyKind) -> None:
        """Raise `Refusal` for a key of another kind."""
        if self.kind not in kinds:
            raise Refusal("wrong-key-kind", "The key is not of the kind that this signature needs.")

    def must_accept(self, signature: bytes, message: bytes) -> None:
        """Raise `Refusal` unless `signature` over `message` was made with this key's other half."""
        if not self.accepts(signature, message):
            raise Refusal(
                "signature-wrong",
                "The signature does not fit the content. Something was changed after it was "
                "signed, or it was never signed by this issuer.",
            )


def read_base58(text: str, limit: int) -> bytes:
    """The bytes of base58btc `text`, at most `limit` of them."""
    try:
        data = decode_base58(text)
    except ValueError:
        raise Refusal("bad-encoding", "A key or signature is not written as base58.") from None
    if len(data) > limit:
        raise Refusal("bad-encoding", "A key or signature is not written as base58.")
    return data


def read_base64url(text: Any, limit: int) -> bytes:
    """The bytes of unpadded base64url `text`; only the one canonical spelling is accepted."""
    refusal = Refusal("bad-encoding", "A part is not written as base64url, or is too long.")
    if not isinstance(text, str) or len(text) > limit * 2:
        raise refusal
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise refusal from None
    if len(data) > limit or base64.urlsafe_b64encode(data).rstrip(b"=").decode() != text:
        raise refusal
    return data


def read_multikey(text: Any) -> PublicKey:
    """The public key that `publicKeyMultibase` holds. Raises `Refusal("wrong-key-kind")`."""
    if not isinstance(text, str) or not text.startswith("z"):
        raise Refusal("wrong-key-kind", "The issuer's key is not written as a Multikey.")
    data = read_base58(text[1:], 64)
    if found := split_public_key(data):
        return PublicKey(*found)
    raise Refusal("wrong-key-kind", "The issuer's key is of a kind that this check does not know.")


def _rsa_key(value: dict[str, Any]) -> PublicKey:
    modulus, exponent = (
        int.from_bytes(read_base64url(value.get(name), limit), "big")
        for name, limit in (("n", _RSA_BITS[-1] // 8), ("e", 4))
    )
    if modulus.bit_length() not in _RSA_BITS:
        raise Refusal("weak-key", "The issuer's RSA key is too short to rely on, or too long.")
    try:
        key = rsa.RSAPublicNumbers(exponent, modulus).public_key()
    except ValueError:
        raise Refusal("wrong-key-kind", "The issuer's RSA key is malformed.") from None
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return PublicKey("RSA", key.public_bytes(serialization.Encoding.DER, form))


def read_pem(text: Any) -> PublicKey:
    """The RSA key that a text in PEM holds (RFC 7468, section 13)."""
    unknown = Refusal(
        "wrong-key-kind", "The issuer's key is of a kind that this check does not know."
    )
    if not isinstance(text, str) or len(text) > _MAX_PEM or "BEGIN PUBLIC KEY" not in text:
        raise unknown
    try:
        key = serialization.load_pem_public_key(text.strip().encode())
    except (ValueError, UnsupportedAlgorithm):
        raise unknown from None
    if not isinstance(key, rsa.RSAPublicKey):
        raise unknown
    if key.key_size not in _RSA_BITS:
        raise Refusal("weak-key", "The issuer's RSA key is too short to rely on, or too long.")
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return PublicKey("RSA", key.public_bytes(serialization.Encoding.DER, form))


def read_jwk(value: Any) -> PublicKey:
    """The public key that a JSON Web Key holds."""
    if not isinstance(value, dict):
        raise Refusal("wrong-key-kind", "The issuer's key is not a JSON Web Key.")
    if "d" in value:
        raise Refusal("private-key", "The issuer's document gives away a private key.")
    if value.get("kty") == "OKP" and value.get("crv") == "Ed25519":
        raw = read_base64url(value.get("x"), 32)
        if len(raw) == 32:
            return PublicKey("Ed25519", raw)
    curves: tuple[tuple[KeyKind, int], ...] = (("P-256", 32), ("P-384", 48))
    for curve, size in curves:
        if value.get("kty") == "EC" and value.get("crv") == curve:
            x, y = (read_base64url(value.get(name), size) for name in ("x", "y"))
            if len(x) == len(y) == size:
                return PublicKey(curve, b"\x04" + x + y)
    if value.get("kty") == "RSA":
        return _rsa_key(value)
    raise Refusal("wrong-key-kind", "The issuer's key is of a kind that this check does not know.")
