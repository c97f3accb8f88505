"""Which commit the records are at, and whether everything that a build reads is committed."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from credfolio.disk.git_commands import Ran, run_git
from credfolio.disk.manifest import NOWHERE, Origin
from credfolio.disk.systems import as_word
from credfolio.errors import EnvironmentProblem

READ_BY_A_BUILD = ("catalog", "portfolios", "docs", "theme", "hooks")
"""Folders in which a new file that is not committed would be read by a build."""

READ_OF_RECORDS = ("office", "portfolios", "requests", "submissions")
"""The same in a private repository."""

Relation = Literal["same", "older", "newer", "apart", "unknown"]
"""How another commit is related to ours: an ancestor is older."""


def head_commit(root: Path) -> str:
    """The commit that is checked out at `root`; "" outside of a repository or without git."""
    try:
        found = run_git(root, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    except EnvironmentProblem:
        return ""
    return found.text if found.code == 0 else ""


def commits_of(root: Path, private: Path | None = None) -> tuple[str, str]:
    """What is checked out at `root` and in the repository `private`, each as `head_commit` says."""
    return head_commit(root), head_commit(private) if private else ""


def origin_of(root: Path, inputs: Iterable[str], private: Path | None = None) -> Origin:
    """The commit at `root`, and whether all that a build reads from `inputs` is in it.

    `inputs` are folders, relative to `root` or not. A changed file counts
    wherever it is; a new one only where the build would read it. The same holds
    for the records of the repository `private`.
    """
    commit, records = commits_of(root, private)
    if not commit:
        return NOWHERE
    try:
        is_clean = not uncommitted(root, inputs)
        if private:
            is_clean = is_clean and not uncommitted(private, READ_OF_RECORDS)
        return Origin(commit, is_clean, records)
    except EnvironmentProblem:  # a site can be built all the same
        return Origin(commit, clean=False, records=records)


def uncommitted(root: Path, inputs: Iterable[str]) -> list[str]:
    """The changed files of the project at `root`, and the new ones in the folders `inputs`."""
    changed = run_git(root, "status", "--porcelain", "-z", "--untracked-files=no", "--", ".")
    folders = [
        path
        for name in sorted(set(inputs))
        if not (path := os.path.relpath(root / name, root)).startswith("..")
        and (root / path).is_dir()
    ]
    new = run_git(root, "ls-files", "-z", "--others", "--exclude-standard", "--", *folders)
    if changed.code or (folders and new.code):
        raise _not_readable(changed if changed.code else new, root)
    files = [entry[3:] for entry in changed.out.split(b"\0") if entry[2:3] == b" "]
    files += [entry for entry in new.out.split(b"\0") if entry] if folders else []
    return [name.decode("utf-8", "replace") for name in files]


@dataclass(frozen=True, slots=True)
class Repository:
    """The git repository that contains a project; remotes are relative to the folder `top`."""

    root: Path
    top: Path
    folder: Path
    """The repository's own folder, which all its working trees share."""
    commit: str
    branch: str
    """"" when no branch is checked out."""
    is_shallow: bool
    object_format: str
    """How git names things here: "sha1", or "sha256"."""

    def git(self, *arguments: str) -> Ran:
        """Run git in the repository."""
        return run_git(self.top, *arguments)

    def has(self, commit: str) -> bool:
        """Whether the repository holds this commit."""
        return self.git("cat-file", "-e", f"{commit}^{{commit}}").code == 0

    def relation(self, other: str, ours: str) -> Relation:
        """How the commit `other` is related to `ours`; "unknown" when it is not here."""
        if other == ours:
            return "same"
        if not self.has(other):
            return "unknown"
        if self._is_ancestor(other, ours):
            return "older"
        return "newer" if self._is_ancestor(ours, other) else "apart"

    def _is_ancestor(self, old: str, new: str) -> bool:
        return self.git("merge-base", "--is-ancestor", old, new).code == 0

    def subject(self, commit: str) -> str:
        """The first line of a commit's message."""
        return self.git("log", "-1", "--format=%s", commit).text


def find_repository(root: Path) -> Repository:
    """The repository around the project at `root`.

    Raises `EnvironmentProblem` when there is none, or nothing is committed in it yet.
    """
    found = run_git(
        root,
        *("rev-parse", "--show-toplevel", "--git-common-dir", "--is-shallow-repository"),
        "--show-object-format",
    )
    if found.code:
        raise _not_readable(found, root)
    top, folder, shallow, form = found.text.splitlines()
    commit = head_commit(root)
    if not commit:
        raise EnvironmentProblem(
            "nothing is committed in this repository yet, so there is nothing to publish from",
            fix='commit the records: git add ., then git commit -m "First records"',
        )
    branch = run_git(root, "symbolic-ref", "--quiet", "--short", "HEAD").text
    return Repository(
        root, Path(top), (root / folder).resolve(), commit, branch, shallow == "true", form
    )


def _not_readable(ran: Ran, root: Path) -> EnvironmentProblem:
    if "not a git repository" in ran.err:
        return EnvironmentProblem(
            "the project is not in a git repository, and a site is published from a commit",
            fix="work in a clone of the repository, or make one here with git init",
        )
    if "dubious ownership" in ran.err:
        return EnvironmentProblem(
            "git does not trust this folder, because it belongs to another user of this machine",
            fix="run this as that user, or: "
            f"git config --global --add safe.directory {as_word(root)}",
        )
    return EnvironmentProblem(
        f"git cannot read the repository: {ran.reason}", fix="see what `git status` says"
    )
