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
_VERSION = re.compile(r"^Version: *(.*)$", re.MULTILINE)


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
    folder takes a tenth of the build of a small site. Only an ``.egg-info`` next to its source has
    none, so there the version is read.
    """
    found: set[str] = set()
    for folder in sys.path:
        with suppress(OSError):
            for one in Path(folder).iterdir():
                if _METADATA.search(one.name):
                    found.add(one.name if "-" in one.stem else f"{one.name} {_version_in(one)}")
    return sorted(found)


def _version_in(metadata: Path) -> str:
    with suppress(OSError, UnicodeDecodeError):
        said = _VERSION.search((metadata / "PKG-INFO").read_text(encoding="utf-8"))
        return said[1] if said else ""
    return ""


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
