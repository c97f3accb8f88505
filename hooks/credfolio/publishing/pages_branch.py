"""The branch that a web host serves: read it, write the next commit on it, push that alone.

All of it happens in a repository of its own, made for one run inside the
project's `.git` folder and dropped afterwards: the project's branches, index
and working tree are never touched, and two runs do not meet. It borrows the
project's objects and settings. Of the live branch it fetches the names and
digests, not the files, where the other side can leave them out.

ADR 0019 tells which parts of ghp-import write the commit, and which are replaced.
"""

from __future__ import annotations

import errno
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from credfolio.disk.git_commands import Ran, git_environment, run_git
from credfolio.disk.source_commit import Repository
from credfolio.disk.systems import program_path, remove_folder
from credfolio.errors import CredfolioError, EnvironmentProblem
from credfolio.publishing.commit_stream import NO_JEKYLL, Head, commit_stream
from credfolio.publishing.remote import Remote, refusal

_FOLDER = "credfolio-deploy"
_QUIET = (
    *("-c", "gc.auto=0", "-c", "maintenance.auto=false", "-c", "core.hooksPath=/dev/null"),
    *("-c", "http.lowSpeedLimit=100", "-c", "http.lowSpeedTime=120"),
    *("-c", "core.quotePath=false", "-c", "advice.pushUpdateRejected=true"),
)
_SOURCE = re.compile(r"^(Source|Records)-Commit: ([0-9a-f]{40}(?:[0-9a-f]{24})?)$", re.MULTILINE)
_LOOK_BACK = 50
"""How many commits may have been made on the branch by hand since the last one of ours."""

_DAY = 86_400

Pushed = Literal["done", "lost"]


@dataclass(frozen=True, slots=True)
class Live:
    """What the branch holds: the id of each file's content by its path, and where it came from."""

    commit: str
    files: Mapping[str, str] = field(default_factory=dict)
    source: str = ""
    """The commit of the records that it was made from; "" when nothing says so."""
    records: str = ""
    """The commit of the private records whose homes are in it; "" for none."""


NOTHING = Live("")


