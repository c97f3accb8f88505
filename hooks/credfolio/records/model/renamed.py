"""Keys of records that have a new name, while the old one is still read.

A row serves two readers: `read_record` takes the old name for the new one, and
`credfolio upgrade-records` writes the new name into the file. See ADR 0049.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from credfolio.findings.finding import Pointer
from credfolio.records.model import Jurisdiction, Record


@dataclass(frozen=True, slots=True)
class Renamed:
    """One key: the way to the mapping it is in (``*`` for each item of a list), and its names.

    `until` is the version of credfolio that no longer reads the old name.
    """

    model: type[Record]
    inside: tuple[str, ...]
    old: str
    new: str
    until: str


LICENCE_TYPE = Renamed(Jurisdiction, ("cycles", "*"), "licence_group", "licence_type", "0.3.0")

RENAMED: tuple[Renamed, ...] = (LICENCE_TYPE,)


def old_keys(data: dict[str, Any], row: Renamed) -> Iterator[Pointer]:
    """Where `data` has the old name of a key, and not the new one as well."""
    for pointer, mapping in _mappings(data, row.inside, ()):
        if row.old in mapping and row.new not in mapping:
            yield (*pointer, row.old)


def with_new_names(data: dict[str, Any], row: Renamed) -> dict[str, Any]:
    """`data` with the new name, in the old one's place; the same object where none is old."""
    renamed: dict[str, Any] = data
    for pointer in old_keys(data, row):
        renamed = _with_key(renamed, pointer, row.new)
    return renamed


def _mappings(
    here: Any, steps: tuple[str, ...], pointer: Pointer
) -> Iterator[tuple[Pointer, dict[str, Any]]]:
    if not steps:
        if isinstance(here, dict):
            yield pointer, here
    elif steps[0] == "*":
        if isinstance(here, list):
            for n, item in enumerate(here):
                yield from _mappings(item, steps[1:], (*pointer, n))
    elif isinstance(here, dict) and steps[0] in here:
        yield from _mappings(here[steps[0]], steps[1:], (*pointer, steps[0]))


def _with_key(here: Any, pointer: Pointer, new: str) -> Any:
    first, *rest = pointer
    if isinstance(here, list):
        return [_with_key(v, tuple(rest), new) if n == first else v for n, v in enumerate(here)]
    if not rest:
        return {new if key == first else key: value for key, value in here.items()}
    return {k: _with_key(v, tuple(rest), new) if k == first else v for k, v in here.items()}
