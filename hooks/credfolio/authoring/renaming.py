"""A definition's new id: texts by path in, new texts and places out. See ADR 0061.

The former id is kept in the definition, so that its address leads on. Every
reference in a record gets the new id, and nothing else of a text changes. Kept
versions move and stay as they are. `credfolio check --base` makes the same of
the base to tell a rename from any other change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from credfolio.errors import UsageError
from credfolio.findings.finding import Finding, Pointer
from credfolio.records.model.base import Ref
from credfolio.records.model.hints import hints_of, is_piece, item_of, without_none
from credfolio.records.model.kinds import (
    CREDENTIAL_VERSIONS,
    CREDENTIALS,
    FIGURES,
    KINDS,
    PUBLISHED,
    STACK_VERSIONS,
    STACKS,
    Kind,
)
from credfolio.records.source_text import Position, locate, parse_yaml

_BOM = b"\xef\xbb\xbf"
# Where YAML ends a line; columns are counted from there.
_LINES = re.compile("[^\n\r\x85\u2028\u2029]*(?:\r\n|[\n\r\x85\u2028\u2029])?")
_VERSIONS = {CREDENTIALS: CREDENTIAL_VERSIONS, STACKS: STACK_VERSIONS}


@dataclass(frozen=True, slots=True)
class Rename:
    """One definition and its two references, ``issuer/id``; the issuer is the same."""

    kind: Kind
    old: str
    new: str

    @property
    def former(self) -> str:
        """The id alone that the definition had."""
        return self.old.partition("/")[2]

    def moved(self, path: str) -> str:
        """Where a file goes: the definition, and the kept texts of its versions."""
        if path == self.kind.path(self.old):
            return self.kind.path(self.new)
        place = KINDS.place(path)
        versions = _VERSIONS[self.kind]
        if place is None or place.kind != versions.name:
            return path
        reference, _, version = str(place.key).rpartition("/")
        return versions.path(f"{self.new}/{version}") if reference == self.old else path


@dataclass(frozen=True)
class Plan:
    """What a rename makes of the files of a project."""

    changed: Mapping[str, bytes] = field(default_factory=dict)
    """The new content of each file that changes or is new, by its path afterwards."""
    moved: Mapping[str, str] = field(default_factory=dict)
    """The path of each file that goes elsewhere → its new path."""


def plan_rename(files: Mapping[str, bytes], rename: Rename) -> Plan:
    """What `rename` makes of the records in `files`, by path; other files need not be there.

    Raises `UsageError` where a text cannot be edited so that it says exactly what was meant.
    """
    changed: dict[str, bytes] = {}
    moved: dict[str, str] = {}
    for path, data in sorted(files.items()):
        target = rename.moved(path)
        after = renamed_file(path, data, rename)
        if target != path:
            moved[path] = target
        if target != path or after != data:
            changed[target] = after
    return Plan(changed, moved)


def renamed_file(path: str, data: bytes, rename: Rename) -> bytes:
    """What `rename` makes of the content of one file; the same where it has nothing to do there.

    Raises `UsageError` like `plan_rename`.
    """
    place = KINDS.place(path)
    if place is None or KINDS.is_kept(path):
        return data
    is_itself = path == rename.kind.path(rename.old)
    name = rename.former.encode()
    # An escape inside quotation marks could hide the id; there are few.
    if not is_itself and name not in data and b"\\" not in data:
        return data
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data  # no record, which the check says
    after = _in_record(path, place.model, text, rename)
    if place.kind == PUBLISHED.name:
        after = _in_published(path, after, rename)
    if is_itself:
        after = _in_definition(path, after, rename)
    if after == text:
        return data
    return (_BOM if data.startswith(_BOM) else b"") + after.encode()


def references(hint: Any, value: Any, pointer: Pointer = ()) -> Iterator[tuple[Pointer, str]]:
    """Each reference to a definition in the data of a record, and the way to it.

    `hint` is the model, or the annotation of one of its fields.
    """
    hint = without_none(hint)
    if hint is Ref:
        if isinstance(value, str):
            yield pointer, value.strip()
    elif (item := item_of(hint)) is not None:
        for n, one in enumerate(value if isinstance(value, list) else ()):
            yield from references(item, one, (*pointer, n))
    elif is_piece(hint) and isinstance(value, dict):
        hints = hints_of(hint)
        for name, model_field in hint.model_fields.items():
            key = model_field.alias or name
            if key in value:
                yield from references(hints[name], value[key], (*pointer, key))


def _groups(figures: dict[str, Any]) -> Iterator[tuple[Pointer, str]]:
    """The groups of published figures that are micro-credentials; of others they are words."""
    tables = figures.get("tables")
    for n, table in enumerate(tables if isinstance(tables, list) else ()):
        groups = table.get("groups") if isinstance(table, dict) else None
        if not isinstance(groups, list) or table.get("by") != "credential":
            continue
        for m, group in enumerate(groups):
            name = group.get("group") if isinstance(group, dict) else None
            if isinstance(name, str):
                yield ("tables", n, "groups", m, "group"), name.strip()


def _in_record(path: str, model: Any, text: str, rename: Rename) -> str:
    before = parse_yaml(text, path)
    if isinstance(before, Finding):
        return text  # it refers to nothing until it is corrected
    found = [*references(model, before)]
    if model is FIGURES.model and rename.kind is CREDENTIALS:
        found += _groups(before)
    pointers = [at for at, reference in found if reference == rename.old]
    if not pointers:
        return text
    values = locate(text).values
    after, wanted = text, before
    for place, pointer in sorted(((values[at], at) for at in pointers), reverse=True):
        after = _put(path, after, place, rename.old, rename.new)
        wanted = _with(wanted, pointer, rename.new)
    return _checked(path, after, wanted)


def _in_published(path: str, text: str, rename: Rename) -> str:
    """What the public knows of private awards, whose keys are references."""
    before = parse_yaml(text, path)
    awarded = None if isinstance(before, Finding) else before.get("awarded")
    if not isinstance(before, dict) or not isinstance(awarded, dict) or rename.old not in awarded:
        return text
    after = _put(path, text, locate(text).keys[("awarded", rename.old)], rename.old, rename.new)
    named = {rename.new if key == rename.old else key: one for key, one in awarded.items()}
    return _checked(path, after, {**before, "awarded": named})


def _in_definition(path: str, text: str, rename: Rename) -> str:
    """The definition's own text: another id, if it says one, and the former one kept."""
    before = parse_yaml(text, path)
    if isinstance(before, Finding):
        raise UsageError(
            f"{path} cannot be read: {before.message}",
            fix="correct it first; see `credfolio check`",
        )
    new = rename.new.partition("/")[2]
    wanted = dict(before)
    if before.get("id") is not None:
        text = _put(path, text, locate(text).values[("id",)], rename.former, new)
        wanted["id"] = new
    former = list(before.get("former_ids") or ())
    if new in former:  # it goes back to a name that it had
        n = former.index(new)
        text = _put(path, text, locate(text).values[("former_ids", n)], new, rename.former)
        wanted["former_ids"] = [rename.former if one == new else one for one in former]
    else:
        text = _with_former(path, text, former, rename.former)
        wanted["former_ids"] = [*former, rename.former]
    return _checked(path, text, wanted)


