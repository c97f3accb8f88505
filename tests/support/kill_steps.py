"""Work that is killed -9 before a step of its own on the disk: no clock has a part in it."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

NEVER = -1
_TOUCHING = frozenset({"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.chmod"})


def run_until(step: int, root: Path, work: Callable[[], object]) -> int:
    """Do `work` in a forked process that is killed before its step `step` below `root`, from 0.

    Returns how many steps it took when nobody killed it (`NEVER`), else -1.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        with suppress(BaseException):
            done = 0

            def hook(event: str, arguments: tuple[object, ...]) -> None:
                nonlocal done
                if (
                    event in _TOUCHING
                    and str(root) in str(arguments[0])
                    and _is_writing(event, arguments)
                ):
                    if done == step:
                        os.kill(os.getpid(), signal.SIGKILL)
                    done += 1

            sys.addaudithook(hook)
            work()
            os.write(writing, b"%d" % done)
            os._exit(0)
        os._exit(1)
    os.close(writing)
    with os.fdopen(reading, "rb") as answer:
        said = answer.read()
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if step == NEVER:
        assert ended == 0, "the work that nobody killed failed"
        return int(said)
    assert ended in (0, -signal.SIGKILL), f"the work failed before step {step}"
    return -1


def _is_writing(event: str, arguments: tuple[object, ...]) -> bool:
    """Whether a step changes the disk; a process that is killed while it reads changes nothing."""
    if event != "open":
        return True
    flags = arguments[2]
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
