"""What Windows does differently: programs, command lines, and files that others hold open."""

from __future__ import annotations

import errno
import os
import re
import shlex
import shutil
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path, PurePath

CLOCK_STEP = 2_000_000_000
"""Nanoseconds: some disks count time in steps of two seconds."""

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
    in its midst, as Microsoft's `CommandLineToArgvW` has it but for two things: a doubled quote in
    a quotation, which programs read differently, is none, and a quotation that is not closed
    raises `ValueError`.
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
    """`path` as one word of a command that somebody copies from a message into a shell.

    On Windows both shells take double quotes. What PowerShell would fill in or end there gets its
    single ones, where it doubles each kind of them (about_Quoting_Rules).
    """
    word = str(path)
    if sys.platform != "win32":
        return shlex.quote(word)
    if re.search("[$`\u201c-\u201e]", word):
        return "'" + re.sub("(['\u2018-\u201b])", r"\1\1", word) + "'"
    return f'"{word}"' if re.search(r"[^\w.:\\/~-]", word) else word


def rename(source: Path, target: Path) -> None:
    """Give `source` the name `target`, in the place of a file that has it.

    On Windows a scanner or an editor may hold one of them open: it is tried again for a second
    and a half. Raises `OSError`.
    """
    _patiently(lambda: source.replace(target))


def _patiently(act: Callable[[], object]) -> None:
    """`act`, on Windows again for a second and a half while another program has the file."""
    for pause in _PATIENCE if sys.platform == "win32" else ():
        try:
            act()
        except PermissionError:
            time.sleep(pause)
        else:
            return
    act()


def rename_to_new(source: Path, target: Path) -> None:
    """Give the file `source` the name `target`, which nothing has.

    A file that is held open on Windows is waited for as in `rename`. Raises `FileExistsError` at
    once when something has the name by then, and `OSError`.
    """
    if sys.platform == "win32":
        _patiently(lambda: source.rename(target))  # refuses there what exists
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
    for pause in (0.0, *_PATIENCE) if sys.platform == "win32" else ():
        if not folder.exists():
            return
        time.sleep(pause)
        for path in folder.rglob("*"):
            with suppress(OSError):
                path.chmod(0o700)
        shutil.rmtree(folder, ignore_errors=True)
