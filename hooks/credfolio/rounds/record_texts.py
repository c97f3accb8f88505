"""The files of a submission, with something added: what they are, and what they become."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from credfolio.authoring.scaffold import dump
from credfolio.authoring.yaml_edit import append_item
from credfolio.rounds.said import Changes

Read = Callable[[str], bytes | None]
"""The bytes of a record by its path; None where there is no file."""


def with_item(changes: Changes, read: Read, path: str, key: str, item: Mapping[str, str]) -> None:
    """Add one more item to list `key` of the file at `path`, or begin the file with it.

    Raises `UsageError` where the file is written in a way that cannot be edited safely.
    """
    before, text = _now(changes, read, path)
    after = append_item(f"{key}:\n" if text is None else text, key, item, path)
    changes[path] = before, after.encode()


def edited(changes: Changes, read: Read, path: str, edit: Callable[[str], str]) -> None:
    """Change the text of the file at `path`, which exists, with `edit`."""
    before, text = _now(changes, read, path)
    assert text is not None, path
    changes[path] = before, edit(text).encode()


def replaced(changes: Changes, read: Read, path: str, values: Mapping[str, Any]) -> None:
    """Write the file at `path` with `values`; what was in it is in the history."""
    before, _ = _now(changes, read, path)
    text = "".join(dump(key, value) for key, value in values.items())
    changes[path] = before, text.encode()


def _now(changes: Changes, read: Read, path: str) -> tuple[bytes | None, str | None]:
    """The bytes on the disk, and the text with what this run changed already."""
    if path in changes:
        before, after = changes[path]
        return before, None if after is None else after.decode("utf-8")
    found = read(path)
    return found, None if found is None else found.decode("utf-8")
