"""Whether folders of a clone hold just the files of a commit, so that they can be read in place."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from credfolio.disk.git_objects import TreeEntry

_FILES = ("100644", "100755")


def holds_exactly(
    root: Path, tops: Iterable[str], tree: Mapping[str, TreeEntry], digest: str
) -> bool:
    """Whether the folders `tops` below `root` hold the files of `tree` byte for byte, and no more.

    Every file is read and hashed with `digest`, as git names objects: git's own notes of what
    changed can be told to overlook a file, and its filters change line ends. Links, other
    repositories, and empty folders, which no commit has, are no copy.
    """
    if any(entry.mode not in _FILES for entry in tree.values()):
        return False
    folders = {path[:at] for path in tree for at, letter in enumerate(path) if letter == "/"}
    waiting = [top for top in tops if os.path.lexists(root / top)]
    left = dict(tree)
    try:
        while waiting:
            folder = waiting.pop()
            if folder not in folders or (root / folder).is_symlink():
                return False
            with os.scandir(root / folder) as found:
                for one in found:
                    path = f"{folder}/{one.name}"
                    if one.is_dir(follow_symlinks=False):
                        waiting.append(path)
                    elif not _is_object(one.path, left.pop(path, None), digest):
                        return False
    except OSError:  # not a folder, or gone meanwhile
        return False
    return not left


def _is_object(file: str, entry: TreeEntry | None, digest: str) -> bool:
    if entry is None:
        return False
    names = ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY")
    flags = os.O_RDONLY | sum(getattr(os, name, 0) for name in names)
    with open(os.open(file, flags), "rb", buffering=0) as stream:
        if os.fstat(stream.fileno()).st_size != entry.size:
            return False
        found = hashlib.new(digest, b"blob %d\0" % entry.size, usedforsecurity=False)
        while data := stream.read(1 << 20):
            found.update(data)
    return found.hexdigest() == entry.object
