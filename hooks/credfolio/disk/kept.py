"""A cache between builds, keyed by content. Losing it costs only time."""

from __future__ import annotations

import hashlib
import hmac
import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from credfolio.disk.systems import CLOCK_STEP

_DIGEST = 32
CACHE = ".cache/credfolio"
"""Where a project's cache is; what is in it is nobody's to commit."""


def make_cache_folder(folder: Path) -> None:
    """Make `folder`; in a project's cache, git passes it over, whatever the project ignores."""
    folder.mkdir(parents=True, exist_ok=True)
    for top in (folder, *folder.parents):
        if top.parts[-2:] == tuple(CACHE.split("/")):
            with suppress(FileExistsError), open(top / ".gitignore", "x", newline="") as stream:
                stream.write("*\n")


class Kept:
    """A folder of entries, each a file that begins with the digest of what it holds.

    An entry that is cut short or changed is never used. It is written next to
    its place and renamed, so that a build that is killed, or two at once,
    leave whole ones. A folder that cannot be written to is done without, and so is none.
    """

    def __init__(
        self, folder: Path | None, most_bytes: int, made_by: str = "", secret: bytes = b""
    ) -> None:
        """`made_by` says what program makes the entries; another one finds none of them.

        With a `secret`, what somebody else wrote or put in another's place is not used.
        """
        self._folder = "" if folder is None else str(folder)
        self._most = most_bytes
        self._made_by = made_by
        self._secret = secret
        self._is_there = False
        self._since = time.time_ns() - CLOCK_STEP

    def _name(self, key: str) -> str:
        return hashlib.sha256(
            f"{self._made_by}\0{key}".encode("utf-8", "surrogatepass")
        ).hexdigest()

    def read(self, key: str) -> bytes | None:
        """What is kept for `key`; None if nothing is, or if it was changed."""
        if not self._folder:
            return None
        name = self._name(key)
        place = f"{self._folder}/{name}"
        try:
            with open(place, "rb") as stream:
                raw = stream.read()
            os.utime(place)
        except OSError:
            return None
        data = raw[_DIGEST:]
        return data if hmac.compare_digest(self._seal(name, data), raw[:_DIGEST]) else None

    def has(self, key: str) -> bool:
        """Whether there is an entry for `key`, good or not."""
        return bool(self._folder) and os.path.exists(f"{self._folder}/{self._name(key)}")

    def _seal(self, name: str, data: bytes) -> bytes:
        if self._secret:
            return hmac.digest(self._secret, name.encode() + data, "sha256")
        return hashlib.sha256(data).digest()

    def write(self, key: str, data: bytes) -> None:
        """Keep `data` for `key`."""
        if not self._folder:
            return
        name = self._name(key)
        beside = f"{self._folder}/.{name}.{os.getpid()}"
        try:
            if not self._is_there:
                make_cache_folder(Path(self._folder))
                self._is_there = True
            with open(beside, "wb") as stream:
                stream.write(self._seal(name, data) + data)
            os.replace(beside, f"{self._folder}/{name}")
        except OSError:
            self._is_there = False  # somebody may have removed it
            with suppress(OSError):
                os.unlink(beside)

    def get(self, key: str, make: Callable[[], bytes]) -> bytes:
        """What is kept for `key`, or else what `make` makes, which is kept then."""
        if (known := self.read(key)) is None:
            self.write(key, known := make())
        return known

    def sweep(self) -> None:
        """Remove what was not used for longest, until the rest is within the limit, or of use now.

        What was read or written since this object was made stays: without it the next run would
        make all of that again, and remove it again.
        """
        if not self._folder:
            return
        with suppress(OSError):
            with os.scandir(self._folder) as found:
                entries = [(entry.stat(), entry.path) for entry in found]
            entries.sort(key=lambda entry: (entry[0].st_mtime_ns, entry[1]))
            size = sum(stat.st_size for stat, _ in entries)
            for stat, path in entries:
                if size <= self._most or stat.st_mtime_ns > self._since:
                    break
                size -= stat.st_size
                with suppress(OSError):
                    os.unlink(path)


class Shelf:
    """What builds of a project keep in its cache `folder`, each kind in a folder of its own.

    Data and pages are of use to the same `program` only; a picture is named by
    all that is on it and by its design. All is sealed with the `secret`, except for what is in
    the program's own folder.
    """

    def __init__(
        self,
        folder: Path | None,
        program: str,
        of_program: Path | None = None,
        secret: bytes = b"",
    ) -> None:
        def kept(name: str, most: int, made_by: str = program) -> Kept:
            return Kept(None if folder is None else folder / name, most, made_by, secret)

        self.previews = kept("previews", 500_000_000, "")
        """Preview pictures, and the badges on them: those of some 10,000 records."""
        self.parsed = kept("parsed", 500_000_000)
        """The records, and what rules found in them."""
        self.pages = kept("pages", 200_000_000)
        """What went into the pages, and which files came out."""
        self.templates = kept("templates", 50_000_000)
        """Templates of canonical forms: some 5 KB for each shape of signed document."""
        self.full_text = kept("full-text", 100_000_000)
        """The index of the texts: some 5 MB for 10,000 definitions."""
        self.sites = kept("sites", 100_000_000, "")
        """What a disk says of each file of a site: some 5 MB for 10,000 records."""
        self.derived = Kept(of_program, 20_000_000, program)
        """What follows from the program and its templates, the same for every project."""

    def sweep(self) -> None:
        for kept in (
            self.previews, self.parsed, self.pages, self.templates, self.full_text, self.sites,
            self.derived,
        ):  # fmt: skip
            kept.sweep()
