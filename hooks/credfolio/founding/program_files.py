"""Which files of a copy of the program's repository are the program's, as any version had them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

DIGEST_BYTES = 6
"""Of each file's digest in the table: among 10,000 files one in 28 billion is taken for another."""

TABLE = Path(__file__).with_name("program_files.bin")
"""Sorted digests of each path that the repository had, alone and with each of its contents.

`make history` writes it.
"""

_SITES_OWN = ("catalog/", "portfolios/", "mkdocs.yml")


def is_sites_own(path: str) -> bool:
    """Whether the file at `path` is a record or the settings, which are never the program's."""
    return path.startswith(_SITES_OWN)


def digest_of(path: str, blob: str = "") -> bytes:
    """What the table keeps of `path`, and of contents there that git calls `blob`."""
    return hashlib.sha256(f"{path}\0{blob}".encode("utf-8", "surrogateescape")).digest()[
        :DIGEST_BYTES
    ]


class ProgramFiles:
    """The files of every version, and those of one commit that somebody names besides."""

    def __init__(self, more: Iterable[tuple[str, str]] = ()) -> None:
        data = TABLE.read_bytes()
        known = {data[at : at + DIGEST_BYTES] for at in range(0, len(data), DIGEST_BYTES)}
        for path, blob in more:
            known |= {digest_of(path), digest_of(path, blob)}
        self._known = known

    def has_path(self, path: str) -> bool:
        """Whether some version has a file at `path`."""
        return digest_of(path) in self._known

    def has(self, path: str, blob: str) -> bool:
        """Whether some version has a file at `path` whose contents git calls `blob`."""
        return digest_of(path, blob) in self._known
