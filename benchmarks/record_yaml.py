"""Plain data → YAML that looks as if a person had filled in the form."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

_PLAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 _./()$%+-]|,(?= )|'(?=[a-z])|:(?=/))*")
_GUESSED = re.compile(r"[0-9.+-]|(?:true|false|yes|no|on|off|y|n|null|~)$", re.IGNORECASE)
_WIDTH = 98


def to_yaml(data: Mapping[str, Any], schema: str = "", *, typed: bool = False) -> str:
    """A record as text, with the line for editors on top when `schema` is given.

    credfolio reads every scalar as it was typed. With `typed` the text also
    means the same to a reader that guesses types.
    """
    lines: list[str] = []
    if schema:
        lines.append(f"# yaml-language-server: $schema=../../docs/schema/{schema}.schema.json")
    _mapping(data, "", lines, typed)
    return "\n".join(lines) + "\n"


def _mapping(data: Mapping[str, Any], indent: str, lines: list[str], typed: bool) -> None:
    for key, value in data.items():
        if value is None or value == [] or value == {}:
            continue
        name = f"{indent}{key}:"
        if isinstance(value, Mapping):
            lines.append(name)
            _mapping(value, indent + "  ", lines, typed)
        elif isinstance(value, list | tuple):
            lines.append(name)
            _sequence(value, indent + "  ", lines, typed)
        else:
            lines.append(f"{name} {_scalar(value, indent + '  ', typed)}")


def _sequence(items: Sequence[Any], indent: str, lines: list[str], typed: bool) -> None:
    for item in items:
        if isinstance(item, Mapping):
            at = len(lines)
            _mapping(item, indent + "  ", lines, typed)
            # The first key stands behind the dash.
            lines[at] = f"{indent}- {lines[at].lstrip()}"
        elif isinstance(item, list | tuple):
            lines.append(f"{indent}- {json.dumps(item, ensure_ascii=False)}")
        else:
            lines.append(f"{indent}- {_scalar(item, indent + '  ', typed)}")


def _scalar(value: object, indent: str, typed: bool) -> str:
    if isinstance(value, bool):
        return ("true" if value else "false") if typed else ("yes" if value else "no")
    text = str(value)
    if typed and isinstance(value, str) and _GUESSED.match(text):
        return json.dumps(text)
    if "\n" in text:
        body = "\n".join(indent + line if line else "" for line in text.split("\n"))
        return f"|-\n{body}"
    if len(text) > _WIDTH - len(indent):
        return ">-\n" + textwrap.fill(
            text,
            _WIDTH,
            initial_indent=indent,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
    if _PLAIN.fullmatch(text) and not text.endswith(" "):
        return text
    return json.dumps(text, ensure_ascii=False)
