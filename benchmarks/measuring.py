"""Runs a command and measures it: wall time, processor time, memory of all its processes."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_EVERY_SECONDS = 0.25  # the kernel walks the page tables each time, which is not free


@dataclass(frozen=True, slots=True)
class Measured:
    """What one run of a command took."""

    wall_s: float
    cpu_s: float
    peak_mb: float


def measure(
    command: Sequence[str | Path], cwd: Path, extra_env: Mapping[str, str] | None = None
) -> Measured:
    """Run `command` to its end.

    Memory is the highest sum over the process and its descendants, pages that
    they share counted once (Linux: PSS); it is sampled four times a second,
    so a shorter peak may be missed. Raises `SystemExit` with the output when it fails.
    """
    log = cwd / ".bench.log"
    started = time.perf_counter()
    with open(log, "wb") as output:
        process = subprocess.Popen(
            [str(part) for part in command],
            cwd=cwd,
            env={**os.environ, **(extra_env or {})},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        sampler = _Sampler(process.pid)
        sampler.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        sampler.stop()
    if process.returncode != 0:
        end = log.read_text(encoding="utf-8", errors="replace")[-3000:]
        raise SystemExit(f"{' '.join(map(str, command))} failed in {cwd}:\n{end}")
    log.unlink()
    return Measured(wall, usage.ru_utime + usage.ru_stime, sampler.peak / 2**20)


class _Sampler(threading.Thread):
    """Watches the memory of a process and its descendants."""

    def __init__(self, root: int) -> None:
        super().__init__(daemon=True)
        self.peak = 0
        self._root = root
        self._stopped = threading.Event()

    def run(self) -> None:
        while not self._stopped.wait(_EVERY_SECONDS):
            self.peak = max(self.peak, sum(map(_memory, _family(self._root))))

    def stop(self) -> None:
        self._stopped.set()
        self.join()


def _family(root: int) -> list[int]:
    """A process and all that it has started, directly or not."""
    found, waiting = [], [root]
    while waiting:
        pid = waiting.pop()
        found.append(pid)
        try:
            for task in Path(f"/proc/{pid}/task").iterdir():
                children = (task / "children").read_text(encoding="ascii")
                waiting += map(int, children.split())
        except OSError:
            continue  # it has ended since it was listed
    return found


def _memory(pid: int) -> int:
    """Bytes held by one process, its share of what it shares."""
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0
