"""The JSON-LD contexts: kept in `context_files/`, served by address, checked byte for byte.

A context decides what a signature covers, so none is ever fetched, and one that differs from the
digest in `sources.json` stops everything. `make contexts` takes the files from locked packages;
`sources.json` also names package and license of each.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib.resources import files
from typing import Any

CREDENTIALS_V2 = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES_3 = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
CLR_2 = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"
DATA_INTEGRITY_2 = "https://w3id.org/security/data-integrity/v2"
MULTIKEY_1 = "https://w3id.org/security/multikey/v1"
DID_1 = "https://www.w3.org/ns/did/v1"
JWK_1 = "https://w3id.org/security/jwk/v1"

_FOLDER = files(__package__).joinpath("context_files")
_SOURCES: dict[str, dict[str, str]] = json.loads(
    _FOLDER.joinpath("sources.json").read_text(encoding="utf-8")
)


class ContextRefused(ValueError):
    """A context that is not bundled, or not the one that was pinned."""


CONTEXTS = tuple(_SOURCES)
"""The addresses of all contexts that there are, here and in the reader's browser."""


def context_bytes(address: str) -> bytes:
    """The pinned document at `address` as it was published; raises `ContextRefused`."""
    if address not in _SOURCES:
        raise ContextRefused(f"the context {address[:200]} is not one that we know")
    source = _SOURCES[address]
    data = _FOLDER.joinpath(source["file"]).read_bytes()
    if hashlib.sha256(data).hexdigest() != source["sha256"]:
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
