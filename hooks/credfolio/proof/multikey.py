"""Ed25519 keys as Multikey writes them, and the did:key made of a public one."""

from __future__ import annotations

from credfolio.proof.base58 import decode_base58, encode_base58

_PUBLIC = b"\xed\x01"
_SECRET = b"\x80\x26"
KEY_BYTES = 32


class MultikeyError(ValueError):
    """A text that is not an Ed25519 key; `args[0]` says what it is instead."""


def encode_public_key(key: bytes) -> str:
    """32 bytes → ``z6Mk…``."""
    return _encode(_PUBLIC, key)


def decode_public_key(text: str) -> bytes:
    """``z6Mk…`` → 32 bytes; raises `MultikeyError`."""
    return _decode(_PUBLIC, text, "public")


def encode_secret_key(key: bytes) -> str:
    """A 32-byte seed → ``z3u2…``, the form in which it is kept."""
    return _encode(_SECRET, key)


def decode_secret_key(text: str) -> bytes:
    """``z3u2…`` → the 32-byte seed; raises `MultikeyError`, which never repeats the text."""
    return _decode(_SECRET, text, "private")


def did_key(public_key: bytes) -> str:
    """The DID that *is* a key: whoever has the name has the key."""
    return f"did:key:{encode_public_key(public_key)}"


def did_key_method(public_key: bytes) -> str:
    """The only verification method of a did:key."""
    text = encode_public_key(public_key)
    return f"did:key:{text}#{text}"


def _encode(prefix: bytes, key: bytes) -> str:
    if len(key) != KEY_BYTES:
        raise MultikeyError(f"an Ed25519 key has {KEY_BYTES} bytes, not {len(key)}")
    return "z" + encode_base58(prefix + key)


def _decode(prefix: bytes, text: str, half: str) -> bytes:
    if not text.startswith("z"):
        raise MultikeyError(f"a {half} key begins with z (base58), as Multikey writes it")
    try:
        data = decode_base58(text[1:])
    except ValueError:
        raise MultikeyError(f"the {half} key is not base58") from None
    if not data.startswith(prefix):
        other = {_PUBLIC: "a public", _SECRET: "a private"}.get(data[:2])
        found = f"{other} Ed25519 key" if other else "a key of another kind"
        raise MultikeyError(f"expected the {half} half of an Ed25519 key, found {found}")
    key = data[len(prefix) :]
    if len(key) != KEY_BYTES:
        raise MultikeyError(f"an Ed25519 key has {KEY_BYTES} bytes, not {len(key)}")
    if _encode(prefix, key) != text:
        raise MultikeyError(f"the {half} key is written in a second way")
    return key
