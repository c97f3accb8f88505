"""Which remote to use, and what its errors mean, for people who do not know git."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from credfolio.disk.git_commands import Ran, redact, run_git
from credfolio.errors import CredfolioError, EnvironmentProblem, UsageError


@dataclass(frozen=True, slots=True)
class Remote:
    """A remote: `name` may be shown, `address` is for git alone and may hold a password."""

    name: str
    address: str

    def __repr__(self) -> str:
        return f"Remote({self.name!r})"


def find_remote(folder: Path, wanted: str) -> Remote:
    """The remote of the repository around `folder` that is called `wanted`, or at that address.

    Raises `UsageError` when there is none, or it is set up to push to several places.
    """
    fetched = run_git(folder, "remote", "get-url", wanted)
    if fetched.code == 0:
        pushed = run_git(folder, "remote", "get-url", "--push", "--all", wanted).text.splitlines()
        if len(pushed) > 1:
            raise UsageError(
                f"the remote {wanted!r} pushes to {len(pushed)} places, and a site goes to one",
                fix="name one of them with --remote",
            )
        # Reading goes where writing goes: a mirror may lag behind.
        is_one = pushed == fetched.text.splitlines()
        return Remote(wanted, wanted if is_one or not pushed else pushed[0])
    if re.search(r"[/:\\]", wanted):
        return Remote(redact(wanted), wanted)
    names = run_git(folder, "remote").text.split()
    if not names:
        raise UsageError(
            "this repository has no remote: it does not know where to publish the site",
            fix=f"tell it, with the address that the forge shows: git remote add {wanted} ADDRESS",
        )
    raise UsageError(
        f"there is no remote {wanted!r}", fix=f"name one of these with --remote: {' '.join(names)}"
    )


_NO_RIGHT = re.compile(
    r"permission(?! denied \(publickey)(?: to \S+)? denied|HTTP 40[13]|error: 40[13]|403 Forbidden"
    r"|access denied|not allowed to push|insufficient permission|unable to create temporary"
    r"|unpacker error|Permission denied",
    re.IGNORECASE,
)
_WHO = re.compile(
    r"could not read (?:Username|Password)|Authentication failed|publickey|invalid credentials",
    re.IGNORECASE,
)
_PROTECTED = re.compile(r"hook declined|protected branch|GH006|GH013|denyCurrentBranch|prohibited")
_NOT_THERE = re.compile(
    r"does not appear to be a git repository|repository '?[^']*'? not found|not found: did you"
    r"|Repository not found|returned error: 404|does not exist",
    re.IGNORECASE,
)


def is_protected(ran: Ran) -> bool:
    """Whether a rule of the remote, and not what the branch holds, refused a push."""
    return _PROTECTED.search(ran.err) is not None


def refusal(
    ran: Ran, remote: Remote, doing: Literal["read", "written", "saved"], state: str
) -> CredfolioError:
    """What went wrong with the remote, what is safe (`state`), and what to do next."""
    said, where = redact(ran.err), remote.name
    if doing == "saved" and _PROTECTED.search(said):
        what = f"{where} does not take this branch: {_words_of_remote(ran)}"
        fix = "propose the change from another branch, and publish once it is merged"
    elif doing == "written" and _PROTECTED.search(said):
        what = f"{where} does not accept the site: {_words_of_remote(ran)}"
        fix = "allow the deploying account to write this branch, in the forge's branch settings"
    elif _WHO.search(said):
        what = f"{where} does not know who you are: {ran.reason}"
        fix = (
            "sign in to the forge with git, or give this job a token that may write, then try again"
        )
    elif _NO_RIGHT.search(said):
        what = f"you may not write to {where}" if doing != "read" else f"{where} may not be read"
        what += f": {ran.reason}"
        fix = "ask the repository's owner for the right to write, then run this again"
    elif _NOT_THERE.search(said):
        what = f"there is no repository where {where} points: {ran.reason}"
        fix = "compare the address with that of the forge: git remote -v"
    else:
        what = f"{where} cannot be reached: {ran.reason}"
        fix = "check the connection, then run the same command again; it goes on from what is there"
    return EnvironmentProblem(f"{what}. {state}", fix=fix)


def _words_of_remote(ran: Ran) -> str:
    lines = [
        line.removeprefix("remote:").strip()
        for line in redact(ran.err).splitlines()
        if line.startswith("remote:")
    ]
    said = [line.removeprefix("error: ").rstrip(".") for line in lines if line.strip(" -")]
    return said[0] if said else "a rule of the branch forbids it"
