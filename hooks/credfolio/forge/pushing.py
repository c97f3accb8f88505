"""What a job pushes, and the right to do it: a token that no argument and no file ever holds."""

from __future__ import annotations

import base64
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from credfolio.disk.git_commands import Ran, run_git
from credfolio.errors import EnvironmentProblem

_ORIGIN = re.compile(r"https://[A-Za-z0-9.-]+(?::[0-9]+)?/")


@contextmanager
def right_to_push(remote: str, token: str) -> Iterator[None]:
    """Until the end, git sends `token` to the server of `remote`, and to no other.

    Git reads it from the environment. Without a token, or where `remote` is no https address,
    nothing changes.
    """
    origin = _ORIGIN.match(remote)
    if not token or not origin:
        yield
        return
    basic = base64.b64encode(f"x-access-token:{token}".encode()).decode()
    number = int(os.environ.get("GIT_CONFIG_COUNT") or 0)
    added = {
        "GIT_CONFIG_COUNT": str(number + 1),
        f"GIT_CONFIG_KEY_{number}": f"http.{origin[0]}.extraheader",
        f"GIT_CONFIG_VALUE_{number}": f"AUTHORIZATION: basic {basic}",
    }
    before = {name: os.environ.get(name) for name in added}
    os.environ.update(added)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def commit_and_push(
    root: Path, patterns: Sequence[str], message: str, remote: str, branch: str
) -> bool:
    """Commit new and changed files that fit `patterns`, alone, and push; whether there were any.

    Never forced: if somebody was quicker, this fails and the next run has the work. Raises
    `EnvironmentProblem`.
    """
    listed = _git(root, "ls-files", "-z", "--others", "--modified", "--", *patterns).out
    if listed:
        _git(root, "add", "--pathspec-from-file=-", "--pathspec-file-nul", data=listed)
    if run_git(root, "diff", "--cached", "--quiet").code == 0:
        return False
    who = ("user.name=Signing", "user.email=signing@users.noreply.github.com", "commit.gpgsign=no")
    settings = [word for one in who for word in ("-c", one)]
    _git(root, "commit", "--quiet", "--no-verify", "-m", message, settings=settings)
    _git(root, "push", "--quiet", remote, f"HEAD:refs/heads/{branch}")
    return True


def head_commit(root: Path) -> str:
    """The commit that is checked out; raises `EnvironmentProblem`."""
    return _git(root, "rev-parse", "HEAD").text


def _git(
    root: Path, verb: str, *arguments: str, data: bytes = b"", settings: Sequence[str] = ()
) -> Ran:
    done = run_git(root, *settings, verb, *arguments, data=data)
    if done.code != 0:
        raise EnvironmentProblem(
            f"git {verb} failed: {done.reason}",
            fix="run the job again; if that does not help, look at the branch's rules",
        )
    return done
