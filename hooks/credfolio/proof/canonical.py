"""JSON-LD → the canonical N-Quads that are signed (RDFC-1.0), with a bound on the work.

The algorithm tries permutations of nodes that look alike, and a few hundred bytes can ask for
minutes of it. Credentials never need more than a step or two.

Documents of one shape follow a template after they were met a few times (ADR 0018): that is some
thirty times as fast as pyld, and the first few are computed both ways and have to agree.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from credfolio.errors import EnvironmentProblem
from credfolio.proof.contexts import ContextRefused
from credfolio.proof.document_shape import shape_of
from credfolio.proof.quad_template import NotTemplated, QuadTemplate, record_template
from credfolio.proof.terms import undefined_terms

_COMPARED = 3
_MOST_SHAPES = 2_000


class CanonicalError(ValueError):
    """A document without a canonical form that could be signed; `args[0]` says why."""


@dataclass(slots=True)
class _Met:
    """A shape that was met before. Its template is recorded when it is met again."""

    template: QuadTemplate | None = None
    is_plain: bool = True
    compared: int = 0


_shapes: dict[tuple[object, ...], _Met] = {}


def canonical_form(document: dict[str, Any]) -> bytes:
    """The canonical N-Quads of `document`.

    Raises `CanonicalError` when a part of it would not be in them, when a
    context is not one of ours, or when it is not JSON-LD.
    """
    _check_contexts(document.get("@context"))
    try:
        shape = shape_of(document)
    except RecursionError as error:
        raise CanonicalError("the document is nested too deeply") from error
    met = _shapes.get(shape.key)
    if met is None:
        # Most shapes are met once, and a template costs as much as the plain way does.
        if len(_shapes) >= _MOST_SHAPES:
            _shapes.clear()
        text = plain_form(document)
        _shapes[shape.key] = _Met()
        return text
    if met.template is None and met.is_plain:
        met.template = _recorded(document)
        met.is_plain = met.template is not None
    quick = _filled(met.template, shape.values) if met.template else None
    if quick is None:
        return plain_form(document)
    if met.compared < _COMPARED:
        if quick != plain_form(document):
            raise EnvironmentProblem(
                "a document's canonical form was computed in two ways, and they differ",
                fix="stop here and report it, with the version of pyld; nothing was signed by it",
            )
        met.compared += 1
    return quick


def plain_form(document: dict[str, Any]) -> bytes:
    """What `canonical_form` gives, by pyld alone."""
    if left_out := next(undefined_terms(document), ""):
        raise CanonicalError(f"not covered by a signature: {left_out}")
    # Loading pyld takes longer than all else that most commands do.
    from credfolio.proof.rdf import JsonLdError, TooMuchWork, to_canonical_quads

    try:
        return to_canonical_quads(document).encode()
    except TooMuchWork as error:
        raise CanonicalError("too many nodes of the document look alike") from error
    except (JsonLdError, ContextRefused, RecursionError) as error:
        raise CanonicalError(f"this is not JSON-LD that can be signed: {_cause(error)}") from error
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        # pyld meets wrong types in many places with whatever Python raises there.
        raise CanonicalError("this is not JSON-LD that can be signed") from error


def _recorded(document: dict[str, Any]) -> QuadTemplate | None:
    from credfolio.proof.rdf import JsonLdError

    try:
        return record_template(document)
    except (NotTemplated, JsonLdError, ContextRefused, RecursionError):
        return None
    except (TypeError, ValueError, KeyError, AttributeError):
        return None  # the plain way says what is wrong with the document


def _filled(template: QuadTemplate, values: tuple[str, ...]) -> bytes | None:
    try:
        text = template.fill(values)
        return None if text is None else text.encode()
    except UnicodeEncodeError:
        return None


def _check_contexts(context: Any) -> None:
    if not isinstance(context, list) or not all(isinstance(one, str) for one in context):
        raise CanonicalError("the contexts are not a list of addresses")


def _cause(error: BaseException) -> str:
    code = getattr(error, "code", None)
    return str(code or type(error).__name__)
