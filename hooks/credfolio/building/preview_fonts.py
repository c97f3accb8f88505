"""The East Asian fonts for preview pictures; opened when a letter needs one.

A tool that was installed without them draws its pictures without those letters.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

from credfolio.disk.shipped import east_asian_fonts
from credfolio.drawing.scripts import files_of_letters

BUNDLED = east_asian_fonts()
_INDEX = "index.json"


class PreviewFonts:
    """The site's own fonts, and a folder of fonts cut by letters with an index of who has which."""

    def __init__(self, own: Sequence[bytes] = (), folder: Path = BUNDLED) -> None:
        self.own = own
        self._folder = folder
        self._read: dict[str, bytes] = {}
        try:
            self._index = (folder / _INDEX).read_bytes()
        except OSError:
            self._index = b""
        all_of_it = [hashlib.sha256(data).digest() for data in (*own, self._index)]
        self.digest = hashlib.sha256(b"".join(all_of_it)).hexdigest()

    def of(self, letter: str, families: Sequence[str]) -> Iterator[bytes]:
        """The fonts of `families` that may have `letter`, in their order."""
        for family in families:
            file = self._files.get(family, {}).get(ord(letter))
            if file and (data := self._font(file)):
                yield data

    @cached_property
    def _files(self) -> dict[str, dict[int, str]]:
        if not self._index:
            return {}
        families = json.loads(self._index)["families"]
        return {name: files_of_letters(files) for name, files in families.items()}

    def _font(self, file: str) -> bytes:
        if file not in self._read:
            try:
                self._read[file] = (self._folder / file).read_bytes()
            except OSError:  # somebody took it away; the letter is left out
                self._read[file] = b""
        return self._read[file]
