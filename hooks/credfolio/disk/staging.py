"""A new site takes the place of the old one in one step, and its manifest goes with it.

A build is prepared in a folder next to the target. Its manifest is written last,
under a name that holds the folder's number on the disk. Then the two folders
change places, in one step where the system can do that. A build that is killed
at any moment leaves the old site or the new one, and `recover` sees by the
number which of the two it is, and which manifest belongs to it.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from credfolio.disk.lock import Lock
from credfolio.disk.manifest import (
    NOWHERE,
    Origin,
    Written,
    in_order,
    render_manifest,
    tree_hash,
)
from credfolio.disk.systems import remove_folder, rename
from credfolio.disk.writer import disk_problem
from credfolio.errors import UsageError

_AT_FDCWD, _RENAME_EXCHANGE = -100, 2  # linux/fcntl.h, linux/fs.h


def manifest_of(target: Path) -> Path:
    """The path of the manifest of the site at `target`: next to it.

    It names every file, those of unlisted portfolios too, so it is not published.
    """
    return target.with_name(f"{target.name}.manifest.json")


def staging_folder(target: Path) -> Path:
    """The folder for preparing a build of `target`: next to it, so that renaming is possible."""
    return target.with_name(f".{target.name}.building")


def lock_of(target: Path) -> Path:
    """The file that `lock_target` locks: next to the target."""
    return target.with_name(f".{target.name}.lock")


def is_beside(target: Path, name: str) -> bool:
    """Whether a build of `target` makes something of that `name` next to it; for a spare see there.

    One that differs in the case of letters counts: some disks take it for the same.
    """
    before, after = _waiting(target, "*").casefold().split("*")
    known = name.casefold()
    made = (*_named_beside(target), manifest_of(target), lock_of(target))
    return known in {one.name.casefold() for one in made} or (
        known.startswith(before) and known.endswith(after)
    )


def left_beside(target: Path) -> list[Path]:
    """What builds of `target` may have left next to it, without the lock and a spare."""
    return [manifest_of(target), *_named_beside(target), *_all_waiting(target)]


def _named_beside(target: Path) -> list[Path]:
    staging = staging_folder(target)
    return [staging, manifest_of(staging), _retired(target)]


def lock_target(target: Path) -> Lock:
    """Keep other builds away from `target`, until the lock is released or this process ends.

    Raises `EnvironmentProblem` when one is under way, or the folder above cannot be written.
    """
    try:
        _make_folder(target.parent)
        return Lock(
            lock_of(target),
            f"another build or deploy is working on {target.name}",
            fix="wait until it has ended, or build into another folder with --output",
        )
    except OSError as error:
        raise disk_problem(error, str(target)) from error


def begin_staging(target: Path) -> Path:
    """An empty folder next to `target`; leftovers of an interrupted build are deleted.

    Only for who holds the lock. Raises `EnvironmentProblem` when it cannot be made, and
    `UsageError` when the target has files that no build has made: they would be lost.
    """
    staging = staging_folder(target)
    recover(target)
    if other := find_other(target):
        raise UsageError(
            f"{target} has files that no build has made, such as {other}",
            fix="name a folder of its own with --output, or move these files away",
        )
    try:
        staging.mkdir(parents=True)
    except OSError as error:
        raise disk_problem(error, str(target)) from error
    return staging


def find_other(target: Path) -> str:
    """The name of something in the folder `target` that a new site must not replace; "" if all of
    it is a site, of this program or of another one. Raises `OSError` where it cannot be listed."""
    if not target.is_dir():
        return ""
    names = {one.name for one in target.iterdir()}
    if ".git" in names:
        return ".git"
    is_site = "index.html" in names or manifest_of(target).is_file()
    return "" if is_site else min(names, default="")


def recover(target: Path) -> None:
    """Finish or undo what an interrupted build began: a whole site at `target`, its own manifest
    next to it, and nothing else. Only for the holder of the lock.
    """
    retired = _retired(target)
    with contextlib.suppress(OSError):
        if retired.exists() and not target.exists():
            rename(retired, target)
    for waiting in _all_waiting(target):
        with contextlib.suppress(OSError):
            if target.exists() and waiting.name == _waiting(target, target.stat().st_ino):
                rename(waiting, manifest_of(target))
            else:
                waiting.unlink()
    discard(staging_folder(target))
    _remove(retired)


def write_manifest(staging: Path, files: Iterable[Written], origin: Origin = NOWHERE) -> str:
    """List every file of the prepared site; `publish` takes the list along.

    Returns the digest of the whole site that is in the list.
    """
    manifest = manifest_of(staging)
    listed = in_order(files)
    tree = tree_hash(listed)
    try:
        manifest.write_text(render_manifest(listed, origin, tree), encoding="utf-8", newline="\n")
    except OSError as error:
        raise disk_problem(error, manifest.name) from error
    return tree


def publish(staging: Path, target: Path, retire: Callable[[Path], None] | None = None) -> None:
    """Put the finished `staging` and its manifest in the place of `target` and its own.

    `retire` is given the folder that holds the former site then; without it, that is removed.
    """
    retired = _retired(target)
    try:
        waiting = target.with_name(_waiting(target, staging.stat().st_ino))
        rename(manifest_of(staging), waiting)
        if not target.exists():
            rename(staging, target)
        elif not _exchange(staging, target):
            rename(target, retired)
            try:
                rename(staging, target)
            except OSError:
                rename(retired, target)
                raise
        rename(waiting, manifest_of(target))
    except OSError as error:
        raise disk_problem(error, target.name) from error
    for former in (staging, retired):
        if retire is not None and former.exists():
            retire(former)
        else:
            _remove(former)


def replace_manifest(staging: Path, target: Path) -> None:
    """Give the site at `target`, which stays as it is, the manifest of `staging`."""
    manifest = manifest_of(staging)
    try:
        if not manifest_of(target).is_file() or (
            manifest.read_bytes() != manifest_of(target).read_bytes()
        ):
            rename(manifest, manifest_of(target))
    except OSError as error:
        raise disk_problem(error, manifest.name) from error
    discard(staging)


def discard(staging: Path) -> None:
    """Drop an unfinished build."""
    _remove(staging)
    with contextlib.suppress(OSError):
        manifest_of(staging).unlink()


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:  # a file of that name
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR)) from error


def _retired(target: Path) -> Path:
    return target.with_name(f".{target.name}.retired")


def _waiting(target: Path, number: int | str) -> str:
    """The name of a finished manifest whose folder, number `number`, has still to be moved."""
    return f".{target.name}.new-{number}.manifest.json"


def _all_waiting(target: Path) -> list[Path]:
    before, after = _waiting(target, "*").split("*")
    beside = target.parent.iterdir() if target.parent.is_dir() else ()
    return [path for path in beside if path.name.startswith(before) and path.name.endswith(after)]


def _remove(folder: Path) -> None:
    if folder.is_symlink() or folder.is_file():
        folder.unlink(missing_ok=True)
    else:
        remove_folder(folder)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders in a single step; False where system or file system cannot."""
    if sys.platform != "linux":
        return False
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):  # a C library without it
        return False
    names = os.fsencode(one), os.fsencode(other)
    done = rename(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _RENAME_EXCHANGE)
    return bool(done == 0)
