"""What the fields of the models hold, read from their annotations."""

from __future__ import annotations

import types
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from credfolio.records.model.base import Piece


@cache
def hints_of(model: type) -> dict[str, Any]:
    """The annotation of each field by its name in Python."""
    return get_type_hints(model, include_extras=True)


def words_of(hint: Any) -> tuple[str, ...]:
    """The closed vocabulary inside `hint`; empty when there is none."""
    if get_origin(hint) is Literal:
        return tuple(map(str, get_args(hint)))
    if get_origin(hint) in (Union, types.UnionType, Annotated, tuple):
        return next(filter(None, map(words_of, get_args(hint))), ())
    return ()


def without_none(hint: Any) -> Any:
    """`hint` without "or nothing"."""
    if get_origin(hint) in (Union, types.UnionType):
        return next(one for one in get_args(hint) if one is not type(None))
    return hint


def item_of(hint: Any) -> Any:
    """What a list holds; None when `hint` is no list."""
    inside = get_args(hint)[0] if get_origin(hint) is Annotated else hint
    return get_args(inside)[0] if get_origin(inside) is tuple else None


def value_of(hint: Any) -> Any:
    """What a mapping with keys of one's own holds; None when `hint` is no such mapping."""
    inside = get_args(hint)[0] if get_origin(hint) is Annotated else hint
    return get_args(inside)[1] if get_origin(inside) is dict else None


def is_piece(hint: Any) -> bool:
    """Whether `hint` is a model of ours."""
    return isinstance(hint, type) and issubclass(hint, Piece)
