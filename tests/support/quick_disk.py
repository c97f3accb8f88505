"""Where tests write: in memory, where there is room for it.

Tests make a hundred thousand small files and take them away again. On a disk that others use too,
that is a third of the time of `make test`; in memory it is nearly nothing.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import MutableMapping
from pathlib import Path

MEMORY = Path("/dev/shm")
ROOM = 3 << 30
"""A run needs a fraction of it; failed runs keep what they wrote, and others may run as well."""


def write_in_memory(environment: MutableMapping[str, str], memory: Path = MEMORY) -> bool:
    """Let temporary files of this process and of its children be in `memory`, if that will do.

    Whoever named a folder for them keeps it. Memory will do with `ROOM` left, both there and in the
    computer, and if programs may be started from it; in most containers it is far too small.
    """
    if "TMPDIR" in environment or not memory.is_dir() or not os.access(memory, os.W_OK):
        return False
    disk = os.statvfs(memory)
    if disk.f_flag & os.ST_NOEXEC or disk.f_bavail * disk.f_frsize < ROOM or free_memory() < ROOM:
        return False
    environment["TMPDIR"] = str(memory)
    tempfile.tempdir = None  # asked for anew
    return True


def free_memory(told: Path = Path("/proc/meminfo")) -> int:
    """Bytes that programs can have before anything is taken from another one."""
    if told.exists():
        for line in told.read_text().splitlines():
            name, _, amount = line.partition(":")
            if name == "MemAvailable":
                return int(amount.split()[0]) << 10
    return 0
