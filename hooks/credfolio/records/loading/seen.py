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

DOUBTFUL = 2_000_000_000
"""Nanoseconds: what changed this shortly before somebody looked could change once more and keep
its time, because some disks count time in steps of two seconds."""

_Row = tuple[str, tuple[int, ...]]


def digest_seen(root: Path, tops: Iterable[str]) -> str:
    """One digest of what the disk says of the folders `tops` of `root` and of all below.

    As long as it is the same, reading them gives the same. "" where that cannot be said: where
    there is a link, or something new, or something that cannot be looked at.
    """
    rows: list[_Row] = []
    left: list[str] = []
    young = time.time_ns() - DOUBTFUL
    try:
        for top in tops:
            path = str(root / top)
            if os.path.lexists(path):
                left += _folder_at(path, young, rows)
            else:
                rows.append((path, ()))
        while left:
            with os.scandir(left.pop()) as found:
                for entry in found:
                    if not entry.name.startswith("."):  # as the loader passes over it
                        left += _folder_at(entry.path, young, rows)
    except (OSError, _Unsure):
        return ""
    # Who reads decides what may be read; Windows has no such number.
    reader = os.geteuid() if hasattr(os, "geteuid") else 0
    text = repr((reader, sorted(rows)))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class _Unsure(Exception):
    """It cannot be said whether this is as it was."""


def _folder_at(path: str, young: int, rows: list[_Row]) -> list[str]:
    """Add the row of what is at `path`, which is returned if it is a folder."""
    seen = os.lstat(path)
    if stat.S_ISLNK(seen.st_mode) or max(seen.st_mtime_ns, seen.st_ctime_ns) > young:
        raise _Unsure
    rows.append((path, (
        seen.st_mode, seen.st_uid, seen.st_gid, seen.st_dev, seen.st_ino, seen.st_size,
        seen.st_mtime_ns, seen.st_ctime_ns,
    )))  # fmt: skip
    return [path] if stat.S_ISDIR(seen.st_mode) else []
