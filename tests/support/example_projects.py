"""The projects of tests/examples/: each is the base with the files of one example laid over it."""

from __future__ import annotations

import shutil
from pathlib import Path

from credfolio.records.model.kinds import PRIVATE_TOPS
from demo import ROOT

EXAMPLES = ROOT / "tests" / "examples"


def lay(example: Path, project: Path) -> None:
    """Make `project` out of the base and the files of an example."""
    shutil.copytree(EXAMPLES / "base", project)
    if any((example / top).exists() for top in PRIVATE_TOPS):
        shutil.copytree(EXAMPLES / "private", project, dirs_exist_ok=True)
    for file in sorted(example.rglob("*")):
        target = project / file.relative_to(example)
        if file.name == "expected.txt" or (file.is_dir() and not file.is_symlink()):
            continue
        if file.is_symlink():
            target.symlink_to(file.readlink())
        elif file.read_bytes().strip() == b"DELETE":
            target.unlink()
            remove_empty(target.parent, project)
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.read_bytes())


def remove_empty(folder: Path, project: Path) -> None:
    while folder != project and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
