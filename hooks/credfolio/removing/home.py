"""Moving a home: an educator's folder goes from one repository to the other of a pair.

Everything is written in the new place before anything goes from the old one. A run that
is interrupted leaves two equal folders, and the next run removes the old one.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from credfolio.disk.new_files import finish_interrupted, write_new_files
from credfolio.disk.systems import rename
from credfolio.errors import EnvironmentProblem, UsageError
from credfolio.findings.finding import quoted
from credfolio.records.loading.record_files import list_files, read_records


def move_home(source: Path, target: Path, handle: str) -> list[str]:
    """Move the home of `handle` from the repository `source` to `target`; the paths moved.

    Raises `UsageError` when there is no such home, or another one is in its place, and
    `EnvironmentProblem` when the disk refuses.
    """
    folder = f"portfolios/{handle}"
    for one in (source, target):
        finish_interrupted(one)
    files = _files(source, folder)
    if not files:
        raise UsageError(
            f"there is no home {quoted(handle)} in {source}",
            fix="run this in the repository that the home is in now",
        )
    there = _files(target, folder)
    if there and there != files:
        raise UsageError(
            f"{target / folder} exists, and has other files",
            fix="compare the two folders, and delete the one that is wrong",
        )
    if not there:
        write_new_files(target, files)
    gone = source / "portfolios" / f".{handle}.gone"
    try:
        # One rename, so that no reader meets half of a home.
        rename(source / folder, gone)
        shutil.rmtree(gone)
    except OSError as error:
        raise EnvironmentProblem(
            f"{source / folder} cannot be removed: {error.strerror}",
            fix="correct that and run the command again; the copy is complete",
        ) from error
    return sorted(files)


def names_left(public: Path, handle: str) -> list[str]:
    """Each line of the catalog that still names `handle`, as ``path:line``."""
    word = re.compile(rf"(?<![\w-]){re.escape(handle)}(?![\w-])")
    found = []
    for path, data in read_records(public, list_files(public)).items():
        if path.startswith("catalog/"):
            lines = data.decode("utf-8").splitlines()
            found += [f"{path}:{n}" for n, line in enumerate(lines, 1) if word.search(line)]
    return found


def _files(root: Path, folder: str) -> Mapping[str, bytes]:
    """The files of a home by path. Raises `UsageError` for what is no plain file."""
    found: dict[str, bytes] = {}
    top = root / folder
    if top.is_symlink():
        raise UsageError(f"{top} is a link", fix="replace it with the folder that it leads to")
    try:
        for here, folders, names in os.walk(top):
            for name in (*folders, *names):
                file = Path(here, name)
                path = file.relative_to(root).as_posix()
                if file.is_symlink() or not (file.is_file() or file.is_dir()):
                    raise UsageError(f"{path} is no plain file", fix="replace it, or delete it")
                if file.is_file():
                    found[path] = file.read_bytes()
    except OSError as error:
        raise EnvironmentProblem(f"{top} cannot be read: {error.strerror}") from error
    return found
