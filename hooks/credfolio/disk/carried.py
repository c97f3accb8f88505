"""What a build leaves for a build on another computer: its cache, its site, and their secret.

A forge keeps a folder of it from one run to the next, and its runner is new each time. Whoever
opens a proposal may read that folder, the secret in it, too. So it is nothing's proof: a project
where git keeps any of the places that are filled here gets nothing from it. See ADR 0106.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from secrets import token_bytes

from credfolio.disk.git_commands import run_git
from credfolio.disk.kept import CACHE, make_cache_folder
from credfolio.disk.own_cache import SECRET_BYTES
from credfolio.disk.spare import is_whole, spare_of
from credfolio.disk.staging import lock_of, lock_target, manifest_of
from credfolio.disk.systems import remove_folder, rename
from credfolio.disk.writer import disk_problem
from credfolio.errors import EnvironmentProblem, UsageError

_CACHE, _SITE, _STATE, _SECRET = "cache", "site", "state", "secret"
_DRAFT = "secret.new"
_OURS = frozenset({_CACHE, _SITE, _STATE, _SECRET, _DRAFT})


@dataclass(frozen=True, slots=True)
class Carried:
    """What was brought, and is in its places now."""

    secret: bytes
    """What its entries are sealed with, or those of this build, where nothing was brought."""
    state: str = ""
    """The `state` that it was kept with; "" where nothing was brought."""


def refuse_places(folder: Path, root: Path, target: Path) -> None:
    """Raise `UsageError` where `take` or `keep` would remove what neither of them has made."""
    top, site, kept = root.resolve(), target.resolve(), folder.resolve()
    cache = top / CACHE
    apart = ((top, site), (top, kept), (site, kept), (kept, site), (cache, kept), (kept, cache))
    if any(one.is_relative_to(other) for one, other in apart):
        raise UsageError(
            f"{target} and {folder} would replace other files",
            fix="name two folders of their own, such as --output site --kept ../kept",
        )
    if _is_folder(folder) and (others := {one.name for one in folder.iterdir()} - _OURS):
        raise UsageError(
            f"{folder} has files that no build left there, such as {min(others)}",
            fix="name a folder of its own with --kept",
        )


def find_kept_by_git(root: Path, target: Path, folder: Path) -> str:
    """The first file in git among the places that `take` fills from `folder`, "" for none.

    A name that differs in the case of letters alone counts, because some disks take it for the
    same. Raises `EnvironmentProblem` where git cannot say it.
    """
    top = root.resolve()
    listed = run_git(top, "-c", "core.fsmonitor=false", "ls-files", "-z")
    if listed.code:
        raise EnvironmentProblem(
            f"git cannot say which files it keeps: {listed.reason}",
            fix="run this in a clone of the repository",
        )
    places = [top / Path(CACHE).parent, manifest_of(target), target, folder]
    inside = [place for place in map(_absolute, places) if place.is_relative_to(top)]
    names = {place.relative_to(top).as_posix().casefold() for place in inside}
    beside = f".{target.name}.".casefold()
    if _absolute(target).is_relative_to(top):
        parent = _absolute(target).parent.relative_to(top).as_posix().casefold()
        beside = beside if parent == "." else f"{parent}/{beside}"
    below = (*(f"{name}/" for name in names), beside)
    for raw in listed.out.split(b"\0"):
        path = os.fsdecode(raw)
        if (known := path.casefold()) in names or known.startswith(below):
            return path
    return ""


def take(folder: Path, root: Path, target: Path) -> Carried:
    """Put what `keep` left in `folder` in the place of the project's cache and of its site.

    What is in these places before, and in the site's other ones, is removed. Where the folder is
    not whole, nothing is brought. Raises `EnvironmentProblem` where the disk refuses, or another
    build is at work.
    """
    lock = lock_target(target)
    try:
        cache = root / CACHE
        if cache.parent.is_symlink():
            cache.parent.unlink()
        for place in (cache, target, manifest_of(target), *_beside(target)):
            _remove(place)
        secret, state = _read(folder / _SECRET), _read(folder / _STATE)
        is_ours = len(secret) == SECRET_BYTES and not folder.is_symlink()
        brought = [folder / _CACHE, folder / _SITE]
        if not is_ours or not all(map(_is_folder, brought)):
            return Carried(token_bytes(SECRET_BYTES))
        cache.parent.mkdir(exist_ok=True)
        for source, place in zip(brought, (cache, target), strict=True):
            shutil.move(source, place)
        return Carried(secret, state.decode("ascii", "replace"))
    except OSError as error:
        raise disk_problem(error, str(folder)) from error
    finally:
        lock.release()


def keep(folder: Path, root: Path, target: Path, secret: bytes, state: str) -> None:
    """Leave the cache, the site, and their `secret` in `folder`, in the place of what is there.

    Files have second names there where the disk can give them. `state` says of what they are.
    Raises `EnvironmentProblem` where the disk refuses.
    """
    try:
        _remove(folder)
        folder.mkdir(parents=True)
        make_cache_folder(root / CACHE)
        _copy(root / CACHE, folder / _CACHE)
        if is_whole(target):
            shutil.move(spare_of(target), folder / _SITE)
        else:
            _copy(target, folder / _SITE)
        (folder / _STATE).write_text(state, encoding="ascii", newline="\n")
        draft = folder / _DRAFT
        draft.write_bytes(secret)
        rename(draft, folder / _SECRET)  # last: without it nothing is taken
    except (OSError, shutil.Error) as error:
        problem = error if isinstance(error, OSError) else OSError(str(error))
        raise disk_problem(problem, str(folder)) from error


def _copy(source: Path, target: Path) -> None:
    shutil.copytree(source, target, symlinks=True, copy_function=_link_or_copy)


def _link_or_copy(source: str, target: str) -> str:
    try:
        os.link(source, target)
    except OSError:  # no links on this disk, or another disk
        shutil.copy2(source, target)
    return target


def _beside(target: Path) -> Iterable[Path]:
    """What builds left next to the site, without its lock."""
    if not target.parent.is_dir():
        return ()
    found = [one for one in target.parent.iterdir() if one.name.startswith(f".{target.name}.")]
    return [one for one in found if one != lock_of(target)]


def _read(file: Path) -> bytes:
    with suppress(OSError):
        if stat.S_ISREG(file.lstat().st_mode):
            return file.read_bytes()
    return b""


def _is_folder(place: Path) -> bool:
    return place.is_dir() and not place.is_symlink()


def _remove(place: Path) -> None:
    if place.is_symlink() or place.is_file():
        place.unlink()
    else:
        remove_folder(place)


def _absolute(path: Path) -> Path:
    """`path` with the links in the folders above it followed, and not itself."""
    return path.absolute().parent.resolve() / path.name
