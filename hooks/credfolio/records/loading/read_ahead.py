"""Records read in other processes, or kept from the time before, while the folders are walked."""

from __future__ import annotations

import marshal
import os
import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

from credfolio.disk.kept import Kept
from credfolio.disk.slices import run_slices, useful_jobs
from credfolio.findings.finding import Finding
from credfolio.records.loading import seen
from credfolio.records.loading.packed_awards import pack, unpack
from credfolio.records.loading.plain_records import IS_KNOWN, Plain, from_plain, to_plain
from credfolio.records.loading.seen import Stamp
from credfolio.records.loading.source_files import digest, files_below, read_bytes
from credfolio.records.model.base import Record
from credfolio.records.model.kept import without_place
from credfolio.records.model.kinds import AWARDS, Kind, Kinds
from credfolio.records.record_reader import old_names, read_record
from credfolio.records.source_text import MAX_BYTES, decode, parse_yaml

_WORTH_SPLITTING = 1_000
_TOGETHER = 8
"""About so many portfolios are read, and kept, together: each entry costs as much as some files."""


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
is empty for an award that is packed. Of a file without a record, or with one that there is
something to say about, the name is empty and the data as it was parsed."""

_File = tuple[Stamp | None, str, _Row | None, bytes]
"""What the disk said of a file before it was read, if that says enough, the digest of its bytes,
its row, unless it cannot be parsed, and of an award those of its folder, packed."""


class ReadAhead:
    """The records of a project's files, parsed and validated before this process asks for them.

    A file that cannot be parsed is left out; code that needs it reads it and gets the
    fault. With `kept`, a file is read only where the disk does not say that it is as it was, and
    parsed only where its bytes are other ones.
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
        slices = list(_slices_of(sorted(path for path in files if path.endswith(".yml"))))
        new = (one for one in slices if kept is None or not kept.has(_key_of(one)))
        jobs = useful_jobs(jobs, sum(map(len, new)), _WORTH_SPLITTING)
        self._ready: dict[str, _File] = {}
        self._slices: Iterator[tuple[list[str], dict[str, _File]]] = iter(())
        self._coming: set[str] = set()
        if jobs == 1 and kept is None:
            return
        self._coming.update(*slices)

        def read(number: int) -> dict[str, _File]:
            return _read(root, slices[number], kinds, kept)

        def send(number: int) -> bytes:
            # marshal is several times as fast as pickle for plain data, and runs nothing.
            return marshal.dumps(read(number))

        numbers = range(len(slices))
        found = map(marshal.loads, run_slices(send, len(slices), jobs)) if jobs > 1 else None
        self._slices = zip(slices, found or map(read, numbers), strict=False)

    def take(self, path: str, kind: Kind, given: dict[str, str]) -> Ahead | None:
        """What is known of the file at `path`, once; None when it has a fault, or is of another
        `kind` than its place was taken for."""
        while path in self._coming:
            paths, files = next(self._slices)
            self._coming.difference_update(paths)
            self._ready |= files
        _, found, row, packed = self._ready.pop(path, _NO_FILE)
        if row is None:
            return None
        name, said, data = row
        if not name:
            return Ahead(found, data)
        if name != kind.name or said != given or kind.model is None:
            return None
        if kind is AWARDS:
            return Ahead(found, {}, packed=packed)
        return Ahead(found, {}, from_plain(kind.model, data))


_NO_FILE: _File = (None, "", None, b"")


def _slices_of(paths: Iterable[str]) -> Iterator[list[str]]:
    """`paths` in slices: some portfolios, or what is in another folder. Where one ends follows from
    a folder's name, so that a new folder changes one slice."""
    found: list[str] = []
    for folder, group in groupby(paths, key=_group_of):
        found += group
        name = "/".join(folder).encode("utf-8", "surrogatepass")
        if folder[0] != "portfolios" or crc32(name) % _TOGETHER == 0:
            yield found
            found = []
    if found:
        yield found


