"""A digest of the program: a cache written by another version is not used."""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path

from credfolio.disk.shipped import PACKAGE

_METADATA = re.compile(r"\.(?:dist|egg)-info$")


@cache
def program_digest() -> str:
    """One digest of the package's files, of Python, and of every package that is installed."""
    digest = hashlib.sha256(f"{sys.implementation.cache_tag} {sys.version}\n".encode())
    digest.update("\n".join(_installed()).encode())
    digest.update(folder_digest([PACKAGE]).encode())
    return digest.hexdigest()


def _installed() -> list[str]:
    """The packages that are installed, as the names of their folders of metadata.

    Such a name holds the version (PyPA, "Recording installed projects"); to read it out of every
    folder takes a tenth of the build of a small site.
    """
    found: set[str] = set()
    for folder in sys.path:
        with suppress(OSError):
            names = (one.name for one in Path(folder).iterdir())
            found.update(filter(_METADATA.search, names))
    return sorted(found)


def folder_digest(folders: Iterable[Path]) -> str:
    """One digest of every file below `folders`, in their order."""
    digest = hashlib.sha256()
    for number, top in enumerate(folders):
        for base, below, names in os.walk(top):
            below[:] = sorted(name for name in below if name != "__pycache__")
            for name in sorted(names):
                file = Path(base, name)
                found = hashlib.sha256(file.read_bytes()).hexdigest()
                digest.update(f"{number}/{file.relative_to(top).as_posix()}\0{found}\n".encode())
    return digest.hexdigest()
