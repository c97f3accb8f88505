"""JSON that two readers cannot read differently: text → data or a refusal, data → the same bytes.

Duplicate keys, numbers beyond a double, NaN, broken Unicode, control characters and deep nesting
are refused, because signer and verifier may treat them differently.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from typing import Any

from credfolio.proof.limits import Limits
from credfolio.proof.refusal import Refusal

# A string, to its end or to the end of the text, or a bracket outside of strings.
_SHAPE = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)|[\[{]|[\]}]', re.DOTALL)
# C0 controls except line feed, and DEL. Canonicalization libraries disagree about how they are
# escaped (RDFC-1.0, section 5), so one signature could fit two texts.
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def read_json(data: bytes, limits: Limits) -> Any:
    """The value that `data` holds; raises `Refusal` for anything with two meanings."""
    if len(data) > limits.max_bytes:
        raise Refusal("too-large", f"The file is larger than {limits.max_bytes:,} bytes.")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise Refusal("not-utf-8", "The text is not in UTF-8.") from None
    if text.startswith("\ufeff"):
        if not limits.allows_byte_order_mark:
            raise Refusal("byte-order-mark", "The file begins with a byte order mark.")
        text = text[1:]
    _check_depth(text, limits.max_depth)
    try:
        value = json.loads(
            text,
            object_pairs_hook=_object,
            parse_constant=_constant,
            parse_int=_integer_reader(limits.max_integer),
            parse_float=_number,
        )
    except ValueError as error:
        raise Refusal("not-json", f"The text is not JSON: {_short(str(error))}.") from None
    check_texts(value, limits)
    return value


def read_object(data: bytes, limits: Limits) -> dict[str, Any]:
    """The object that `data` holds; raises `Refusal`."""
    value = read_json(data, limits)
    if not isinstance(value, dict):
        raise Refusal("wrong-type", "The JSON is not an object.")
    return value


def render_json(document: dict[str, Any]) -> bytes:
    """The bytes in which a document is stored and published: compact, in its own order."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def check_texts(value: Any, limits: Limits) -> None:
    """Raise `Refusal` for a text or a list, anywhere in `value`, that must not be signed."""
    stack = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            if found := _CONTROL.search(item):
                raise Refusal(
                    "control-character",
                    f"A text holds the control character U+{ord(found[0]):04X}, "
                    "which programs read in different ways.",
                )
            if _SURROGATE.search(item):
                raise Refusal("broken-unicode", "A text holds half of a Unicode character.")
        elif isinstance(item, dict):
            stack.extend(item.keys())
            stack.extend(item.values())
        elif isinstance(item, list):
            if limits.max_items is not None and len(item) > limits.max_items:
                raise Refusal("too-large", f"A list has more than {limits.max_items:,} items.")
            stack.extend(item)


def _check_depth(text: str, most: int) -> None:
    """Count brackets outside strings, so that no parser has to recurse to find out."""
    depth = 0
    for token in _SHAPE.finditer(text):
        mark = token[0]
        if mark in "[{":
            depth += 1
            if depth > most:
                raise Refusal("too-deep", f"The JSON is nested more than {most} deep.")
        elif mark in "]}":
            depth -= 1


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise Refusal("duplicate-key", f'The name "{_short(key)}" occurs twice in one object.')
        found[key] = value
    return found


def _constant(name: str) -> Any:
    raise Refusal("not-json", f"{name} is not JSON.")


def _integer_reader(most: int | None) -> Callable[[str], int] | None:
    if most is None:
        return None

    def read(digits: str) -> int:
        if len(digits) > len(str(most)) + 1 or abs(int(digits)) > most:
            raise _too_large(digits)
        return int(digits)

    return read


def _number(digits: str) -> float:
    value = float(digits)
    if not math.isfinite(value):
        raise _too_large(digits)
    return value


def _too_large(digits: str) -> Refusal:
    words = f"The number {_short(digits)} is too large to be exact."
    return Refusal("number-too-large", words)


def _short(text: str) -> str:
    plain = "".join(char if char.isprintable() else "?" for char in text)
    return plain if len(plain) <= 60 else plain[:57] + "…"
