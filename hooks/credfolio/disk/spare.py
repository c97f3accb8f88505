"""The former site is the beginning of the next one: a second tree of links to the same files.

Next to the site is its spare, a folder with the same files, each under a second
name. A build changes the spare, never the site: it puts new files in, takes
removed ones out, and leaves the rest. Then both change places, and the former
site is brought to the same state. So what is the same is neither read nor
written, and no file that is published is ever opened for writing.

No note says what a spare holds. A file in it is right when it is the very file
of the site, and each build compares them all; so a spare that was left half done
is repaired, whatever ended the last build. See ADR 0086.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from credfolio.disk.manifest import Written
from credfolio.disk.old_site import OldSite, Stamp, tree_below
from credfolio.disk.systems import remove_folder, rename
from credfolio.disk.writer import disk_problem, published_twice


def spare_of(target: Path) -> Path:
    """The place of the spare of the site at `target`: next to it."""
    return target.with_name(f".{target.name}.spare")


@dataclass(frozen=True)
class Completed:
    """A folder that holds a whole new site, and how that differs from the old one."""

    written: Sequence[str]
    """Paths of files that are new or have other content."""
    outdated: Sequence[str]
    """Paths of files of the old site that are gone, or have other content."""
    stamps: Mapping[str, Stamp]
    """Of every file of the new site."""
    has_links: bool = True
    """Whether all files that are the same are the old site's own, and not copies."""

    @property
    def is_other(self) -> bool:
        return bool(self.written or self.outdated)


def complete(
    staging: Path, old: OldSite, files: Sequence[Written], reused: Iterable[str]
) -> Completed:
    """Make `staging` a whole site of `files`, with the files that `old` has already.

    `reused` are the paths that the build did not write, because the old site has them. Where the
    new site is the same as the old one, `staging` is left as it is. Raises `CredfolioError` when
    two files have one path, and `EnvironmentProblem` when the disk refuses; the old site is
    untouched then.
    """
    staged, _ = tree_below(staging)
    _refuse_two_at_one_path(staging, staged, files, reused)
    wanted = {file.path: file.sha256 for file in files}
    written = [path for path in staged if old.digest(path) != wanted.get(path)]
    same = wanted.keys() - set(written)
    outdated = [path for path in old.stamps if path not in same]
    stamps = {path: old.stamps[path] for path in wanted if path in old.stamps}
    stamps |= {path: staged[path] for path in written}
    if not written and not outdated:
        return Completed(written, outdated, stamps)
    try:
        has_links = _fill(staging, old, set(staged), written, same)
        if not has_links:
            found, _ = tree_below(staging)
            stamps = {path: found[path] for path in wanted}
    except OSError as error:
        raise disk_problem(error, old.folder.name) from error
    return Completed(written, outdated, stamps, has_links)


def keep_as_spare(former: Path, target: Path, done: Completed) -> None:
    """Make `former`, the site that `target` has replaced, its spare; remove it where that fails."""
    try:
        if not done.has_links or former.is_symlink():
            raise OSError("it cannot have the same files")
        for path in done.outdated:
            (former / path).unlink()
        _drop_emptied_folders(former, done.outdated)
        names = _SecondNames(former)
        for path in done.written:
            names.link(target / path, path)
        rename(former, spare_of(target))
    except OSError:
        _remove(former)


def is_whole(target: Path) -> bool:
    """Whether the spare of the site at `target` has the same files, and nothing else."""
    spare = spare_of(target)
    if spare.is_symlink() or not spare.is_dir():
        return False
    found: dict[str, int] = {}
    _look(str(spare), "", found, [])
    return found == {path: stamp.number for path, stamp in tree_below(target)[0].items()}


