"""What the records of others say of somebody who is taken down, out of their texts.

Every edit is read back, and notes and order stay. Where a text does not say
exactly what was meant afterwards, nothing of it is changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from credfolio.findings.finding import Finding, Pointer
from credfolio.ids import fold_account
from credfolio.records.model.kinds import KINDS
from credfolio.records.source_text import Places, Position, locate, parse_yaml

_LINES = re.compile("[^\n\r\x85\u2028\u2029]*(?:\r\n|[\n\r\x85\u2028\u2029])?")
_NAMING = ("account", "educator", "name")
_JUDGES = ("assessors", "approvers")


@dataclass(frozen=True, slots=True)
class Person:
    """Everything by which a record may name a person, except the name in plain words."""

    handle: str
    accounts: frozenset[str] = field(default_factory=frozenset)

    def is_meant(self, written: object) -> bool:
        """Whether a handle or an account is the person's."""
        return isinstance(written, str) and (
            written == self.handle or fold_account(written) in self.accounts
        )


def without_person(text: str, path: str, person: Person, words: str) -> str | None:
    """The text with `words` where a record names the person as a judge, without other entries.

    The same text if it does not name the person; None if it cannot be edited safely.
    """
    data = parse_yaml(text, path)
    place = KINDS.place(path)
    if isinstance(data, Finding) or place is None:
        return None
    edits = {
        "governance": _governance,
        "issuers": _issuer,
    }.get(place.kind, _award)
    edit = _Edit(text, data)
    edits(edit, person, words)
    return edit.result(path)


class _Edit:
    """A text under way, and the data that it has to mean in the end."""

    def __init__(self, text: str, data: dict[str, Any]) -> None:
        self.text = text
        self.wanted = data

    def result(self, path: str) -> str | None:
        return self.text if parse_yaml(self.text, path) == self.wanted else None

    def places(self) -> Places:
        return locate(self.text)

    def put(self, pointer: Pointer, words: str) -> None:
        """Write `words` in the place of a scalar."""
        start = self._offset(self.places().values[pointer])
        end = _end_of_scalar(self.text, start, is_flow=True)
        self.text = self.text[:start] + words + self.text[end:]
        self.wanted = _changed(self.wanted, pointer, lambda _: words)

    def remove(self, pointer: Pointer) -> None:
        """Take an item out of a list."""
        start = self._offset(self.places().values[pointer])
        index = pointer[-1]
        line_start = self.text.rfind("\n", 0, start) + 1
        margin = self.text[line_start:start]
        is_block = margin.strip() == "-"
        if is_block:
            end = _end_of_item(self.text, line_start, len(margin) - len(margin.lstrip()))
            self.text = self.text[:line_start] + self.text[end:]
        else:
            self.text = _without_flow(self.text, start, _end_of_flow_item(self.text, start))

        def fewer(items: Any) -> Any:
            rest = [one for n, one in enumerate(items) if n != index]
            return rest if rest or not is_block else None

        self.wanted = _changed(self.wanted, pointer[:-1], fewer)

    def rename_entry(self, pointer: Pointer, words: str) -> None:
        """Give an entry of an issuer's list `words` for its name, and no account or portfolio."""
        entry = _at(self.wanted, pointer)
        keys = [key for key in entry if key in _NAMING]
        for key in reversed(keys):
            places = self.places()
            start = self._offset(places.keys[(*pointer, key)])
            value = self._offset(places.values[(*pointer, key)])
            opening = self.text[self._offset(places.values[pointer])]
            end = _end_of_scalar(self.text, value, is_flow=opening == "{")
            if key == keys[0]:
                self.text = f"{self.text[:start]}name: {words}{self.text[end:]}"
            elif opening == "{":
                self.text = _without_flow(self.text, start, end)
            else:
                line_start = self.text.rfind("\n", 0, start) + 1
                line_end = self.text.find("\n", end) + 1 or len(self.text)
                self.text = self.text[:line_start] + self.text[line_end:]
        rest = {key: value for key, value in entry.items() if key not in _NAMING}
        self.wanted = _changed(self.wanted, pointer, lambda _: {"name": words, **rest})

    def _offset(self, place: Position) -> int:
        lines = _LINES.findall(self.text)
        return sum(map(len, lines[: place.line - 1])) + place.column - 1


