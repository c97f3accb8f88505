"""What a build leaves for a build on another computer: its cache, its site, and their secret.

A forge keeps a folder of it from one run to the next, and its runner is new each time. Whoever
opens a proposal may read that folder, the secret in it, too. So it is nothing's proof: a project
where git keeps any of the places that are filled here gets nothing from it. See ADR 0106.
"""

from __future__ import annotations

import os
import shutil
import stat
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from secrets import token_bytes

from credfolio.disk.carried_places import (
    CACHE_NAME,
    DRAFT_NAME,
    MARKER_NAME,
    SECRET_NAME,
    SITE_NAME,
    STATE_NAME,
    find_other_in,
)
from credfolio.disk.kept import CACHE, make_cache_folder
from credfolio.disk.own_cache import SECRET_BYTES
from credfolio.disk.spare import is_whole, spare_of
from credfolio.disk.staging import left_beside, lock_target
from credfolio.disk.systems import remove_folder, rename
from credfolio.errors import EnvironmentProblem

_MARK = "`credfolio ci build` left this folder for its next run, and replaces what is in it.\n"
_BROUGHT = 1_000_000_000
"""The time that brought entries get; it is long ago, so what a run uses has a later one."""


@dataclass(frozen=True, slots=True)
class Carried:
    """What was brought, and is in its places now."""

    secret: bytes
    """What its entries are sealed with, or those of this build, where nothing was brought."""
    state: str = ""
    """The `state` that it was kept with; "" where nothing was brought."""
    is_all_there: bool = False
    """Whether a cache and a site were brought."""
    problem: str = ""
    """Why nothing could be brought, where there was something."""


def take(folder: Path, root: Path, target: Path) -> Carried:
    """Put what `keep` left in `folder` in the place of the project's cache and of its site.

    What is in these places before, and in the site's other ones, is removed: `refuse_places` says
    beforehand whether it may be. Where the folder is not whole or the disk refuses, nothing is
    brought. Raises `EnvironmentProblem` where something cannot be removed, or another build is at
    work.
    """
    lock = lock_target(target)
    try:
        cache = root / CACHE
        if cache.parent.is_symlink():
            _remove(cache.parent)
        for place in (cache, target, *left_beside(target), spare_of(target)):
            _remove(place)
        try:
            return _bring(folder, cache, target)
        except OSError as error:
            for place in (cache, target):
                _remove(place)
            return Carried(token_bytes(SECRET_BYTES), problem=_reason(error))
    finally:
        lock.release()


def _bring(folder: Path, cache: Path, target: Path) -> Carried:
    secret, state = _read(folder / SECRET_NAME), _read(folder / STATE_NAME)
    is_ours = len(secret) == SECRET_BYTES and not folder.is_symlink()
    brought = [folder / CACHE_NAME, folder / SITE_NAME]
    if not is_ours or not all(map(_is_folder, brought)):
        return Carried(token_bytes(SECRET_BYTES))
    cache.parent.mkdir(exist_ok=True)
    for source, place in zip(brought, (cache, target), strict=True):
        _move(source, place)
    for base, _, names in os.walk(cache):
        for name in names:
            os.utime(Path(base, name), (_BROUGHT, _BROUGHT))
    make_cache_folder(cache)
    return Carried(secret, state.decode("ascii", "replace"), is_all_there=True)


def give_back(folder: Path, root: Path, target: Path) -> None:
    """Put what `take` brought back into `folder`, for the run after one that failed.

    Raises `EnvironmentProblem` where the disk refuses, or another build is at work.
    """
    lock = lock_target(target)
    try:
        for source, name in ((root / CACHE, CACHE_NAME), (target, SITE_NAME)):
            if not os.path.lexists(folder / name):
                _move(source, folder / name)
    except OSError as error:
        raise _problem(error, folder) from error
    finally:
        lock.release()


