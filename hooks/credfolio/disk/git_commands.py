"""Runs git, for all of the program: in plain English, and never showing a password.

Every run is a list of arguments, not a line for a shell. What git says is kept
for our own messages and passes `redact` before anybody sees it. Questions about
a change that others propose go through `git_objects`, which trusts nothing in
the repository.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from credfolio.disk.systems import program_path
from credfolio.errors import EnvironmentProblem

# What git sets for hooks and aliases; it would lead a run into another repository. Settings given
# on the command line (GIT_CONFIG_…) stay: credentials of continuous integration come that way.
_PLACES = frozenset(
    {
        *("GIT_DIR", "GIT_COMMON_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"),
        *("GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_NAMESPACE"),
        *("GIT_SHALLOW_FILE", "GIT_GRAFT_FILE"),
    }
)
_USERINFO = re.compile(r"(?<=://)[^/\s'\"@]+(?:@[^/\s'\"@]+)*@")
_QUERY = re.compile(r"(?<=[?&])([\w-]+)=[^&\s'\"]+")


@dataclass(frozen=True, slots=True)
class Ran:
    """The result of running git; `out` is bytes because names can be in any encoding."""

    code: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        """The output as text, without the line's end."""
        return self.out.decode("utf-8", "replace").strip()

    @property
    def reason(self) -> str:
        """What git says is the matter, in one line without its prefix and without secrets."""
        lines = [line for line in redact(self.err).splitlines() if line.strip()]
        lines = [line for line in lines if not line.startswith(("hint:", "warning:"))] or lines
        for prefix in ("remote: error: ", "remote: fatal: ", "fatal: ", "error: ", "remote: "):
            for line in lines:
                if line.startswith(prefix):
                    return line.removeprefix(prefix).strip().rstrip(".")
        return lines[-1].strip() if lines else f"git ended with {self.code}"


def redact(text: str) -> str:
    """`text` without the user name and password, or the query, of any address in it."""
    return _QUERY.sub(r"\1=…", _USERINFO.sub("", text))


def git_environment() -> dict[str, str]:
    """The environment that git gets: ours, without what would lead it elsewhere."""
    environment = {k: v for k, v in os.environ.items() if k not in _PLACES}
    environment |= {"LC_ALL": "C", "LANGUAGE": "C", "GIT_NO_LAZY_FETCH": "1"}
    if not sys.stdin.isatty():
        environment["GIT_TERMINAL_PROMPT"] = "0"  # nobody could answer
    return environment


def run_git(
    folder: Path,
    *arguments: str,
    data: bytes = b"",
    environment: Mapping[str, str] | None = None,
) -> Ran:
    """Run git in `folder`, with `data` on its standard input; the caller looks at the code.

    `environment` is all that git gets, instead of `git_environment`. Raises
    `EnvironmentProblem` when there is no git.
    """
    try:
        done = subprocess.run(
            [program_path("git"), *arguments],
            cwd=folder,
            env=git_environment() if environment is None else environment,
            input=data,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError as error:
        raise EnvironmentProblem(
            "git is not installed, or this window does not find it",
            fix="install git, open a new window and run this again",
        ) from error
    except OSError as error:
        raise EnvironmentProblem(
            f"git cannot be run: {error.strerror}", fix="check this machine's memory and disk"
        ) from error
    return Ran(done.returncode, done.stdout, done.stderr.decode("utf-8", "replace"))
