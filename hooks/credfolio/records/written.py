"""A record as its author would write it: no key that only repeats a default."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from credfolio.records.model.base import Piece


def written(piece: Piece, given: frozenset[str] = frozenset()) -> dict[str, Any]:
    """The keys of `piece` that say something, and those in `given`; dates stay dates."""
    keys = {}
    for name, spec in type(piece).model_fields.items():
        value = getattr(piece, name)
        if value is None:
            continue
        default = spec.get_default(call_default_factory=True)
        if spec.is_required() or value != default or (name in given and value != ()):
            keys[spec.alias or name] = _value(value)
    return keys


def _value(value: Any) -> Any:
    if isinstance(value, Piece):
        return written(value)
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, tuple | list):
        return [_value(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _value(item) for key, item in value.items()}
    return value
