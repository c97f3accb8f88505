"""pyld, and a bound on the work that it does for one document."""

from __future__ import annotations

from typing import Any

from pyld import jsonld
from pyld.canon import URDNA2015

from credfolio.proof.contexts import load_document

JsonLdError = jsonld.JsonLdError

_MOST_ALIKE = 5
_MOST_STEPS = 500


class TooMuchWork(Exception):
    """A document that asks for more than a credential could."""


class _Bounded(URDNA2015):  # type: ignore[misc]
    """The algorithm, ended before it tries permutations for minutes."""

    def __init__(self) -> None:
        super().__init__()
        self._steps = 0

    def create_hash_to_related(self, id_: str, issuer: Any) -> Any:
        self._steps += 1
        groups = super().create_hash_to_related(id_, issuer)
        if self._steps > _MOST_STEPS or any(len(g) > _MOST_ALIKE for g in groups.values()):
            raise TooMuchWork
        return groups


def to_canonical_quads(document: dict[str, Any]) -> str:
    """The canonical N-Quads; raises `TooMuchWork` and whatever pyld raises."""
    options = {"documentLoader": load_document, "produceGeneralizedRdf": False}
    dataset = jsonld.to_rdf(document, options)
    text: str = _Bounded().main(dataset, {"format": "application/n-quads"})
    return text
