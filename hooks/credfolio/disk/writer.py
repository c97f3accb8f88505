"""Site output → disk: each file once, new, and with its digest."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from credfolio.disk.manifest import Written
from credfolio.errors import CredfolioError, EnvironmentProblem


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
                _make_folder(folder)
                self._folders.add(folder)
            # x: creation fails where another output, or a page of docs/, already lies; also on
            # file systems that fold case.
            with open(name, "xb", buffering=0) as stream:
                # A disk that fills up takes a part of it first, and refuses the rest.
                rest = memoryview(data)
                while rest:
                    rest = rest[stream.write(rest) :]
        except FileExistsError as error:
            raise published_twice(path, source) from error
        except OSError as error:
            raise disk_problem(error, path) from error
        return Written(path, len(data), hashlib.sha256(data).hexdigest(), source)


def _make_folder(folder: str) -> None:
    """Make `folder`; nearly always only the last part of its path is missing."""
    try:
        os.mkdir(folder)
    except FileExistsError:
        if not os.path.isdir(folder):
            raise
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)


def published_twice(path: str, source: str) -> CredfolioError:
    """The error for two outputs at one path, one of them made from the record `source`."""
    return CredfolioError(
        f"two things would be published at {path}" + (f", one from {source}" if source else ""),
        fix="rename one of the two records, or the page in docs/",
    )


def disk_problem(error: OSError, path: str = "") -> EnvironmentProblem:
    """The disk's refusal, in words; about the file that `error` names when no `path` is given."""
    return EnvironmentProblem(
        f"cannot write {path or error.filename or 'the site'}: {error.strerror}",
        fix="free some space or check the folder's permissions; the old site is untouched",
    )


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
