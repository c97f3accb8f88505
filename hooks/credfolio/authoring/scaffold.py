"""Answers → the commented text of a new record's file.

The text contains every possible field: answers as values, the rest as examples after a ``#``.
Names, notes and choices come from the models, so a new field appears here automatically.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

import yaml
from pydantic.fields import FieldInfo

from credfolio.authoring.layouts import EXAMPLES, LAYOUTS, Layout
from credfolio.findings.finding import Finding
from credfolio.records.model import base
from credfolio.records.model.hints import (
    hints_of,
    is_piece,
    item_of,
    value_of,
    without_none,
    words_of,
)
from credfolio.records.record_reader import read_record

_WIDTH = 98
_LEGEND = """\
# A line that begins with "# " is a note. A line that begins with "#" and a word is an example:
# delete the # (of every line that belongs to it) and write your own.
"""


def render_record(
    layout: Layout,
    path: str,
    answers: Mapping[str, object],
    examples: Mapping[str, str] | None = None,
) -> str:
    """The text of the file at `path`: `answers` by field, everything else as examples.

    `examples` replaces a field's example; each is YAML that begins with the key.
    """
    own = {**layout.examples, **(examples or {})}
    fields = [
        name for name in layout.model.model_fields if name not in layout.hidden or name in answers
    ]
    fields.sort(key=lambda name: name == "extra")  # inherited, so the models have it first
    parts = [schema_comment(layout, path), _LEGEND, "\n"]
    for name in fields:
        if name in answers:
            parts += [_note(layout, name), dump(_key(layout, name), answers[name])]
    needed = [name for name in fields if name in layout.needed and name not in answers]
    if needed:
        parts.append(f"\n# --- {layout.needed_heading}\n")
        parts += [_commented(layout, name, own) for name in needed]
    heading = ""
    for name in fields:
        heading = layout.headings.get(name, heading)
        if name in answers or name in needed:
            continue
        if heading:
            parts.append(f"\n# --- {heading}\n")
            heading = ""
        parts.append(_commented(layout, name, own))
    return "".join(parts)


def schema_comment(layout: Layout, path: str) -> str:
    """The first line of the file at `path`, which tells editors its schema."""
    up = "../" * path.count("/")
    return f"# yaml-language-server: $schema={up}docs/schema/{layout.schema}.schema.json\n"


def wrong_answer(layout: Layout, name: str, value: object) -> Finding | None:
    """What is wrong with an answer to one field, and how it is written; or None."""
    read = read_record(layout.model, {name: _as_typed(value)}, "", {})
    if isinstance(read, list):
        for finding in read:
            if finding.pointer[:1] == (name,):
                return finding
    return None


def choices(layout: Layout, name: str) -> tuple[str, ...]:
    """The words that a field may hold; empty when it takes any."""
    return words_of(hints_of(layout.model)[name])


def dump(key: str, value: object) -> str:
    """One key and its value in YAML, in the form that a person would write."""
    text: str = yaml.dump(
        {key: value},
        Dumper=_Dumper,
        allow_unicode=True,
        default_flow_style=False,
        sort_keys=False,
        width=_WIDTH,
    )
    return text


@cache
def example_texts() -> frozenset[str]:
    """The values of every layout's examples that nobody can have meant.

    Those are the dots that stand for words, whole sentences, the example's DOI and its web
    address. Ids, choices, dates and short names, such as "Not yet", may be somebody's own.
    """
    found = {"…", *(text for _, text in _SCALARS)}
    for layout in LAYOUTS.values():
        for text in layout.examples.values():
            found.update(_strings(yaml.safe_load(text)))
    return frozenset(text for text in found if _TELLING.search(text))


_TELLING = re.compile(r"…|\s.*\.$|^10\.|^https://")


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | list):
        for one in value.values() if isinstance(value, Mapping) else value:
            yield from _strings(one)


# --- one field --------------------------------------------------------------------------------


def _commented(layout: Layout, name: str, own: Mapping[str, str]) -> str:
    lines = _lines(layout, name, own)
    return _note(layout, name) + "".join(f"#{line}".rstrip() + "\n" for line in lines)


def _lines(layout: Layout, name: str, own: Mapping[str, str]) -> list[str]:
    """The YAML of a field's example."""
    if example := own.get(name):
        return example.splitlines()
    field = layout.model.model_fields[name]
    return list(_example(_key(layout, name), hints_of(layout.model)[name], field))


