"""JSON that two readers cannot read differently: text → data or a refusal, data → the same bytes.

Duplicate keys, numbers beyond a double, NaN, lone surrogates, control characters and deep nesting
are refused, because signer and verifier may treat them differently.
"""

from __future__ import annotations

import json
import math
import re
from typing import Any

MAX_BYTES = 64 * 1024
MAX_DEPTH = 24
_MOST_ITEMS = 2_000

_SHAPE = re.compile(r'"(?:[^"\\]|\\.)*"|[\[{]|[\]}]', re.DOTALL)
# LF is the one control character that N-Quads writers agree upon.
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f\ud800-\udfff]")


class JsonRefused(ValueError):
    """Text that is not JSON, or JSON that cannot be signed; `args[0]` says why."""


def parse_json(data: bytes, *, max_bytes: int = MAX_BYTES) -> dict[str, Any]:
    """The object in `data`; raises `JsonRefused`."""
    if len(data) > max_bytes:
        raise JsonRefused(f"more than {max_bytes // 1024} KiB of JSON")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise JsonRefused("the file is not UTF-8") from None
    if text.startswith("\ufeff"):
        raise JsonRefused("the file begins with a byte order mark")
    _check_depth(text)
    try:
        value = json.loads(
            text, object_pairs_hook=_object, parse_constant=_constant, parse_float=_float
        )
    except JsonRefused:
        raise
    except (ValueError, RecursionError) as error:
        raise JsonRefused(f"this is not JSON: {_reason(error)}") from None
    if not isinstance(value, dict):
        raise JsonRefused("the JSON is not an object")
    check_texts(value)
    return value


def render_json(document: dict[str, Any]) -> bytes:
    """The bytes in which a document is stored and published: compact, in its own order."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def check_texts(value: Any) -> None:
    """Raise `JsonRefused` for a text or a list that must not be signed."""
    if isinstance(value, str):
        if found := _CONTROL.search(value):
            raise JsonRefused(f"the control character U+{ord(found[0]):04X} stands in a text")
    elif isinstance(value, dict):
        for key, inner in value.items():
            check_texts(key)
            check_texts(inner)
    elif isinstance(value, list):
        if len(value) > _MOST_ITEMS:
            raise JsonRefused(f"a list of {len(value)} items; at most {_MOST_ITEMS} are read")
        for inner in value:
            check_texts(inner)


def _check_depth(text: str) -> None:
    depth = 0
    for token in _SHAPE.finditer(text):
        mark = token[0]
        if mark in "[{":
            depth += 1
            if depth > MAX_DEPTH:
                raise JsonRefused(f"the JSON is nested deeper than {MAX_DEPTH} levels")
        elif mark in "]}":
            depth -= 1


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise JsonRefused(f"the key {json.dumps(key[:60])} stands twice in an object")
            seen.add(key)
    return found


def _constant(name: str) -> float:
    raise JsonRefused(f"{name} is not a number of JSON")


def _float(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise JsonRefused("a number is too large")
    return number


def _reason(error: BaseException) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg}, line {error.lineno}"
    return "a value cannot be read"
