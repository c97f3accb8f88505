"""Changes to a small project in a git repository: a base commit and what somebody makes of it."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from credfolio.checking.proposal import CheckedChange, check_proposal

TESTS = Path(__file__).parents[1]
TODAY = date(2026, 6, 1)


@dataclass(frozen=True)
class Link:
    """A symbolic link in a change."""

    target: str


@dataclass(frozen=True)
class Program:
    """A file that is marked as executable."""

    text: str


Content = str | bytes | Link | Program | None
"""What a change puts at a path; None takes the file away."""


def git(folder: Path, *arguments: str, stdin: str = "") -> str:
    """Run git in `folder` without anybody's settings."""
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "Nobody",
        "GIT_AUTHOR_EMAIL": "nobody@example.org",
        "GIT_COMMITTER_NAME": "Nobody",
        "GIT_COMMITTER_EMAIL": "nobody@example.org",
        "GIT_AUTHOR_DATE": "2026-05-31T12:00:00Z",
        "GIT_COMMITTER_DATE": "2026-05-31T12:00:00Z",
    }
    done = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env=environment,
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.strip()


def make_base(folder: Path) -> Path:
    """The examples' clean base, with a governance.yml, as the first commit of a repository."""
    shutil.copytree(TESTS / "examples" / "base", folder)
    shutil.copytree(TESTS / "proposals" / "base", folder, dirs_exist_ok=True)
    git(folder, "init", "--quiet", "--initial-branch=main", "--template=")
    commit(folder, "The base")
    return folder


def commit(folder: Path, message: str) -> str:
    git(folder, "add", "--all", "--force")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", message)
    return git(folder, "rev-parse", "HEAD")


def lay(folder: Path, files: Mapping[str, Content]) -> None:
    """Write, link and delete what `files` says below `folder`."""
    for path, content in files.items():
        target = folder / path
        if content is None:
            if target.is_dir():
                shutil.rmtree(target)
            else:
                target.unlink()
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, Link):
            target.unlink(missing_ok=True)
            target.symlink_to(content.target)
        elif isinstance(content, Program):
            target.write_text(content.text, encoding="utf-8")
            target.chmod(0o755)
        elif isinstance(content, bytes):
            target.write_bytes(content)
        else:
            target.write_text(content, encoding="utf-8")


def folder_files(folder: Path) -> dict[str, Content]:
    """What `lay` needs to lay the files of a folder over another; DELETE takes one away."""
    found: dict[str, Content] = {}
    for file in sorted(folder.rglob("*")):
        path = file.relative_to(folder).as_posix()
        if file.is_symlink():
            found[path] = Link(str(file.readlink()))
        elif file.is_file():
            data = file.read_bytes()
            is_program = bool(file.stat().st_mode & 0o100)
            found[path] = Program(data.decode()) if is_program else data
            if data.strip() == b"DELETE":
                found[path] = None
    return found


def propose(
    base: Path, folder: Path, before: Mapping[str, Content], change: Mapping[str, Content]
) -> Path:
    """A copy of the repository `base` with `before` committed and `change` in its files."""
    shutil.copytree(base, folder, symlinks=True)
    if before:
        lay(folder, before)
        commit(folder, "What was there before")
    git(folder, "tag", "base")
    lay(folder, change)
    return folder


def check(
    folder: Path,
    author: str,
    without: frozenset[str] = frozenset(),
    reviewers: Iterable[str] = (),
) -> CheckedChange:
    return check_proposal(folder, TODAY, "base", author, 1, without=without, reviewers=reviewers)