def _note(layout: Layout, name: str) -> str:
    field = layout.model.model_fields[name]
    text = layout.notes.get(name) or field.description or ""
    words = words_of(hints_of(layout.model)[name])
    if words:
        text = f"{text} One of: {', '.join(words)}.".strip()
    return "".join(f"# {line}\n" for line in textwrap.wrap(text, _WIDTH - 2))


def _key(layout: Layout, name: str) -> str:
    return layout.model.model_fields[name].alias or name


# --- examples from the types ------------------------------------------------------------------


def _example(key: str, hint: Any, field: FieldInfo, above: tuple[type, ...] = ()) -> Iterator[str]:
    """Lines of YAML that show how `key` is filled in."""
    hint = without_none(hint)
    if item := item_of(hint):
        if is_piece(item):
            yield f"{key}:"
            lines = _piece(item, above)
            yield from (f"  {'- ' if n == 0 else '  '}{line}" for n, line in enumerate(lines))
        else:
            yield f"{key}: [{_scalar(item, field)}]"
    elif value := value_of(hint):
        yield f"{key}:"
        yield f"  a-key: {_scalar(value, field)}"
    elif is_piece(hint):
        yield f"{key}:"
        yield from (f"  {line}" for line in _piece(hint, above))
    else:
        yield f"{key}: {EXAMPLES.get(key) or _scalar(hint, field)}"


def _piece(model: type[base.Piece], above: tuple[type, ...]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        hint = hints_of(model)[name]
        inner = item_of(without_none(hint)) or without_none(hint)
        if inner is model or inner in above:
            continue  # a list inside itself is shown once
        if inner == base.Digest:
            continue  # a command writes it, never a person
        lines = list(_example(field.alias or name, hint, field, (*above, model)))
        note = field.description or ""
        if words := words_of(hint):
            others = [word for word in words if word != _scalar(hint, field)]
            note = f"{note} Or {', '.join(others)}.".strip()
        if note and len(lines) == 1 and len(lines[0]) + len(note) < _WIDTH - 20:
            lines[0] += f" # {note}"
        elif note and lines:
            # The first line of an item carries the hyphen, so its note follows it.
            yield lines.pop(0)
            yield from (f"# {line}" for line in textwrap.wrap(note, _WIDTH - 20))
        yield from lines


def _scalar(hint: Any, field: FieldInfo) -> str:
    if words := words_of(hint):
        return next((word for word in words if word != field.default), words[0])
    if hint == base.YesNo:
        return "no" if field.default is True else "yes"
    return next((text for known, text in _SCALARS if hint == known), "…")


_SCALARS: tuple[tuple[Any, str], ...] = (
    (base.Id, "an-id"),
    (base.Ref, "an-issuer/an-id"),
    (base.Link, "https://www.example.org/page"),
    (base.FileName, "picture.png"),
    (base.IsoDate, "2026-05-31"),
    (base.Amount, "1"),
    (base.Count, "1"),
    (base.Language, "en"),
    (base.Color, "2a6f62"),
    (base.Version, '"1.0"'),
)


# --- writing values ---------------------------------------------------------------------------


class _Dumper(yaml.SafeDumper):
    """Plain YAML: no anchors, lists set in, yes and no."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def choose_scalar_style(self) -> str:
        event = self.event
        if self.simple_key_context and isinstance(event, yaml.ScalarEvent) and event.value == "on":
            event.implicit = (True, True)  # a key of ours, which no reader here takes for "yes"
        style: str = super().choose_scalar_style()
        # Double quotes are what people write; over several lines single ones need no backslash.
        short = isinstance(self.event, yaml.ScalarEvent) and len(self.event.value) < 70
        return '"' if style == "'" and short else style

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


_Dumper.add_representer(
    bool,
    lambda dumper, value: dumper.represent_scalar(
        "tag:yaml.org,2002:bool", "yes" if value else "no"
    ),
)
_Dumper.add_representer(
    tuple, lambda dumper, value: dumper.represent_sequence("tag:yaml.org,2002:seq", value)
)


def _as_typed(value: object) -> object:
    """An answer in the form in which the reader passes it to the models."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: _as_typed(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_as_typed(one) for one in value]
    return value
