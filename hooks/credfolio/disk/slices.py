"""Work in slices across processes, where the system can fork and the work is worth it."""

from __future__ import annotations

import ctypes
import gc
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator
from typing import TypeVar

R = TypeVar("R")

MOST_JOBS = 8

_work: Callable[[int], object] | None = None


def useful_jobs(wanted: int, size: int, worth: int) -> int:
    """How many processes to use: `wanted`, or one a core when it is 0.

    One when there are fewer than `worth` things to do, or where processes
    cannot be forked cheaply and safely (Windows, and macOS' own libraries).
    """
    if size < worth or sys.platform != "linux":
        return 1
    return max(1, min(wanted or os.cpu_count() or 1, MOST_JOBS))


def run_slices(work: Callable[[int], R], slices: int, jobs: int) -> Iterator[R]:
    """``work(0)``, ``work(1)`` and so on, in order, each in one of `jobs` forked processes.

    A forked process sees all that this one has in memory, so nothing is sent
    to it but its number; what `work` returns must be picklable. An exception
    in `work` is raised here.
    """
    if jobs == 1:
        yield from map(work, range(slices))
        return
    global _work  # the one way to hand a forked process what cannot be pickled
    _work = work
    # Freezing keeps the collector from touching, and so copying, the pages that are shared.
    gc.freeze()
    try:
        with multiprocessing.get_context("fork").Pool(
            jobs, _end_with_parent, (os.getpid(),)
        ) as pool:
            yield from pool.imap(_run, range(slices))
    finally:
        _work = None
        gc.unfreeze()


def _end_with_parent(parent: int) -> None:
    """Linux: when the process that forked this one is killed, this one ends, too.

    Otherwise it would go on writing into a folder that the next build clears.
    """
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
    if os.getppid() != parent:  # it ended before it could be asked for
        os._exit(1)


def _run(number: int) -> object:
    assert _work is not None
    gc.disable()
    return _work(number)
