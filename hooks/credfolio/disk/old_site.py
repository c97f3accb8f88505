"""The site that an earlier build left: which of its files still have the content that was written.

A build notes the size, time, and number of each file that it leaves. A file that
still has all three has the same content, as git takes it to have, and is not
read again. Any other file is read when somebody asks for its digest.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import stat
import sys
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from credfolio.disk.kept import Kept
from credfolio.disk.manifest import Written
from credfolio.disk.systems import CLOCK_STEP

_DOUBTFUL = CLOCK_STEP
"""Nanoseconds: a file that was written this shortly before it was noted could change once more and
keep its time, because some disks count time in steps of two seconds."""


class Stamp(NamedTuple):
    """What a disk says of a file without reading it: bytes, nanoseconds, and the file's number."""

    size: int
    changed: int
    number: int


NO_FILE = Stamp(-1, 0, 0)


def tree_below(folder: Path) -> tuple[dict[str, Stamp], list[str]]:
    """Files below `folder` by path, and folders; what is neither is among the files, `NO_FILE`."""
    files: dict[str, Stamp] = {}
    folders: list[str] = []
    _look(str(folder), "", files, folders)
    return files, folders


class OldSite:
    """The site in `folder` as it is when this is made; an empty one where there is none."""

    def __init__(self, folder: Path, kept: Kept | None = None) -> None:
        self.folder = folder
        self.stamps: Mapping[str, Stamp] = tree_below(folder)[0]
        self._kept = kept
        raw = kept.read(self._key) if kept else None
        # An entry is used only with its digest, so what this program wrote is what it reads.
        # A stamp is written as a tuple, which is equal to one.
        self._noted: dict[str, tuple[str, tuple[int, ...]]] = marshal.loads(raw) if raw else {}
        self._digests: dict[str, str | None] = {
            path: digest
            for path, (digest, stamp) in self._noted.items()
            if self.stamps.get(path) == stamp
        }

    @property
    def _key(self) -> str:
        # Another Python may write it otherwise; a folder's name may be no UTF-8.
        return f"{sys.implementation.cache_tag} {str(self.folder.absolute())!a}"

    def digest(self, path: str) -> str | None:
        """The SHA-256 of the file at `path`; None where there is none that can be read."""
        if path not in self._digests:
            self._digests[path] = self._read_digest(path)
        return self._digests[path]

    def note(self, files: Iterable[Written], stamps: Mapping[str, Stamp]) -> None:
        """Record that `files` are what is in the folder now, with these `stamps`, for next time."""
        if self._kept is None:
            return
        certain = time.time_ns() - _DOUBTFUL
        now = {
            file.path: (file.sha256, tuple(stamp))
            for file in files
            if (stamp := stamps[file.path]).changed < certain
        }
        if now != self._noted:
            self._kept.write(self._key, marshal.dumps(now))

    def _read_digest(self, path: str) -> str | None:
        if self.stamps.get(path, NO_FILE) == NO_FILE:
            return None
        try:
            with open(f"{self.folder}/{path}", "rb") as stream:
                return hashlib.file_digest(stream, "sha256").hexdigest()
        except OSError:
            return None


def _look(folder: str, below: str, files: dict[str, Stamp], folders: list[str]) -> None:
    inside = []
    with suppress(FileNotFoundError), os.scandir(folder) as found:
        for entry in found:
            if entry.is_dir(follow_symlinks=False):
                inside.append(entry.name)
                continue
            # What Windows says of a file in a list lacks the file's number.
            seen = entry.stat(follow_symlinks=False) if os.name != "nt" else os.lstat(entry.path)
            is_file = stat.S_ISREG(seen.st_mode)
            stamp = Stamp(seen.st_size, seen.st_mtime_ns, seen.st_ino) if is_file else NO_FILE
            files[below + entry.name] = stamp
    for name in inside:
        folders.append(below + name)
        _look(f"{folder}/{name}", f"{below}{name}/", files, folders)
