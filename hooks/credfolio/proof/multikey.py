"""Keys as Multikey writes them, and the did:key made of a public Ed25519 one."""

from __future__ import annotations

from typing import Literal

from credfolio.proof.base58 import decode_base58, encode_base58

KeyKind = Literal["Ed25519", "P-256", "P-384"]
Half = Literal["public", "private"]

# Prefix and length (Controlled Identifiers 1.0, section 2.2.2). A public P-256 key is a point,
# compressed (SEC 1, section 2.3.3).
_FORMS: dict[tuple[Half, KeyKind], tuple[bytes, int]] = {
    ("public", "Ed25519"): (b"\xed\x01", 32),
    ("private", "Ed25519"): (b"\x80\x26", 32),
    ("public", "P-256"): (b"\x80\x24", 33),
    ("private", "P-256"): (b"\x86\x26", 32),
    ("public", "P-384"): (b"\x81\x24", 49),
    ("private", "P-384"): (b"\x87\x26", 48),
}
KEY_BYTES = 32


class MultikeyError(ValueError):
    """A text that is not a key of the kind asked for; `args[0]` says what it is instead."""


def encode_public_key(key: bytes, kind: KeyKind = "Ed25519") -> str:
    """A public key → ``z6Mk…`` (32 bytes), or ``zDn…`` (33 bytes of a P-256 point)."""
    return _encode("public", kind, key)


def decode_public_key(text: str, kind: KeyKind = "Ed25519") -> bytes:
    """The bytes that `encode_public_key` writes as `text`; raises `MultikeyError`."""
    return _decode(text, "public", kind)


def encode_secret_key(key: bytes, kind: KeyKind = "Ed25519") -> str:
    """A 32-byte seed or scalar → ``z3u2…`` or ``z42t…``, the form in which it is kept."""
    return _encode("private", kind, key)


def decode_secret_key(text: str, kind: KeyKind = "Ed25519") -> bytes:
    """``z3u2…`` or ``z42t…`` → 32 bytes; raises `MultikeyError`, which never repeats the text."""
    return _decode(text, "private", kind)


def key_kind(text: str, half: Half) -> KeyKind:
    """The kind of the key in `text`; Ed25519 when it is of neither, so that reading it says
    what is wrong.
    """
    try:
        data = decode_base58(text[1:]) if text.startswith("z") else b""
    except ValueError:
        data = b""
    return "P-256" if _begins_as(data) == (half, "P-256") else "Ed25519"


def split_public_key(data: bytes) -> tuple[KeyKind, bytes] | None:
    """The kind and the bytes of the public key in a decoded Multikey; None for anything else."""
    half, kind = _begins_as(data)
    if half != "public" or kind is None:
        return None
    prefix, length = _FORMS[half, kind]
    key = data[len(prefix) :]
    return (kind, key) if len(key) == length else None


def did_key(public_key: bytes) -> str:
    """The DID that *is* a key: anyone who has the name has the key."""
    return f"did:key:{encode_public_key(public_key)}"


def did_key_method(public_key: bytes) -> str:
    """The only verification method of a did:key."""
    text = encode_public_key(public_key)
    return f"did:key:{text}#{text}"


def _encode(half: Half, kind: KeyKind, key: bytes) -> str:
    prefix, length = _FORMS[half, kind]
    if len(key) != length:
        raise _wrong_length(half, kind, len(key))
    return "z" + encode_base58(prefix + key)


def _decode(text: str, half: Half, kind: KeyKind) -> bytes:
    if not text.startswith("z"):
        raise MultikeyError(f"a {half} key begins with z (base58), as Multikey writes it")
    try:
        data = decode_base58(text[1:])
    except ValueError:
        raise MultikeyError(f"the {half} key is not base58") from None
    found = _begins_as(data)
    if found != (half, kind):
        words = f"a {found[0]} {found[1]} key" if found[0] else "a key of another kind"
        raise MultikeyError(f"expected the {half} half of a {kind} key, found {words}")
    prefix, length = _FORMS[half, kind]
    key = data[len(prefix) :]
    if len(key) != length:
        raise _wrong_length(half, kind, len(key))
    return key


def _begins_as(data: bytes) -> tuple[Half, KeyKind] | tuple[None, None]:
    return next((form for form, (p, _) in _FORMS.items() if data.startswith(p)), (None, None))


def _wrong_length(half: Half, kind: KeyKind, found: int) -> MultikeyError:
    return MultikeyError(f"a {half} {kind} key has {_FORMS[half, kind][1]} bytes, not {found}")
