"""``time_estimate.min_hours``: a value's place in a record, written in one word.

List positions count from 1, so that ``credits_earned.1.amount`` is the amount
of the first credit. The heading of a column may be such a word.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from credfolio.findings.finding import Pointer
from credfolio.ids import nearest
from credfolio.records.model import base
from credfolio.records.model.hints import hints_of, is_piece, item_of, value_of, without_none
from credfolio.records.record_reader import known_keys

Kind = Literal["text", "date", "list", "yes-no"]
_MAX_POSITION = 100


@dataclass(frozen=True, slots=True)
class Field:
    """A place in a record and its type; a list field holds plain words."""

    pointer: Pointer
    kind: Kind


class NoSuchField(Exception):
    """No field has the place `path`; `guess` is the place that was probably meant, or ""."""

    def __init__(self, path: str, guess: str = "") -> None:
        super().__init__(path)
        self.guess = guess


@cache
def find_field(model: type[base.Piece], path: str) -> Field:
    """The place that `path` names in a record of `model`; raises `NoSuchField`."""
    pointer: list[str | int] = []
    hint: Any = model
    for step in path.split("."):
        if is_piece(hint):
            key = next((k for k, name in _names(hint).items() if step in (k, name)), None)
            if key is None:
                guess = nearest(step, known_keys(hint))
                raise NoSuchField(path, ".".join([*map(_word, pointer), guess]) if guess else "")
            pointer.append(key)
            hint = without_none(hints_of(hint)[_names(hint)[key]])
        elif item := item_of(hint):
            if not (step.isascii() and step.isdecimal() and 1 <= int(step) <= _MAX_POSITION):
                raise NoSuchField(path, ".".join([*map(_word, pointer), "1", step]))
            pointer.append(int(step) - 1)
            hint = item
        elif inner := value_of(hint):
            pointer.append(step)
            hint = inner
        else:
            raise NoSuchField(path, ".".join(map(_word, pointer)))
    kind = _kind(hint)
    if kind is None:
        raise NoSuchField(path, next(iter(_below(path, hint)), ""))
    return Field(tuple(pointer), kind)


def _below(path: str, hint: Any) -> Iterator[str]:
    """Places inside `path`, which itself holds more than one value."""
    if item := item_of(hint):
        path, hint = f"{path}.1", item
    if is_piece(hint):
        yield from (f"{path}.{key}" for key in _names(hint))


def _word(step: str | int) -> str:
    return str(step + 1) if isinstance(step, int) else step


def in_words(pointer: Pointer) -> str:
    """The word for a place, as `find_field` reads it."""
    return ".".join(map(_word, pointer))


@cache
def _names(model: type[base.Piece]) -> dict[str, str]:
    return {field.alias or name: name for name, field in model.model_fields.items()}


def _kind(hint: Any) -> Kind | None:
    if hint == base.IsoDate:
        return "date"
    if hint == base.YesNo:
        return "yes-no"
    if item := item_of(hint):
        return None if is_piece(item) or item_of(item) else "list"
    return None if is_piece(hint) or value_of(hint) is not None else "text"


def put(data: dict[str, Any], pointer: Pointer, value: object) -> None:
    """Write `value` into plain data; lists are kept as mappings until `settle` is called."""
    here: dict[Any, Any] = data
    for step in pointer[:-1]:
        here = here.setdefault(step, {})
    here[pointer[-1]] = value


def settle(data: Any) -> Any:
    """Data written by `put`, with lists as lists; skipped positions close up."""
    if not isinstance(data, dict):
        return data
    if data and all(isinstance(key, int) for key in data):
        return [settle(data[key]) for key in sorted(data)]
    return {key: settle(value) for key, value in data.items()}
