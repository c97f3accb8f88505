"""Bitstring status lists (W3C): which of an issuer's credentials are revoked."""

from __future__ import annotations

import base64
import binascii
import gzip
import io
import zlib
from collections.abc import Iterable
from typing import Any

from credfolio.badges.openbadges.home import STATUS_PURPOSE, Home, status_list, superseded_json
from credfolio.proof.contexts import CREDENTIALS_V2
from credfolio.records.model import Award

LIST_BITS = 131_072
"""The smallest list that the specification allows: fewer would tell whose bit is read."""

LIST_BYTES = LIST_BITS // 8
_MOST_ENCODED = 64 * 1024

ENDED = frozenset({"revoked", "corrected", "withdrawn"})
"""States in which the credential is no longer valid. A superseded one was still earned."""


class StatusListError(ValueError):
    """A status list that cannot be read; `args[0]` says why."""


def is_ended(award: Award) -> bool:
    return award.status in ENDED


def encode_bits(indexes: Iterable[int]) -> str:
    """The list with the bits at `indexes` set; the first bit is the left-most one."""
    data = bytearray(LIST_BYTES)
    for index in indexes:
        if not 0 <= index < LIST_BITS:
            raise StatusListError(f"a list has no place {index}")
        data[index // 8] |= 0x80 >> (index % 8)
    packed = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=packed, mtime=0) as stream:
        stream.write(data)
    return "u" + base64.urlsafe_b64encode(packed.getvalue()).rstrip(b"=").decode()


def decode_bits(encoded: object) -> bytes:
    """The bytes of a list; raises `StatusListError` unless there are exactly `LIST_BITS`."""
    if not isinstance(encoded, str) or not encoded.startswith("u"):
        raise StatusListError("the list is not written in multibase u")
    if len(encoded) > _MOST_ENCODED:
        raise StatusListError("the list is too long")
    text = encoded[1:]
    try:
        packed = base64.b64decode(
            text.encode("ascii") + b"=" * (-len(text) % 4), altchars=b"-_", validate=True
        )
        unpacker = zlib.decompressobj(wbits=31)
        data = unpacker.decompress(packed, LIST_BYTES + 1)
    except (binascii.Error, UnicodeEncodeError, zlib.error) as error:
        raise StatusListError("the list cannot be unpacked") from error
    if len(data) != LIST_BYTES:
        raise StatusListError(f"the list does not hold {LIST_BITS:,} bits")
    if not unpacker.eof or unpacker.unused_data:
        raise StatusListError("something follows the list, or its end is missing")
    return data


def set_indexes(data: bytes) -> frozenset[int]:
    """Every index whose bit is set."""
    return frozenset(
        n * 8 + bit for n, byte in enumerate(data) if byte for bit in range(8) if byte & 0x80 >> bit
    )


def build_status_list(
    issuer: str,
    number: int,
    indexes: Iterable[int],
    home: Home,
    valid_from: str,
    superseded: str = "",
) -> dict[str, Any]:
    """The status list as a credential, unsigned. It holds no word that somebody wrote.

    `superseded` is the digest of the file next to it, "" where there is none.
    """
    at = home.at(status_list(issuer, number))
    return {
        "@context": [CREDENTIALS_V2],
        "id": at,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": home.did(issuer),
        "validFrom": valid_from,
        "credentialSubject": {
            "id": f"{at}#list",
            "type": "BitstringStatusList",
            "statusPurpose": STATUS_PURPOSE,
            "encodedList": encode_bits(indexes),
        },
        **(_superseded(issuer, number, home, superseded) if superseded else {}),
    }


def _superseded(issuer: str, number: int, home: Home, digest: str) -> dict[str, Any]:
    at = home.at(superseded_json(issuer, number))
    file = {"id": at, "mediaType": "application/json", "digestMultibase": digest}
    return {"relatedResource": [file]}


def superseded_digest(document: dict[str, Any]) -> str:
    """The digest of the file about superseded badges that a list names; "" where it names none."""
    for resource in document.get("relatedResource", []):
        if isinstance(resource, dict) and "/status/superseded/" in str(resource.get("id")):
            return str(resource.get("digestMultibase"))
    return ""
