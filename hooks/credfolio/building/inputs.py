"""What a build reads: the files below its folders, and every other file that it opens.

Asked for twice: when a build begins, and before the next one, to see whether
that would read the same. See ADR 0087.
"""

from __future__ import annotations

import hashlib
import os
import stat
import sys
import time
from collections.abc import Container, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from credfolio.disk.systems import CLOCK_STEP

_DOUBTFUL = CLOCK_STEP
"""Nanoseconds: a file that changed this shortly before somebody looked could change once more and
keep its time, because some disks count time in steps of two seconds. It is known by its digest."""

_MOST_UNSAID = 1_000_000
"""Bytes: so many more than its size are read of a file that has no size, such as the system's own;
some of those have no end."""

Row = list[int | str]
"""What says that a file is the same: size, time, number, and mode, and its SHA-256 where that is
known; of a folder, its mode; of a link, where it leads."""

_opened: set[str] | None = None
_of_docs: set[str] | None = None
_is_watching = False


@contextmanager
def opened_files() -> Iterator[set[str]]:
    """The path of every file that this process opens for reading inside."""
    global _opened, _is_watching
    if not _is_watching:
        sys.addaudithook(_note)  # it stays as long as the process
        _is_watching = True
    _opened = found = set[str]()
    try:
        yield found
    finally:
        _opened = None
        end_docs()


def begin_docs() -> None:
    """From now on, pages of docs/ are made; for `end_docs`, where a build's files are noted."""
    global _of_docs
    _of_docs = None if _opened is None else set()


def end_docs() -> set[str] | None:
    """The files that were opened since `begin_docs`; None where nobody noted them."""
    global _of_docs
    found, _of_docs = _of_docs, None
    return found


def _note(event: str, arguments: tuple[object, ...]) -> None:
    if event != "open" or _opened is None:
        return
    path, _, flags = arguments
    if isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR):
        return
    if isinstance(path, str | bytes | os.PathLike):  # and no number of an open file
        name = os.fsdecode(path)
        if name[:1] != "/" or "//" in name or "/./" in name:
            name = str(Path(name).absolute())
        _opened.add(name)
        if _of_docs is not None:
            _of_docs.add(name)


class Unsure(Exception):
    """It cannot be said what a build reads."""


def rows_below(
    folders: Iterable[Path], left_out: Container[str], records: tuple[str, ...] = ()
) -> dict[str, Row]:
    """A row for each file and folder below `folders`, and for these, without what is `left_out`
    and Python's own caches.

    A link to a folder is followed, but not in `records`, paths that end in a separator: anybody
    may have written there, and the loader follows none. Raises `Unsure` there, where a link leads
    to a folder around these, and where something cannot be read.
    """
    rows: dict[str, Row] = {}
    tops = list(folders)
    linked: set[Path] = set()
    try:
        for folder in tuple(tops):
            _look(str(folder), left_out, records, rows, linked)
            while new := [one for one in linked if one not in tops]:
                if any(top.is_relative_to(one) for one in new for top in tops):
                    raise Unsure
                tops += new
                for one in new:
                    _look(str(one), left_out, records, rows, linked)
    except (OSError, RuntimeError) as error:  # the latter for links in a circle, up to Python 3.12
        raise Unsure from error
    return rows


def rows_of(files: Iterable[str]) -> dict[str, Row]:
    """A row for each of `files` that is still there.

    Raises `OSError`, and `Unsure` for a file without an end.
    """
    rows = {}
    for path in files:
        with suppress(FileNotFoundError):
            rows[path] = _row(path)
    return rows


def _look(
    top: str,
    left_out: Container[str],
    records: tuple[str, ...],
    rows: dict[str, Row],
    linked: set[Path],
) -> None:
    left = [top]
    while left:
        folder = left.pop()
        rows[folder] = [os.stat(folder).st_mode]  # noqa: PTH116 (a path object takes longer)
        with os.scandir(folder) as found:
            for entry in found:
                is_record = entry.path.startswith(records)
                if entry.path in left_out or (entry.name == "__pycache__" and not is_record):
                    continue
                if entry.is_symlink():
                    if is_record:
                        raise Unsure
                    rows[entry.path] = [str(Path(entry.path).readlink())]
                    real = Path(entry.path).resolve()
                    if real.is_dir():
                        linked.add(real)
                    else:
                        rows |= rows_of([str(real)])
                elif entry.is_dir():
                    left.append(entry.path)
                else:
                    rows[entry.path] = _row(entry.path)


def _row(path: str) -> Row:
    seen = os.stat(path)  # noqa: PTH116 (a path object takes longer)
    row: Row = [seen.st_size, seen.st_mtime_ns, seen.st_ino, seen.st_mode]
    if stat.S_ISREG(seen.st_mode) and seen.st_mtime_ns > time.time_ns() - _DOUBTFUL:
        row.append(_digest(path, seen.st_size))
    return row


def find_changed(
    then: Mapping[str, Row], now: Mapping[str, Row], digests: Mapping[str, str] | None = None
) -> set[str]:
    """Every file that is new, gone, or no longer as it was; one looked at too early is read, and so
    is one that is new on this disk and has one of the `digests`, as `digests_of` gave them.
    """
    changed = set(then.keys() ^ now.keys())
    changed.update(
        path for path, row in then.items() if path in now and not _is_same(path, row, now[path])
    )
    known = digests or {}
    same = (
        path
        for path in changed & known.keys() & then.keys() & now.keys()
        if _is_same(path, [*then[path], known[path]], now[path])
    )
    return changed - set(same)


def digests_of(rows: Mapping[str, Row]) -> dict[str, str]:
    """The SHA-256 of each file that `rows` know without one, for a disk where its numbers and times
    are other ones; of none that is no longer as its row says.
    """
    found = {}
    for path, row in rows.items():
        if len(row) == _CERTAIN and stat.S_ISREG(int(row[3])):
            with suppress(OSError, Unsure):
                digest = _digest(path, int(row[0]))
                if _row(path) == row:
                    found[path] = digest
    return found


def is_of_records(path: str, root: Path, beside: Path | None) -> bool:
    """Whether the file at `path` is one of the records' of the project at `root`.

    All are in the private repository `beside`, which has nothing else that a build reads.
    """
    tops = [root / "catalog", root / "portfolios", *([beside] if beside else [])]
    return any(path.startswith(f"{top}{os.sep}") for top in tops)


def _is_same(path: str, then: Row, now: Row) -> bool:
    if len(then) <= _CERTAIN:  # a link, a folder, or a file that was certain
        return then == now[:_CERTAIN]
    if then[3] != now[3]:
        return False
    if len(now) > _CERTAIN:
        return then[4] == now[4]
    with suppress(OSError, Unsure):
        return then[4] == _digest(path, int(now[0]))
    return False


_CERTAIN = 4


def _digest(path: str, size: int) -> str:
    digest, left = hashlib.sha256(), size or _MOST_UNSAID
    with open(path, "rb") as stream:
        while data := stream.read(_MOST_UNSAID):
            left -= len(data)
            if left < 0:
                raise Unsure  # it grows, or has no end
            digest.update(data)
    return digest.hexdigest()
