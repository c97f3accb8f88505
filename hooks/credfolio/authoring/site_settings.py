"""One setting of ``mkdocs.yml``, written so that every other line stays as it was."""

from __future__ import annotations

import yaml
from yaml.nodes import MappingNode, Node

from credfolio.errors import UsageError

ABOVE = ("extra", "credfolio")
"""The keys that the program's own settings are below."""


def with_setting(text: str, name: str, value: str) -> str:
    """The settings `text` with `name: value` below ``extra.credfolio``, old or new.

    `value` is a plain word of YAML, such as the name of a time zone. Raises `UsageError`, with
    the lines to write, where the text is not laid out one key a line.
    """
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    tree = yaml.compose(text, Loader=yaml.SafeLoader)
    place, missing = tree, list(ABOVE)
    while missing and (below := _pair(place, missing[0])):
        key, place = below
        missing.pop(0)
    if pair := None if missing else _pair(place, name):
        key, old = pair
        start = key.start_mark
        lines[start.line : old.end_mark.line + (old.end_mark.column > 0)] = [
            f"{' ' * start.column}{name}: {value}{_note(lines[start.line], old)}\n"
        ]
    elif isinstance(place, MappingNode) and place.value:
        first = place.value[0][0].start_mark
        # The end of the file for a new ``extra``, else above the first key beside it.
        at = len(lines) if place is tree else first.line
        lines[at:at] = _nested([*missing, name], value, first.column)
    else:
        depth = len(ABOVE) - len(missing)
        at = key.start_mark.line + 1 if depth else len(lines)
        lines[at:at] = _nested([*missing, name], value, 2 * depth)
    written = "".join(lines)
    if not _is_written(text, written, name, value):
        raise UsageError(
            "mkdocs.yml is written in a way that this command cannot edit safely",
            fix=f"write {name}: {value} below extra and credfolio by hand",
        )
    return written


def _nested(names: list[str], value: str, indent: int) -> list[str]:
    """Lines for keys one below the other; the last one has the value."""
    last = len(names) - 1
    return [
        f"{' ' * (indent + 2 * n)}{name}:{f' {value}' if n == last else ''}\n"
        for n, name in enumerate(names)
    ]


def _note(line: str, old: Node) -> str:
    """The note behind a value, with the space before it."""
    rest = line[old.end_mark.column :].rstrip() if old.end_mark.column else ""
    return rest if rest.lstrip().startswith("#") else ""


def _pair(node: Node | None, name: str) -> tuple[Node, Node] | None:
    pairs = node.value if isinstance(node, MappingNode) else ()
    return next(((key, value) for key, value in pairs if key.value == name), None)


def _is_written(before: str, after: str, name: str, value: str) -> bool:
    """Whether the two differ in that setting and in nothing else."""
    try:
        old, new = (yaml.load(text, _Plain) or {} for text in (before, after))
        above = new["extra"]["credfolio"]
    except (yaml.YAMLError, KeyError, TypeError):
        return False
    if above.pop(name) != value:
        return False
    kept = (old.get("extra") or {}).get("credfolio") or {}
    kept.pop(name, None)
    old["extra"] = {**(old.get("extra") or {}), "credfolio": kept}
    return bool(old == new)


class _Plain(yaml.SafeLoader):
    """Reads tags that mean something to MkDocs alone as a pair with their value."""


def _untagged(loader: yaml.SafeLoader, tag: str, node: Node) -> object:
    if isinstance(node, MappingNode):
        return (tag, loader.construct_mapping(node, deep=True))
    if isinstance(node, yaml.SequenceNode):
        return (tag, loader.construct_sequence(node, deep=True))
    return (tag, node.value)


_Plain.add_multi_constructor("", _untagged)
