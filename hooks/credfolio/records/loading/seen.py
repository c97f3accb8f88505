"""What a disk says of the folders of records, without a file being read or a link followed.

Contributors own these folders: see `loader`.
"""

from __future__ import annotations

import hashlib
import os
import stat
import time
from collections.abc import Iterable
from pathlib import Path

from credfolio.disk.systems import CLOCK_STEP

DOUBTFUL = CLOCK_STEP
"""Nanoseconds: what changed this shortly before somebody looked could change once more and keep
its time, because some disks count time in steps of two seconds."""

Stamp = tuple[int, ...]
"""Mode, owners, numbers, size, and times: the last of these nobody sets at will."""


def digest_seen(root: Path, tops: Iterable[str]) -> str:
    """One digest of what the disk says of the folders `tops` of `root` and of all below.

    As long as it is the same, reading them gives the same. "" where that cannot be said: where
    there is a link, or something new, or something that cannot be looked at.
    """
    # Who reads decides what may be read; Windows has no such number.
    seen = hashlib.sha256(str(os.geteuid() if hasattr(os, "geteuid") else 0).encode())
    left: list[str] = []
    young = time.time_ns() - DOUBTFUL
    try:
        for top in tops:
            path = str(root / top)
            if os.path.lexists(path):
                left += _folder_at(path, young, seen)
            else:
                _note(seen, path, "")
        while left:
            folder = left.pop()
            with os.scandir(folder) as found:
                # As the loader passes over them.
                names = sorted(one.name for one in found if not one.name.startswith("."))
            for name in names:
                left += _folder_at(f"{folder}{os.sep}{name}", young, seen)
    except (OSError, _Unsure):
        return ""
    return seen.hexdigest()


class _Unsure(Exception):
    """It cannot be said whether this is as it was."""


def _folder_at(path: str, young: int, seen: hashlib._Hash) -> list[str]:
    """Note what is at `path`, which is returned if it is a folder."""
    stamp = _stamp(os.lstat(path), young)
    if stamp is None:
        raise _Unsure
    _note(seen, path, stamp)
    return [path] if stat.S_ISDIR(stamp[0]) else []


def stamp_of(path: str, young: int) -> Stamp | None:
    """What the disk says of the file at `path`, where that says that it is the same one; None where
    it changed after the moment `young`, and for all that is no plain file."""
    try:
        stamp = _stamp(os.lstat(path), young)
    except OSError:
        return None
    return stamp if stamp is not None and stat.S_ISREG(stamp[0]) else None


def _stamp(found: os.stat_result, young: int) -> Stamp | None:
    if os.name == "nt":  # it has no time that nobody sets: a copy may keep size and times
        return None
    if stat.S_ISLNK(found.st_mode) or max(found.st_mtime_ns, found.st_ctime_ns) > young:
        return None
    return (
        found.st_mode, found.st_uid, found.st_gid, found.st_dev, found.st_ino, found.st_size,
        found.st_mtime_ns, found.st_ctime_ns,
    )  # fmt: skip


def _note(seen: hashlib._Hash, path: str, said: object) -> None:
    """Take what the disk says of `path` into the digest; no name of a file has a zero."""
    seen.update(f"{path}\0{said}\0".encode("utf-8", "surrogatepass"))
