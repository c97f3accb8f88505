"""Templates that are compiled already, by this process or by an earlier one of the same program.

Compiling takes longer than everything else in the build of a small site, and
`credfolio serve` rebuilds after every change. What was compiled stays in
memory, and where the program says so (`keep_in`), on disk.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import CodeType
from typing import Protocol

from jinja2.bccache import Bucket, BytecodeCache


class CodePlace(Protocol):
    """Where code is kept that nobody but the program may write."""

    def read(self) -> Mapping[str, CodeType]: ...

    def write(self, codes: Mapping[str, CodeType], /) -> None: ...


class CompiledTemplates(BytecodeCache):
    """The code of each template by its name, file and text, for environments of one kind.

    They may differ in what names refer to, which is looked up when a template
    runs; they must not differ in syntax or extensions.
    """

    def __init__(self) -> None:
        self._codes: dict[str, CodeType] = {}
        self._used: dict[str, CodeType] = {}
        self._place: CodePlace | None = None
        self.is_new = False
        """Whether something was compiled since it was written to its place."""

    def keep_in(self, place: CodePlace) -> None:
        """From now on keep code in `place`, too; what is there is used."""
        if self._place is None:
            self._codes = {**place.read(), **self._codes}
        self._place = place

    def load_bytecode(self, bucket: Bucket) -> None:
        if (code := self._codes.get(_name(bucket))) is not None:
            bucket.code = self._used[_name(bucket)] = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._codes[_name(bucket)] = self._used[_name(bucket)] = bucket.code
            self.is_new = True

    def keep(self) -> None:
        """Write what this process has used to its place, if something of it was compiled."""
        if self.is_new and self._place is not None:
            self._place.write(self._used)
        self.is_new = False

    def clear(self) -> None:
        self._codes.clear()


def _name(bucket: Bucket) -> str:
    return f"{bucket.key}-{bucket.checksum}"
