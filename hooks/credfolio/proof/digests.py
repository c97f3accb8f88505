"""The one form in which a record keeps a digest: of a file, of a text, of an address.

A digest is a multihash of SHA-256 in unpadded base64url with the prefix `u`
(Controlled Identifiers 1.0, sections 2.4 and 2.5), the value that a credential
holds under `digestMultibase`. It always begins with ``uEi`` and has 47
characters, so that it fits a line of YAML and is copied into a badge as it is.
Digests that never leave one machine (caches, manifests) are not kept in
records and have forms of their own.
"""

from __future__ import annotations

import base64
import hashlib
import re

DIGEST_PATTERN = r"^uEi[A-Za-z0-9_-]{44}$"

_SHA_256 = b"\x12\x20"
_FORM = re.compile(DIGEST_PATTERN)


def digest_of_bytes(data: bytes) -> str:
    """The digest of a file on the disk."""
    return digest_of_sha256(hashlib.sha256(data).digest())


def digest_of_sha256(digest: bytes) -> str:
    """The same from the SHA-256 of a file that is too large to hold."""
    value = _SHA_256 + digest
    return "u" + base64.urlsafe_b64encode(value).decode("ascii").rstrip("=")


def sha256_in(digest: str) -> bytes:
    """The SHA-256 that a digest of this form holds."""
    return base64.urlsafe_b64decode(digest[1:] + "==")[len(_SHA_256) :]


def digest_of_text(text: str) -> str:
    """The digest of a text: its UTF-8 bytes with line feeds, whatever ends its lines on the disk.

    A byte order mark at the beginning does not count. Git on Windows may change
    both without anybody having changed a word.
    """
    return digest_of_bytes(as_text(text).encode("utf-8"))


def as_text(text: str) -> str:
    """`text` as its digest counts it: with line feeds, and without a byte order mark."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def is_digest(text: str) -> bool:
    """Whether `text` is a digest in this form, written the one way it can be written."""
    if not _FORM.fullmatch(text):
        return False
    # 34 bytes fill 45 characters and a quarter of the 46th: other last letters decode to the same.
    value = base64.urlsafe_b64decode(text[1:] + "==")
    again = "u" + base64.urlsafe_b64encode(value).decode("ascii").rstrip("=")
    return len(value) == 34 and value.startswith(_SHA_256) and again == text


_TEXT_ENDINGS = (".svg", ".yml", ".md", ".csv", ".txt")


def digest_of_file(name: str, data: bytes) -> str:
    """The digest of a file of the records, by its name and its bytes.

    A file that git treats as text counts as text, so that it has one digest on
    every system; one that is no UTF-8 counts as it is.
    """
    if name.lower().endswith(_TEXT_ENDINGS):
        try:
            return digest_of_text(data.decode("utf-8"))
        except UnicodeDecodeError:
            pass
    return digest_of_bytes(data)
