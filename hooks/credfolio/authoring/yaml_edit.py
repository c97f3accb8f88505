"""Small edits to a record's YAML that leave every other line, note, and line end the same.

Each edit is read back. If the result would not say exactly what is meant, nothing is changed
and the author is told what to write.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from credfolio.errors import UsageError
from credfolio.findings.finding import Finding
from credfolio.records.source_text import decode, parse_yaml

Item = Mapping[str, str]


def set_values(text: str, values: Mapping[str, str], path: str) -> str:
    """`text` with one line for each of `values` at its top level.

    Raises `UsageError` if the text cannot be edited safely.
    """
    expected = {**parse_or_refuse(text, path), **values}
    lines = text.splitlines()
    for key, value in values.items():
        written = [f"{key}: {_scalar(value)}"]
        if (place := _place(lines, key)) is None:
            lines += written
        else:
            lines[place[0] : place[1]] = written
    return _checked(text, lines, expected, path)


def set_mapping(text: str, key: str, values: Item, path: str) -> str:
    """`text` with the mapping `values` at its top-level `key`, in one line.

    Raises `UsageError` if the text cannot be edited safely.
    """
    expected = {**parse_or_refuse(text, path), key: dict(values)}
    said = ", ".join(f"{name}: {_scalar(value)}" for name, value in values.items())
    lines, written = text.splitlines(), f"{key}: {{{said}}}"
    start, end = _place(lines, key) or (len(lines), len(lines))
    lines[start:end] = [written]
    return _checked(text, lines, expected, path)


def without_key(text: str, key: str, path: str) -> str:
    """`text` without its top-level `key` and what belongs to it.

    Raises `UsageError` if the text cannot be edited safely.
    """
    expected = {k: v for k, v in parse_or_refuse(text, path).items() if k != key}
    lines = text.splitlines()
    if place := _place(lines, key):
        del lines[place[0] : place[1]]
    return _checked(text, lines, expected, path)


def add_lines(text: str, more: str, path: str) -> str:
    """`text` with the lines of `more` at its end, whose top-level keys it does not have yet.

    Raises `UsageError` if the text cannot be edited safely.
    """
    expected = {**parse_or_refuse(text, path), **parse_or_refuse(more, path)}
    return _checked(text, [*text.splitlines(), *more.splitlines()], expected, path)


def set_within(text: str, key: str, values: Mapping[str, str | list[str]], path: str) -> str:
    """`text` with `values` in the mapping at its top-level `key`, replacing old lines.

    Raises `UsageError` if there is no such mapping, or it is not written line by line.
    """
    before = parse_or_refuse(text, path)
    found = before.get(key)
    lines = text.splitlines()
    start, end = _place(lines, key) or (0, 0)
    own = [n for n in range(start + 1, end) if lines[n].strip()]
    if not isinstance(found, dict):
        raise UsageError(f"{path} has no {key}", fix=f"add `{key}:` to it first")
    if not own:
        return _checked(
            text, _in_braces(lines, start, values), {**before, key: {**found, **values}}, path
        )
    indent = len(lines[own[0]]) - len(lines[own[0]].lstrip())
    for name, value in values.items():
        written = " " * indent + f"{name}: {_value(value)}"
        old = next((n for n in own if lines[n].startswith(" " * indent + f"{name}:")), None)
        if old is None:
            lines.insert(end, written)
            end += 1
        else:
            lines[old] = written
    return _checked(text, lines, {**before, key: {**found, **values}}, path)


def _in_braces(lines: Sequence[str], n: int, values: Mapping[str, str | list[str]]) -> list[str]:
    """`lines` with `values` before the brace that ends line `n`, if one does."""
    said = ", ".join(f"{name}: {_value(value)}" for name, value in values.items())
    line = lines[n].rstrip()
    inner = line[:-1].rstrip()
    joint = "" if inner.endswith("{") else ", "
    changed = f"{inner}{joint}{said}}}" if line.endswith("}") else line
    return [*lines[:n], changed, *lines[n + 1 :]]


def append_item(text: str, key: str, item: Item, path: str) -> str:
    """`text` with one more mapping at the end of its list `key`.

    Raises `UsageError` if the list is not written item by item.
    """
    before = parse_or_refuse(text, path)
    expected = {**before, key: [*(before.get(key) or []), dict(item)]}
    lines = text.splitlines()
    place = _place(lines, key)
    if place is None or not before.get(key):
        if place is not None:
            del lines[place[0] : place[1]]
        lines += [f"{key}:", *_item_lines(item, 2)]
    else:
        start, end = place
        first = lines[start + 1] if start + 1 < end else ""
        lines[end:end] = _item_lines(item, len(first) - len(first.lstrip(" ")))
    return _checked(text, lines, expected, path)


def set_in_item(text: str, key: str, name: str, values: Item, path: str) -> str:
    """`text` with `values` added to the item of list `key` whose id is `name`."""
    before = parse_or_refuse(text, path)
    items: Sequence[dict[str, Any]] = before.get(key) or []
    expected = {
        **before,
        key: [{**item, **values} if item.get("id") == name else item for item in items],
    }
    lines = text.splitlines()
    start, end = _place(lines, key) or (0, 0)
    for n in range(start, end):
        if lines[n].strip().removeprefix("- ").strip() == f"id: {name}":
            indent = " " * (len(lines[n]) - len(lines[n].lstrip(" -")))
            lines[n + 1 : n + 1] = [f"{indent}{k}: {_scalar(v)}" for k, v in values.items()]
            break
    return _checked(text, lines, expected, path)


def set_in_nth(text: str, key: str, number: int, values: Item, path: str) -> str:
    """`text` with `values` in item `number` (from 0) of its list `key`, replacing old lines.

    Raises `UsageError` if the list is not written item by item.
    """
    before = parse_or_refuse(text, path)
    items: list[dict[str, Any]] = [dict(item) for item in before.get(key) or []]
    items[number] |= values
    lines = text.splitlines()
    start, end = _place(lines, key) or (0, 0)
    dashes = [n for n in range(start + 1, end) if lines[n].lstrip(" ").startswith("- ")]
    margin = min((len(lines[n]) - len(lines[n].lstrip(" ")) for n in dashes), default=0)
    heads = [n for n in dashes if lines[n].startswith(" " * margin + "- ")]
    if number < len(heads):
        first = heads[number]
        last = heads[number + 1] if number + 1 < len(heads) else end
        inner = " " * (margin + 2)
        for name, value in values.items():
            written = f"{inner}{name}: {_scalar(value)}"
            for n in range(first, last):
                if lines[n].startswith(f"{inner}{name}:"):
                    lines[n] = written
                    break
            else:
                while not lines[last - 1].strip() or lines[last - 1].lstrip().startswith("#"):
                    last -= 1
                lines.insert(last, written)
                last += 1
    return _checked(text, lines, {**before, key: items}, path)


def _item_lines(item: Item, indent: int) -> list[str]:
    return [
        " " * indent + ("  " if n else "- ") + f"{key}: {_scalar(value)}"
        for n, (key, value) in enumerate(item.items())
    ]


def _value(value: str | list[str]) -> str:
    return _scalar(value) if isinstance(value, str) else f"[{', '.join(map(_scalar, value))}]"


def _scalar(value: str) -> str:
    is_word = value and all(c.isascii() and (c.isalnum() or c in "-_") for c in value)
    # JSON's quoted text is YAML's, too.
    return value if is_word else json.dumps(value, ensure_ascii=False)


def _place(lines: Sequence[str], key: str) -> tuple[int, int] | None:
    """The lines of a top-level key: its own and those that belong to its value."""
    for start, text in enumerate(lines):
        if text.startswith(f"{key}:"):
            end = start + 1
            for n in range(start + 1, len(lines)):
                if lines[n].startswith((" ", "- ")) and not lines[n].lstrip().startswith("#"):
                    end = n + 1
                elif lines[n].strip() and not lines[n].lstrip().startswith("#"):
                    break
            return start, end
    return None


def parse_or_refuse(text: str, path: str) -> dict[str, Any]:
    """The data of a file that is to be edited; raises `UsageError` if it cannot be read."""
    data = parse_yaml(text, path)
    if isinstance(data, Finding):
        raise UsageError(
            f"{path} cannot be read: {data.message}", fix="correct it first; see `credfolio check`"
        )
    return data


def text_or_refuse(raw: bytes, path: str) -> str:
    """The text of a file that is to be edited, with its own line ends.

    Raises `UsageError` if it is no text that a record may be.
    """
    found = decode(raw, path)
    if isinstance(found, Finding):
        where = f", line {found.line}" if found.line else ""
        raise UsageError(f"{path} cannot be read{where}: {found.message}", fix=found.fix)
    return raw.decode("utf-8-sig")


def _checked(before: str, lines: Sequence[str], expected: dict[str, Any], path: str) -> str:
    """What `lines` say, with the line ends that most lines had `before`."""
    end = "\r\n" if 2 * before.count("\r\n") > before.count("\n") else "\n"
    text = end.join(lines) + end
    found = parse_yaml(text, path)
    if isinstance(found, Finding) or found != expected:
        raise UsageError(
            f"{path} is written in a way that this command cannot edit safely",
            fix="write lists with one item a line, and the top-level keys at the left margin",
        )
    return text
