"""Several new files of a project: all of them or none, also when the power goes.

They are written into a staging folder first. When all are there, an empty file
says so, and each takes its place. What an interruption leaves is finished, or
thrown away if it was not complete, before the next files are written.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from credfolio.disk.new_file import make_folders, refuse_existing
from credfolio.errors import EnvironmentProblem

STAGING = ".credfolio-import"
_COMPLETE = "complete"


def write_new_files(root: Path, files: Mapping[str, bytes]) -> None:
    """Write each text to its path below `root`, with the folders that it needs.

    Raises `UsageError` when something exists at one of the paths, and
    `EnvironmentProblem` when the disk refuses; nothing is written then.
    """
    finish_interrupted(root)
    for path in files:
        refuse_existing(root, path)
    staging = root / STAGING
    try:
        staging.mkdir()
        for path, data in files.items():
            target = staging / "files" / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
            target.chmod(0o644)
        for path in files:
            make_folders(root, path)
        (staging / _COMPLETE).touch()
    except OSError as error:
        _drop(staging)
        raise EnvironmentProblem(
            f"cannot write the new files: {error.strerror}",
            fix="check the folder's permissions, and that there is space; nothing was written",
        ) from error
    except BaseException:
        _drop(staging)
        raise
    finish_interrupted(root)


def finish_interrupted(root: Path) -> int:
    """Put staged files in their places if all had been written; the number of files.

    Raises `EnvironmentProblem` when the disk refuses; it can be tried again.
    """
    staging = root / STAGING
    if not os.path.lexists(staging):
        return 0
    if not (staging / _COMPLETE).is_file() or staging.is_symlink():
        _drop(staging)
        return 0
    placed = 0
    try:
        for source in sorted((staging / "files").rglob("*")):
            if source.is_file():
                path = source.relative_to(staging / "files").as_posix()
                make_folders(root, path)
                if not os.path.lexists(root / path):
                    source.replace(root / path)
                    placed += 1
    except OSError as error:
        raise EnvironmentProblem(
            f"cannot put the new files in their places: {error.strerror}",
            fix="correct that and run the command again; it continues where it stopped",
        ) from error
    _drop(staging)
    return placed


def _drop(staging: Path) -> None:
    with suppress(OSError):
        if staging.is_symlink():
            staging.unlink()
        else:
            shutil.rmtree(staging)
