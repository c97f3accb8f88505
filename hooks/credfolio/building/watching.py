"""Which files of a project changed since they were last looked at."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from credfolio.project import PROJECT_FILE

_WATCHED = (PROJECT_FILE, "catalog", "portfolios", "docs", "theme")

State = dict[str, tuple[int, int]]
"""Path below the project, with slashes → when each file changed, and its size."""


def state_of(root: Path) -> State:
    """What records, own pages, own theme and settings at `root` are now."""
    found = {}
    for top in _WATCHED:
        for folder, _, names in os.walk(root / top):
            for name in names:
                path = Path(folder) / name
                found[path.relative_to(root).as_posix()] = _look(path)
    return found | {PROJECT_FILE: _look(root / PROJECT_FILE)}


def changed_files(
    before: Mapping[str, tuple[int, int]], now: Mapping[str, tuple[int, int]]
) -> list[str]:
    """The paths that are new, gone, or no longer the same; sorted."""
    every = before.keys() | now.keys()
    return sorted(path for path in every if before.get(path) != now.get(path))


def _look(file: Path) -> tuple[int, int]:
    try:
        seen = file.stat()
    except OSError:  # it was removed meanwhile
        return 0, 0
    return seen.st_mtime_ns, seen.st_size
