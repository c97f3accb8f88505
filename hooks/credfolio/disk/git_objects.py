"""Git → commits, trees and blobs of a change that nobody has looked at yet.

The author of the change may have prepared the repository. So git is
asked for objects and names only, never for a file's working copy: no hook, no
pager, no filter, no text conversion and no file system monitor runs, no
configuration outside the repository is read, nothing is fetched, and objects
are not replaced by others (refs/replace).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from credfolio.disk.git_commands import Ran, run_git
from credfolio.errors import CredfolioError, EnvironmentProblem, UsageError
from credfolio.findings.finding import printable

# What a repository's own configuration could make git run. Options on the command line win.
_INERT = (
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.pager=cat",
    "core.sshCommand=false",
    "core.gitProxy=",
    "core.askPass=",
    "core.alternateRefsCommand=",
    "core.attributesFile=/dev/null",
    "core.untrackedCache=false",
    "credential.helper=",
    "diff.external=",
    "protocol.allow=never",
)
_WHOLE_ID = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class TreeEntry:
    """A file of a commit: its mode (``100644``), its object and its size in bytes (-1: none)."""

    mode: str
    object: str
    size: int


class Repository:
    """Questions to the git repository whose top folder is `root`.

    Raises `EnvironmentProblem` when there is no git, or no repository, and
    `UsageError` when `root` is not the repository's top folder.
    """

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        top = self._ask("rev-parse", "--show-toplevel").rstrip(b"\n")
        if Path(os.fsdecode(top)).resolve() != self.root:
            raise UsageError(
                f"{root} is not the top folder of its git repository",
                fix="keep the project in a repository of its own",
            )
        self.digest = self._ask("rev-parse", "--show-object-format").decode().strip()
        """The name of the hash that objects are called by, as hashlib knows it."""
        self._trees: dict[str, Mapping[str, TreeEntry]] = {}

    def commit(self, revision: str) -> str:
        """The commit that `revision` names; raises `UsageError` when there is none."""
        found = self._run("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^0")
        if found.code != 0:
            raise UsageError(
                f"there is no commit {revision!r} in this repository",
                fix="name a branch or commit that `git log` knows, such as origin/main",
            )
        return found.text

    def merge_base(self, one: str, other: str) -> str | None:
        """The commit that two histories have in common, if any.

        Raises `EnvironmentProblem` when the history is cut off before it.
        """
        found = self._run("merge-base", one, other)
        if found.code == 0:
            return found.text
        if self.is_shallow():
            raise EnvironmentProblem(
                "this clone has only the newest commits, so the change cannot be told from others",
                fix="fetch the whole history: `git fetch --unshallow`, or fetch-depth: 0",
            )
        return None

    def history(self, *paths: str) -> list[str]:
        """The objects that the files at `paths` were in the history of HEAD, newest first."""
        raw = self._ask(
            *("log", "--format=", "--raw", "--no-abbrev", "--no-renames", "-m", "HEAD", "--"),
            *(f":(top,literal){path}" for path in paths),
        )
        names: dict[str, None] = {}
        for row in raw.decode("utf-8", "replace").splitlines():
            if row.startswith(":"):
                _, mode, _, after, _ = row.split("\t")[0].split()
                if mode in ("100644", "100755"):
                    names.setdefault(after)
        return list(names)

    def is_shallow(self) -> bool:
        """Whether the clone has only the newest commits."""
        return self._ask("rev-parse", "--is-shallow-repository").strip() == b"true"

    def merge_bases(self, one: str, other: str) -> tuple[str, ...]:
        """All best common ancestors; more than one after merges in both directions."""
        found = self._run("merge-base", "--all", one, other)
        return tuple(found.text.split()) if found.code == 0 else ()

    def main(self) -> str:
        """The newest commit of the main branch, as far as this clone knows it."""
        for name in ("origin/HEAD", "origin/main", "refs/heads/main", "HEAD"):
            found = self._run("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
            if found.code == 0:
                return found.text
        raise UsageError(
            "nothing is committed in this repository yet", fix="commit the records first"
        )

    def is_ancestor(self, old: str, new: str) -> bool:
        """Whether `new` is `old`, or came after it."""
        return self._run("merge-base", "--is-ancestor", old, new).code == 0

    def day(self, commit: str) -> date:
        """The day on which a commit was made."""
        return date.fromisoformat(self._ask("log", "-1", "--format=%cs", commit).decode().strip())

    def first_parent(self, commit: str) -> str:
        """What a merge commit was merged into; raises `UsageError` when it is no merge."""
        parents = self._ask("rev-list", "--parents", "-n", "1", commit).decode().split()[1:]
        if len(parents) < 2:
            raise UsageError(
                f"{commit[:12]} is not a merge commit",
                fix="check out the merge that the forge made, or name the branch with --base",
            )
        return parents[0]

    def merged(self, base: str, head: str) -> str:
        """The tree that merging `head` into `base` makes; nothing is checked out.

        Raises `CredfolioError` when the two are in conflict, and `EnvironmentProblem` when this
        git cannot merge without a working copy, or a merge would run a program.
        """
        if self._run("config", "--get-regexp", r"^merge\..*\.driver$").out:
            raise EnvironmentProblem(
                "this repository is set up to run a program in a merge",
                fix="use a fresh clone, or remove merge.….driver from its configuration",
            )
        done = self._run("merge-tree", "--write-tree", "--name-only", "-z", base, head)
        if done.code == 0:
            return done.out.partition(b"\0")[0].decode().strip()
        if done.code == 1:
            named = done.out.split(b"\0\0")[0].split(b"\0")[1:]
            files = ", ".join(printable(os.fsdecode(name)) for name in named if name)
            raise CredfolioError(
                f"the change is in conflict with what was merged meanwhile: {files}",
                fix="merge the main branch into yours, and settle these files",
            )
        version = self._run("version").text
        found = re.search(r"(\d+)\.(\d+)", version)
        if found and (int(found[1]), int(found[2])) < (2, 38):
            raise EnvironmentProblem(
                f"{version} cannot say what a merge would make",
                fix="install git 2.38 or newer",
            )
        raise EnvironmentProblem(f"git merge-tree failed: {done.reason}", fix="check the clone")

    def tree(self, commit: str) -> Mapping[str, TreeEntry]:
        """Every file of a commit by its path; bytes that are no text come as surrogates.

        What a whole id names never changes, so it is listed once.
        """
        if commit in self._trees:
            return self._trees[commit]
        entries = {}
        listed = self._ask("ls-tree", "-r", "-z", "-l", "--full-tree", commit)
        for row in listed.split(b"\0")[:-1]:
            about, _, name = row.partition(b"\t")
            mode, _, digest, size = about.decode().split()
            entries[os.fsdecode(name)] = TreeEntry(mode, digest, -1 if size == "-" else int(size))
        if _WHOLE_ID.fullmatch(commit):
            self._trees[commit] = entries
        return entries

    def files(self) -> Mapping[str, str]:
        """What would be committed from the working copy: path → its mode in the index, or "".

        In the folders of records nothing is ignored.
        """
        found: dict[str, str] = {}
        staged = self._ask("ls-files", "-z", "--stage")
        for row in staged.split(b"\0")[:-1]:
            about, _, name = row.partition(b"\t")
            found[os.fsdecode(name)] = about.decode().split()[0]
        others = self._ask("ls-files", "-z", "--others", "--exclude-standard")
        tops = ("catalog", "portfolios", "office", "submissions")
        records = self._ask("ls-files", "-z", "--others", "--", *tops)
        for name in (others + records).split(b"\0"):
            if name:
                found.setdefault(os.fsdecode(name), "")
        return found

    def modules(self) -> Mapping[str, str]:
        """Other repositories in the index: path → the commit that each is pinned to."""
        found = {}
        for row in self._ask("ls-files", "-z", "--stage").split(b"\0")[:-1]:
            about, _, name = row.partition(b"\t")
            mode, pinned, _ = about.decode().split()
            if mode == "160000":
                found[os.fsdecode(name)] = pinned
        return found

    def blobs(self, objects: Iterable[str]) -> Mapping[str, bytes]:
        """The contents of the objects named, in one run of git."""
        wanted = sorted(set(objects))
        answer = self._ask("cat-file", "--batch", stdin="".join(f"{o}\n" for o in wanted).encode())
        contents = {}
        at = 0
        for name in wanted:
            end = answer.index(b"\n", at)
            header = answer[at:end].split()
            if len(header) != 3:
                raise EnvironmentProblem(
                    f"git has no object {name}", fix="fetch the whole history: fetch-depth: 0"
                )
            size = int(header[2])
            contents[name] = answer[end + 1 : end + 1 + size]
            at = end + 1 + size + 1
        return contents

    def _ask(self, *arguments: str, stdin: bytes = b"") -> bytes:
        done = self._run(*arguments, stdin=stdin)
        if done.code != 0:
            raise EnvironmentProblem(
                f"git {arguments[0]} failed: {done.reason}",
                fix="run this in a clone of the repository",
            )
        return done.out

    def _run(self, *arguments: str, stdin: bytes = b"") -> Ran:
        # A container often runs as another user than owns the clone; the caller has
        # named the folder, and nothing in it can make git run a program.
        settings = (*_INERT, f"safe.directory={self.root}")
        options = [part for setting in settings for part in ("-c", setting)]
        return run_git(
            self.root, *options, *arguments, data=stdin, environment=_closed_environment()
        )


def _closed_environment() -> dict[str, str]:
    """What git gets: nothing of ours but where programs are."""
    environment = {
        "PATH": os.environ.get("PATH", os.defpath),
        "LC_ALL": "C",
        "HOME": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_ATTR_NOSYSTEM": "1",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_PAGER": "cat",
    }
    if "SYSTEMROOT" in os.environ:  # Windows' programs do not start without it
        environment["SYSTEMROOT"] = os.environ["SYSTEMROOT"]
    return environment
