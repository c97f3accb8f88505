"""What changed in a definition, in sentences: "Part 2: the word limit went from 500 to 300."

Works on any two records of one kind. Entries of lists are matched by number, id, title and so
on, so an entry that moved is not reported as removed and added.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from credfolio.findings.finding import quoted

_NAMES = {
    "max": "upper limit",
    "min": "lower limit",
    "count": "number",
    "word_limit": "word limit",
    "key_method": "key method",
    "said_to_reader": "sentence said to the reader",
    "said_of_holder": "sentence said of the holder",
    "passing_rule": "passing rule",
    "time_estimate": "time",
    "min_hours": "least hours",
    "max_hours": "most hours",
    "scoring_guide": "scoring guide",
    "required_level": "level that is needed",
    "evidence_items": "evidence",
    "credit_values": "credit",
    "co_issuers": "co-issuers",
    "method_components": "components of the method",
    "guiding_questions": "guiding questions",
    "requires": "level that is needed",
    "all_of": "parts that must pass",
    "consent_needed": "need of consent",
    "licence": "license",
}
_SHORT = 60
_IDENTITY = (
    *("number", "id", "credential", "stack", "part", "term", "title", "heading", "citation"),
    *("version", "district", "code", "jurisdiction", "name", "text"),
)
_SINGULAR = {
    "prompts": "the question",
    "evidence_items": "the evidence",
    "levels": "the level",
    "rubric": "the criterion",
    "resources": "the resource",
    "research": "the research",
    "members": "the member",
    "alignments": "the alignment",
    "credit_values": "the credit",
    "changelog": "the note on version",
    "corrections": "the correction",
    "glossary": "the term",
}
_PASSED_OVER = frozenset({"id", "issuer", "extra", "changelog", "released"})


def summarize_definition(
    old: BaseModel | None, new: BaseModel | None, fields: Iterable[str] | None = None
) -> list[str]:
    """Every difference as a sentence, in the order of the definition's fields.

    `fields` limits it to some fields. A new or removed record gives nothing.
    """
    if old is None or new is None:
        return []
    names = fields or [n for n in type(new).model_fields if n not in _PASSED_OVER]
    return [
        sentence
        for name in names
        for sentence in _differences("", name, getattr(old, name), getattr(new, name))
    ]


def _differences(where: str, name: str, old: Any, new: Any) -> Iterator[str]:
    if old == new:
        return
    if isinstance(old, BaseModel) and isinstance(new, BaseModel):
        yield from _in_model(where, name, old, new)
    elif isinstance(old, tuple) and isinstance(new, tuple):
        yield from _in_list(where, name, old, new)
    elif isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in dict.fromkeys((*old, *new)):
            yield from _differences(
                _at(where, _the(name)), f"text of {key}", old.get(key), new.get(key)
            )
    else:
        yield _sentence(where, name, old, new)


def _in_model(where: str, name: str, old: BaseModel, new: BaseModel) -> Iterator[str]:
    differing = [n for n in type(new).model_fields if getattr(old, n) != getattr(new, n)]
    if name == "word_limit" and differing == ["max"]:
        yield _sentence(where, name, getattr(old, "max", None), getattr(new, "max", None))
        return
    inside = where if name == "text" else _at(where, _the(name))
    for field in differing:
        yield from _differences(inside, field, getattr(old, field), getattr(new, field))


def _in_list(where: str, name: str, old: Sequence[Any], new: Sequence[Any]) -> Iterator[str]:
    before, after = _by_identity(old), _by_identity(new)
    for key, value in before.items():
        if key not in after:
            yield _begin(where, f"{_entry(name, value)} was removed.")
    for key, value in after.items():
        if key not in before:
            yield _begin(where, f"{_entry(name, value)} was added.")
        elif isinstance(value, BaseModel) and before[key] != value:
            inside = _at(where, _entry(name, value))
            for field in type(value).model_fields:
                yield from _differences(
                    inside, field, getattr(before[key], field), getattr(value, field)
                )
        elif before[key] != value:
            yield _begin(where, f"{_entry(name, value)} has other words.")
    if list(before) != list(after) and set(before) == set(after):
        yield _begin(where, f"the order of {_the(name)} changed.")


def _by_identity(entries: Sequence[Any]) -> dict[Any, Any]:
    named: dict[Any, Any] = {}
    for entry in entries:
        key: Any = entry
        if isinstance(entry, BaseModel):
            key = next((v for n in _IDENTITY if (v := getattr(entry, n, None)) is not None), "")
        number = 1
        while (key, number) in named:
            number += 1
        named[key, number] = entry
    return named


def _entry(name: str, value: Any) -> str:
    if name == "parts":
        return f"part {value.number}"
    if name == "all_of":
        return f"the rule for part {value.part}"
    if not isinstance(value, BaseModel):
        return f"{_the(name)}: {_shown(value)}"
    called = next(
        (
            v
            for n in ("name", "title", "label", "term", "code", "credential", "stack", "text", "id")
            if (v := getattr(value, n, None))
        ),
        "",
    )
    words = _SINGULAR.get(name, _the(name))
    return f"{words} {quoted(called, _SHORT)}" if called else words


def _sentence(where: str, name: str, old: Any, new: Any) -> str:
    what = _the(name)
    if old in (None, (), ""):
        shown = _shown(new)
        return _begin(where, f"{what} was added: {shown}." if shown else f"{what} was added.")
    if new in (None, (), ""):
        return _begin(where, f"{what} was removed.")
    before, after = _shown(old), _shown(new)
    if not before or not after or before == after:
        return _begin(where, f"{what} has other words.")
    stop = "" if after.endswith('."') else "."
    return _begin(where, f"{what} went from {before} to {after}{stop}")


def _shown(value: Any) -> str:
    """A value short enough for a sentence, or ""."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | Decimal | date):
        return str(value)
    if isinstance(value, str):
        is_word = value.replace(".", "").replace("-", "").isalnum()
        if is_word and len(value) <= _SHORT:
            return value
        return quoted(value, _SHORT) if len(value) <= _SHORT and "\n" not in value else ""
    return ""


def _the(name: str) -> str:
    return f"the {_NAMES.get(name, name.replace('_', ' '))}"


def _at(where: str, inside: str) -> str:
    return f"{where}, {inside}" if where else inside


def _begin(where: str, words: str) -> str:
    text = f"{where}: {words}" if where else words
    return text[:1].upper() + text[1:]
