"""One commit in a ZIP as forges make it: its records, for those who have no git.

A forge's "Download ZIP" and `git archive` write the commit's id into the archive as a comment;
git's documentation of `archive` says so.
"""

from __future__ import annotations

import errno
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Protocol

from credfolio.disk.git_objects import TreeEntry
from credfolio.errors import CredfolioError, EnvironmentProblem, UsageError
from credfolio.findings.finding import printable

MOST_BYTES = 500_000_000
"""What an archive may hold, unpacked."""

_COMMIT = re.compile(rb"[0-9a-f]{40}|[0-9a-f]{64}")
_AGAIN = "download it from the forge again"
_LONGEST = 4096
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 1
_DAMAGES = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, RuntimeError, ValueError)
"""What `zipfile` raises for bytes that are wrong."""


class PublicRecords(Protocol):
    """The public repository as the check of a pair asks it; see `Repository`."""

    def commit(self, revision: str) -> str: ...

    def main(self) -> str: ...

    def is_ancestor(self, old: str, new: str) -> bool: ...

    def day(self, commit: str) -> date: ...

    def tree(self, commit: str) -> Mapping[str, TreeEntry]: ...

    def blobs(self, objects: Iterable[str]) -> Mapping[str, bytes]: ...


class ArchivedCommit:
    """The one commit in the ZIP `file`; there is no other, so it is the newest, too.

    An object is called by its path. Raises `UsageError` for a file that is no such archive,
    `EnvironmentProblem` for one that the disk refuses, and `CredfolioError` when another commit is
    asked for.
    """

    def __init__(self, file: Path, most: int = MOST_BYTES) -> None:
        self._file = file
        with self._opened(f"{file} is no ZIP that can be read") as archive:
            self._commit = archive.comment.strip()
            self._infos = [one for one in archive.infolist() if not one.is_dir()]
        if not _COMMIT.fullmatch(self._commit):
            raise UsageError(
                f"{file} does not name the commit that it was made from",
                fix="give the ZIP as the forge made it; it must not be packed again",
            )
        if sum(one.file_size for one in self._infos) > most:
            raise UsageError(
                f"{file} holds more than {most // 1_000_000} MB",
                fix="is it the ZIP of the public repository?",
            )
        day = _day(self._infos)
        if day is None or not _is_of_a_commit(self._infos, self._members):
            raise UsageError(f"{file} is no ZIP of a commit", fix=_AGAIN)
        self._day = day

    def commit(self, revision: str) -> str:
        own = self._commit.decode()
        if len(revision) < 7 or not own.startswith(revision):
            raise CredfolioError(
                f"{self._file.name} is of the commit {own[:12]}, and office/records.yml names "
                f"{printable(revision[:12])}",
                fix="download the ZIP of that commit from the forge",
            )
        return own

    def main(self) -> str:
        return self._commit.decode()

    def is_ancestor(self, old: str, new: str) -> bool:
        return old == new

    def day(self, commit: str) -> date:
        """The day of the commit, which `git archive` gives to each file."""
        self.commit(commit)
        return self._day

    def tree(self, commit: str) -> Mapping[str, TreeEntry]:
        """Every file by its path in the repository: forges put all of them into one folder."""
        self.commit(commit)
        return self._entries

    def blobs(self, objects: Iterable[str]) -> Mapping[str, bytes]:
        with self._opened(f"{self._file} is damaged") as archive:
            return {path: _bytes(archive, self._members[path]) for path in set(objects)}

    def file(self, path: str) -> bytes:
        """The bytes of the file at `path`; b"" where there is none."""
        return self.blobs([path])[path] if path in self._members else b""

    @contextmanager
    def _opened(self, otherwise: str) -> Iterator[zipfile.ZipFile]:
        try:
            with self._file.open("rb") as stream:
                try:
                    with zipfile.ZipFile(stream) as archive:
                        yield archive
                except _DAMAGES as error:
                    raise UsageError(otherwise, fix=_AGAIN) from error
        except OSError as error:
            if error.errno == errno.EINVAL:  # the archive names a place before its own start
                raise UsageError(otherwise, fix=_AGAIN) from error
            raise EnvironmentProblem(f"{self._file} cannot be read: {error.strerror}") from error

    @cached_property
    def _members(self) -> Mapping[str, zipfile.ZipInfo]:
        files = self._infos
        tops = {one.filename.partition("/")[0] for one in files if "/" in one.filename}
        is_inside = len(tops) == 1 and all("/" in one.filename for one in files)
        start = len(tops.pop()) + 1 if is_inside else 0
        return {one.filename[start:]: one for one in files}

    @cached_property
    def _entries(self) -> Mapping[str, TreeEntry]:
        return {
            path: TreeEntry(_mode(one), path, one.file_size) for path, one in self._members.items()
        }


def _day(infos: Sequence[zipfile.ZipInfo]) -> date | None:
    try:
        return date(*infos[0].date_time[:3])
    except (IndexError, ValueError):
        return None


def _is_of_a_commit(infos: Sequence[zipfile.ZipInfo], members: Iterable[str]) -> bool:
    """Whether git could have made it: one thing at each path, to be read without a password.

    By a link and a file below it, a ZIP would write outside of the folder that it is laid out in.
    """
    paths = list(members)
    if len(infos) != len(paths) or any(map(_is_no_path, paths)):
        return False
    above = {path[:n] for path in paths for n, letter in enumerate(path) if letter == "/"}
    return not above.intersection(paths) and not any(map(_is_closed, infos))


def _is_no_path(path: str) -> bool:
    return len(path) > _LONGEST or any(step in ("", ".", "..") for step in path.split("/"))


def _is_closed(info: zipfile.ZipInfo) -> bool:
    return info.compress_type not in _METHODS or bool(info.flag_bits & _ENCRYPTED)


def _bytes(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """Never more than the archive says: `ZipFile.read` unpacks everything before it looks."""
    with archive.open(info) as member:
        data = member.read(info.file_size + 1)
    if len(data) != info.file_size:
        raise zipfile.BadZipFile
    return data


def _mode(info: zipfile.ZipInfo) -> str:
    """As git writes it; an archive of another system than Unix has plain files only."""
    return "120000" if stat.S_ISLNK(info.external_attr >> 16) else "100644"