def keep(
    folder: Path, root: Path, target: Path, secret: bytes, state: str, *, is_all: bool = False
) -> None:
    """Leave the cache, the site, and their `secret` in `folder`, in the place of what is there.

    Of the entries of the cache that were brought, only those go there that this run has used,
    unless it `is_all`: others may tell of people who are gone. Files have second names there where
    the disk can give them. `state` says of what they are. Raises `EnvironmentProblem` where the
    disk refuses, or the folder has other files.
    """
    try:
        if not _is_folder(folder):
            _remove(folder)
        folder.mkdir(parents=True, exist_ok=True)
        there = list(folder.iterdir())
        if other := find_other_in(folder):
            raise EnvironmentProblem(f"{folder} has other files, such as {other}")
        # First in, and never removed: after a run that is killed the folder is still ours.
        (folder / MARKER_NAME).write_text(_MARK, encoding="ascii", newline="\n")
        for one in there:
            if one.name != MARKER_NAME:
                _remove(one)
        make_cache_folder(root / CACHE)
        _copy(root / CACHE, folder / CACHE_NAME, is_all=is_all)
        if is_whole(target):
            _move(spare_of(target), folder / SITE_NAME)
        else:
            _copy(target, folder / SITE_NAME, is_all=True)
        (folder / STATE_NAME).write_text(state, encoding="ascii", newline="\n")
        draft = folder / DRAFT_NAME
        draft.write_bytes(secret)
        rename(draft, folder / SECRET_NAME)  # last: without it nothing is taken
    except OSError as error:
        raise _problem(error, folder) from error


def _move(source: Path, place: Path) -> None:
    """Give the folder `source` the name `place`, which nothing may have; a copy across disks, or
    from a folder that cannot be changed, stays behind."""
    if os.path.lexists(place):
        raise FileExistsError(17, "something is there already", str(place))
    try:
        rename(source, place)
    except OSError:
        shutil.copytree(source, place, symlinks=True)


def _copy(source: Path, target: Path, *, is_all: bool) -> None:
    def is_idle(base: str, name: str) -> bool:
        found = Path(base, name).lstat()
        return not stat.S_ISDIR(found.st_mode) and found.st_mtime <= _BROUGHT + 2  # coarse clocks

    def idle(base: str, names: list[str]) -> list[str]:
        return [] if is_all else [name for name in names if is_idle(base, name)]

    shutil.copytree(source, target, symlinks=True, ignore=idle, copy_function=_link_or_copy)


def _link_or_copy(source: str, target: str) -> str:
    try:
        os.link(source, target)
    except OSError:  # no links on this disk, or another disk
        shutil.copy2(source, target)
    return target


def _read(file: Path) -> bytes:
    with suppress(FileNotFoundError, NotADirectoryError):
        if stat.S_ISREG(file.lstat().st_mode):
            return file.read_bytes()
    return b""


def _is_folder(place: Path) -> bool:
    return place.is_dir() and not place.is_symlink()


def _remove(place: Path) -> None:
    """Remove what is at `place`, if anything; raises `EnvironmentProblem` where it stays."""
    reason = "the disk refuses"
    try:
        if place.is_symlink() or place.is_file():
            place.unlink()
        else:
            remove_folder(place)
    except OSError as error:
        reason = _reason(error)
    if os.path.lexists(place):
        raise EnvironmentProblem(
            f"{place} cannot be removed: {reason}", fix="check its permissions, and remove it"
        )


def _reason(error: OSError) -> str:
    """What the disk says, in words; of many refusals while a folder was copied, the first."""
    if isinstance(error, shutil.Error) and isinstance(error.args[0], list):
        source, _, reason = error.args[0][0]
        return f"{source} cannot be copied: {reason}"
    return error.strerror or str(error)


def _problem(error: OSError, folder: Path) -> EnvironmentProblem:
    return EnvironmentProblem(
        f"cannot write {folder}: {_reason(error)}",
        fix="free some space or check the folder's permissions",
    )
