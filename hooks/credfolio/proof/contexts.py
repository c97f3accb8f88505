"""The JSON-LD contexts: bundled by a package, served by address, checked byte for byte.

A context decides what a signature covers, so none is ever fetched, and one that differs from
the hash written here stops everything.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib.metadata import distribution
from typing import Any

CREDENTIALS_V2 = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES_3 = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
CLR_2 = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"
DATA_INTEGRITY_2 = "https://w3id.org/security/data-integrity/v2"
MULTIKEY_1 = "https://w3id.org/security/multikey/v1"
DID_1 = "https://www.w3.org/ns/did/v1"
JWK_1 = "https://w3id.org/security/jwk/v1"

_BUNDLED = {
    CREDENTIALS_V2: (
        "credentials-v2.json",
        "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734",
    ),
    OPEN_BADGES_3: (
        "ob-v3p0-context-3.0.3.json",
        "3d34f4d4ef1bce691106e63798beb5e7b862ba841423f5ee1e53ab7ddf3bca84",
    ),
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json": (
        "ob-v3p0-context-3.0.2.json",
        "00666ad080ba407687ed1846b7f5e7495f5019042b202a727de47c48a1755c53",
    ),
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json": (
        "ob-v3p0-context-3.0.1.json",
        "5f3d9dd6288ef437ff8286cf95ffbff609c748a66f24a1e9450c45ca64be1571",
    ),
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json": (
        "ob-v3p0-extensions.json",
        "87c06c81bc2317663bf288d740d94fddd2818c4342b186270ff6371dfaa63f93",
    ),
    DATA_INTEGRITY_2: (
        "security-data-integrity-v2.json",
        "67f21e6e33a6c14e5ccfd2fc7865f7474fb71a04af7e94136cb399dfac8ae8f4",
    ),
    MULTIKEY_1: (
        "security-multikey-v1.json",
        "ba2c182de2d92f7e47184bcca8fcf0beaee6d3986c527bf664c195bbc7c58597",
    ),
    CLR_2: (
        "clr_context_2.0.1.json",
        "880f1902d4158f2f33ce06af41b90719977cd1ea337a9de2e41edb3ff5e543d6",
    ),
}


class ContextRefused(ValueError):
    """A context that is not bundled, or not the one that was pinned."""


CONTEXTS = tuple(_BUNDLED)
"""The addresses of all contexts that there are, here and in the reader's browser."""


def context_bytes(address: str) -> bytes:
    """The pinned document at `address` as it was published; raises `ContextRefused`."""
    if address not in _BUNDLED:
        raise ContextRefused(f"the context {address[:200]} is not one that we know")
    name, expected = _BUNDLED[address]
    # By its distribution: importlib.resources would run the package's own modules.
    found: Any = distribution("openbadgeslib").locate_file(f"openbadgeslib/ob3/contexts/{name}")
    data: bytes = found.read_bytes()
    if hashlib.sha256(data).hexdigest() != expected:
        raise ContextRefused(f"the bundled context {address} is not the one that was pinned")
    return data


@cache
def context_document(address: str) -> dict[str, Any]:
    """The pinned document at `address`; raises `ContextRefused`. Not to be changed."""
    found: dict[str, Any] = json.loads(context_bytes(address))
    return found


def load_document(address: str, options: Any = None) -> dict[str, Any]:
    """pyld's document loader: bundled contexts and nothing else."""
    return {
        "contextUrl": None,
        "documentUrl": address,
        "document": context_document(address),
        "tag": "static",  # lets pyld keep what it has made of a context
    }
