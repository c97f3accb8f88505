"""Records as JSON that other programs read, and the JSON Schema of exactly that.

A record is written as plain values: numbers are numbers, truth values are true
or false, dates are ISO 8601 days, and a key without a value is left out. The
schemas of `credfolio.records.model.schema` describe what an author may type; these describe
what a reader gets.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from pydantic import BaseModel

from credfolio.records.model import MicroCredential, Record
from credfolio.records.model.schema import without_comments

Schema = dict[str, Any]

_REFERENCE = "#/components/schemas/{model}"


_BECAME_LISTS = {"adapted_from": "adapted_from_all"}
"""Keys that had one value in the first form of the data → the key with all values.

Readers of that form still find the first one where it was.
"""


def plain(value: Any) -> Any:
    """`value` as JSON holds it; keys of a record without a value are left out."""
    if isinstance(value, BaseModel):
        made = {
            field.alias or name: plain(held)
            for name, field in value.__class__.model_fields.items()
            if (held := getattr(value, name)) is not None and not _is_hidden(value, name)
        }
        return _with_first(made) if isinstance(value, MicroCredential) else made
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: plain(held) for key, held in value.items()}
    return value


def _with_first(made: dict[str, Any]) -> dict[str, Any]:
    """A definition with the first of a list where the one value was, and the list by itself."""
    found: dict[str, Any] = {}
    for key, held in made.items():
        if key not in _BECAME_LISTS:
            found[key] = held
            continue
        if held:
            found[key] = held[0]
        found[_BECAME_LISTS[key]] = held
    return found


def _is_hidden(value: BaseModel, name: str) -> bool:
    # An author's own data with a record.
    return name == "extra" and isinstance(value, Record)


@cache
def schemas_of(models: tuple[type[BaseModel], ...]) -> dict[str, Schema]:
    """JSON Schema (draft 2020-12, as OpenAPI 3.1 takes it) of what `plain` makes of `models`.

    They are shared, so nobody may change them.
    """
    found: dict[str, Schema] = {}
    for model in models:
        made = model.model_json_schema(by_alias=True, mode="serialization", ref_template=_REFERENCE)
        found.update(made.pop("$defs", {}))
        found[model.__name__] = made
    records = {record.__name__ for record in Record.__subclasses__()}
    for name in records & set(found):
        del found[name]["properties"]["extra"]
    if MicroCredential.__name__ in found:
        _describe_first(found[MicroCredential.__name__])
    return {name: _read(without_comments(schema)) for name, schema in sorted(found.items())}


def _describe_first(schema: Schema) -> None:
    """The same for its schema as `_with_first` for its values."""
    properties, required = schema["properties"], schema.get("required", [])
    for key, listed in _BECAME_LISTS.items():
        several = properties[key]
        items = next(one["items"] for one in (several, *several.get("anyOf", ())) if "items" in one)
        properties[listed] = {**several, "type": "array", "items": items}
        properties[key] = {**items, "description": f"The first of `{listed}`."}
        if key in required:
            required[required.index(key)] = listed


_AMOUNT = ["number", "string"]
"""How `credfolio.records.model.base` admits an amount; its words admit a string first."""


def _read(made: Any) -> Any:
    """What an author may type → what a reader gets."""
    if isinstance(made, list):
        return [_read(part) for part in made]
    if not isinstance(made, dict):
        return made
    made = {key: _read(value) for key, value in made.items()}
    kinds = made.get("type")
    if isinstance(kinds, list):
        # A word may be typed as 2.1 or yes, and an amount in quotes; each is read as one type.
        made["type"] = "number" if kinds == _AMOUNT else "string"
    if made.get("enum") == ["yes", "no", True, False]:
        made = {"type": "boolean", **{k: v for k, v in made.items() if k != "enum"}}
    if isinstance(made.get("title"), str):
        del made["title"]
    made.pop("default", None)
    if isinstance(made.get("description"), str):
        made["description"] = " ".join(made["description"].replace("``", "`").split())
    nullable = made.get("anyOf")
    if isinstance(nullable, list) and {"type": "null"} in nullable:
        # What has no value is left out, so null is never met.
        rest = [part for part in nullable if part != {"type": "null"}]
        made = {**{k: v for k, v in made.items() if k != "anyOf"}}
        made.update(rest[0] if len(rest) == 1 else {"anyOf": rest})
    return made
