"""Where earlier runs keep what they found out, if no commit can have put it there.

What is kept is believed: that a signature verifies, what a page looks like. A
commit that brings such a folder along could make a later run believe anything.
So it is sealed. See ADR 0041.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path
from secrets import token_bytes

from credfolio.disk.compiled_code import folder_of_made
from credfolio.disk.git_commands import run_git
from credfolio.disk.kept import CACHE, Shelf
from credfolio.disk.systems import rename, rename_to_new
from credfolio.errors import EnvironmentProblem

SECRET_BYTES = 32
_carried: ContextVar[bytes] = ContextVar("carried", default=b"")


@contextmanager
def sealed_with(secret: bytes) -> Iterator[None]:
    """Until the end, `own_secret` is this one: what another computer kept comes with its own.

    The installation's stays as it is, so nobody who knows this one is believed afterwards.
    """
    before = _carried.set(secret)
    try:
        yield
    finally:
        _carried.reset(before)


def is_carried() -> bool:
    """Whether what is kept comes from another computer and goes to one: see `sealed_with`."""
    return bool(_carried.get())


def own_secret() -> bytes:
    """What entries of the cache are sealed with, so that whoever wrote the project cannot have
    written them.

    Each installation makes one for itself, where its compiled code is: who reads that folder and
    writes to a project's can change the program anyway. Empty where it cannot be kept.
    """
    if carried := _carried.get():
        return carried
    folder = folder_of_made()
    if folder is None:
        return b""
    place = folder.with_name("secret")
    with suppress(OSError):
        if len(found := _secret_at(place)) != SECRET_BYTES:
            _make_secret(place, is_new=not os.path.lexists(place))
            found = _secret_at(place)
        return found if len(found) == SECRET_BYTES else b""
    return b""


def _secret_at(place: Path) -> bytes:
    try:
        return place.read_bytes()
    except FileNotFoundError:
        return b""


def _make_secret(place: Path, *, is_new: bool) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=place.parent)  # for its owner's eyes alone
    draft = Path(name)
    try:
        with open(handle, "wb") as stream:
            stream.write(token_bytes(SECRET_BYTES))
        if is_new:
            with suppress(FileExistsError):  # another process was first
                rename_to_new(draft, place)
        else:
            rename(draft, place)  # a disk was full, or lost power
    finally:
        draft.unlink(missing_ok=True)


def own_shelf(root: Path, program: str, of_program: Path | None = None) -> Shelf:
    """What is kept of the project at `root`, as far as it can be believed: see `Shelf`."""
    secret = own_secret()
    return Shelf(believed_cache(root, secret), program, of_program, secret)


def believed_cache(root: Path, secret: bytes) -> Path | None:
    """The cache folder of the project at `root` for what is sealed with `secret`.

    None without one: an archive of a commit has no repository that could say whose cache it has,
    and nor has one that was begun in what was unpacked.
    """
    return own_cache(root) if secret else None


def own_cache(root: Path) -> Path | None:
    """The cache folder of the project at `root`; None if git keeps it, or cannot say so.

    A commit's archive has no repository and may have a cache, so what is in one is believed only
    if it is sealed: see `believed_cache`.
    """
    folder = root / CACHE
    if folder.is_symlink() or folder.parent.is_symlink():
        return None
    if not folder.is_dir():
        return folder
    try:
        # Some disks take .Cache for the same folder.
        asked = ("-c", "core.fsmonitor=false", "ls-files", "-z", "--", ":(icase).cache")
        kept = run_git(root.resolve(), *asked)
    except EnvironmentProblem:
        kept = None
    if kept is not None and kept.code == 0:
        return None if kept.out else folder
    tops = (root.resolve(), *root.resolve().parents)
    return None if any(os.path.lexists(top / ".git") for top in tops) else folder
