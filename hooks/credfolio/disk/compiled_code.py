"""What follows from the program alone, kept where Python keeps its code: in `__pycache__`.

Who can write there can change the program anyway. A project's `.cache` is no place for code,
because what is in it could be anybody's.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path
from types import CodeType

from credfolio.disk.systems import rename

_DIGEST = 32


def folder_of_made() -> Path | None:
    """A folder for files that the program makes of itself; None where Python may keep no code."""
    place = Path(cache_from_source(__file__)).with_name("made")
    return None if sys.dont_write_bytecode else place


class CompiledCode:
    """Pieces of code by name, in one file next to the compiled code of the module in `module`.

    `made_by` is a digest of all that decides what is compiled; with another one nothing is found.
    A file that is cut short, and a folder that cannot be written to, cost time and nothing else.
    """

    def __init__(self, module: str, made_by: str) -> None:
        place = Path(cache_from_source(module))
        self._path = place.with_name(f"{place.stem}-templates.pyc")
        self._made_by = made_by.encode()

    def read(self) -> dict[str, CodeType]:
        """What is kept by a program of the same digest."""
        try:
            raw = self._path.read_bytes()
        except OSError:
            return {}
        data = raw[_DIGEST:]
        if raw[:_DIGEST] != self._seal(data):
            return {}
        found: dict[str, CodeType] = marshal.loads(data)
        return found

    def write(self, codes: Mapping[str, CodeType]) -> None:
        """Keep `codes`, unless Python is told not to write any."""
        if sys.dont_write_bytecode:
            return
        data = marshal.dumps(dict(codes))
        draft = self._path.with_suffix(f".{os.getpid()}")
        with suppress(OSError):
            self._path.parent.mkdir(exist_ok=True)
            draft.write_bytes(self._seal(data) + data)
            rename(draft, self._path)

    def _seal(self, data: bytes) -> bytes:
        return hashlib.sha256(self._made_by + b"\0" + data).digest()
