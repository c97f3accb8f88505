"""Site output → disk, so that a reader never sees half of it.

A build writes into a folder beside the target and takes its place by renaming
when everything, the manifest last, is there. Until then the old site stands.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from credfolio.errors import CredfolioError, EnvironmentProblem

_STAGING = ".building"
_RETIRED = ".retired"


@dataclass(frozen=True, slots=True)
class Written:
    """A file of the site, as the manifest lists it."""

    path: str
    size: int
    sha256: str
    source: str


class FileWriter:
    """Writes new files below `target`; two outputs never share a path."""

    def __init__(self, target: Path) -> None:
        self._target = str(target)
        self._folders: set[str] = set()

    def write(self, path: str, data: bytes, source: str) -> Written:
        """Write `path`, relative to the target.

        Raises `CredfolioError` when something is published there already, and
        `EnvironmentProblem` when the disk refuses.
        """
        name = f"{self._target}/{path}"
        folder = name.rpartition("/")[0]
        try:
            if folder not in self._folders:
                os.makedirs(folder, exist_ok=True)
                self._folders.add(folder)
            # x: creation fails where another output, or a page of docs/, already lies; also on
            # file systems that fold case.
            with open(name, "xb", buffering=0) as stream:
                stream.write(data)
        except FileExistsError as error:
            raise CredfolioError(
                f"two things would be published at {path}"
                + (f", one from {source}" if source else ""),
                fix="rename one of the two records, or the page in docs/",
            ) from error
        except OSError as error:
            raise disk_problem(error, path) from error
        return Written(path, len(data), hashlib.sha256(data).hexdigest(), source)


def disk_problem(error: OSError, path: str) -> EnvironmentProblem:
    """The disk's refusal, in words."""
    return EnvironmentProblem(
        f"cannot write {path}: {error.strerror}",
        fix="free some space or check the folder's permissions; the old site is untouched",
    )


def manifest_of(target: Path) -> Path:
    """Where the manifest of the site at `target` is: beside it.

    It names every file, those of unlisted portfolios too, so it is not published.
    """
    return target.with_name(f"{target.name}.manifest.json")


def staging_folder(target: Path) -> Path:
    """Where a build for `target` is prepared: beside it, so that renaming is possible."""
    return target.with_name(f".{target.name}{_STAGING}")


def begin_staging(target: Path) -> Path:
    """An empty folder beside `target`; what an interrupted build left there goes.

    Raises `EnvironmentProblem` when it cannot be made.
    """
    staging = staging_folder(target)
    recover(target)
    try:
        if staging.exists():
            shutil.rmtree(staging)
        staging.mkdir(parents=True)
    except OSError as error:
        raise disk_problem(error, str(target)) from error
    return staging


def recover(target: Path) -> None:
    """Finish what an interrupted swap began: there is always a whole site at `target`."""
    retired = target.with_name(f".{target.name}{_RETIRED}")
    if not retired.exists():
        return
    if not target.exists():
        retired.rename(target)
    else:
        shutil.rmtree(retired, ignore_errors=True)


def publish(staging: Path, target: Path) -> None:
    """Put the finished `staging` in the place of `target`."""
    retired = target.with_name(f".{target.name}{_RETIRED}")
    try:
        if target.exists():
            target.rename(retired)
        staging.rename(target)
    except OSError as error:
        if not target.exists() and retired.exists():
            retired.rename(target)
        raise disk_problem(error, target.name) from error
    try:
        manifest_of(staging).replace(manifest_of(target))
    except OSError as error:
        raise disk_problem(error, manifest_of(target).name) from error
    shutil.rmtree(retired, ignore_errors=True)


def discard(staging: Path) -> None:
    """Drop an unfinished build."""
    with contextlib.suppress(OSError):
        shutil.rmtree(staging)
    with contextlib.suppress(OSError):
        manifest_of(staging).unlink()


def list_other_files(folder: Path, known: Iterable[str]) -> Iterator[Written]:
    """The files below `folder` that are not `known`: pages of docs/ and the theme's own."""
    skip = set(known)
    for base, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            file = Path(base, name)
            path = file.relative_to(folder).as_posix()
            if path not in skip:
                data = file.read_bytes()
                yield Written(path, len(data), hashlib.sha256(data).hexdigest(), "")


def write_manifest(staging: Path, files: Iterable[Written]) -> None:
    """List every file of the prepared site, sorted by path; `publish` takes the list along."""
    rows = [
        {"path": f.path, "size": f.size, "sha256": f.sha256, "source": f.source}
        for f in sorted(files, key=lambda f: f.path)
    ]
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    text = f'{{"schema_version": 1, "files": [\n{lines}\n]}}\n'
    manifest = manifest_of(staging)
    try:
        manifest.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise disk_problem(error, manifest.name) from error
