"""A document taken apart: its shape, and the values that may differ between documents of one shape.

Two documents of one shape have the same canonical N-Quads but for those values and the order of
the lines, so the slow work of JSON-LD is done once for a shape (see `quad_template`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

VARIABLE = frozenset(
    {
        "achievedLevel", "activityEndDate", "activityStartDate", "caption", "created",
        "description", "digestMultibase", "email", "encodedList", "endorsementComment", "genre",
        "humanCode", "id",
        "identityHash", "name", "narrative", "official", "points", "proofValue",
        "requiredLevel", "resultDescription", "role", "statusListCredential", "statusListIndex",
        "tag", "targetCode", "targetFramework", "targetName", "targetUrl", "url", "validFrom",
        "validUntil", "value", "verificationMethod", "version",
    }
)  # fmt: skip
"""Terms whose text is a value. The text of any other term, and every number, is of the shape."""

# Addresses that JSON-LD takes as they are: no prefix of a context, nothing to be resolved.
_ADDRESS = re.compile(r'(?:https://|did:(?:web|key):)[^\s<>"{}|\\^`\x00-\x20]+')
_DOTS = re.compile(r"/\.\.?(?:[/?#]|$)")

# Nothing that a document holds is a tuple of one.
_OBJECT, _LIST, _END = ("{",), ("[",), ("]",)


@dataclass(frozen=True, slots=True)
class Shape:
    """`key` is the shape; `values` are the distinct values, in the order of their first use."""

    key: tuple[object, ...]
    values: tuple[str, ...]


def shape_of(document: dict[str, Any]) -> Shape:
    """Take `document` apart; which of its values are equal is of the shape, as nodes are."""
    key: list[object] = []
    seen: dict[str, int] = {}
    _walk(document, "", key, seen)
    return Shape(tuple(key), tuple(seen))


def is_address(text: str) -> bool:
    """Whether JSON-LD takes `text` as an address and leaves it as it is."""
    return _ADDRESS.fullmatch(text) is not None and _DOTS.search(text) is None


def with_values(value: Any, tokens: dict[str, str], term: str = "") -> Any:
    """`value`, a document, with every value of its shape exchanged for its token."""
    if isinstance(value, dict):
        return {name: with_values(inner, tokens, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [with_values(inner, tokens, term) for inner in value]
    return tokens[value] if isinstance(value, str) and term in VARIABLE else value


def _walk(value: Any, term: str, key: list[object], seen: dict[str, int]) -> None:
    if isinstance(value, str):
        if term in VARIABLE:
            # The number says which values are equal; its sign, which are addresses.
            number = seen.setdefault(value, len(seen) + 1)
            key.append(-number if is_address(value) else number)
        else:
            key.append(value)
    elif isinstance(value, dict):
        key.append(_OBJECT)
        for name, inner in value.items():
            key.append(name)
            _walk(inner, name, key, seen)
        key.append(_END)
    elif isinstance(value, list):
        key.append(_LIST)
        for inner in value:
            _walk(inner, term, key, seen)
        key.append(_END)
    else:
        # 1, 1.0 and True are equal in Python and three things in JSON.
        key.append((type(value).__name__, repr(value)))
