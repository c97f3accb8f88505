"""JSON-LD → the canonical N-Quads that are signed (RDFC-1.0), with a bound on the work.

The algorithm tries permutations of nodes that look alike, and a few hundred bytes can ask for
minutes of it. Credentials never need more than a step or two.
"""

from __future__ import annotations

from typing import Any

from pyld import jsonld
from pyld.canon import URDNA2015

from credfolio.proof.contexts import ContextRefused, load_document
from credfolio.proof.terms import undefined_terms

_MOST_ALIKE = 5
_MOST_STEPS = 500


class CanonicalError(ValueError):
    """A document without a canonical form that could be signed; `args[0]` says why."""


class _Bounded(URDNA2015):  # type: ignore[misc]
    """The algorithm, ended when a document asks for more than a credential could."""

    def __init__(self) -> None:
        super().__init__()
        self._steps = 0

    def create_hash_to_related(self, id_: str, issuer: Any) -> Any:
        self._steps += 1
        groups = super().create_hash_to_related(id_, issuer)
        if self._steps > _MOST_STEPS or any(len(g) > _MOST_ALIKE for g in groups.values()):
            raise CanonicalError("too many nodes of the document look alike")
        return groups


def canonical_form(document: dict[str, Any]) -> bytes:
    """The canonical N-Quads of `document`.

    Raises `CanonicalError` when a part of it would not be in them, when a
    context is not one of ours, or when it is not JSON-LD.
    """
    _check_contexts(document.get("@context"))
    if left_out := next(undefined_terms(document), ""):
        raise CanonicalError(f"not covered by a signature: {left_out}")
    options = {"documentLoader": load_document, "produceGeneralizedRdf": False}
    try:
        dataset = jsonld.to_rdf(document, options)
        text: str = _Bounded().main(dataset, {"format": "application/n-quads"})
    except CanonicalError:
        raise
    except (jsonld.JsonLdError, ContextRefused, RecursionError) as error:
        raise CanonicalError(f"this is not JSON-LD that can be signed: {_cause(error)}") from error
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        # pyld meets wrong types in many places with whatever Python raises there.
        raise CanonicalError("this is not JSON-LD that can be signed") from error
    return text.encode()


def _check_contexts(context: Any) -> None:
    if not isinstance(context, list) or not all(isinstance(one, str) for one in context):
        raise CanonicalError("the contexts are not a list of addresses")


def _cause(error: BaseException) -> str:
    code = getattr(error, "code", None)
    return str(code or type(error).__name__)
