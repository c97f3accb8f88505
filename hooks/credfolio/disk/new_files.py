"""Several new files of a project: all of them or none, also when the power goes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from credfolio.disk.new_file import refuse_existing
from credfolio.disk.replaced_files import finish_replacing, replace_files
from credfolio.errors import EnvironmentProblem

STAGING = ".credfolio-import"


def write_new_files(root: Path, files: Mapping[str, bytes]) -> None:
    """Write each text to its path below `root`, with the folders that it needs.

    Raises `UsageError` when something exists at one of the paths, and
    `EnvironmentProblem` when the disk refuses; nothing is written then.
    """
    finish_interrupted(root)
    for path in files:
        refuse_existing(root, path)
    replace_files(root, {path: (None, data) for path, data in files.items()}, STAGING)


def make_folder(folder: Path) -> None:
    """Make the folder of a new project where it is missing; raises `EnvironmentProblem`."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EnvironmentProblem(
            f"{folder} cannot be made: {error.strerror}",
            fix="choose a folder that you may write to; nothing was written",
        ) from error


def finish_interrupted(root: Path) -> int:
    """Put staged files in their places if all had been written; the number of files.

    Raises `EnvironmentProblem` when the disk refuses; it can be tried again.
    """
    return finish_replacing(root, STAGING)
