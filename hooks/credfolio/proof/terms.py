"""Which words of a document its contexts define; pyld drops the others silently.

What is dropped is not signed, so it could be changed by anybody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from credfolio.proof.contexts import ContextRefused, context_document

Definitions = dict[str, Any]

# An address without a scheme, and one with characters that N-Quads cannot hold, are dropped too.
_ADDRESS = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`]+')
_ONE_MORE_CREDENTIAL = frozenset({"verifiableCredential", "endorsement"})


def undefined_terms(document: dict[str, Any]) -> Iterator[str]:
    """What in `document` would not be covered by a signature, in words with a pointer."""
    yield from _object(document, {}, "", True)


def _object(node: dict[str, Any], active: Definitions, at: str, may: bool) -> Iterator[str]:
    if "@context" in node:
        if not may:
            yield f"{at or '/'}: a context inside the document"
            return
        try:
            active = _merged(node["@context"], {})
        except ContextRefused as error:
            yield f"{at or '/'}: {error.args[0]}"
            return
    types = node.get("type", [])
    names = types if isinstance(types, list) else [types]
    terms = dict(active)
    for name in sorted(name for name in names if isinstance(name, str)):
        definition = active.get(name)
        if definition is None:
            yield f"{at}/type: the type {name[:80]!r} is not defined"
        elif isinstance(definition, dict) and "@context" in definition:
            terms = _merged(definition["@context"], terms)
    if not all(isinstance(name, str) for name in names):
        yield f"{at}/type: a type is not a word"
    for key, value in node.items():
        if key == "@context":
            continue
        definition = terms.get(key)
        if definition is None or key.startswith("@"):
            yield f"{at}/{key}: the term is not defined"
            continue
        yield from _value(value, definition, active, f"{at}/{key}", key)


def _value(value: Any, definition: Any, active: Definitions, at: str, key: str) -> Iterator[str]:
    if isinstance(value, list):
        for n, inner in enumerate(value):
            if isinstance(inner, list):
                yield f"{at}/{n}: a list in a list"
            else:
                yield from _value(inner, definition, active, f"{at}/{n}", key)
    elif isinstance(value, dict):
        below = active
        if isinstance(definition, dict) and "@context" in definition:
            below = _merged(definition["@context"], active)
        yield from _object(value, below, at, key in _ONE_MORE_CREDENTIAL)
    elif value is None:
        yield f"{at}: null says nothing and is dropped"
    elif isinstance(value, str) and _is_address(definition) and not _ADDRESS.fullmatch(value):
        yield f"{at}: {value[:80]!r} is not an absolute address"


def _is_address(definition: Any) -> bool:
    if isinstance(definition, dict):
        return definition.get("@type") == "@id" or definition.get("@id") == "@id"
    return bool(definition == "@id")


def _merged(context: Any, active: Definitions) -> Definitions:
    merged = dict(active)
    for one in context if isinstance(context, list) else [context]:
        if one is None:
            merged = {}
        elif isinstance(one, str):
            merged.update(_definitions(one))
        elif isinstance(one, dict):
            merged.update({key: v for key, v in one.items() if not key.startswith("@")})
        else:
            raise ContextRefused("a context is neither an address nor an object")
    return merged


@cache
def _definitions(address: str) -> Definitions:
    return _merged(context_document(address)["@context"], {})