def _group_of(path: str) -> list[str]:
    """The folder whose files are read together: one person's, or one submission's."""
    steps = path.split("/")
    return steps[: 3 if steps[0] == "submissions" else 2]


def _key_of(paths: Sequence[str]) -> str:
    # Who reads decides what may be read; Windows has no such number.
    reader = os.geteuid() if hasattr(os, "geteuid") else 0
    return f"read by {reader}: {'/'.join(_group_of(paths[-1]))}"


def _read(root: Path, paths: list[str], kinds: Kinds, kept: Kept | None) -> dict[str, _File]:
    """Those of `paths` that can be read."""
    raw = kept.read(_key_of(paths)) if kept else None
    # An entry is used only with its digest, so what this program wrote is what it reads.
    before: dict[str, _File] = marshal.loads(raw) if raw else {}
    now: dict[str, _File] = {}
    young = time.time_ns() - seen.DOUBTFUL
    gone = [_group_of(path) for path in before.keys() - set(paths)]
    is_same = not gone
    for folder, group in groupby(paths, key=_group_of):
        files: dict[str, _File] = {}
        held: list[str] = []
        for path in group:
            known = before.get(path)
            held += [path] if known and known[3] else []
            stamp = seen.stamp_of(f"{root}{os.sep}{path}", young) if kept else None
            if known is None or stamp is None or known[0] != stamp:
                file = _read_file(root, path, stamp, known, kinds)
                is_same = is_same and (known or _NO_FILE)[:2] == (file or _NO_FILE)[:2]
                known = file
            if known is not None:
                files[path] = known
        # What is broken now has no award any more, though its file is there.
        is_broken = any(not _is_award(files.get(path, _NO_FILE)) for path in held)
        now |= _with_packed_awards(files, is_other=folder in gone or is_broken)
    if kept and not (is_same and len(now) == len(before)):
        kept.write(_key_of(paths), marshal.dumps(now))
    return now


def _with_packed_awards(files: dict[str, _File], *, is_other: bool) -> dict[str, _File]:
    """The `files` of a folder, with its awards packed together, where one is not, or it `is_other`
    than it was."""
    of_awards = {path: file[2] for path, file in files.items() if file[2] and _is_award(file)}
    if all(files[path][3] for path in of_awards) and not is_other:
        return files
    held: dict[bytes, dict[str, Plain]] = {b"": {}}
    awards: dict[str, Plain] = {}
    for path, (_, given, plain) in of_awards.items():
        packed, name = files[path][3], given["id"]
        if packed not in held:
            held[packed] = unpack(packed)
        awards[name] = held[packed].get(name, plain)
    together = pack(awards)
    for path, (kind, given, _) in of_awards.items():
        files[path] = *files[path][:2], (kind, given, {}), together
    return files


def _is_award(file: _File) -> bool:
    row = file[2]
    return row is not None and row[0] == AWARDS.name


def _read_file(
    root: Path, path: str, stamp: Stamp | None, known: _File | None, kinds: Kinds
) -> _File | None:
    """The file at `path`, which was `known` once, with the `stamp` that it had before; None where
    it cannot be read."""
    raw = read_bytes(root / path, path, limit=MAX_BYTES + 1)
    if isinstance(raw, Finding):
        return None
    found = digest(raw)
    if known is not None and known[1] == found:
        return stamp, found, *known[2:]
    text = decode(raw, path)
    data = text if isinstance(text, Finding) else parse_yaml(text, path)
    return stamp, found, None if isinstance(data, Finding) else _row(path, data, kinds), b""


def _row(path: str, data: dict[str, Any], kinds: Kinds) -> _Row:
    place = kinds.place(path)
    if place is not None and IS_KNOWN and not old_names(place.model, data, path):
        own = without_place(data) if kinds.by_name[place.kind].form == "kept" else data
        record = read_record(place.model, own, path, place.given)
        if not isinstance(record, list):
            return place.kind, place.given, to_plain(record)
    return "", {}, data
