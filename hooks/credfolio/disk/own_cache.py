"""Where earlier runs keep what they found out, if no commit can have put it there.

What is kept is believed: that a signature verifies, what a page looks like. A
commit that brings such a folder along could make a later run believe anything.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from secrets import token_bytes

from credfolio.disk.compiled_code import folder_of_made
from credfolio.disk.git_commands import run_git
from credfolio.disk.kept import CACHE
from credfolio.disk.systems import rename_to_new
from credfolio.errors import EnvironmentProblem

_SECRET_BYTES = 32


def own_secret() -> bytes:
    """What entries of the cache are sealed with, so that a proposal's check may believe them.

    Each installation makes one for itself, where its compiled code is: who reads that folder and
    writes to a project's can change the program anyway. Empty where it cannot be kept.
    """
    folder = folder_of_made()
    if folder is None:
        return b""
    place = folder.with_name("secret")
    with suppress(OSError):
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            handle, draft = tempfile.mkstemp(dir=place.parent)  # for its owner's eyes alone
            with open(handle, "wb") as stream:
                stream.write(token_bytes(_SECRET_BYTES))
            with suppress(FileExistsError):
                rename_to_new(Path(draft), place)
            Path(draft).unlink(missing_ok=True)
        found = place.read_bytes()
        return found if len(found) == _SECRET_BYTES else b""
    return b""


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
