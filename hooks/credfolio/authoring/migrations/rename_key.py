"""A migration that renames a key and changes nothing else in the text."""

from __future__ import annotations

import re
from typing import Any

from credfolio.authoring.yaml_edit import parse_or_refuse
from credfolio.errors import UsageError
from credfolio.records.model.renamed import Renamed, old_keys, with_new_names
from credfolio.records.source_text import locate, parse_yaml

# Where YAML ends a line; columns are counted from there.
_LINES = re.compile("[^\n\r\x85\u2028\u2029]*(?:\r\n|[\n\r\x85\u2028\u2029])?")


def rename_key(text: str, path: str, row: Renamed) -> str:
    """`text` with the new name where `row` applies; its quotes stay.

    Raises `UsageError` if the key is written in a way that cannot be edited safely.
    """
    before = parse_or_refuse(text, path)
    pointers = list(old_keys(before, row))
    if not pointers:
        return text
    lines = _LINES.findall(text)
    keys = locate(text).keys
    # From the end to the beginning, so that the columns of what is still to come hold.
    for line, column in sorted((keys[pointer] for pointer in pointers), reverse=True):
        old = lines[line - 1]
        start = column - 1 + (old[column - 1 : column] in ("'", '"'))
        if not old.startswith(row.old, start):
            raise _unsafe(path, row)
        lines[line - 1] = old[:start] + row.new + old[start + len(row.old) :]
    after = "".join(lines)
    found = parse_yaml(after, path)
    wanted = with_new_names(before, row)
    if found != wanted or _order(found) != _order(wanted):
        raise _unsafe(path, row)
    return after


def _order(value: Any) -> str:
    return repr(value)  # a mapping's repr keeps the order of its keys


def _unsafe(path: str, row: Renamed) -> UsageError:
    return UsageError(
        f"{path} writes the key {row.old} in a way that this command cannot edit safely",
        fix=f"write it plainly, or change it to {row.new} by hand",
    )
