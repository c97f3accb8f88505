"""Contributors' files → bytes and text, with nothing followed and nothing trusted.

catalog/ and portfolios/ may contain anything that a pull request can:
links, pipes, names that are not text. Only regular files in real folders are
opened; everything else becomes a finding.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from credfolio.errors import EnvironmentProblem
from credfolio.findings.finding import Finding, printable, quoted
from credfolio.ids import fold, is_id
from credfolio.records.source_text import MAX_BYTES, decode


def read_text(file: Path, path: str) -> str | Finding:
    """The text of a record's file, or the finding that refuses it; `path` is for the finding."""
    # One byte more than allowed is enough to know that a file is too large.
    raw = read_bytes(file, path, limit=MAX_BYTES + 1)
    return raw if isinstance(raw, Finding) else decode(raw, path)


def read_bytes(file: str | Path, path: str, *, limit: int) -> bytes | Finding:
    """At most `limit` bytes of a regular file (-1: all of them), or the finding that refuses it."""
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
) -> Iterator[tuple[str, str, bool]]:
    """Name and relative path of each entry of `folder`, sorted, and whether it is a folder.

    What may not be there becomes a finding.
    """
    top = f"{root}{os.sep}{folder}"  # a path object for each folder takes longer than the look
    try:
        mode = os.lstat(top).st_mode
        if not stat.S_ISDIR(mode):
            refuse(_not_a_file(folder, mode))
            return
        with os.scandir(top) as found:
            # Of two names for one address the one that is an id is kept.
            entries = sorted(
                (not is_id((parts := os.path.splitext(entry.name))[0]), entry.name, parts, entry)
                for entry in found
            )
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        raise EnvironmentProblem(
            f"the folder {folder}/ cannot be read: {error.strerror}",
            fix="check its permissions",
        ) from error
    seen: dict[str, str] = {}
    for _, name, parts, entry in entries:
        path = f"{folder}/{_printable(name)}"
        if name.startswith("."):
            continue  # editors' and systems' own files; nothing of them is published
        is_file = entry.is_file(follow_symlinks=False)  # as the folder says, so nearly free
        if not (is_file or entry.is_dir(follow_symlinks=False)):
            refuse(_not_a_file(path, entry.stat(follow_symlinks=False).st_mode))
            continue
        stem, ending = parts if is_file else (name, "/")
        folded, ending = fold(stem), ending.lower()
        if ending == ".yaml":
            refuse(
                Finding(
                    "bad-name",
                    path,
                    "records end in .yml; this file would be ignored",
                    f"rename it to {stem}.yml",
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
        yield name, path, not is_file


def files_below(root: Path, top: str) -> Iterator[str]:
    """The paths below `root` of all in its folder `top` that is no folder itself, however deep.

    No link is followed, nor is `top` if it is one; a folder that cannot be read has nothing.
    """
    left = [top] if is_folder(root / top) else []
    while left:
        folder = left.pop()
        with suppress(OSError), os.scandir(f"{root}{os.sep}{folder}") as found:
            for entry in found:
                path = f"{folder}/{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    left.append(path)
                else:
                    yield path


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


def is_folder(path: str | Path) -> bool:
    """Whether `path` is a folder itself, not a link to one."""
    try:
        return stat.S_ISDIR(os.lstat(path).st_mode)
    except OSError:
        return False


def _printable(name: str) -> str:
    # A file name need not be text; show the bytes that are not.
    return printable(name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace"))


def digest(data: bytes) -> str:
    """What represents `data` in comparisons."""
    return hashlib.sha256(data).hexdigest()
