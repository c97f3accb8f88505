"""Keys that submissions are sealed for: age's X25519 recipients, and key files with a passphrase.

The formats are those of age-encryption.org/v1 (C2SP). pyrage chooses the work factor of a
passphrase by the speed of the machine, and what took a fast one a second takes a browser a
quarter of a minute; so the one thing that this module seals is a key file, at a fixed factor.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Callable, Sequence

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from credfolio.ids import CROCKFORD

RECIPIENT_PATTERN = r"^age1(?:pq1)?[02-9ac-hj-np-z]{20,2000}$"
"""An X25519 recipient (62 characters) or a post-quantum one (1,959)."""

WORK_FACTOR = 18
"""The exponent of scrypt's cost: 2^18, which a browser opens in some seconds."""

_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_KEY_BYTES = 32
_MOST = 1_000
"""A key file is a line or two; longer texts would need more than one piece of age's stream."""


def recipient_kind(text: str) -> str:
    """``x25519``, ``post-quantum``, or "" for what is no recipient, such as one with a slip."""
    human, _, data = text.rpartition("1")
    if human not in ("age", "age1pq") or not data or set(data) - set(_BECH32):
        return ""
    values = [_BECH32.index(letter) for letter in data]
    expanded = [ord(letter) >> 5 for letter in human] + [0] + [ord(letter) & 31 for letter in human]
    if _polymod([*expanded, *values]) != 1:
        return ""
    if human == "age1pq":
        return "post-quantum"
    return "x25519" if len(values) - 6 == -(-_KEY_BYTES * 8 // 5) else ""


def _polymod(values: Sequence[int]) -> int:
    """The checksum of BIP 173."""
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for n, part in enumerate(_GENERATOR):
            check ^= part if top >> n & 1 else 0
    return check


def fingerprint(recipient: str) -> str:
    """Twenty digits in fives, to compare by voice or on paper."""
    bits = int.from_bytes(hashlib.sha256(recipient.encode()).digest()[:13]) >> 4
    text = "".join(CROCKFORD[bits >> shift & 31] for shift in range(95, -1, -5))
    return "-".join(text[n : n + 5] for n in range(0, 20, 5))


def seal_key_file(text: str, passphrase: str, random: Callable[[int], bytes]) -> bytes:
    """A key file in age's form, protected by `passphrase`; `random` gives so many random bytes."""
    plain = text.encode()
    assert len(plain) <= _MOST, "a key file is short"
    file_key, salt, nonce = random(16), random(16), random(16)
    kdf = Scrypt(
        salt=b"age-encryption.org/v1/scrypt" + salt,
        length=_KEY_BYTES,
        n=1 << WORK_FACTOR,
        r=8,
        p=1,
    )
    wrapped = ChaCha20Poly1305(kdf.derive(passphrase.encode())).encrypt(bytes(12), file_key, None)
    header = (
        f"age-encryption.org/v1\n-> scrypt {_base64(salt)} {WORK_FACTOR}\n{_base64(wrapped)}\n---"
    ).encode()
    mac = hmac.new(_derived(file_key, b"", b"header"), header, hashlib.sha256).digest()
    last = bytes(11) + b"\x01"  # the first piece of the stream, and its last
    payload = ChaCha20Poly1305(_derived(file_key, nonce, b"payload")).encrypt(last, plain, None)
    return header + f" {_base64(mac)}\n".encode() + nonce + payload


def _derived(file_key: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(SHA256(), _KEY_BYTES, salt or None, info).derive(file_key)


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii").rstrip("=")
