"""Contributors' files → bytes and text, with nothing followed and nothing trusted.

catalog/ and portfolios/ may contain anything that a pull request can:
links, pipes, names that are not text. Only regular files in real folders are
opened; everything else becomes a finding.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from credfolio.disk.kept import Kept
from credfolio.disk.slices import run_slices, useful_jobs
from credfolio.errors import EnvironmentProblem
from credfolio.findings.finding import Finding, printable, quoted
from credfolio.ids import fold, is_id
from credfolio.records.source_text import MAX_BYTES, decode, parse_yaml


def read_text(file: Path, path: str) -> str | Finding:
    """The text of a record's file, or the finding that refuses it; `path` is for the finding."""
    # One byte more than allowed is enough to know that a file is too large.
    raw = read_bytes(file, path, limit=MAX_BYTES + 1)
    return raw if isinstance(raw, Finding) else decode(raw, path)


def read_bytes(file: Path, path: str, *, limit: int) -> bytes | Finding:
    """At most `limit` bytes of a regular file, or the finding that refuses it."""
    try:
        # O_NOFOLLOW and O_NONBLOCK: what was a file when listed may be a link or a pipe by now.
        # O_BINARY: without it Windows changes line ends and stops at a Ctrl-Z.
        names = ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY")
        flags = os.O_RDONLY | sum(getattr(os, name, 0) for name in names)
        with open(os.open(file, flags), "rb") as stream:
            return stream.read(limit)
    except OSError as error:
        return Finding(
            "unreadable-file",
            path,
            f"the file cannot be read: {error.strerror}",
            "check its permissions, and that it is a file and not a link",
        )


def list_folder(
    root: Path, folder: str, refuse: Callable[[Finding], None]
) -> Iterator[tuple[str, str]]:
    """Names and relative paths in `folder`, sorted; what may not be there becomes a finding."""
    top = root / folder
    if os.path.lexists(top) and not is_folder(top):
        refuse(_not_a_file(folder, os.lstat(top).st_mode))
        return
    try:
        with os.scandir(top) as found:
            # Of two names for one address the one that is an id is kept.
            entries = sorted(
                found, key=lambda entry: (not is_id(os.path.splitext(entry.name)[0]), entry.name)
            )
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        raise EnvironmentProblem(
            f"the folder {folder}/ cannot be read: {error.strerror}",
            fix="check its permissions",
        ) from error
    seen: dict[str, str] = {}
    for entry in entries:
        name = entry.name
        path = f"{folder}/{_printable(name)}"
        if name.startswith("."):
            continue  # editors' and systems' own files; nothing of them is published
        mode = entry.stat(follow_symlinks=False).st_mode
        if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
            refuse(_not_a_file(path, mode))
            continue
        folded = fold(os.path.splitext(name)[0] if stat.S_ISREG(mode) else name)
        ending = os.path.splitext(name)[1].lower() if stat.S_ISREG(mode) else "/"
        if ending == ".yaml":
            refuse(
                Finding(
                    "bad-name",
                    path,
                    "records end in .yml; this file would be ignored",
                    f"rename it to {os.path.splitext(name)[0]}.yml",
                )
            )
            continue
        if (twin := seen.get(folded + ending)) is not None:
            refuse(
                Finding(
                    "id-collision",
                    path,
                    f"the name differs from {quoted(twin)} only in case, hyphen or underscore",
                    "rename one of the two; some systems cannot keep them apart",
                )
            )
            continue
        seen[folded + ending] = name
        yield name, path


def _not_a_file(path: str, mode: int) -> Finding:
    if stat.S_ISREG(mode):
        what = "a file where a folder is expected"
    else:
        what = "a link" if stat.S_ISLNK(mode) else "neither a file nor a folder"
    return Finding(
        "not-a-file",
        path,
        f"this is {what}; only files and folders are read",
        "replace it with a copy of what it leads to",
    )


def is_folder(path: Path) -> bool:
    """Whether `path` is a folder itself, not a link to one."""
    try:
        return stat.S_ISDIR(os.lstat(path).st_mode)
    except OSError:
        return False


def _printable(name: str) -> str:
    # A file name need not be text; show the bytes that are not.
    return printable(name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace"))


_WORTH_SPLITTING = 1_000
_FILES_IN_A_SLICE = 250


class ParsedAhead:
    """The data of a project's files, parsed in other processes while this one validates.

    A faulty record is left out; code that needs it reads the file and gets the
    fault. With `kept`, a folder whose files are as they were is not parsed again.
    """

    def __init__(
        self, root: Path, folders: Iterable[str], jobs: int, kept: Kept | None = None
    ) -> None:
        # In the order in which the folders are walked, nearly, so that little waits to be taken.
        paths = sorted(
            f"{os.path.relpath(folder, root)}/{name}"
            for top in folders
            for folder, _, names in os.walk(root / top)
            for name in names
            if name.endswith(".yml")
        )
        jobs = useful_jobs(jobs, len(paths), _WORTH_SPLITTING)
        self._ready: dict[str, tuple[dict[str, Any], str]] = {}
        self._slices: Iterator[bytes] = iter(())
        self._coming: set[str] = set()
        if jobs == 1 and kept is None:
            return
        self._coming.update(paths)
        slices: list[list[list[str]]] = [[]]
        for _, group in groupby(paths, key=_group_of):
            if sum(map(len, slices[-1])) >= _FILES_IN_A_SLICE:
                slices.append([])
            slices[-1].append(list(group))

        def parse(number: int) -> bytes:
            return marshal.dumps([_parsed(root, group, kept) for group in slices[number]])

        self._slices = run_slices(parse, len(slices), jobs)

    def take(self, path: str) -> tuple[dict[str, Any], str] | None:
        """The data of `path` and the digest of the file, once; None when it has a fault."""
        while path in self._coming:
            for paths, digests, data in marshal.loads(next(self._slices)):
                self._coming.difference_update(paths)
                for name, found in marshal.loads(data).items():
                    self._ready[name] = found, digests[name]
        return self._ready.pop(path, None)


def _group_of(path: str) -> list[str]:
    """The folder whose files are parsed, and kept, together: one person's, or one submission's."""
    steps = path.split("/")
    return steps[: 3 if steps[0] == "submissions" else 2]


def _parsed(
    root: Path, paths: list[str], kept: Kept | None
) -> tuple[list[str], dict[str, str], bytes]:
    """`paths`, the digests of those that can be read, and the data of those without a fault."""
    raw: dict[str, bytes] = {}
    for path in paths:
        read = read_bytes(root / path, path, limit=MAX_BYTES + 1)
        if not isinstance(read, Finding):
            raw[path] = read
    digests = {path: digest(data) for path, data in raw.items()}

    def parse() -> bytes:
        data: dict[str, dict[str, Any]] = {}
        for path, read in raw.items():
            text = decode(read, path)
            found = text if isinstance(text, Finding) else parse_yaml(text, path)
            if not isinstance(found, Finding):
                data[path] = found
        # marshal is several times as fast as pickle for plain data.
        return marshal.dumps(data)

    if kept is None:
        return paths, digests, parse()
    listed = "".join(f"{path}\0{digests[path]}\n" for path in raw)
    return paths, digests, kept.get(listed, parse)


def digest(data: bytes) -> str:
    """What represents `data` in comparisons."""
    return hashlib.sha256(data).hexdigest()
