"""A built folder, read once: is it what its manifest says, and what would git call its files?"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from credfolio.disk.manifest import Manifest, parse_manifest
from credfolio.disk.staging import manifest_of
from credfolio.errors import CredfolioError, EnvironmentProblem, UsageError


@dataclass(frozen=True, slots=True)
class BuiltSite:
    """A folder that is exactly what its manifest says."""

    folder: Path
    manifest: Manifest
    blobs: dict[str, str]
    """The id that git gives the content of each file, by path."""


def load_manifest(path: Path) -> Manifest:
    """The manifest in the file `path`, or the one next to the built folder `path`.

    Raises `UsageError` when there is none, `CredfolioError` when it is damaged.
    """
    file = manifest_of(path.resolve()) if path.is_dir() else path
    try:
        return parse_manifest(file.read_text(encoding="utf-8"), file.name)
    except FileNotFoundError as error:
        raise UsageError(
            f"there is no {file.name} next to {path}: a build writes it last"
            if path.is_dir()
            else f"there is no {path}",
            fix="build with `credfolio build`, and keep the two together when you copy the site",
        ) from error
    except UnicodeDecodeError as error:
        raise CredfolioError(
            f"{file.name} is not the list of a site's files", fix="build the site again"
        ) from error
    except OSError as error:
        raise EnvironmentProblem(
            f"{file.name} cannot be read: {error.strerror}", fix="check its permissions"
        ) from error


def load_site(folder: Path, object_format: str = "sha1") -> BuiltSite:
    """Check `folder` against its manifest: every file there, as it was built, and no other.

    Links are not followed; one is a fault. Raises `CredfolioError` for the
    first file that differs, and `UsageError` when there is no site.
    """
    if not folder.is_dir():
        raise UsageError(
            f"there is no folder {folder}", fix="build the site with `credfolio build`"
        )
    manifest = load_manifest(folder)
    blobs: dict[str, str] = {}
    try:
        for path, is_file in _walk(folder, ""):
            if not is_file:
                raise _changed(folder, f"{path} is a link or no ordinary file")
            if path not in manifest.files:
                raise _changed(folder, f"{path} was added after the build")
            data = _read(folder / path)
            listed = manifest.files[path]
            if len(data) != listed.size or hashlib.sha256(data).hexdigest() != listed.sha256:
                raise _changed(folder, f"{path} was changed after the build")
            blobs[path] = blob_id(data, object_format)
    except OSError as error:
        raise EnvironmentProblem(
            f"{error.filename or folder} cannot be read: {error.strerror}",
            fix="check the folder's permissions, or build again",
        ) from error
    if missing := sorted(manifest.files.keys() - blobs.keys()):
        raise _changed(folder, f"{missing[0]} is missing")
    return BuiltSite(folder, manifest, blobs)


def blob_id(data: bytes, object_format: str = "sha1") -> str:
    """The name that git gives to a file of this content."""
    return hashlib.new(object_format, b"blob %d\0" % len(data) + data).hexdigest()


def _walk(folder: Path, base: str) -> Iterator[tuple[str, bool]]:
    """Every entry below `folder` that is no folder, and whether it is an ordinary file."""
    with os.scandir(folder / base) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            path = f"{base}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(folder, f"{path}/")
            else:
                yield path, stat.S_ISREG(entry.stat(follow_symlinks=False).st_mode)


def _read(file: Path) -> bytes:
    handle = os.open(file, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
    with open(handle, "rb", closefd=True) as stream:
        return stream.read()


def _changed(folder: Path, what: str) -> CredfolioError:
    return CredfolioError(
        f"{folder.name} is not as it was built: {what}",
        fix="nothing was published; build it again with `credfolio build`, then deploy",
    )