class PagesBranch:
    """A branch of a remote, seen from a repository that exists for one run."""

    def __init__(self, repository: Repository, folder: Path, remote: Remote, branch: str) -> None:
        self._repository = repository
        self._folder = folder
        self._remote = remote
        self._branch = branch
        self._ref = f"refs/heads/{branch}"

    def _git(self, *arguments: str) -> Ran:
        place = f"--git-dir={self._folder}"
        return run_git(self._repository.top, place, *_QUIET, *arguments)

    def tip(self) -> str:
        """The commit that the remote's branch is at now; "" when there is no such branch.

        Raises `EnvironmentProblem` when the remote does not answer.
        """
        found = self._git("ls-remote", "--exit-code", self._remote.address, self._ref)
        if found.code == 2:  # it answers, and has no such branch
            return ""
        if found.code:
            raise refusal(found, self._remote, "read", "Nothing was changed.")
        return found.text.split()[0]

    def fetch(self) -> Live:
        """What the branch holds now."""
        if not self._fetch("--depth=1"):
            self._git("update-ref", "-d", self._ref)
            return NOTHING
        commit = self._git("rev-parse", "--verify", self._ref).text
        if not (sources := self._sources(commit)):
            # Somebody, or the host's own settings page, has put a commit on top of ours.
            self._fetch(f"--depth={_LOOK_BACK}")
            commit = self._git("rev-parse", "--verify", self._ref).text
            sources = self._sources(commit)
        source, records = sources.get("Source", ""), sources.get("Records", "")
        return Live(commit, self._listing(commit), source, records)

    def _fetch(self, *options: str) -> bool:
        """Bring the branch up to the remote's; False when the remote has no such branch."""
        ref = f"+{self._ref}:{self._ref}"
        settings = self._folder / "config"
        before = settings.read_bytes()
        fetched = self._git(
            *("fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--refmap="),
            "--recurse-submodules=no",
            *("--filter=blob:none", *options, self._remote.address, ref),
        )
        # Git has noted that it may fetch a missing content later, and would before a push, one by
        # one. Nothing here needs them.
        settings.write_bytes(before)
        if fetched.code and "couldn't find remote ref" in fetched.err:
            return False
        if fetched.code:
            raise refusal(fetched, self._remote, "read", "Nothing was changed.")
        return True

    def _sources(self, commit: str) -> Mapping[str, str]:
        log = self._git("log", "--first-parent", "--format=%B%x00", commit)
        for message in log.out.decode("utf-8", "replace").split("\0"):
            found = dict(_SOURCE.findall(message))
            if "Source" in found:
                return found
        return {}

    def _listing(self, commit: str) -> dict[str, str]:
        rows = self._git("ls-tree", "-r", "-z", "--full-tree", commit)
        if rows.code:
            raise EnvironmentProblem(
                f"the branch {self._branch} cannot be read: {rows.reason}",
                fix="run this again; if it stays so, look at the branch on the forge",
            )
        files = {}
        for row in rows.out.split(b"\0"):
            if row:
                about, _, name = row.partition(b"\t")
                mode, _, identity = about.split(b" ")
                # What is no ordinary file is not ours, and never equal to one.
                known = identity.decode() if mode == b"100644" else f"mode {mode.decode()}"
                files[name.decode("utf-8", "surrogateescape")] = known
        return files

    def commit(
        self,
        folder: Path,
        written: Sequence[str],
        removed: Sequence[str],
        meant: Mapping[str, str],
        message: str,
    ) -> str:
        """A new commit on top of the one that was fetched; the remote does not know it yet.

        `written` are the paths to take from `folder`, `removed` those to drop;
        `meant` is what the branch must hold afterwards, content by path. Raises
        `CredfolioError` when git made something else of it.
        """
        before = self._git("rev-parse", "--verify", "--quiet", self._ref).text
        name, _, rest = self._git("var", "GIT_COMMITTER_IDENT").text.rpartition(" <")
        head = Head(before, name, rest.partition(">")[0])
        contents = ((path, (folder / path).read_bytes()) for path in written if path != NO_JEKYLL)
        stream = commit_stream(self._branch, head, message, removed, contents)
        ran = self._fast_import(stream)
        commit = self._git("rev-parse", "--verify", "--quiet", self._ref).text
        if ran.code or not commit or commit == before:
            raise EnvironmentProblem(
                f"git could not store the site: {ran.reason}",
                fix="nothing was published; check that there is space on the disk, and try again",
            )
        if wrong := _first_difference(self._listing(commit), meant):
            raise CredfolioError(
                f"git stored something other than the checked site, at {wrong}",
                fix="nothing was published; was the site changed meanwhile? Build it again",
            )
        return commit

    def _fast_import(self, stream: Iterator[bytes]) -> Ran:
        place = f"--git-dir={self._folder}"
        with tempfile.TemporaryFile() as said:
            pipe = subprocess.Popen(
                (program_path("git"), place, "fast-import", "--date-format=rfc2822", "--quiet"),
                cwd=self._repository.top,
                env=git_environment(),
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=said,
            )
            assert pipe.stdin is not None
            try:
                with pipe.stdin:
                    pipe.stdin.writelines(stream)
            except OSError as error:
                # A pipe that breaks means that git has ended; what it said tells why.
                if not isinstance(error, BrokenPipeError) and error.errno != errno.EINVAL:
                    raise
            finally:
                pipe.wait()
            said.seek(0)
            return Ran(pipe.returncode, b"", said.read().decode("utf-8", "replace"))

    def push(self, commit: str, expected: str) -> Pushed:
        """Let the remote's branch go from `expected` to `commit`, or not at all.

        "lost" when somebody else was quicker and the branch is at neither.
        Raises `EnvironmentProblem` when the remote refuses or is out of reach.
        """
        pushed = self._git(
            *("push", "--porcelain", "--no-verify", "--no-thin", "--recurse-submodules=no"),
            # The remote compares with what it has at that moment; nothing is ever overwritten.
            f"--force-with-lease={self._ref}:{expected}",
            *(self._remote.address, f"{commit}:{self._ref}"),
        )
        if pushed.code == 0:
            return "done"
        ran = Ran(pushed.code, b"", pushed.err + pushed.out.decode("utf-8", "replace"))
        try:
            now = self.tip()
        except EnvironmentProblem:
            unknown = "Whether it arrived is not known; the live site is the old or the new one."
            raise refusal(ran, self._remote, "written", unknown) from None
        if now == commit:  # the answer was lost, not the site
            return "done"
        if now != expected or _BUSY.search(ran.err):
            return "lost"
        raise refusal(ran, self._remote, "written", "The live site is as it was.")

    def verify(self, commit: str) -> str:
        """The remote's branch after a push: at `commit`, or at a later one that keeps it.

        Raises `CredfolioError` when `commit` is not in it.
        """
        now = self.tip()
        if now == commit:
            return now
        self._fetch(f"--depth={_LOOK_BACK}")
        if now and self._git("merge-base", "--is-ancestor", commit, self._ref).code == 0:
            return now
        raise CredfolioError(
            f"the branch {self._branch} of {self._remote.name} is not at what was just published",
            fix="somebody has moved the branch back; look at it on the forge, then deploy again",
        )


