"""JSON-LD → the canonical N-Quads that are signed (RDFC-1.0), with a bound on the work.

The algorithm tries permutations of nodes that look alike, and a few hundred bytes can ask for
minutes of it. Credentials never need more than a step or two.

Documents of one shape follow a template after they were met a few times (ADR 0018): that is some
thirty times as fast as pyld, and the first few are computed both ways and have to agree. What was
met is kept from run to run where a caller passes a store (ADR 0047).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from credfolio.errors import EnvironmentProblem
from credfolio.proof.contexts import ContextRefused
from credfolio.proof.document_shape import shape_of
from credfolio.proof.kept_template import Met, met_from_bytes, met_to_bytes
from credfolio.proof.public_key import HashName
from credfolio.proof.quad_template import NotTemplated, QuadTemplate, record_template
from credfolio.proof.terms import undefined_terms

_COMPARED = 3
_MOST_SHAPES = 2_000


class CanonicalError(ValueError):
    """A document without a canonical form that could be signed; `args[0]` says why."""

    code = "not-json-ld"


class NotCovered(CanonicalError):
    """A part of the document would not be in its canonical form."""

    code = "undefined-term"


class TooTangled(CanonicalError):
    """Finding the canonical form would take more work than a credential can ask for."""

    code = "too-much-work"


class TemplateStore(Protocol):
    """Keeps bytes by a key, for the same program and the same versions of its packages only.

    What it gives back is what was written, or None: it is believed.
    """

    def read(self, key: str) -> bytes | None: ...

    def write(self, key: str, data: bytes) -> None: ...


_shapes: dict[tuple[object, ...], Met] = {}
_store: TemplateStore | None = None


@contextmanager
def templates_kept_in(store: TemplateStore | None) -> Iterator[None]:
    """Inside, begin with the templates in `store`, and put into it what is recorded."""
    global _store
    before, _store = _store, store
    try:
        yield
    finally:
        _store = before


def canonical_form(document: dict[str, Any], hash_name: HashName = "sha256") -> bytes:
    """The canonical N-Quads of `document`; names of blank nodes follow from `hash_name`.

    Raises `CanonicalError` when a part of it would not be in them, when a
    context is not one of ours, or when it is not JSON-LD.
    """
    _check_contexts(document.get("@context"))
    if hash_name != "sha256":
        return plain_form(document, hash_name)
    try:
        shape = shape_of(document)
    except RecursionError as error:
        raise CanonicalError("the document is nested too deeply") from error
    met = _shapes.get(shape.key) or _kept(shape.key)
    if met is None:
        # Most shapes are met once, and a template costs as much as the plain way does.
        text = plain_form(document)
        _keep(shape.key, Met())
        return text
    if met.template is None and met.is_plain:
        met.template = _recorded(document)
        met.is_plain = met.template is not None
        _keep(shape.key, met)
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
        _keep(shape.key, met)
    return quick


def plain_form(document: dict[str, Any], hash_name: HashName = "sha256") -> bytes:
    """What `canonical_form` gives, by pyld alone."""
    if left_out := next(undefined_terms(document), None):
        raise NotCovered(left_out.words)
    # Loading pyld takes longer than all else that most commands do.
    from credfolio.proof.rdf import JsonLdError, TooMuchWork, to_canonical_quads

    try:
        return to_canonical_quads(document, hash_name).encode()
    except TooMuchWork as error:
        raise TooTangled("too many nodes of the document look alike") from error
    except (
        JsonLdError,
        ContextRefused,
        RecursionError,
        # pyld meets wrong types in many places with whatever Python raises there.
        TypeError,
        ValueError,
        KeyError,
        AttributeError,
    ) as error:
        raise CanonicalError("this is not JSON-LD that can be signed") from error


def _keep(shape: tuple[object, ...], met: Met) -> None:
    _remember(shape, met)
    if _store is not None:
        _store.write(_name(shape), met_to_bytes(met))


def _kept(shape: tuple[object, ...]) -> Met | None:
    data = None if _store is None else _store.read(_name(shape))
    met = None if data is None else met_from_bytes(data)
    if met is not None:
        _remember(shape, met)
    return met


def _remember(shape: tuple[object, ...], met: Met) -> None:
    if len(_shapes) >= _MOST_SHAPES and shape not in _shapes:
        _shapes.clear()
    _shapes[shape] = met


def _name(shape: tuple[object, ...]) -> str:
    return hashlib.sha256(repr(shape).encode("utf-8", "surrogatepass")).hexdigest()


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
