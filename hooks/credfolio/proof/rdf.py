"""pyld, and a bound on the work that it does for one document."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from pyld import jsonld
from pyld.canon import URDNA2015
from pyld.nquads import RDF_LANGSTRING, XSD_STRING

from credfolio.proof.contexts import load_document

JsonLdError = jsonld.JsonLdError

_MOST_ALIKE = 8
_MOST_STEPS = 500


class TooMuchWork(Exception):
    """A document that asks for more than a credential could."""


class _Bounded(URDNA2015):  # type: ignore[misc]
    """The algorithm, ended before it tries permutations for minutes."""

    def __init__(self, hash_name: str) -> None:
        super().__init__()
        self._steps = 0
        self._hash_name = hash_name

    def create_hash(self) -> Any:
        return hashlib.new(self._hash_name)

    def create_hash_to_related(self, id_: str, issuer: Any) -> Any:
        self._steps += 1
        groups = super().create_hash_to_related(id_, issuer)
        if self._steps > _MOST_STEPS or any(len(g) > _MOST_ALIKE for g in groups.values()):
            raise TooMuchWork
        return groups


def to_canonical_quads(document: dict[str, Any], hash_name: str = "sha256") -> str:
    """The canonical N-Quads; raises `TooMuchWork` and whatever pyld raises."""
    text: str = _Bounded(hash_name).main(_dataset(document), {"format": "application/n-quads"})
    return text


def to_quads(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The quads as pyld has them: subject, predicate, object and, in a named graph, name."""
    for name, triples in _dataset(document).items():
        kind = "blank node" if name.startswith("_:") else "IRI"
        graph = {} if name == "@default" else {"name": {"type": kind, "value": name}}
        for triple in triples:
            yield {**triple, **graph}


def literal_ending(literal: dict[str, Any]) -> str:
    """What follows a literal's closing quotation mark in N-Quads."""
    if literal["datatype"] == RDF_LANGSTRING:
        return f"@{literal['language']}" if literal.get("language") else ""
    return "" if literal["datatype"] == XSD_STRING else f"^^<{literal['datatype']}>"


def _dataset(document: dict[str, Any]) -> dict[str, Any]:
    options = {"documentLoader": load_document, "produceGeneralizedRdf": False}
    found: dict[str, Any] = jsonld.to_rdf(document, options)
    return found
