"""Templates that this process has compiled, so that its next build does not compile them again.

Compiling takes longer than everything else in the build of a small site, and
`credfolio serve` rebuilds after every change. What was compiled stays in
memory. It is never put on disk: code read from a project's folder could be
anybody's.
"""

from __future__ import annotations

from types import CodeType

from jinja2.bccache import Bucket, BytecodeCache


class CompiledTemplates(BytecodeCache):
    """The code of each template by its name and file, for environments of one kind.

    They may differ in what names refer to, which is looked up when a template
    runs; they must not differ in syntax or extensions.
    """

    def __init__(self) -> None:
        self._codes: dict[str, tuple[str, CodeType]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        checksum, code = self._codes.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._codes[bucket.key] = (bucket.checksum, bucket.code)

    def clear(self) -> None:
        self._codes.clear()
