"""The texts that files were generated with, kept by git where no commit holds them.

A file that its owner edits before the first commit could not be merged by the next upgrade: nobody
would have the text that it began with. A ref keeps these texts from being collected; no branch
and no working tree shows them, and nothing is committed.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from credfolio.disk.git_commands import run_git
from credfolio.errors import EnvironmentProblem
from credfolio.founding.generated import blob_id

REF = "refs/credfolio/generated"


def keep_texts(root: Path, recorded: Mapping[str, str]) -> bool:
    """Keep the files at `root` that are as `recorded`, with those kept before; whether it was done.

    `recorded` gives the id of each generated text by its path. Without git, or outside of a
    repository, nothing happens.
    """
    paths = [
        path
        for path, blob in sorted(recorded.items())
        if (root / path).is_file() and blob_id((root / path).read_bytes()) == blob
    ]
    try:
        kept = run_git(root, "ls-tree", "--full-tree", REF).out.decode().splitlines()
        ids = {recorded[path] for path in paths} - {row.rpartition("\t")[2] for row in kept}
        if not ids:
            return False
        written = run_git(
            root,
            *("hash-object", "-w", "--no-filters", "--stdin-paths"),
            # Git would read other paths as from the repository's top, which may be above.
            data="".join(f"{(root / path).resolve().as_posix()}\n" for path in paths).encode(),
        )
        if written.text.split() != [recorded[path] for path in paths]:
            return False
        rows = [*kept, *(f"100644 blob {one}\t{one}" for one in sorted(ids))]
        tree = run_git(root, "mktree", data="".join(f"{r}\n" for r in sorted(set(rows))).encode())
        done = written.code == 0 and tree.code == 0
        return done and run_git(root, "update-ref", REF, tree.text).code == 0
    except EnvironmentProblem:
        return False
