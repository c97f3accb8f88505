"""Plain data → a typed record, or findings in words a person can act on."""

from __future__ import annotations

import sys
from functools import cache
from types import MemberDescriptorType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from credfolio.findings.finding import Finding, Pointer, quoted
from credfolio.findings.words import expected, said
from credfolio.ids import ID_PATTERN, REF_PATTERN, nearest
from credfolio.proof.age_key import RECIPIENT_PATTERN
from credfolio.proof.digests import DIGEST_PATTERN
from credfolio.records.model.award import PartResult
from credfolio.records.model.base import Piece
from credfolio.records.model.governance import ACCOUNT_PATTERN
from credfolio.records.model.issuer import LAST_PLACE_PATTERN
from credfolio.records.model.office import (
    COMMIT_PATTERN,
    HOLIDAYS_PATTERN,
    PERSON_PATTERN,
    SALT_PATTERN,
)
from credfolio.records.model.renamed import RENAMED, Renamed, old_keys, with_new_names

R = TypeVar("R", bound=Piece)

# Below this many findings in one file each is worth reading; beyond, the file is of another kind.
_MOST_FINDINGS = 100


def read_record(
    model: type[R], data: dict[str, Any], path: str, given: dict[str, str]
) -> R | list[Finding]:
    """Validate one file's data.

    `given` holds what the file's place says (its id, issuer or educator).
    A file may repeat it, but not contradict it.
    """
    for row in _renamed(model):
        data = with_new_names(data, row)
    contradictions = [
        Finding(
            "differs-from-path",
            path,
            *said(
                "differs-from-path",
                key=key,
                value=quoted(data[key]),
                place=quoted(value),
                id=value,
            ),
            pointer=(key,),
        )
        for key, value in given.items()
        if data.get(key) not in (None, value) and key != "issuer"
    ]
    try:
        record = model.model_validate(
            {**given, **{key: value for key, value in data.items() if value is not None}}
            | {key: value for key, value in given.items() if key != "issuer"}
        )
    except ValidationError as error:
        details = error.errors(include_url=False, include_context=True, include_input=True)
        findings = _findings(details, model, path, data)
        # A key without a value is dropped above; an unknown one must still be named.
        return contradictions + findings + _empty_unknown_keys(model, data, path)
    if unknown := _empty_unknown_keys(model, data, path):
        return contradictions + unknown
    _make_small(record)
    return contradictions or record


_slot = vars(BaseModel).get("__pydantic_fields_set__")
NOTE_OF_GIVEN_KEYS = _slot if isinstance(_slot, MemberDescriptorType) else None
"""Where pydantic keeps which keys were given. A release that keeps it elsewhere costs memory."""


def old_names(model: type[Piece], data: dict[str, Any], path: str) -> list[Finding]:
    """A hint for each key of `data` whose old name is still read."""
    return [
        Finding(
            "old-key",
            path,
            f"the key {quoted(row.old)} is called {quoted(row.new)} now",
            "run `credfolio upgrade-records --write`, or change the word; "
            f"version {row.until} no longer reads the old one",
            severity="hint",
            pointer=pointer,
            at_key=True,
        )
        for row in _renamed(model)
        for pointer in old_keys(data, row)
    ]


@cache
def _renamed(model: type[Piece]) -> tuple[Renamed, ...]:
    return tuple(row for row in RENAMED if issubclass(model, row.model))


_NOTHING: set[str] = set()
_MOST_RESULTS = 20_000
_SHORT = 60
"""Longer texts are prose, which is rarely alike."""
_results: dict[tuple[object, ...], PartResult] = {}


def _make_small(piece: Piece) -> None:
    """Drop pydantic's note of the keys that were given, and share equal values.

    Nothing asks for the note: a third of a record's memory. Ids, names and
    levels are the same in thousands of awards, and so are whole results.
    """
    if NOTE_OF_GIVEN_KEYS is not None:
        NOTE_OF_GIVEN_KEYS.__set__(piece, _NOTHING)
    values = vars(piece)
    for name, value in values.items():
        if type(value) is str and len(value) <= _SHORT:
            values[name] = sys.intern(value)
        elif isinstance(value, Piece):
            _make_small(value)
        elif type(value) is tuple and value and isinstance(value[0], Piece):
            for inner in value:
                _make_small(inner)
            if type(value[0]) is PartResult:
                values[name] = tuple(map(the_one, value))


def the_one(result: PartResult) -> PartResult:
    """A result that equals `result`, the same one for all that do; it is frozen."""
    if result.points is not None:  # 1 and 1.0 are equal, and are not the same text
        return result
    if len(_results) > _MOST_RESULTS:
        _results.clear()
    return _results.setdefault(tuple(vars(result).values()), result)


def _empty_unknown_keys(model: type[Piece], data: dict[str, Any], path: str) -> list[Finding]:
    known = known_keys(model)
    return [
        _unknown_key((key,), known, path)
        for key, value in data.items()
        if value is None and key not in known
    ]


def _findings(
    details: list[ErrorDetails], model: type[BaseModel], path: str, data: dict[str, Any]
) -> list[Finding]:
    return [_finding(detail, model, path, data) for detail in details[:_MOST_FINDINGS]]


