"""Read objects of unknown shape without failing on wrong types."""

from __future__ import annotations

from typing import Any


def names(value: Any) -> list[Any]:
    """`value` as a list; JSON-LD writes one of something without brackets."""
    return value if isinstance(value, list) else [value]


def text_at(value: Any, *path: str) -> str:
    """The text at `path`, printable and not too long, or nothing."""
    for name in path:
        if not isinstance(value, dict):
            return ""
        value = value.get(name)
    if not isinstance(value, str):
        return ""
    plain = "".join(char if char.isprintable() else " " for char in value).strip()
    return plain if len(plain) <= 200 else plain[:199] + "…"


def holder_name(subject: Any) -> str:
    """What a credential's subject is called: its name, or an identifier that is a plain name."""
    if name := text_at(subject, "name"):
        return name
    for each in names(subject.get("identifier")) if isinstance(subject, dict) else []:
        if text_at(each, "identityType") == "name" and each.get("hashed") is False:
            return text_at(each, "identityHash")
    return ""


def id_of(value: Any) -> str:
    """The identifier of something that is written as an object or as its identifier alone."""
    found = value.get("id") if isinstance(value, dict) else value
    return found if isinstance(found, str) else ""


def same(one: Any, other: Any) -> bool:
    """Whether two JSON values say the same; to Python alone, true is 1."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[name], other[name]) for name in one)
    return bool(one == other)
