"""Records read in other processes, or kept from the time before, while the folders are walked."""

from __future__ import annotations

import marshal
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from credfolio.disk.kept import Kept
from credfolio.disk.slices import run_slices, useful_jobs
from credfolio.findings.finding import Finding
from credfolio.records.loading.packed_awards import pack
from credfolio.records.loading.plain_records import IS_KNOWN, Plain, from_plain, to_plain
from credfolio.records.loading.source_files import digest, files_below, read_bytes
from credfolio.records.model.base import Record
from credfolio.records.model.kept import without_place
from credfolio.records.model.kinds import AWARDS, Kind, Kinds
from credfolio.records.record_reader import old_names, read_record
from credfolio.records.source_text import MAX_BYTES, decode, parse_yaml

_WORTH_SPLITTING = 1_000
_FILES_IN_A_SLICE = 250


class Ahead(NamedTuple):
    """What is known of a file: its digest, and its record, or else the data that it holds."""

    digest: str
    data: dict[str, Any]
    """Empty where the record is there."""
    record: Record | None = None
    packed: bytes = b""
    """Instead of the record of an award: those of its folder, as `PackedAwards` takes them."""


_Row = tuple[str, dict[str, str], dict[str, Any]]
"""A kind's name, what the place of a file says of its record, and the record as plain data, which
is empty for an award. Of a file without a record, or with one that there is something to say
about, the name is empty and the data as it was parsed."""


class ReadAhead:
    """The records of a project's files, parsed and validated before this process asks for them.

    A file that cannot be parsed is left out; code that needs it reads it and gets the
    fault. With `kept`, a folder whose files are as they were is not parsed again.
    """

    def __init__(
        self,
        root: Path,
        folders: Iterable[str],
        jobs: int,
        kinds: Kinds,
        kept: Kept | None = None,
    ) -> None:
        # In the order in which the folders are walked, nearly, so that little waits to be taken.
        files = (path for top in folders for path in files_below(root, top))
        paths = sorted(path for path in files if path.endswith(".yml"))
        jobs = useful_jobs(jobs, len(paths), _WORTH_SPLITTING)
        self._ready: dict[str, tuple[str, _Row, bytes]] = {}
        self._slices: Iterator[bytes] = iter(())
        self._coming: set[str] = set()
        if jobs == 1 and kept is None:
            return
        self._coming.update(paths)
        slices: list[list[list[str]]] = [[]]
        for _, group in groupby(paths, key=_group_of):
            if sum(map(len, slices[-1])) >= _FILES_IN_A_SLICE:
                slices.append([])
            slices[-1].append(list(group))

        def read(number: int) -> bytes:
            return marshal.dumps([_read(root, group, kinds, kept) for group in slices[number]])

        self._slices = run_slices(read, len(slices), jobs)

    def take(self, path: str, kind: Kind, given: dict[str, str]) -> Ahead | None:
        """What is known of the file at `path`, once; None when it has a fault, or is of another
        `kind` than its place was taken for."""
        while path in self._coming:
            for paths, digests, rows in marshal.loads(next(self._slices)):
                self._coming.difference_update(paths)
                found, packed = marshal.loads(rows)
                for name, row in found.items():
                    self._ready[name] = digests[name], row, packed
        if (known := self._ready.pop(path, None)) is None:
            return None
        digest_of_file, (name, said, data), packed = known
        if not name:
            return Ahead(digest_of_file, data)
        if name != kind.name or said != given or kind.model is None:
            return None
        if kind is AWARDS:
            return Ahead(digest_of_file, {}, packed=packed)
        return Ahead(digest_of_file, {}, from_plain(kind.model, data))


def _group_of(path: str) -> list[str]:
    """The folder whose files are read, and kept, together: one person's, or one submission's."""
    steps = path.split("/")
    return steps[: 3 if steps[0] == "submissions" else 2]


def _read(
    root: Path, paths: list[str], kinds: Kinds, kept: Kept | None
) -> tuple[list[str], dict[str, str], bytes]:
    """`paths`, the digests of those that can be read, and a row of each without a fault."""
    raw: dict[str, bytes] = {}
    for path in paths:
        read = read_bytes(root / path, path, limit=MAX_BYTES + 1)
        if not isinstance(read, Finding):
            raw[path] = read
    digests = {path: digest(data) for path, data in raw.items()}

    def make() -> bytes:
        rows: dict[str, _Row] = {}
        awards: dict[str, Plain] = {}
        for path, read in raw.items():
            text = decode(read, path)
            data = text if isinstance(text, Finding) else parse_yaml(text, path)
            if not isinstance(data, Finding):
                name, given, plain = _row(path, data, kinds)
                if name == AWARDS.name:
                    awards[given["id"]], plain = plain, {}
                rows[path] = name, given, plain
        # marshal is several times as fast as pickle for plain data, and runs nothing.
        return marshal.dumps((rows, pack(awards) if awards else b""))

    if kept is None:
        return paths, digests, make()
    listed = "".join(f"{path}\0{digests[path]}\n" for path in raw)
    return paths, digests, kept.get(listed, make)


def _row(path: str, data: dict[str, Any], kinds: Kinds) -> _Row:
    place = kinds.place(path)
    if place is not None and IS_KNOWN and not old_names(place.model, data, path):
        own = without_place(data) if kinds.by_name[place.kind].form == "kept" else data
        record = read_record(place.model, own, path, place.given)
        if not isinstance(record, list):
            return place.kind, place.given, to_plain(record)
    return "", {}, data
