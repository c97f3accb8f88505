"""Commit everything and send it to the remote, for people who do not know git."""

from __future__ import annotations

import os
import re
from pathlib import Path

from credfolio.disk.git_commands import Ran, run_git
from credfolio.disk.source_commit import Repository, find_repository
from credfolio.errors import CredfolioError, EnvironmentProblem, UsageError
from credfolio.publishing.remote import find_remote, is_protected, refusal

_NOBODY = re.compile(r"Please tell me who you are|empty ident|unable to auto-detect email")
_KEY = re.compile(rb"AGE-SECRET-KEY-1|PRIVATE KEY-----|^\s*z(?:3u2|42t)\w{40,}\s*$", re.MULTILINE)
"""Private keys as age, OpenSSL and `keys new` write them."""
_KEY_BYTES = 20_000
_BEHIND = re.compile(r"non-fast-forward|fetch first|rejected")


def save(root: Path, message: str, remote: str) -> tuple[str, int]:
    """Commit all changes of the project at `root` and push its branch to `remote`.

    Returns the commit and how many files changed; what git ignores is left out. Where nothing
    changed only the push is made. Raises `UsageError` where no branch or remote is there, where a
    merge is not finished or a file looks like a private key, `CredfolioError` when the remote has
    other work, and `EnvironmentProblem` when git refuses.
    """
    branch = run_git(root, "symbolic-ref", "--quiet", "--short", "HEAD")
    if branch.code:
        if "not a git repository" in branch.err:
            find_repository(root)  # raises, with what to do
        raise UsageError(
            "no branch is checked out here, so there is none to save to",
            fix="check one out first: git switch main",
        )
    to = find_remote(root, remote)
    _refuse_unfinished(root)
    _refuse_keys(root)
    _do(run_git(root, "add", "--all", "--", "."), "the changes cannot be collected")
    changed = run_git(root, "diff", "--cached", "--name-only", "-z").out.count(b"\0")
    if changed:
        done = run_git(root, "commit", "--quiet", "-m", message)
        if done.code and _NOBODY.search(done.err):
            raise EnvironmentProblem(
                "git does not know who you are, and a commit says who made it",
                fix="say it once on this computer: "
                'git config --global user.name "Your name" and then '
                "git config --global user.email you@your-district.org",
            )
        _do(done, "the changes cannot be committed")
    repository = find_repository(root)
    pushed = repository.git("push", "--quiet", "--set-upstream", to.address, branch.text)
    if pushed.code:
        kept = "Your changes are saved on this computer." if changed else "Nothing was sent."
        if _BEHIND.search(pushed.err) and not is_protected(pushed):
            raise _behind(repository, to.address, f"{to.name} {branch.text}", kept)
        raise refusal(pushed, to, "saved", kept)
    return repository.commit, changed


def _behind(repository: Repository, address: str, place: str, kept: str) -> CredfolioError:
    """What to do where the remote's branch, at `place`, has commits that are not here."""
    fetched = repository.git("fetch", "--quiet", address, place.rpartition(" ")[2])
    if fetched.code == 0 and repository.git("merge-base", "HEAD", "FETCH_HEAD").code == 1:
        return CredfolioError(
            f"the remote began by itself, perhaps with a README of the forge. {kept}",
            fix="join the two, then run the same command again: "
            f"git pull --no-rebase --no-edit --allow-unrelated-histories -X ours {place}",
        )
    return CredfolioError(
        f"the remote has work of others that is not here. {kept}",
        fix=f"get it with git pull --rebase {place}, then run the same command again",
    )


def _refuse_unfinished(root: Path) -> None:
    unmerged = run_git(root, "diff", "--name-only", "--diff-filter=U", "-z")
    _do(unmerged, "the changes cannot be listed")
    if unmerged.out:
        names = sorted({os.fsdecode(name) for name in unmerged.out.split(b"\0") if name})
        raise UsageError(
            f"a merge is not finished: files hold both texts: {', '.join(names)}",
            fix="correct them and commit, or go back: git merge --abort",
        )


def _refuse_keys(root: Path) -> None:
    """A key that was sent once is known to all who can read the remote, also when it is removed."""
    here = ("ls-files", "-z", "--others", "--modified", "--exclude-standard")
    staged = ("diff", "--cached", "--name-only", "-z")  # from the repository's top
    top = root / run_git(root, "rev-parse", "--show-cdup").text
    for folder, command in ((root, here), (top, staged)):
        listed = run_git(root, *command)
        _do(listed, "the changes cannot be listed")
        for name in map(os.fsdecode, filter(None, listed.out.split(b"\0"))):
            if _holds_key(folder / name):
                raise UsageError(
                    f"{name} looks like a private key; nothing was saved",
                    fix="move it out of this folder",
                )


def _holds_key(file: Path) -> bool:
    if file.is_symlink() or not file.is_file():
        return False
    try:
        with open(file, "rb") as stream:
            return _KEY.search(stream.read(_KEY_BYTES)) is not None
    except OSError as error:
        raise EnvironmentProblem(
            f"{file.name} cannot be read: {error.strerror}", fix="check its permissions"
        ) from error


def _do(ran: Ran, what: str) -> None:
    if ran.code:
        raise EnvironmentProblem(f"{what}: {ran.reason}", fix="see what `git status` says")
