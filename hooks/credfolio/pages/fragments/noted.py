"""Definitions whose fields are handed over one by one, each with a note of the facet it is in.

A page that shows the card of a definition does not depend on its rubric. So a task does not get
the definition itself: it gets an object that holds nothing, and what it asks that object for is
noted. What was not noted cannot have been read. See ADR 0109.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, cast

from credfolio.records.model import MicroCredential, Stack
from credfolio.records.model.base import Piece
from credfolio.records.registry import credential_path, stack_path

Definition = MicroCredential | Stack

_CARD = frozenset(
    (
        "id", "issuer", "title", "summary", "competency", "status", "version", "released",
        "changelog", "language", "image", "image_alt", "glyph", "level", "topics", "subjects",
        "audience_roles", "grade_bands", "requires_students", "remote_ok", "time_estimate", "cost",
        "credit_values", "incentives", "superseded_by", "former_ids", "aliases", "minimum",
        "groups", "members", "ordered",
    )
)  # fmt: skip
"""What cards, lists, filters and other definitions' pages say of one."""
_AWARD = frozenset(
    (
        "parts", "passing_rule", "evidence_types", "attempts", "said_of_holder", "alignments",
        "co_issuers", "double_blind",
    )
)  # fmt: skip
"""What the pages of an award of it say besides."""
FACETS = ("card", "award", "resources", "text")
"""The last one has what only the definition's own page and files say."""


def facet_of(field: str) -> str:
    """The facet that a field of a definition is in."""
    if field in _CARD:
        return "card"
    if field in _AWARD:
        return "award"
    return "resources" if field == "resources" else "text"


_FACETS_OF = {
    model: {field: facet_of(field) for field in model.model_fields}
    for model in (MicroCredential, Stack)
}


def path_of(definition: Definition) -> str:
    """The path of the record: its name in notes."""
    is_stack = isinstance(definition, Stack)
    return stack_path(definition.ref) if is_stack else credential_path(definition.ref)


def facet_digests(definition: Definition) -> Mapping[str, str]:
    """The digest of what each facet of a definition holds."""
    digests = {facet: hashlib.sha256() for facet in FACETS}
    for name, facet in _FACETS_OF[type(definition)].items():
        said = f"{name}={getattr(definition, name)!r}\n"
        digests[facet].update(said.encode("utf-8", "surrogatepass"))
    return {facet: digest.hexdigest() for facet, digest in digests.items()}


class Noted:
    """Stands for a definition, and is one to `isinstance`; a field that is asked for is noted.

    What was handed over stays until `forget`, so that a task pays once for each field.
    """

    __slots__ = ("__dict__", "_at", "_definition", "_note")

    def __init__(
        self, definition: Definition, note: Callable[[Noted, str], None], at: str = ""
    ) -> None:
        self._definition = definition
        self._note = note
        self._at = at or path_of(definition)

    @property  # type: ignore[misc]
    def __class__(self) -> type:
        return type(self._definition)

    def __getattr__(self, name: str) -> Any:
        model = type(self._definition)
        facet = _FACETS_OF[model].get(name)
        if facet is not None:
            self._note(self, f"{facet}/{self._at}")
            value = getattr(self._definition, name)
        else:
            # What the model reckons asks this object for fields in its turn.
            own = getattr(model, name)
            if not isinstance(own, property) or own.fget is None:
                return own
            value = own.fget(self)
        self.__dict__[name] = value
        return value

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        """Every field with its value, as a model gives them."""
        return ((name, getattr(self, name)) for name in _FACETS_OF[type(self._definition)])

    def model_copy(self, *, update: Mapping[str, Any]) -> Definition:
        """The same with other values in some fields; what is read of it is noted as of this one."""
        return noted(self._definition.model_copy(update=update), self._note, self._at)

    def forget(self) -> None:
        """From now on, note again what is read."""
        self.__dict__.clear()

    @property
    def noted_at(self) -> str:
        """The path of the record."""
        return self._at


def noted(definition: Definition, note: Callable[[Noted, str], None], at: str = "") -> Definition:
    """`definition` as a task gets it: `note` is told of each facet, as ``facet/path``."""
    return cast("Definition", Noted(definition, note, at))


def digest_of_value(value: object) -> str:
    """One digest of what was computed from records; a definition in it counts by its path."""
    digest = hashlib.sha256()
    for part in _parts(value):
        digest.update(part.encode("utf-8", "surrogatepass"))
        digest.update(b"\0")
    return digest.hexdigest()


def _parts(value: object) -> Iterable[str]:
    if type(value) is Noted:
        yield value.noted_at
    elif isinstance(value, str | int | float | date | Decimal | Piece | None):
        yield repr(value)
    elif isinstance(value, Mapping):
        yield "{"
        for key, held in value.items():
            yield from _parts(key)
            yield from _parts(held)
        yield "}"
    elif isinstance(value, frozenset):
        yield "<"
        for one in sorted("\0".join(_parts(one)) for one in value):
            yield one
        yield ">"
    elif isinstance(value, tuple | list):
        yield "("
        for one in value:
            yield from _parts(one)
        yield ")"
    else:
        raise TypeError(f"no digest of a {type(value).__name__}")
