"""YAML text → plain data, or a finding that says where the text goes wrong.

The reader takes the small part of YAML that a person needs to fill in a form:
mappings, lists and scalars. Scalars stay the text that was typed, so "no",
"010" and "2.10" survive; the models decide what they mean. Anchors, aliases,
merge keys, tags, duplicate keys and a second document are refused, and so is
nesting beyond `MAX_DEPTH`: libyaml's events are pulled one by one and reading
stops at the first thing that is not allowed, so no text can make it expand,
recurse or stall.

Positions cost time and memory, so reading keeps none; `locate` reads a text
again when there is a finding to place.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from credfolio.findings.finding import Finding, Pointer, quoted
from credfolio.findings.words import said

MAX_BYTES = 64 * 1024
MAX_DEPTH = 16

# libyaml's parser is about eight times as fast; the pure one reads the same language.
_PARSER: Any
try:
    from yaml.cyaml import CParser as _PARSER  # type: ignore[attr-defined]
except ImportError:  # pragma: no cover - every wheel of PyYAML brings libyaml
    _PARSER = yaml.Loader


class Position(NamedTuple):
    """A place in a text; both count from 1."""

    line: int
    column: int


class _Refusal(Exception):
    """Ends the reading of a text at the first thing that is not allowed."""

    def __init__(self, rule: str, message: str, fix: str, line: int, column: int) -> None:
        super().__init__(message)
        self.rule, self.message, self.fix = rule, message, fix
        self.line, self.column = line, column


# Characters that YAML forbids or that hide text; tab, line feed and carriage return are allowed.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")


def decode(raw: bytes, path: str) -> str | Finding:
    """File bytes → text with plain line ends in NFC, or the finding that says why not.

    A byte-order mark and Windows line ends are dropped, so that the same record
    saved by another editor gives the same output.
    """
    if len(raw) > MAX_BYTES:
        return Finding(
            "file-too-large",
            path,
            *said("file-too-large", most=f"{MAX_BYTES:,}"),
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8", "replace")
        return Finding(
            "not-utf-8",
            path,
            *said("not-utf-8", byte=f"{raw[error.start]:02x}"),
            line=before.count("\n") + 1,
            column=len(before) - (before.rfind("\n") + 1) + 1,
        )
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if match := CONTROL.search(text):
        line, column = _line_and_column(text, match.start())
        return Finding(
            "control-character",
            path,
            *said("control-character", code=f"{ord(match.group()):04X}"),
            line=line,
            column=column,
        )
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _line_and_column(text: str, offset: int) -> Position:
    return Position(text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))


def parse_yaml(text: str, path: str) -> dict[str, Any] | Finding:
    """YAML text → mapping of text, lists and mappings; an empty value is None.

    Returns the one finding that stopped the reading instead, if there is one:
    what follows a fault in the syntax cannot be trusted.
    """
    try:
        return _build(text)
    except _Refusal as refusal:
        return Finding(
            refusal.rule,
            path,
            refusal.message,
            refusal.fix,
            line=refusal.line,
            column=refusal.column,
        )
    except yaml.YAMLError as error:
        return _syntax_finding(error, path, text)


_TAB = re.compile(r"[ ]*\t")
_COLON = re.compile(r"\s*(?:- +)?([^\s:#'\"\[{][^:#]*): +(\S.*:(?: .*)?)$")
_RESERVED = re.compile(r"\s*(?:- +)?(?:[^:#]*: +)?([@`%][^#]*)$")
_GAP = re.compile(r"[\[{,]\s*,")


def _syntax_finding(error: yaml.YAMLError, path: str, text: str) -> Finding:
    mark = getattr(error, "problem_mark", None)
    problem = str(getattr(error, "problem", None) or error).splitlines()[0]
    lines = text.split("\n", mark.line + 1) if mark else []
    line = lines[mark.line].rstrip("\r") if mark and mark.line < len(lines) else ""
    return Finding(
        "yaml-syntax",
        path,
        *(_cause(problem, line) or said("yaml-syntax", problem=problem)),
        line=mark.line + 1 if mark else 0,
        column=mark.column + 1 if mark else 0,
    )


def _cause(problem: str, line: str) -> tuple[str, str] | None:
    """What is wrong with the line where reading stopped, and how to write it, if that is plain."""
    if _TAB.match(line):
        return (
            "this line is indented with a tab, which YAML does not allow",
            "use spaces instead: two for each level",
        )
    if "mapping values" in problem and (found := _COLON.match(line)):
        value = found[2].replace("\\", "\\\\").replace('"', '\\"')
        return (
            f"the value of {quoted(found[1])} contains a colon, so it needs quotation marks",
            f'write {found[1]}: "{value}"',
        )
    if "cannot start any token" in problem and (found := _RESERVED.match(line)):
        return (
            f"a value cannot begin with {found[1][0]} unless it is in quotation marks",
            f"put {quoted(found[1])} in quotation marks",
        )
    if "expected node content" in problem and _GAP.search(line):
        return (
            "an entry between commas is empty",
            "delete the comma too many, or write the entry",
        )
    return None


def _events(text: str) -> Iterator[Any]:
    parser = _PARSER(text)
    try:
        while True:
            event = parser.get_event()
            if event is None:
                return
            yield event
    finally:
        parser.dispose()


def _refuse(event: Any, key: str, /, **values: object) -> _Refusal:
    mark = event.start_mark
    rule = key.partition(":")[0]
    return _Refusal(rule, *said(key, **values), mark.line + 1, mark.column + 1)


def _check_node(event: Any) -> None:
    if event.anchor is not None:
        raise _refuse(event, "yaml-feature: anchor", found=quoted(event.anchor))
    if event.tag is not None:
        raise _refuse(event, "yaml-feature: tag", found=quoted(event.tag))


def _build(text: str) -> dict[str, Any]:
    # One flat loop, pulling events itself: recursion depth is then ours to bound, not libyaml's,
    # and a generator between the two would cost a third of the time.
    parser = _PARSER(text)
    try:
        return _collect(parser.get_event)
    finally:
        parser.dispose()


def _collect(next_event: Callable[[], Any]) -> dict[str, Any]:
    root: dict[str, Any] | None = None
    stack: list[Any] = []
    here: Any = None
    key: str | None = None
    documents = 0
    while True:
        event = next_event()
        kind = type(event)
        if kind is ScalarEvent:
            if event.anchor is not None or event.tag is not None:
                _check_node(event)
            value: str | None = event.value
            if type(here) is dict:
                if key is None:
                    key = _mapping_key(event, here)
                    continue
                # Nothing written behind a key means "not given"; "" in quotes is a text.
                here[key] = None if value == "" and event.implicit[0] else value
                key = None
            elif here is None:
                raise _not_a_mapping(event)
            else:
                here.append(value)
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            _check_node(event)
            if len(stack) >= MAX_DEPTH:
                raise _refuse(event, "too-deep", most=MAX_DEPTH)
            node: Any = {} if kind is MappingStartEvent else []
            if here is None:
                if kind is SequenceStartEvent:
                    raise _not_a_mapping(event)
                root = node
            elif type(here) is dict:
                if key is None:
                    raise _refuse(event, "yaml-feature: key")
                here[key] = node
            else:
                here.append(node)
            stack.append(here)
            here, key = node, None
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            here = stack.pop()
            key = None
        elif kind is AliasEvent:
            raise _refuse(event, "yaml-feature: alias", found=quoted("*" + event.anchor))
        elif kind is DocumentStartEvent:
            documents += 1
            if documents > 1:
                raise _refuse(event, "yaml-feature: document")
        elif kind is StreamEndEvent:
            break
    return {} if root is None else root


def _mapping_key(event: Any, mapping: dict[str, Any]) -> str:
    name: str = event.value
    if name in mapping:
        raise _refuse(event, "duplicate-key", key=quoted(name))
    if name == "<<" and event.implicit[0]:
        raise _refuse(event, "yaml-feature: merge")
    return name


def _not_a_mapping(event: Any) -> _Refusal:
    return _refuse(event, "not-a-record")


@dataclass(frozen=True, slots=True)
class Places:
    """The positions of the keys and values of a text."""

    keys: dict[Pointer, Position]
    values: dict[Pointer, Position]

    def find(self, pointer: Pointer, *, at_key: bool = False) -> Position:
        """The place of `pointer`, or of the nearest thing around it that the text has."""
        for length in range(len(pointer), 0, -1):
            part = pointer[:length]
            first, second = (self.keys, self.values) if at_key else (self.values, self.keys)
            if place := first.get(part) or second.get(part):
                return place
            at_key = True
        return Position(1, 1)


def locate(text: str) -> Places:
    """The position of each key and value of a text.

    Reads as far as it can: a text that fails half-way gives the places before.
    """
    places = Places({}, {})
    path: list[str | int] = []
    # One frame for each open collection: [is it a mapping, next index, pending key].
    frames: list[list[Any]] = []

    def enter_value(place: Position, *, is_scalar: bool) -> None:
        if not frames:
            return
        frame = frames[-1]
        if frame[0]:
            path.append(frame[2])
        else:
            path.append(frame[1])
            frame[1] += 1
        # A list or mapping begins at its key; its own mark is the line below.
        if is_scalar or not frame[0]:
            places.values.setdefault(tuple(path), place)

    def leave_value() -> None:
        if frames:
            path.pop()
            frames[-1][2] = None

    try:
        for event in _events(text):
            kind = type(event)
            if kind is ScalarEvent:
                place = Position(event.start_mark.line + 1, event.start_mark.column + 1)
                if frames and frames[-1][0] and frames[-1][2] is None:
                    frames[-1][2] = event.value
                    places.keys.setdefault((*path, event.value), place)
                    continue
                enter_value(place, is_scalar=True)
                leave_value()
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                if len(frames) > MAX_DEPTH or (frames and frames[-1][0] and frames[-1][2] is None):
                    break
                place = Position(event.start_mark.line + 1, event.start_mark.column + 1)
                enter_value(place, is_scalar=False)
                frames.append([kind is MappingStartEvent, 0, None])
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                frames.pop()
                leave_value()
    except yaml.YAMLError:
        pass
    return places
