"""JSON-LD → the canonical N-Quads that are signed (RDFC-1.0), with a bound on the work.

The algorithm tries permutations of nodes that look alike, and a few hundred bytes can ask for
minutes of it. Credentials never need more than a step or two.
"""

from __future__ import annotations

from typing import Any

from credfolio.proof.contexts import ContextRefused
from credfolio.proof.terms import undefined_terms


class CanonicalError(ValueError):
    """A document without a canonical form that could be signed; `args[0]` says why."""


def canonical_form(document: dict[str, Any]) -> bytes:
    """The canonical N-Quads of `document`.

    Raises `CanonicalError` when a part of it would not be in them, when a
    context is not one of ours, or when it is not JSON-LD.
    """
    _check_contexts(document.get("@context"))
    if left_out := next(undefined_terms(document), ""):
        raise CanonicalError(f"not covered by a signature: {left_out}")
    # Loading pyld takes longer than all else that most commands do.
    from credfolio.proof.rdf import JsonLdError, TooMuchWork, to_canonical_quads

    try:
        text = to_canonical_quads(document)
    except TooMuchWork as error:
        raise CanonicalError("too many nodes of the document look alike") from error
    except (JsonLdError, ContextRefused, RecursionError) as error:
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