def _finding(
    detail: ErrorDetails, model: type[BaseModel], path: str, data: dict[str, Any]
) -> Finding:
    pointer: Pointer = tuple(detail["loc"])
    kind, value = detail["type"], detail["input"]
    if kind == "extra_forbidden":
        return _unknown_key(pointer, known_keys(_model_at(model, pointer[:-1])), path)
    if kind == "missing":
        if len(pointer) == 1 and pointer[0] in data:  # read_record dropped it without a value
            words = said("missing-key: empty", key=str(pointer[0]))
            return Finding("missing-key", path, *words, pointer=pointer, at_key=True)
        says = "missing-key: inside" if len(pointer) > 1 else "missing-key"
        place = _in_words(pointer[:-1])
        words = said(says, key=str(pointer[-1]), place=place)
        return Finding("missing-key", path, *words, pointer=pointer[:-1])
    name = _in_words(pointer)
    wanted, fix = _expectation(detail)
    return Finding(
        "wrong-value",
        path,
        *said(_wrong(value, pointer), name=name, expected=wanted, value=quoted(value), fix=fix),
        pointer=pointer,
    )


def _wrong(value: object, pointer: Pointer) -> str:
    """The key of the sentence about a wrong value, by what was found."""
    # An entry of a list with nothing after its hyphen is read as an empty text.
    if value is None or (isinstance(value, str) and not value.strip()):
        is_entry = isinstance(pointer[-1], int)
        return "wrong-value: empty entry" if is_entry else "wrong-value: nothing"
    if isinstance(value, str | int | float):
        return "wrong-value: value"
    if isinstance(value, dict):
        return "wrong-value: keys"
    if isinstance(value, list | tuple):
        return "wrong-value: list"
    return "wrong-value"


def _expectation(detail: ErrorDetails) -> tuple[str, str]:
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "literal_error":
        allowed = str(context.get("expected", "")).replace("'", "").replace(" or ", ", ")
        words = [word.strip() for word in allowed.split(",")]
        guess = nearest(str(detail["input"]), words)
        near = "choice, near" if guess else "choice"
        return expected(near, words=", ".join(words), guess=quoted(guess))
    if kind == "expected":
        return expected(str(context["kind"]))
    if kind == "string_pattern_mismatch":
        return expected(pattern_kind(str(context.get("pattern", ""))))
    if kind == "string_too_long":
        return expected("shorter", most=context.get("max_length"))
    if kind in _KINDS:
        return expected(_KINDS[kind])
    return detail["msg"], "see the reference of this record for what is expected here"


_KINDS = {
    "string_type": "text",
    "string_too_short": "some text",
    "tuple_type": "list",
    "list_type": "list",
    "model_type": "keys",
    "dict_type": "keys",
    "model_attributes_type": "keys",
}
"""What pydantic calls a fault → what was expected."""


def pattern_kind(pattern: str) -> str:
    """What text that has to fit `pattern` is expected to be."""
    if pattern in _FORMS:
        return _FORMS[pattern]
    if pattern == ID_PATTERN:
        return "id"
    if pattern == REF_PATTERN:
        return "reference"
    if "a-z]{2,3}(-" in pattern:
        return "language"
    if pattern.startswith(r"^\d{1,4}"):
        return "version of an award" if "unknown" in pattern else "version"
    if "10\\." in pattern:
        return "doi"
    return "e-mail" if "@" in pattern else "another form"


_FORMS = {
    COMMIT_PATTERN: "commit",
    PERSON_PATTERN: "person",
    HOLIDAYS_PATTERN: "holidays",
    SALT_PATTERN: "salt",
    ACCOUNT_PATTERN: "account",
    DIGEST_PATTERN: "digest",
    RECIPIENT_PATTERN: "recipient",
    LAST_PLACE_PATTERN: "place",
}


def _unknown_key(pointer: Pointer, known: frozenset[str], path: str) -> Finding:
    key = str(pointer[-1])
    guess = nearest(key, known)
    if len(pointer) > 1:
        says = "unknown-key: inside, near" if guess else "unknown-key: inside"
    else:
        says = "unknown-key: near" if guess else "unknown-key"
    words = said(says, key=quoted(key), place=_in_words(pointer[:-1]), guess=quoted(guess))
    return Finding("unknown-key", path, *words, pointer=pointer, at_key=True)


def _in_words(pointer: Pointer) -> str:
    """``('parts', 1, 'title')`` → ``parts[2].title``; people count from 1."""
    words = ""
    for step in pointer:
        if isinstance(step, int):
            words += f"[{step + 1}]"
        else:
            words += f".{step}" if words else step
    return words or said("wrong-value: record")[0]


@cache
def known_keys(model: type[BaseModel] | None) -> frozenset[str]:
    """The keys that may be written in this place."""
    if model is None:
        return frozenset()
    return frozenset(field.alias or name for name, field in model.model_fields.items())


def _model_at(model: type[BaseModel], pointer: Pointer) -> type[BaseModel] | None:
    """The model of the mapping at `pointer`, following field annotations."""
    here: type[BaseModel] | None = model
    for step in pointer:
        if here is None:
            return None
        if isinstance(step, int):
            continue
        field = next(
            (f for name, f in here.model_fields.items() if (f.alias or name) == step), None
        )
        here = _model_in(field.annotation) if field else here
    return here


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in (Union, UnionType, tuple, dict, list) or get_args(annotation):
        for argument in get_args(annotation):
            if found := _model_in(argument):
                return found
    return None
