"""A commit as `git fast-import` reads it (git-fast-import documentation, "Input format")."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

NO_JEKYLL = ".nojekyll"


def commit_stream(
    ref: str,
    committer: str,
    message: str,
    parent: str,
    removed: Iterable[str],
    written: Iterable[tuple[str, bytes]],
) -> Iterator[bytes]:
    """The stream of one commit on `ref` that drops, then writes, and leaves the rest as it is.

    `committer` is what ``git var GIT_COMMITTER_IDENT`` prints; `parent` is a
    commit, or "" for the first one. `.nojekyll` is always written, empty.
    """
    text = message.encode()
    yield b"commit %s\ncommitter %s\n" % (ref.encode(), committer.encode())
    yield b"data %d\n%s\n" % (len(text), text)
    if parent:
        yield b"from %s\n" % parent.encode()
    for path in removed:
        yield b"D %s\n" % _quoted(path)
    for path, data in chain(((NO_JEKYLL, b""),), written):
        # Never a link, never executable, whatever the file on the disk is.
        yield b"M 100644 inline %s\ndata %d\n" % (_quoted(path), len(data))
        yield data
        yield b"\n"
    yield b"\n"


def _quoted(path: str) -> bytes:
    name = path.encode("utf-8", "surrogateescape")
    return b'"' + name.replace(b"\\", b"\\\\").replace(b'"', b'\\"').replace(b"\n", b"\\n") + b'"'
