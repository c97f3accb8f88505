"""Where earlier runs keep what they found out, if no commit can have put it there.

What is kept is believed: that a signature verifies, what a page looks like. A
commit that brings such a folder along could make a later run believe anything.
"""

from __future__ import annotations

import os
from pathlib import Path

from credfolio.disk.git_commands import run_git
from credfolio.errors import EnvironmentProblem

CACHE = ".cache/credfolio"


def own_cache(root: Path) -> Path | None:
    """The cache folder of the project at `root`; None if git keeps it, or cannot say so.

    Without a repository nobody's commit can have brought it.
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
