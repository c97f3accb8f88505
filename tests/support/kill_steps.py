"""Work that is killed -9 before a step of its own on the disk: no clock has a part in it."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

NEVER = -1
_TOUCHING = frozenset(
    {"open", "os.mkdir", "os.link", "os.rename", "os.remove", "os.rmdir", "os.chmod"}
)


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
                if _is_step(event, arguments, root):
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


def _is_step(event: str, arguments: tuple[object, ...], root: Path) -> bool:
    """Whether a step changes the disk; a process that is killed while it reads changes nothing."""
    if event == "ctypes.dlsym":  # the one call that Python itself does not have
        return arguments[1] == "renameat2"
    if event not in _TOUCHING:
        return False
    if event in ("os.remove", "os.rmdir") and arguments[1] != -1:
        return True  # a name in a folder that is open, as when a whole folder is removed
    if str(root) not in str(arguments[0]):
        return False
    if event != "open":
        return True
    flags = arguments[2]
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


@dataclass(frozen=True)
class Killed:
    """A command that is killed again and again, each time before a later step on the disk.

    `files` reads what the command may change, by path; `check` says whether the records are whole.
    """

    project: Path
    work: Callable[[], object]
    files: Callable[[Path], Mapping[str, bytes]]
    is_whole: Callable[[], bool] = lambda: False
    fewest: int = 16
    """How many steps the command has at least: with fewer, nothing is killed."""

    def at(self, every: int, first: int = 0, *, again: bool = False) -> Iterator[int]:
        """Kill before each step from `first` on, `every` steps apart, and let the next run go on.

        After each kill every file is as before or as after, whole. The next run succeeds and
        leaves what a run leaves that nobody killed. With `again` it is killed first, too.
        """
        origin = self.project.with_name("origin")
        self.project.rename(origin)
        before = self._restart(origin)
        usual = strays(self.project)
        was_whole = self.is_whole()
        steps = run_until(NEVER, self.project, self.work)
        after = self.files(self.project)
        assert steps >= self.fewest
        assert after != before
        for step in range(first, steps, every):
            self._restart(origin)
            run_until(step, self.project, self.work)
            between = self.files(self.project)
            for path in {*before, *after, *between}:
                whole = (before.get(path), after.get(path))
                assert between.get(path) in whole, f"step {step} left half of {path}"
            if was_whole:
                assert self.is_whole(), f"step {step} left what the check refuses"
            if again:  # the run that goes on is killed, too
                run_until(step * 7 % steps, self.project, self.work)
            self.work()
            assert self.files(self.project) == after, f"step {step}: the next run did not go on"
            new = [path for path in strays(self.project) if path not in usual]
            # What the command itself writes may begin with a dot.
            assert [
                one for one in new if not any(f"{p}/".startswith(f"{one}/") for p in after)
            ] == []
            yield step

    def _restart(self, origin: Path) -> Mapping[str, bytes]:
        os.chdir(origin)
        shutil.rmtree(self.project, ignore_errors=True)
        shutil.copytree(origin, self.project)
        os.chdir(self.project)
        return self.files(self.project)


def strays(project: Path) -> list[str]:
    """Temporary files in the project, outside of `.cache` and `.git`."""
    found = (path.relative_to(project) for path in project.rglob(".*"))
    beside = {".cache", ".git", ".gitattributes", ".gitignore"}
    return [path.as_posix() for path in found if not beside & set(path.parts)]


def records_of(project: Path) -> dict[str, bytes]:
    """Every file of catalog/ and portfolios/, by path."""
    return {
        path.relative_to(project).as_posix(): path.read_bytes()
        for top in ("catalog", "portfolios")
        for path in sorted((project / top).rglob("*"))
        if path.is_file()
    }