def _with_former(path: str, text: str, former: list[str], name: str) -> str:
    places = locate(text)
    lines = _LINES.findall(text)
    end = "\r\n" if "\r\n" in text else "\n"
    if former:
        line, column = places.values[("former_ids", len(former) - 1)]
        written = lines[line - 1]
        margin = written[: column - 1]
        stop = column - 1 + written[column - 1 :].find(former[-1]) + len(former[-1])
        stop += written[stop : stop + 1] in ("'", '"')
        if margin.strip() == "-":
            whole = written.rstrip("\r\n")
            lines[line - 1] = f"{whole}{end}{margin}{name}{end}"
        else:
            lines[line - 1] = f"{written[:stop]}, {name}{written[stop:]}"
        return "".join(lines)
    row = f"former_ids: [{name}]{end}"
    if ("former_ids",) in places.keys:  # the key is there, with nothing behind it
        lines[places.keys[("former_ids",)].line - 1] = row
        return "".join(lines)
    return text + (end if text and not text.endswith(("\n", "\r")) else "") + row


def _put(path: str, text: str, place: Position, old: str, new: str) -> str:
    """`text` with the scalar at `place`, which says `old`, saying `new`; its quotes stay."""
    lines = _LINES.findall(text)
    line = lines[place.line - 1]
    start = place.column - 1 + (line[place.column - 1 : place.column] in ("'", '"'))
    if not line.startswith(old, start):
        raise _unsafe(path, old)
    lines[place.line - 1] = line[:start] + new + line[start + len(old) :]
    return "".join(lines)


def _with(data: Any, pointer: Pointer, value: str) -> Any:
    if not pointer:
        return value
    first, rest = pointer[0], pointer[1:]
    if isinstance(data, list):
        return [_with(one, rest, value) if n == first else one for n, one in enumerate(data)]
    return {key: _with(one, rest, value) if key == first else one for key, one in data.items()}


def _checked(path: str, text: str, wanted: dict[str, Any]) -> str:
    if parse_yaml(text, path) != wanted:
        raise _unsafe(path, "an id")
    return text


def _unsafe(path: str, what: str) -> UsageError:
    return UsageError(
        f"{path} writes {what} in a way that this command cannot edit safely",
        fix="write it plainly, on one line, and run the command again",
    )
