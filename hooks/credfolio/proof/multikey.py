"""Keys as Multikey writes them, Ed25519 and P-256, and the did:key made of a public Ed25519 one."""

from __future__ import annotations

from typing import Literal

from credfolio.proof.base58 import decode_base58, encode_base58

KeyKind = Literal["Ed25519", "P-256"]
Half = Literal["public", "private"]

# Prefix and length (Controlled Identifiers 1.0, section 2.2.2). A public P-256 key is a point,
# compressed (SEC 1, section 2.3.3).
_FORMS: dict[tuple[Half, KeyKind], tuple[bytes, int]] = {
    ("public", "Ed25519"): (b"\xed\x01", 32),
    ("private", "Ed25519"): (b"\x80\x26", 32),
    ("public", "P-256"): (b"\x80\x24", 33),
    ("private", "P-256"): (b"\x86\x26", 32),
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
    """Of which kind the key in `text` is; Ed25519 when it is of neither, so that reading it says
    what is wrong.
    """
    try:
        data = decode_base58(text[1:]) if text.startswith("z") else b""
    except ValueError:
        data = b""
    return "P-256" if data.startswith(_FORMS[half, "P-256"][0]) else "Ed25519"


def did_key(public_key: bytes) -> str:
    """The DID that *is* a key: whoever has the name has the key."""
    return f"did:key:{encode_public_key(public_key)}"


def did_key_method(public_key: bytes) -> str:
    """The only verification method of a did:key."""
    text = encode_public_key(public_key)
    return f"did:key:{text}#{text}"


def _encode(half: Half, kind: KeyKind, key: bytes) -> str:
    prefix, length = _FORMS[half, kind]
    if len(key) != length:
        raise MultikeyError(f"a {half} {kind} key has {length} bytes, not {len(key)}")
    return "z" + encode_base58(prefix + key)


def _decode(text: str, half: Half, kind: KeyKind) -> bytes:
    if not text.startswith("z"):
        raise MultikeyError(f"a {half} key begins with z (base58), as Multikey writes it")
    try:
        data = decode_base58(text[1:])
    except ValueError:
        raise MultikeyError(f"the {half} key is not base58") from None
    prefix, _ = _FORMS[half, kind]
    if not data.startswith(prefix):
        found = next(
            (f"a {h} {k} key" for (h, k), (p, _) in _FORMS.items() if data.startswith(p)),
            "a key of another kind",
        )
        raise MultikeyError(f"expected the {half} half of a {kind} key, found {found}")
    key = data[len(prefix) :]
    if _encode(half, kind, key) != text:
        raise MultikeyError(f"the {half} key is written in a second way")
    return key
