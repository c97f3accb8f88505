"""A commit as `git fast-import` reads it (git-fast-import documentation, "Input format").

ghp-import writes the head of the commit and `.nojekyll`. Files are written here, because its
`add_file` follows links, takes executable bits along and does not quote names.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import ghp_import

NO_JEKYLL = ".nojekyll"


@dataclass(frozen=True, slots=True)
class Head:
    """What ghp-import asks of a repository before it begins a commit."""

    parent: str
    """The commit to go on from; "" for the first one."""
    name: str
    email: str

    def get_config(self, key: str) -> bytes:
        return {"user.name": self.name, "user.email": self.email}[key].encode()

    def get_prev_commit(self, branch: str) -> str:
        return self.parent


@dataclass(frozen=True, slots=True)
class _Pipe:
    """Memory in place of the process that ghp-import writes to."""

    stdin: io.BytesIO = field(default_factory=io.BytesIO)


def commit_stream(
    branch: str,
    head: Head,
    message: str,
    removed: Iterable[str],
    written: Iterable[tuple[str, bytes]],
) -> Iterator[bytes]:
    """The stream of one commit on `branch` that drops, then writes, and leaves the rest as it is.

    The committer is `head`'s, or that of git's environment variables. `.nojekyll` is always
    written, empty. Dates are in a form that ``--date-format=rfc2822`` reads.
    """
    pipe = _Pipe()
    # It clears .nojekyll only, instead of everything: files that stay are not sent again.
    ghp_import.start_commit(pipe, head, branch, message, NO_JEKYLL)
    ghp_import.add_nojekyll(pipe)
    yield pipe.stdin.getvalue()
    for path in removed:
        yield b"D %s\n" % _quoted(path)
    for path, data in written:
        # Never a link, never executable, whatever the file on the disk is.
        yield b"M 100644 inline %s\ndata %d\n" % (_quoted(path), len(data))
        yield data
        yield b"\n"
    yield b"\n"


def _quoted(path: str) -> bytes:
    name = path.encode("utf-8", "surrogateescape")
    return b'"' + name.replace(b"\\", b"\\\\").replace(b'"', b'\\"').replace(b"\n", b"\\n") + b'"'
