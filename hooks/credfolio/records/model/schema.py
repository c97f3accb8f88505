"""JSON Schemas of the records, for editors that complete and check while one types.

They are made from the models, so they cannot say anything else. A few things
differ from what pydantic writes, because a schema looks at the file as it is
typed and a model at what was read from it: the file's place supplies its id, a
short form is written where a long one is meant, and a key may be empty.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic import BaseModel

from credfolio.records.model.kinds import KINDS, Kinds

# Supplied by the place of a file; see `credfolio.records.loading.loader`.
_FROM_THE_PLACE = frozenset({"id", "issuer", "educator"})

# One is written without a list; the form goes by the comment.
_ONE_OR_MANY = "adapted_from"

Schema = dict[str, Any]


@cache
def json_schemas(kinds: Kinds = KINDS) -> dict[str, Schema]:
    """The JSON Schema (draft 2020-12) of each kind of record, by name; shared like each of them."""
    return {name: json_schema(name, kinds) for name in kinds.models}


@cache
def json_schema(name: str, kinds: Kinds = KINDS) -> Schema:
    """The JSON Schema of records of the kind `name`; shared, so nobody may change it."""
    schema: Schema = without_comments(form_schema(name, kinds))
    return schema


def without_comments(value: Any) -> Any:
    """A schema without the `$comment`s that say what each value is expected to be."""
    if isinstance(value, dict):
        return {k: without_comments(v) for k, v in value.items() if k != "$comment"}
    return [without_comments(one) for one in value] if isinstance(value, list) else value


@cache
def form_schema(name: str, kinds: Kinds = KINDS) -> Schema:
    """The schema `name` with a `$comment` for what each value is expected to be.

    It is shared, so nobody may change it.
    """
    model: type[BaseModel] = kinds.models[name]
    made = model.model_json_schema(by_alias=True)
    definitions = {key: _definition(key, value) for key, value in made.pop("$defs", {}).items()}
    made["required"] = [key for key in made.get("required", []) if key not in _FROM_THE_PLACE]
    if not made["required"]:
        del made["required"]
    body = _tidy(made)
    if several := body["properties"].get(_ONE_OR_MANY):
        body["properties"][_ONE_OR_MANY] = _or_one(several)
    required = body.get("required", [])
    for key, value in body["properties"].items():
        # A key without a value counts as not given; that holds for the record's own keys.
        if key not in required:
            body["properties"][key] = _or_null(value)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:credfolio:schema:{name}",
        **body,
        **({"$defs": definitions} if definitions else {}),
    }


def _definition(name: str, made: Schema) -> Schema:
    tidy = _tidy(made)
    if name == "PassingRule":
        return {"anyOf": [{"const": "all"}, tidy], "description": tidy.pop("description", "")}
    if name == "MethodItem":
        line = {"type": ["string", "number", "boolean"]}
        return {"anyOf": [line, tidy], "description": tidy.pop("description", "")}
    return tidy


def _tidy(made: Schema) -> Schema:
    """An object's schema as an author sees it."""
    made = {key: value for key, value in made.items() if key != "title"}
    if "description" in made:
        made["description"] = _plain(made["description"])
    if "properties" in made:
        required = made.get("required", [])
        made["properties"] = {
            key: _property(value, optional=key not in required)
            for key, value in made["properties"].items()
        }
    return made


def _property(made: Schema, *, optional: bool) -> Schema:
    made = {key: value for key, value in made.items() if key != "title"}
    if made.get("default") in (None, [], {}) or isinstance(made.get("default"), dict):
        made.pop("default", None)  # "nothing" is useless for completion
    if "description" in made:
        made["description"] = _plain(made["description"])
    if made.get("type") == "string" and str(made.get("pattern", "")).startswith(r"^\d"):
        made["type"] = ["string", "number"]  # an editor reads digits as a number
    for key in ("anyOf", "items", "additionalProperties"):
        inner = made.get(key)
        if isinstance(inner, list):
            made[key] = [_property(part, optional=False) for part in inner]
        elif isinstance(inner, dict):
            made[key] = _property(inner, optional=False)
    # Lists and tables may be left empty in any place, as a half-filled form does.
    if optional and made.get("type") in ("array", "object"):
        return _or_null(made)
    return made


def _or_one(made: Schema) -> Schema:
    listed, *rest = made["anyOf"]
    listed = {**listed, "$comment": "one or many"}
    return {**made, "anyOf": [listed, listed["items"], *rest]}


def _or_null(made: Schema) -> Schema:
    if {"type": "null"} in made.get("anyOf", ()) or "null" in made.get("type", ()):
        return made
    kept: Schema = {key: made.pop(key) for key in ("description", "default") if key in made}
    if set(made) == {"anyOf"}:
        return {"anyOf": [*made["anyOf"], {"type": "null"}], **kept}
    return {"anyOf": [made, {"type": "null"}], **kept}


def _plain(description: str) -> str:
    return " ".join(description.replace("``", "`").split())
