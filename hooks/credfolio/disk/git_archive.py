"""One commit in a ZIP as forges make it: its records, for those who have no git.

A forge's "Download ZIP" and `git archive` write the commit's id into the archive as a comment;
git's documentation of `archive` says so.
"""

from __future__ import annotations

import re
import stat
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Protocol

from credfolio.disk.git_objects import TreeEntry
from credfolio.errors import CredfolioError, UsageError
from credfolio.findings.finding import printable

MOST_BYTES = 500_000_000
"""What an archive may hold, unpacked."""

_COMMIT = re.compile(rb"[0-9a-f]{40}|[0-9a-f]{64}")


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

    An object is called by its path. Raises `UsageError` for a file that is no such archive, and
    `CredfolioError` when another commit is asked for.
    """

    def __init__(self, file: Path, most: int = MOST_BYTES) -> None:
        self._file = file
        try:
            with zipfile.ZipFile(file) as archive:
                self._commit = archive.comment.strip()
                infos = archive.infolist()
        except (zipfile.BadZipFile, OSError, ValueError) as error:
            raise UsageError(
                f"{file} is no ZIP that can be read", fix="download it from the forge again"
            ) from error
        if not _COMMIT.fullmatch(self._commit):
            raise UsageError(
                f"{file} does not name the commit that it was made from",
                fix="give the ZIP as the forge made it; it must not be packed again",
            )
        if sum(one.file_size for one in infos) > most:
            raise UsageError(
                f"{file} holds more than {most // 1_000_000} MB",
                fix="is it the ZIP of the public repository?",
            )
        self._infos = infos

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
        return date(*self._infos[0].date_time[:3])

    def tree(self, commit: str) -> Mapping[str, TreeEntry]:
        """Every file by its path in the repository: forges put all of them into one folder."""
        self.commit(commit)
        return self._entries

    def blobs(self, objects: Iterable[str]) -> Mapping[str, bytes]:
        try:
            with zipfile.ZipFile(self._file) as archive:
                return {path: archive.read(self._members[path]) for path in set(objects)}
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
            raise UsageError(
                f"{self._file} is damaged", fix="download it from the forge again"
            ) from error

    def file(self, path: str) -> bytes:
        """The bytes of the file at `path`; b"" where there is none."""
        return self.blobs([path])[path] if path in self._members else b""

    @cached_property
    def _members(self) -> Mapping[str, zipfile.ZipInfo]:
        files = [one for one in self._infos if not one.is_dir()]
        tops = {one.filename.partition("/")[0] for one in files if "/" in one.filename}
        is_inside = len(tops) == 1 and all("/" in one.filename for one in files)
        start = len(tops.pop()) + 1 if is_inside else 0
        return {one.filename[start:]: one for one in files}

    @cached_property
    def _entries(self) -> Mapping[str, TreeEntry]:
        return {
            path: TreeEntry(_mode(one), path, one.file_size) for path, one in self._members.items()
        }


def _mode(info: zipfile.ZipInfo) -> str:
    """As git writes it; an archive of another system than Unix has plain files only."""
    return "120000" if stat.S_ISLNK(info.external_attr >> 16) else "100644"
