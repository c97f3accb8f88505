"""One process at a time: a lock that is released when its process ends, even if killed."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from credfolio.errors import EnvironmentProblem


class Lock:
    """A lock on the file `path`, taken at once or refused; the file goes when it is released.

    `busy` is the sentence for the second process. Raises `EnvironmentProblem`
    when another process holds it, or `OSError` when the file cannot be made.
    """

    def __init__(self, path: Path, busy: str, fix: str) -> None:
        self._path = path
        while True:
            self._handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
            try:
                _take(self._handle)
            except OSError:
                owner = os.read(self._handle, 20).decode("ascii", "replace").strip()
                os.close(self._handle)
                who = f" (process {owner})" if owner.isdigit() else ""
                raise EnvironmentProblem(f"{busy}{who}", fix=fix) from None
            # Its former holder may have deleted the file between the two lines above.
            if _is_still(self._handle, path):
                break
            os.close(self._handle)
        os.ftruncate(self._handle, 0)
        os.write(self._handle, b"%d\n" % os.getpid())

    def release(self) -> None:
        """Let the next one in; a second call does nothing."""
        if self._handle >= 0:
            if sys.platform == "win32":  # no file goes there while it is open
                os.close(self._handle)
            with suppress(OSError):
                self._path.unlink()
            if sys.platform != "win32":
                os.close(self._handle)
            self._handle = -1


@contextmanager
def locked(path: Path, busy: str, fix: str) -> Iterator[None]:
    """Hold the lock at `path` for a while; see `Lock`.

    Raises `EnvironmentProblem`, too, when the file cannot be made.
    """
    try:
        lock = Lock(path, busy, fix)
    except OSError as error:
        raise EnvironmentProblem(
            f"nothing can be written in {path.parent}: {error.strerror}",
            fix="check the folder's permissions; nothing was changed",
        ) from error
    try:
        yield
    finally:
        lock.release()


def _is_still(handle: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except OSError:
        return False


if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        os.lseek(handle, 1_000, os.SEEK_SET)  # the locked byte cannot be read by others
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        os.lseek(handle, 0, os.SEEK_SET)

else:
    import fcntl

    def _take(handle: int) -> None:
        # Not flock: forked workers that outlive a killed build would go on holding that one.
        fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