_BUSY = re.compile(r"cannot lock ref|failed to update ref|reference already exists|stale info")


def _first_difference(found: Mapping[str, str], meant: Mapping[str, str]) -> str:
    if found == meant:
        return ""
    return min(path for path in {*found, *meant} if found.get(path) != meant.get(path))


@contextmanager
def open_branch(repository: Repository, remote: Remote, branch: str) -> Iterator[PagesBranch]:
    """A `PagesBranch` for one run; what a killed run left behind goes first.

    Raises `EnvironmentProblem` when the project's `.git` folder cannot be written.
    """
    above = repository.folder / _FOLDER
    try:
        above.mkdir(exist_ok=True)
        _clear_ended(above)
        folder = Path(tempfile.mkdtemp(prefix=f"{os.getpid()}-", dir=above))
    except OSError as error:
        raise EnvironmentProblem(
            f"the repository's own folder cannot be written: {error.strerror}",
            fix="check the permissions of .git, and that there is space on the disk",
        ) from error
    try:
        _prepare(repository, folder)
        yield PagesBranch(repository, folder, remote, branch)
    finally:
        remove_folder(folder)
        with suppress(OSError):
            above.rmdir()


def _prepare(repository: Repository, folder: Path) -> None:
    form = f"--object-format={repository.object_format}"
    made = run_git(repository.top, "init", "--quiet", "--bare", form, str(folder))
    if made.code:
        raise EnvironmentProblem(
            f"git cannot prepare the deploy: {made.reason}", fix="check the disk and .git"
        )
    alternates = folder / "objects" / "info" / "alternates"
    # Git would take a line's end of Windows for a part of the path.
    objects = (repository.folder / "objects").as_posix()
    alternates.write_text(f"{objects}\n", encoding="utf-8", newline="\n")
    own = (folder / "config").read_text(encoding="utf-8")
    name, _, mail = _identity(repository)
    shared = [repository.folder / "config", repository.folder / "config.worktree"]
    include = "".join(f"[include]\n\tpath = {_setting(str(path))}\n" for path in shared)
    # Remotes and credentials are the project's; what the repository is stays its own.
    user = f"[user]\n\tname = {_setting(name)}\n\temail = {_setting(mail)}\n"
    (folder / "config").write_text(include + own + user, encoding="utf-8", newline="\n")


def _identity(repository: Repository) -> tuple[str, str, str]:
    found = re.match(r"(.*?) ?<(.*)> ", repository.git("var", "GIT_COMMITTER_IDENT").text)
    name, mail = (found[1], found[2]) if found else ("", "")
    return name or "credfolio", "", mail or "credfolio@localhost"


def _setting(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'


def _clear_ended(above: Path) -> None:
    """Drop the folders of runs whose process is no more."""
    for folder in above.iterdir():
        number = folder.name.partition("-")[0]
        if not number.isdigit() or not _is_running(int(number), folder):
            remove_folder(folder)


def _is_running(process: int, folder: Path) -> bool:
    if sys.platform == "win32":
        # Asking there would end it; no run takes a day.
        return folder.stat().st_mtime > time.time() - _DAY
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
