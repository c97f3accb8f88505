"""Read JSON from strangers: within limits, and with one meaning only."""

from __future__ import annotations

import json
import re
from typing import Any

from credfolio.badges.verification.report import Refusal

MAX_BYTES = 1_048_576
MAX_DEPTH = 32
_SAFE_INTEGER = 2**53 - 1

# C0 controls except line feed, and DEL. Canonicalisation libraries disagree about how they are
# escaped (RDFC-1.0, section 5), so one signature could stand for two texts.
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def read_json(data: bytes) -> Any:
    """The value that `data` holds.

    Raises `Refusal` for anything that two readers could take differently: duplicate keys, numbers
    that JavaScript cannot hold, control characters, text that is not Unicode.
    """
    if len(data) > MAX_BYTES:
        raise Refusal("too-large", f"The file is larger than {MAX_BYTES:,} bytes.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refusal("not-utf-8", "The text is not in UTF-8.") from None
    _check_depth(text)
    try:
        value = json.loads(
            text,
            object_pairs_hook=_object,
            parse_constant=_no_constant,
            parse_int=_integer,
            parse_float=_number,
        )
    except ValueError as error:
        raise Refusal("not-json", f"The text is not JSON: {_short(str(error))}.") from None
    check_text(value)
    return value


def check_text(value: Any) -> None:
    """Refuse control characters and broken Unicode anywhere in `value`."""
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
            stack.extend(item)


def _check_depth(text: str) -> None:
    """Count brackets outside strings, so that no parser has to recurse to find out."""
    depth = 0
    in_string = escaped = False
    for char in text:
        if in_string:
            if escaped:
                escaped = False
            elif char == "\\":
                escaped = True
            elif char == '"':
                in_string = False
        elif char == '"':
            in_string = True
        elif char in "[{":
            depth += 1
            if depth > MAX_DEPTH:
                raise Refusal("too-deep", f"The JSON is nested more than {MAX_DEPTH} deep.")
        elif char in "]}":
            depth -= 1


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key, value in pairs:
        if key in result:
            raise Refusal("duplicate-key", f'The name "{_short(key)}" occurs twice in one object.')
        result[key] = value
    return result


def _no_constant(name: str) -> Any:
    raise Refusal("not-json", f"{name} is not JSON.")


def _integer(digits: str) -> int:
    if len(digits) > 17 or abs(int(digits)) > _SAFE_INTEGER:
        raise Refusal("number-too-large", f"The number {_short(digits)} is too large to be exact.")
    return int(digits)


def _number(digits: str) -> float:
    value = float(digits)
    if value in (float("inf"), float("-inf")):
        raise Refusal("number-too-large", f"The number {_short(digits)} is too large to be exact.")
    return value


def _short(text: str) -> str:
    plain = "".join(char if char.isprintable() else "?" for char in text)
    return plain if len(plain) <= 60 else plain[:57] + "…"
