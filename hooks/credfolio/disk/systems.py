"""What Windows does differently: where programs are found, and files that others hold open."""

from __future__ import annotations

import errno
import os
import shutil
import sys
import time
from contextlib import suppress
from pathlib import Path

_PATIENCE = (0.05, 0.1, 0.2, 0.4, 0.8)
"""Seconds between tries: a scanner looks at a new file for a moment."""


def program_path(name: str) -> str:
    """What to start for the program `name`.

    Windows would look in the current folder first, where a proposal may have put anything, so
    there it is looked for in the absolute folders of PATH alone. Raises `FileNotFoundError`.
    """
    if sys.platform != "win32":
        return name
    for folder in os.environ.get("PATH", "").split(os.pathsep):
        found = Path(folder) / (name if "." in name else f"{name}.exe")
        if found.is_absolute() and found.is_file():
            return str(found)
    raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), name)


def rename(source: Path, target: Path) -> None:
    """Give `source` the name `target`, in the place of a file that has it.

    On Windows a scanner or an editor may hold one of them open: it is tried again for a second
    and a half. Raises `OSError`.
    """
    for pause in _PATIENCE if sys.platform == "win32" else ():
        try:
            source.replace(target)
        except PermissionError:
            time.sleep(pause)
        else:
            return
    source.replace(target)


def remove_folder(folder: Path) -> None:
    """Remove `folder` and all in it as far as the system lets us.

    Git's objects are read-only files, which Windows removes only once they are not.
    """
    if sys.platform == "win32":
        for path in folder.rglob("*"):
            with suppress(OSError):
                path.chmod(0o700)
    shutil.rmtree(folder, ignore_errors=True)
