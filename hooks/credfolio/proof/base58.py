"""Base58 with Bitcoin's alphabet, as multibase writes it behind a ``z``."""

from __future__ import annotations

_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_VALUES = {letter: n for n, letter in enumerate(_ALPHABET)}

MAX_LENGTH = 256
"""Decoding takes time with the square of the length, and nothing we read is longer."""


def encode_base58(data: bytes) -> str:
    """`data` in base58; each leading zero byte is a ``1``."""
    number = int.from_bytes(data, "big")
    letters = []
    while number:
        number, rest = divmod(number, 58)
        letters.append(_ALPHABET[rest])
    zeros = len(data) - len(data.lstrip(b"\0"))
    return "1" * zeros + "".join(reversed(letters))


def decode_base58(text: str) -> bytes:
    """The bytes that `encode_base58` writes as `text`; raises `ValueError` for anything else."""
    if len(text) > MAX_LENGTH:
        raise ValueError(f"base58 text of {len(text)} characters; at most {MAX_LENGTH} are read")
    number = 0
    for letter in text:
        if letter not in _VALUES:
            raise ValueError(f"{letter!r} is not a letter of base58")
        number = number * 58 + _VALUES[letter]
    zeros = len(text) - len(text.lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")
