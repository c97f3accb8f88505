"""Contributors' files → bytes and text, with nothing followed and nothing trusted.

What lies in catalog/ and portfolios/ may be anything a pull request can hold:
links, pipes, names that are not text. Only regular files in real folders are
opened; everything else becomes a finding.
"""

from __future__ import annotations

import marshal
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from credfolio.errors import EnvironmentProblem
from credfolio.finding import Finding, quoted
from credfolio.ids import fold, is_id
from credfolio.slices import run_slices, useful_jobs
from credfolio.source_text import MAX_BYTES, decode, parse_yaml


def read_text(file: Path, path: str) -> str | Finding:
    """The text of a record's file, or the finding that refuses it; `path` is for the finding."""
    # One byte more than allowed is enough to know that a file is too large.
    raw = read_bytes(file, path, limit=MAX_BYTES + 1)
    return raw if isinstance(raw, Finding) else decode(raw, path)


def read_bytes(file: Path, path: str, *, limit: int) -> bytes | Finding:
    """At most `limit` bytes of a regular file, or the finding that refuses it."""
    try:
        # O_NOFOLLOW and O_NONBLOCK: what was a file when listed may be a link or a pipe by now.
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
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
                    "records end in .yml; this file would be passed over",
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
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


_WORTH_SPLITTING = 1_000
_FILES_IN_A_SLICE = 250


def parse_ahead(root: Path, jobs: int) -> dict[str, dict[str, Any]]:
    """The data of every file that parses, read in several processes; empty when that is no gain.

    What has a fault is left out, and met again when the folders are walked.
    """
    paths = [
        f"{os.path.relpath(folder, root)}/{name}"
        for top in ("catalog", "portfolios")
        for folder, _, names in os.walk(root / top)
        for name in names
        if name.endswith(".yml")
    ]
    jobs = useful_jobs(jobs, len(paths), _WORTH_SPLITTING)
    if jobs == 1:
        return {}
    slices = [paths[n : n + _FILES_IN_A_SLICE] for n in range(0, len(paths), _FILES_IN_A_SLICE)]

    def parse(number: int) -> bytes:
        data = {}
        for path in slices[number]:
            text = read_text(root / path, path)
            found = text if isinstance(text, Finding) else parse_yaml(text, path)
            if not isinstance(found, Finding):
                data[path] = found
        # marshal is several times as fast as pickle for plain data.
        return marshal.dumps(data)

    parsed: dict[str, dict[str, Any]] = {}
    for data in run_slices(parse, len(slices), jobs):
        parsed.update(marshal.loads(data))
    return parsed