def _governance(edit: _Edit, person: Person, words: str) -> None:
    """The account, the portfolio that it owns, and who looks after that."""
    lists: list[tuple[Pointer, Sequence[Any]]] = [
        (("people",), _items(edit.wanted.get("people"))),
        (("namesakes",), _items(edit.wanted.get("namesakes"))),
    ]
    for n, access in enumerate(_items(edit.wanted.get("issuers"))):
        for key in (*_JUDGES, "educators"):
            if isinstance(access, dict):
                lists.append((("issuers", n, key), _items(access.get(key))))
    for pointer, items in lists:
        for n in reversed(range(len(items))):
            one, kind = items[n], pointer[-1]
            if isinstance(one, dict):
                is_hers = person.is_meant(one.get("account")) or one.get("educator") == (
                    person.handle
                )
            elif kind in _JUDGES:
                is_hers = fold_account(one) in person.accounts
            else:
                is_hers = one == person.handle
            if is_hers:
                edit.remove((*pointer, n))


def _issuer(edit: _Edit, person: Person, words: str) -> None:
    for key in _JUDGES:
        for n, entry in enumerate(_items(edit.wanted.get(key))):
            if isinstance(entry, dict) and (
                entry.get("educator") == person.handle
                or fold_account(str(entry.get("account") or "")) in person.accounts
            ):
                edit.rename_entry((key, n), words)


def _award(edit: _Edit, person: Person, words: str) -> None:
    for pointer in list(_named(edit.wanted, person, ())):
        edit.put(pointer, words)


def _named(data: Any, person: Person, pointer: Pointer) -> Iterator[Pointer]:
    if isinstance(data, list):
        for n, one in enumerate(data):
            yield from _named(one, person, (*pointer, n))
    elif isinstance(data, dict):
        for key, value in data.items():
            if key in ("assessor", "approved_by") and person.is_meant(value):
                yield (*pointer, key)
            else:
                yield from _named(value, person, (*pointer, key))


def _items(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else ()


def _at(data: Any, pointer: Pointer) -> Any:
    for step in pointer:
        data = data[step]
    return data


def _changed(data: Any, pointer: Pointer, change: Any) -> Any:
    if not pointer:
        return change(data)
    first, rest = pointer[0], pointer[1:]
    copy: Any = list(data) if isinstance(data, list) else dict(data)
    copy[first] = _changed(copy[first], rest, change)
    return copy


def _end_of_scalar(text: str, start: int, *, is_flow: bool) -> int:
    """Where a scalar on one line ends."""
    if text[start : start + 1] == "'":
        found = re.compile(r"'(?:[^'\n]|'')*'").match(text, start)
    elif text[start : start + 1] == '"':
        found = re.compile(r'"(?:[^"\\\n]|\\.)*"').match(text, start)
    else:
        plain = r"(?:(?! #)[^,\]}\n\r])*" if is_flow else r"(?:(?! #)[^\n\r])*"
        found = re.compile(plain).match(text, start)
    end = found.end() if found else start
    return start + len(text[start:end].rstrip())


def _end_of_flow_item(text: str, start: int) -> int:
    if text[start : start + 1] != "{":
        return _end_of_scalar(text, start, is_flow=True)
    return text.find("}", start) + 1 or len(text)


def _end_of_item(text: str, start: int, margin: int) -> int:
    """Where the lines of a list's item end; notes above the next item stay with that."""
    at = end = start
    for n, line in enumerate(_LINES.findall(text[start:])):
        bare = line.strip()
        indent = len(line) - len(line.lstrip(" "))
        if n and bare and not bare.startswith("#") and indent <= margin:
            break
        at += len(line)
        if bare and not bare.startswith("#"):
            end = at
    return end


def _without_flow(text: str, start: int, end: int) -> str:
    """The text without an item of a list or mapping on its way, and without its comma."""
    if after := re.compile(r"\s*,\s*").match(text, end):
        return text[:start] + text[after.end() :]
    before = re.search(r",\s*$", text[:start])
    return text[: before.start() if before else start] + text[end:]
