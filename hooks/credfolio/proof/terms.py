"""Which words of a document its contexts define; pyld drops the others silently.

What is dropped is not signed, so it could be changed by anybody.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from credfolio.proof.contexts import ContextRefused, context_document

Definitions = dict[str, Any]
Place = tuple[str | int, ...]

# What is left out can leave something else undefined: a type defines the words of its object.
_MOST_PASSES = 8

# An address without a scheme, and one with characters that N-Quads cannot hold, are dropped too.
_ADDRESS = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`]+')
_NAMES_ALONE = frozenset({"@context", "id"})
_ONE_MORE_CREDENTIAL = frozenset({"verifiableCredential", "endorsement"})


@dataclass(frozen=True, slots=True)
class Gap:
    """A value that no signature would cover: its place, and words with a pointer."""

    place: Place
    words: str


def undefined_terms(document: dict[str, Any]) -> Iterator[Gap]:
    """What in `document` would not be covered by a signature."""
    yield from _object(document, {}, (), True)


def covered_part(document: dict[str, Any]) -> dict[str, Any] | None:
    """`document` without what no signature would cover; None where nothing is left to sign."""
    part: Any = document
    for _ in range(_MOST_PASSES):
        places = {gap.place for gap in undefined_terms(part)}
        if not places:
            return None if _says_nothing(part) else dict(part)
        if () in places:
            return None
        part = _without(part, places, ())
    return None


def _without(value: Any, places: Collection[Place], at: Place) -> Any:
    if isinstance(value, dict):
        return {
            key: _without(inner, places, (*at, key))
            for key, inner in value.items()
            if (*at, key) not in places
        }
    if isinstance(value, list):
        return [
            _without(inner, places, (*at, n))
            for n, inner in enumerate(value)
            if (*at, n) not in places
        ]
    return value


def _object(node: dict[str, Any], active: Definitions, at: Place, may: bool) -> Iterator[Gap]:
    if "@context" in node:
        if not may:
            yield _gap(at, "a context inside the document")
            return
        try:
            # It adds to the one around it, unless the term says that nothing is passed on.
            active = _merged(node["@context"], active)
        except ContextRefused:
            yield _gap(at, "a context that is not known")
            return
    types = node.get("type", [])
    names = types if isinstance(types, list) else [types]
    terms = dict(active)
    for name in sorted({name for name in names if isinstance(name, str)}):
        definition = active.get(name)
        if definition is None:
            for place in _places_of(name, types, (*at, "type")):
                yield Gap(
                    place, _gap((*at, "type"), f"the type '{_short(name)}' is not defined").words
                )
        elif isinstance(definition, dict) and "@context" in definition:
            terms = _merged(definition["@context"], terms)
    if not all(isinstance(name, str) for name in names):
        yield _gap((*at, "type"), "a type is not a word")
    for key, value in node.items():
        if key == "@context":
            continue
        definition = terms.get(key)
        if definition is None or key.startswith("@"):
            yield _gap((*at, key), "the term is not defined")
            continue
        yield from _value(value, definition, active, (*at, key), key)


def _value(value: Any, definition: Any, active: Definitions, at: Place, key: str) -> Iterator[Gap]:
    if isinstance(value, list):
        for n, inner in enumerate(value):
            if isinstance(inner, list):
                yield _gap((*at, n), "a list in a list")
            else:
                yield from _value(inner, definition, active, (*at, n), key)
    elif _is_graph(definition) and _says_nothing(value):
        yield _gap(at, "a value alone in a graph of its own is dropped")
    elif isinstance(value, dict):
        below = active
        if isinstance(definition, dict) and "@context" in definition:
            below = _merged(definition["@context"], active)
        yield from _object(value, below, at, key in _ONE_MORE_CREDENTIAL)
    elif value is None:
        yield _gap(at, "null says nothing and is dropped")
    elif isinstance(value, str) and _is_address(definition) and not _ADDRESS.fullmatch(value):
        yield _gap(at, f"'{_short(value)}' is not an absolute address")


def _gap(place: Place, why: str) -> Gap:
    return Gap(place, f"/{'/'.join(map(str, place))}: {why}")


def _short(text: str) -> str:
    return text if len(text) <= 80 else text[:79] + "…"


def _places_of(name: str, types: Any, at: Place) -> list[Place]:
    if not isinstance(types, list):
        return [at]
    return [(*at, n) for n, each in enumerate(types) if each == name]


def _is_address(definition: Any) -> bool:
    if isinstance(definition, dict):
        return definition.get("@type") == "@id" or definition.get("@id") == "@id"
    return bool(definition == "@id")


def _is_graph(definition: Any) -> bool:
    """Whether what a term leads to is a graph of its own, as a proof is."""
    container = definition.get("@container") if isinstance(definition, dict) else None
    return container == "@graph" or (isinstance(container, list) and "@graph" in container)


def _says_nothing(value: Any) -> bool:
    """Whether `value` is a plain value, or an object that names a node and says no more of it."""
    return not isinstance(value, dict) or not value.keys() - _NAMES_ALONE


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
