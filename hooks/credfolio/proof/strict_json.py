"""JSON that two readers cannot read differently: text → data or a refusal, data → the same bytes.

Duplicate keys, numbers beyond a double, NaN, broken Unicode, control characters and deep nesting
are refused, because signer and verifier may treat them differently.
"""

from __future__ import annotations

import json
import math
import re
from typing import Any

from credfolio.proof.limits import Limits
from credfolio.proof.refusal import Refusal

# Where a text can have two meanings: a whole string, a bracket, a colon, or a number.
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"|[\[\]{}:]|-?[0-9][-+0-9.eE]*', re.DOTALL)
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
    reader = _Reader(limits.max_integer)
    try:
        value = json.loads(
            text,
            object_pairs_hook=reader.object,
            parse_constant=_constant,
            parse_int=reader.integer,
            parse_float=reader.number,
        )
    except ValueError as error:
        raise Refusal("not-json", f"The text is not JSON: {_short(str(error))}.") from None
    if reader.has_two_meanings:
        raise _first_of_two_meanings(text, reader)
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


class _Reader:
    """What a parser calls; it notes that something has two meanings, and reads on: what is no JSON
    at all is said first, as the page does.
    """

    def __init__(self, max_integer: int | None) -> None:
        self.has_two_meanings = False
        self._most = max_integer

    def object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        self.has_two_meanings |= len(found) < len(pairs)
        return found

    def integer(self, digits: str) -> int:
        if not self.is_exact(digits):
            self.has_two_meanings = True
            return 0
        return int(digits)

    def number(self, digits: str) -> float:
        self.has_two_meanings |= not self.is_exact(digits)
        return float(digits)

    def is_exact(self, digits: str) -> bool:
        if not digits.lstrip("-").isdecimal():
            return math.isfinite(float(digits))
        most = self._most
        return most is None or (len(digits) <= len(str(most)) + 1 and abs(int(digits)) <= most)


def _first_of_two_meanings(text: str, reader: _Reader) -> Refusal:
    """The first name that is twice in one object, or number that is not exact, of sound JSON."""
    seen: list[set[str]] = []
    last = ""
    for found in _TOKEN.finditer(text):
        token = found[0]
        if token in "[{":
            seen.append(set())
        elif token in "]}":
            seen.pop()
        elif token == ":":
            name = json.loads(last)
            if name in seen[-1]:
                words = f'The name "{_short(name)}" occurs twice in one object.'
                return Refusal("duplicate-key", words)
            seen[-1].add(name)
        elif token[0] == '"':
            last = token
        elif not reader.is_exact(token):
            words = f"The number {_short(token)} is too large to be exact."
            return Refusal("number-too-large", words)
    raise AssertionError("the parser saw what the text does not have")


def _constant(name: str) -> Any:
    raise Refusal("not-json", f"{name} is not JSON.")


def _short(text: str) -> str:
    plain = "".join(char if char.isprintable() else "?" for char in text)
    return plain if len(plain) <= 60 else plain[:57] + "…"
