"""Records ↔ plain data that `marshal` takes, so that what passed its model once is not put to it
again.

Only what differs from a field's default is written. Nothing is checked on the way back: the data
has to come from `to_plain`, by the same program. See ADR 0110.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from types import GetSetDescriptorType, MemberDescriptorType, UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel

from credfolio.records.model.award import PartResult
from credfolio.records.model.base import Piece
from credfolio.records.record_reader import NOTE_OF_GIVEN_KEYS, the_one

R = TypeVar("R", bound=Piece)

Plain = dict[str, Any]
"""Field → its value, as texts, numbers, truth values, tuples, lists and dictionaries."""


@dataclass(frozen=True, slots=True)
class _Way:
    """How a value is written as plain data, and read again."""

    write: Callable[[Any], Any]
    read: Callable[[Any], Any]


@dataclass(slots=True)
class _Plan:
    """What is known of a model before any of its records."""

    model: type[Piece]
    defaults: Plain = field(default_factory=dict)
    """Every field, in order; those without a default, or with one of their own, have None."""
    same: Plain = field(default_factory=dict)
    """The fields with a default that many records may share."""
    own: tuple[str, ...] = ()
    """The fields whose default is a dictionary of the record's own."""
    ways: dict[str, _Way] = field(default_factory=dict)
    """The fields that are no plain data."""
    reads: tuple[tuple[str, Callable[[Any], Any]], ...] = ()
    """How each of those is read."""


def to_plain(record: Piece) -> Plain:
    """What `from_plain` makes an equal record of."""
    plan = _plan(type(record))
    values = vars(record)
    if list(values) != list(plan.defaults):
        raise TypeError(f"{plan.model.__name__} holds more than its fields")
    found: Plain = {}
    for name, value in values.items():
        if name in plan.same and _is_same(value, plan.same[name]):
            continue
        if name in plan.own and not value:
            continue
        way = plan.ways.get(name)
        found[name] = value if way is None or value is None else way.write(value)
    return found


def from_plain(model: type[R], values: Plain) -> R:
    """The record of type `model` that `values` were made of."""
    made: R = _revived(_plan(model), values)
    return made


def _is_same(value: object, default: object) -> bool:
    # 1 == True == Decimal(1), and another type is another record.
    return value is default or (type(value) is type(default) and value == default)


def _revived(plan: _Plan, values: Plain) -> Any:
    held = plan.defaults | values
    for name, read in plan.reads:
        if (value := values.get(name)) is not None:
            held[name] = read(value)
    for name in plan.own:
        if name not in values:
            held[name] = {}
    made = object.__new__(plan.model)
    _set_values(made, held)
    _set_given(made, _NOTHING)
    _set_extra(made, None)
    _set_private(made, None)
    return made


def _setter(name: str) -> Callable[[object, object], None]:
    slot = vars(BaseModel).get(name)
    if isinstance(slot, GetSetDescriptorType | MemberDescriptorType):
        return slot.__set__
    return lambda made, value: object.__setattr__(made, name, value)


_NOTHING: set[str] = set()
_set_values = _setter("__dict__")
_set_given = _setter("__pydantic_fields_set__")
_set_extra = _setter("__pydantic_extra__")
_set_private = _setter("__pydantic_private__")
IS_KNOWN = NOTE_OF_GIVEN_KEYS is not None
"""Whether pydantic keeps a record as this module builds it; with another release nothing is."""


@cache
def _plan(model: type[Piece]) -> _Plan:
    plan = _Plan(model)
    _PLANS[model] = plan  # a piece may hold pieces of its own type
    for name, one in model.model_fields.items():
        if one.default_factory is dict:
            plan.own += (name,)
        elif one.default_factory is not None:
            raise TypeError(f"{model.__name__}.{name} has a default that is not known here")
        elif not one.is_required():
            plan.same[name] = one.default
        plan.defaults[name] = plan.same.get(name)
        if way := _way(one.annotation, f"{model.__name__}.{name}"):
            plan.ways[name] = way
            plan.reads += ((name, way.read),)
    return plan


_PLANS: dict[type[Piece], _Plan] = {}


def _way(annotation: Any, where: str) -> _Way | None:
    """How values of a field are written and read; None where they are plain data already.

    Raises `TypeError` where an annotation leaves open what a value is.
    """
    origin, inside = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _way(inside[0], where)
    if origin in (Union, UnionType):
        # None is written as it is, wherever it may be.
        ways = [_way(one, where) for one in inside if one is not type(None)]
        if len(ways) == 1:
            return ways[0]
        if any(ways):
            raise TypeError(f"{where} may be of several types")
        return None
    if origin is tuple:
        if len(inside) != 2 or inside[1] is not ...:
            raise TypeError(f"{where} is a tuple of another form")
        return _each(_way(inside[0], where))
    if origin is dict:
        if inside[0] is not str:
            raise TypeError(f"{where} has keys that are no text")
        return _table(_way(inside[1], where))
    if origin is Literal or annotation in (str, int, bool, Any):
        return None
    if annotation is date:
        return _Way(date.toordinal, _day)
    if annotation is Decimal:
        return _Way(str, _amount)
    if annotation is PartResult:
        return _Way(_written_result, _result)
    if isinstance(annotation, type) and issubclass(annotation, Piece):
        plan = _PLANS.get(annotation) or _plan(annotation)
        return _Way(to_plain, lambda values: _revived(plan, values))
    raise TypeError(f"{where} is of a type that is not known here")


def _each(way: _Way | None) -> _Way | None:
    if way is None:
        return None  # marshal keeps tuples
    write, read = way.write, way.read
    return _Way(lambda found: tuple(map(write, found)), lambda found: tuple(map(read, found)))


def _table(way: _Way | None) -> _Way | None:
    if way is None:
        return None
    write, read = way.write, way.read

    def written(found: Mapping[str, Any]) -> Plain:
        return {key: write(value) for key, value in found.items()}

    def revived(found: Mapping[str, Any]) -> Plain:
        return {key: read(value) for key, value in found.items()}

    return _Way(written, revived)


_day = lru_cache(maxsize=20_000)(date.fromordinal)
_amount = lru_cache(maxsize=5_000)(Decimal)


def _written_result(result: PartResult) -> tuple[Any, ...]:
    values = tuple(vars(result).values())
    return tuple(str(one) if isinstance(one, Decimal) else one for one in values)


@lru_cache(maxsize=20_000)
def _result(values: tuple[Any, ...]) -> PartResult:
    # Nearly all results are alike, and they are frozen.
    held = dict(zip(PartResult.model_fields, values, strict=True))
    if held["points"] is not None:
        held["points"] = Decimal(held["points"])
    return the_one(_revived(_plan(PartResult), held))