def _fill(
    staging: Path, old: OldSite, staged: set[str], written: Sequence[str], same: set[str]
) -> bool:
    """Put all files into `staging`; False if one had to be copied, because it cannot have a link.

    Where there is a spare, the new files go into it, and it becomes `staging`.
    """
    spare = spare_of(old.folder)
    if not _is_usable(spare, staging):
        _remove(spare)
        for path in staged & same:
            (staging / path).unlink()
        names = _SecondNames(staging)
        for path in same:
            names.link_or_copy(old.folder / path, path)
        return names.has_links
    found: dict[str, int] = {}
    folders: list[str] = []
    _look(str(spare), "", found, folders)
    right = {
        path for path, number in found.items() if path in same and number == old.stamps[path].number
    }
    for path in found.keys() - right:
        (spare / path).unlink()
    needed = _folders_of([*same, *written])
    for folder in reversed(folders):
        if folder not in needed:
            (spare / folder).rmdir()
    names = _SecondNames(spare)
    for path in written:
        names.move(staging / path, path)
    for path in same - right:
        names.link_or_copy(old.folder / path, path)
    remove_folder(staging)
    rename(spare, staging)
    return names.has_links


def _is_usable(spare: Path, staging: Path) -> bool:
    """Whether files can go from the one into the other without being copied."""
    if spare.is_symlink() or not spare.is_dir():
        return False
    return spare.stat().st_dev == staging.stat().st_dev


class _SecondNames:
    """Gives files another name below `top`, where there is none yet."""

    def __init__(self, top: Path) -> None:
        self._top = str(top)
        self._folders: set[str] = set()
        self.has_links = True
        """Whether the disk has links, as far as they were tried."""

    def link(self, file: Path, path: str) -> None:
        os.link(file, self._free(path))

    def move(self, file: Path, path: str) -> None:
        rename(file, Path(self._free(path)))

    def link_or_copy(self, file: Path, path: str) -> None:
        name = self._free(path)
        if self.has_links:
            try:
                os.link(file, name)
                return
            except OSError:  # no links on this disk, none across disks, none to others' files
                self.has_links = False
        # x: a name that is there may be one of a published file.
        with open(file, "rb") as source, open(name, "xb") as copy:
            shutil.copyfileobj(source, copy)

    def _free(self, path: str) -> str:
        name = f"{self._top}/{path}"
        folder = name.rpartition("/")[0]
        if folder not in self._folders:
            Path(folder).mkdir(parents=True, exist_ok=True)
            self._folders.add(folder)
        return name


def _look(folder: str, below: str, files: dict[str, int], folders: list[str]) -> None:
    """Add the number of each file below `folder` to `files`, -1 for what is no regular file.

    A list of names has the numbers, so nothing is looked at one by one.
    """
    inside = []
    with os.scandir(folder) as found:
        for entry in found:
            if entry.is_dir(follow_symlinks=False):
                inside.append(entry.name)
            else:
                is_file = entry.is_file(follow_symlinks=False)
                files[below + entry.name] = entry.inode() if is_file else -1
    for name in inside:
        folders.append(below + name)
        _look(f"{folder}/{name}", f"{below}{name}/", files, folders)


def _folders_of(files: Iterable[str]) -> set[str]:
    needed = set[str]()
    for path in files:
        while (path := path.rpartition("/")[0]) not in needed:
            needed.add(path)
    return needed


def _drop_emptied_folders(top: Path, removed: Iterable[str]) -> None:
    """Remove the folders below `top` that the `removed` files were the last ones in."""
    for folder in sorted({path.rpartition("/")[0] for path in removed}, reverse=True):
        with suppress(OSError):  # there is something in it
            while folder:
                (top / folder).rmdir()
                folder = folder.rpartition("/")[0]


def _remove(folder: Path) -> None:
    if folder.is_symlink() or folder.is_file():
        folder.unlink(missing_ok=True)
    else:
        remove_folder(folder)


def _refuse_two_at_one_path(
    staging: Path, staged: Mapping[str, Stamp], files: Sequence[Written], reused: Iterable[str]
) -> None:
    """As `FileWriter` does, for files that were not written because the old site has them."""
    # Some disks take a.html and A.html for one file; this one's own folder shows which.
    folds = staging.with_name(staging.name.upper()).exists()
    key = str.casefold if folds else str
    taken = {key(path) for path in staged}
    for path in reused:
        if key(path) in taken:
            sources = {file.path: file.source for file in files}
            raise published_twice(path, sources.get(path, ""))
        taken.add(key(path))
