"""Every text that somebody wrote, with the way to it.

The rules about text look at all of it, and nearly all of it is harmless.
Records are read field by field through a plan made once for each model, and
one cheap pattern sets aside what is worth a closer look.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, lru_cache
from itertools import chain
from operator import itemgetter
from typing import Annotated, Any, Literal, NamedTuple, get_args, get_origin

from annotated_types import MaxLen
from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic.functional_validators import AfterValidator

from credfolio.findings.finding import Finding, Pointer
from credfolio.findings.words import said
from credfolio.records.model import KeptCredential, KeptStack
from credfolio.records.model.base import Link, Record
from credfolio.records.registry import (
    Registry,
    award_path,
    credential_path,
    credential_version_path,
    educator_path,
    framework_path,
    issuer_path,
    jurisdiction_path,
    stack_path,
    stack_version_path,
)

Kind = Literal["line", "prose", "link"]
"""line: plain text; prose: Markdown; link: a web address in a field of its own."""


class Text(NamedTuple):
    """One text of a record."""

    pointer: Pointer
    text: str
    kind: Kind


class Noticed(NamedTuple):
    """A text that is worth a closer look."""

    path: str
    record: Record
    pointer: Pointer
    text: str
    kind: Kind


def records(registry: Registry) -> Iterator[tuple[str, Record]]:
    """Every record that people edit, with the path of its file."""
    for issuer, record in registry.issuers.items():
        yield issuer_path(issuer), record
    for reference, credential in registry.credentials.items():
        yield credential_path(reference), credential
    for reference, stack in registry.stacks.items():
        yield stack_path(reference), stack
    for name, framework in registry.frameworks.items():
        yield framework_path(name), framework
    for name, jurisdiction in registry.jurisdictions.items():
        yield jurisdiction_path(name), jurisdiction
    for name, educator in registry.educators.items():
        yield educator_path(name), educator
    for (name, award_id), award in registry.awards.items():
        yield award_path(name, award_id), award


def kept_records(registry: Registry) -> Iterator[tuple[str, Record]]:
    """The kept text of every version, with the path of its file. They have pages, too."""
    for key, credential in registry.credential_versions.items():
        yield credential_version_path(key), credential
    for key, stack in registry.stack_versions.items():
        yield stack_version_path(key), stack


def is_kept(record: Record) -> bool:
    """Whether it is the text of a version, which nobody edits."""
    return isinstance(record, KeptCredential | KeptStack)


_SERIOUS_IN_KEPT = ("personal-data", "prose-limits")


def placed(record: Record, finding: Finding) -> Finding:
    """A finding in a text of `record`; in a kept text, the fix is not to edit it.

    What only looks wrong on the page of an old version is a hint there.
    """
    if not is_kept(record):
        return finding
    severity = finding.severity if finding.rule in _SERIOUS_IN_KEPT else "hint"
    return replace(finding, fix=said("kept-text")[1], severity=severity)


_PROSE_LENGTH = 20_000
_LINE_LENGTH = 500
_LINK_CHECK = next(m.func for m in get_args(Link)[1:] if isinstance(m, AfterValidator))


def _kind(annotation: Any, metadata: tuple[Any, ...] = ()) -> Kind | Literal["piece"] | None:
    """What kind of text a field holds, by its annotation; "piece" for records inside it."""
    for mark in metadata:
        if isinstance(mark, FieldInfo):
            if kind := _kind(str, tuple(mark.metadata)):
                return kind
        elif isinstance(mark, AfterValidator) and mark.func is _LINK_CHECK:
            return "link"
        elif isinstance(mark, MaxLen) and mark.max_length == _PROSE_LENGTH:
            return "prose"
        elif isinstance(mark, MaxLen) and mark.max_length == _LINE_LENGTH:
            return "line"
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return "piece"
    if get_origin(annotation) is Annotated:
        inner, *marks = get_args(annotation)
        return _kind(inner, tuple(marks))
    for argument in get_args(annotation):
        if kind := _kind(argument):
            return kind
    return None


class _Plan(NamedTuple):
    """The fields of a model that hold text: how to fetch them, what they are called, their kind."""

    fetch: Callable[[dict[str, Any]], tuple[Any, ...]]
    fields: tuple[tuple[str, Kind | Literal["piece"]], ...]


@cache
def _plan(model: type[BaseModel]) -> _Plan:
    names: list[str] = []
    fields: list[tuple[str, Kind | Literal["piece"]]] = []
    for name, field in model.model_fields.items():
        kind = _kind(field.annotation, tuple(field.metadata))
        if kind == "piece" and not _holds_text(field.annotation):
            continue
        if name != "extra" and kind:
            names.append(name)
            fields.append((field.alias or name, kind))
    if len(names) == 1:  # itemgetter gives a tuple only for two names and more
        (only,) = names
        return _Plan(lambda given: (given[only],), tuple(fields))
    return _Plan(itemgetter(*names) if names else lambda given: (), tuple(fields))


def _holds_text(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        # A piece within itself, such as a nested list item, has its text next to it.
        return any(
            _kind(field.annotation, tuple(field.metadata))
            for field in annotation.model_fields.values()
        )
    return any(_holds_text(argument) for argument in get_args(annotation))


def texts(record: Record) -> list[Text]:
    """Every text of a record, in the order of its fields.

    Ids, dates and one's own keys under `extra` are left out; they are not shown
    as text.
    """
    found: list[Text] = []
    _gather(record, (), found)
    return found


def _gather(piece: BaseModel, pointer: Pointer, found: list[Text]) -> None:
    fetch, fields = _plan(type(piece))
    for (key, kind), value in zip(fields, fetch(vars(piece)), strict=True):
        if not value:
            continue
        here = (*pointer, key)
        if kind == "piece":
            if isinstance(value, tuple):
                for n, inner in enumerate(value):
                    _gather(inner, (*here, n), found)
            else:
                _gather(value, here, found)
        elif isinstance(value, str):
            found.append(Text(here, value, kind))
        elif isinstance(value, tuple):
            found.extend(Text((*here, n), text, kind) for n, text in enumerate(value))
        else:
            found.extend(Text((*here, name), text, kind) for name, text in value.items())


HIDDEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u2800\u3164\ufdd0-\ufdef\ufeff\uffa0\ufff9-\ufffd"
    "\ue000-\uf8ff\U000e0000-\U000e0fff\U000f0000-\U0010ffff"
)
"""Characters that show nothing, turn text round, or mean nothing: the inside of a class."""

_HIDDEN = re.compile(f"[{HIDDEN}\u0300-\u036f]")
_SIGNS = (
    *("@", "<", "](", "] (", "][", "]:", "http://", "> > >", ">>>"),
    *("orn ", "irth", "DOB", "D.O.B", "umber", " ID ", " id "),
)
# Digits that may be a telephone or a personal number, or the number of a house.
_NUMBER = re.compile(r"\d(?:[\d ().-]{5,}\d|\d{0,4} [A-Z])")
_MARKUP = re.compile(r"[*_`~\[\]()>#\\!]{50}|\n {20}")
_LONG = 2_000


def is_worth_a_look(text: str) -> bool:
    """Whether one of the rules about text might find something in it.

    Each test is a plain search or a pattern with one set of first characters,
    which is what keeps twenty thousand awards under a second.
    """
    for sign in _SIGNS:  # a loop is twice as fast as any() here
        if sign in text:
            return True
    return (
        (not text.isascii() and _HIDDEN.search(text) is not None)
        or _NUMBER.search(text) is not None
        or (len(text) > 50 and _MARKUP.search(text) is not None)
        or len(text) > _LONG
        or text.count("[") > 200
    )


@lru_cache(maxsize=2)
def noticed(registry: Registry) -> tuple[Noticed, ...]:
    """The texts of all records that the rules about text need to look at."""
    found: list[Noticed] = []
    for path, record in chain(records(registry), kept_records(registry)):
        everything = texts(record)
        if not is_worth_a_look("\n".join([text.text for text in everything])):
            continue
        for text in everything:
            if is_worth_a_look(text.text):
                found.append(Noticed(path, record, *text))
    return tuple(found)
