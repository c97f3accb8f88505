"""What Windows does differently: programs, command lines, and files that others hold open."""

from __future__ import annotations

import errno
import os
import re
import shlex
import shutil
import sys
import time
from contextlib import suppress
from pathlib import Path, PurePath

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


def words_of_line(line: str) -> list[str]:
    """The words of a command line as this system's programs get them; no shell reads it.

    On Windows a backslash stands between folders and only double quotes hold a word together, also
    in its midst, as Microsoft's `CommandLineToArgvW` has it. Raises `ValueError` for a quotation
    that is not closed.
    """
    if sys.platform != "win32":
        return shlex.split(line)
    words: list[str] = []
    word: str | None = None
    is_quoted = False
    for found in re.finditer(r'(\\*)(")|([ \t]+)|\\+|[^\\" \t]+', line):
        slashes, quote, gap = found.groups()
        if quote:
            word = (word or "") + "\\" * (len(slashes) // 2)
            if len(slashes) % 2:
                word += quote
            else:
                is_quoted = not is_quoted
        elif gap and not is_quoted:
            words += [word] if word is not None else []
            word = None
        else:
            word = (word or "") + found[0]
    if is_quoted:
        raise ValueError("No closing quotation")
    return words if word is None else [*words, word]


def as_word(path: PurePath) -> str:
    """`path` as one word of a command that somebody copies from a message into a shell."""
    if sys.platform != "win32":
        return shlex.quote(str(path))
    return f'"{path}"' if re.search(r"[^\w.:\\/~-]", str(path)) else str(path)


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


def rename_to_new(source: Path, target: Path) -> None:
    """Give the file `source` the name `target`, which nothing has.

    Raises `FileExistsError` when something has it by then, and `OSError`.
    """
    if sys.platform == "win32":
        source.rename(target)  # refuses there what exists
        return
    try:
        os.link(source, target)  # a rename would replace the target
    except FileExistsError:
        raise
    except (OSError, AttributeError):  # a file system, or a Python, without hard links
        if os.path.lexists(target):
            raise FileExistsError(target) from None
        source.replace(target)
    else:
        source.unlink()


def remove_folder(folder: Path) -> None:
    """Remove `folder` and all in it as far as the system lets us.

    Git's objects are read-only files, which Windows removes only once they are not; and it keeps
    those that a scanner holds, so it is tried again for a second and a half.
    """
    shutil.rmtree(folder, ignore_errors=True)
    for pause in _PATIENCE if sys.platform == "win32" else ():
        if not folder.exists():
            return
        for path in folder.rglob("*"):
            with suppress(OSError):
                path.chmod(0o700)
        shutil.rmtree(folder, ignore_errors=True)
        if folder.exists():
            time.sleep(pause)
