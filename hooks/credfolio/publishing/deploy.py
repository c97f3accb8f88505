"""A built site → the branch that a web host serves: never backward, never partial.

The order: check the folder, look at the live branch, refuse what would go back
or lose addresses, write the next commit, push it on the condition that the
branch is still where it was, and look again. A run that loses a race starts over
from what is live now, with all checks.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from credfolio.disk.lock import Lock
from credfolio.disk.source_commit import (
    READ_BY_A_BUILD,
    READ_OF_RECORDS,
    Repository,
    find_repository,
    uncommitted,
)
from credfolio.disk.staging import lock_target, recover
from credfolio.errors import CredfolioError, EnvironmentProblem, UsageError
from credfolio.findings.finding import first_of
from credfolio.project import PROJECT_FILE
from credfolio.publishing.audit import Difference, Vanished, compare
from credfolio.publishing.built_site import BuiltSite, blob_id, load_site
from credfolio.publishing.commit_stream import NO_JEKYLL
from credfolio.publishing.pages_branch import Live, PagesBranch, open_branch
from credfolio.publishing.remote import find_remote
from credfolio.records.model.kinds import PUBLISHED

_ATTEMPTS = 20
_CNAME = "CNAME"
_API = "api/v1/"
_SHORT = 9

Explain = Callable[[Sequence[str], BuiltSite], list[Vanished]]
"""Why these paths of the live site are not in the new one."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for."""

    root: Path
    folder: Path
    remote: str = "origin"
    branch: str = "gh-pages"
    message: str = ""
    force: bool = False
    """Publish although the live site was not made from an ancestor, or not by this program."""
    allow_vanished: bool = False
    dry_run: bool = False
    private: Path | None = None
    """The private repository whose homes are in the site."""


@dataclass(frozen=True, slots=True)
class Deployed:
    """What was done, or in a dry run what would be."""

    difference: Difference
    vanished: tuple[Vanished, ...]
    source: str
    subject: str
    """The first line of the message of the commit `source`."""
    commit: str
    """The commit on the branch; the one before in a dry run or when there was nothing to do."""
    before: str
    """The commit that the branch was at; "" when there was none."""
    notes: tuple[str, ...] = ()

    @property
    def is_new(self) -> bool:
        return self.commit != self.before


def deploy(order: Order, explain: Explain) -> Deployed:
    """Publish a built folder as `order` says.

    Raises `CredfolioError` when the folder, the live branch or what would
    vanish forbids it, `UsageError` for a remote or branch that makes no sense,
    and `EnvironmentProblem` when git, the disk or the remote refuse.
    """
    repository = find_repository(order.root)
    _refuse_branch(order, repository)
    remote = find_remote(repository.top, order.remote)
    lock = _lock(order.folder)
    try:
        site = load_site(order.folder, repository.object_format)
        _refuse_source(site, repository)
        records = _records(order, site)
        with open_branch(repository, remote, order.branch) as branch:
            for _ in range(_ATTEMPTS):
                if done := _attempt(order, repository, branch, site, records, explain):
                    return done
    finally:
        if lock:
            lock.release()
    raise EnvironmentProblem(
        f"others published {_ATTEMPTS} times while this deploy was trying; the live site is theirs",
        fix="wait a minute, then run the same command again",
    )


def refuse_unready(root: Path, private: Path | None = None) -> None:
    """Before a build for deployment: raise if its records are not committed."""
    find_repository(root)
    if changed := uncommitted(root, READ_BY_A_BUILD):
        raise CredfolioError(
            "a site is published from a commit, and these changes are not committed:"
            f" {first_of(changed, 3)}",
            fix='add --save "What changed", which commits and sends them; or undo them',
        )
    if private is None:
        return
    find_repository(private)
    if changed := uncommitted(private, READ_OF_RECORDS):
        raise CredfolioError(
            "a site is published from a commit, and these changes of the private repository are"
            f" not committed: {first_of(changed, 3)}",
            fix="commit them there, or undo them",
        )


def _attempt(
    order: Order,
    repository: Repository,
    branch: PagesBranch,
    site: BuiltSite,
    records: Repository | None,
    explain: Explain,
) -> Deployed | None:
    """One try from what is live now; None when somebody else was quicker."""
    live, source = branch.fetch(), site.manifest.origin.commit
    if PROJECT_FILE in live.files:
        raise UsageError(
            f"the branch {order.branch} holds a project and not a site; it would be replaced",
            fix="name another branch with --branch; gh-pages is usual",
        )
    reasons = [_refuse_going_back(order, repository, live, source)]
    if records is not None:
        reasons.append(_refuse_older_records(order, records, live, site.manifest.origin.records))
    forced = "; ".join(filter(None, reasons))
    meant = _meant(site, live, repository.object_format)
    difference = compare(live.files, meant)
    vanished = tuple(explain(difference.vanished, site)) if difference.vanished else ()
    lost = [one.path for one in vanished if not one.reason]
    if lost and not (order.allow_vanished or order.dry_run):
        raise _lost(order, lost, live)
    result = Deployed(
        difference,
        vanished,
        source,
        repository.subject(source),
        live.commit,
        live.commit,
        _notes(repository, source, meant, site),
    )
    is_same = not (difference.appeared or difference.changed or difference.vanished)
    is_same = is_same and live.records == site.manifest.origin.records
    if order.dry_run or (is_same and live.source == source):
        return result
    message = _message(order, site, source, forced, lost)
    written = [*difference.appeared, *difference.changed]
    commit = branch.commit(site.folder, written, difference.vanished, meant, message)
    if branch.push(commit, live.commit) == "lost":
        return None
    branch.verify(commit)
    return replace(result, commit=commit)


def _lock(folder: Path) -> Lock | None:
    """Keep builds away while the folder is read; where nobody can write, nobody builds."""
    if not folder.is_dir() or not os.access(folder.parent, os.W_OK):
        return None
    lock = lock_target(folder.resolve())
    recover(folder.resolve())
    return lock


def _refuse_branch(order: Order, repository: Repository) -> None:
    named = repository.git("check-ref-format", "--branch", order.branch)
    if named.code or order.branch.startswith("-"):
        raise UsageError(
            f"{order.branch!r} cannot be the name of a branch", fix="gh-pages is usual"
        )
    if order.branch == repository.branch:
        raise UsageError(
            f"the branch {order.branch} is the one you work on; the site would replace the records",
            fix="name another branch with --branch; gh-pages is usual",
        )


def _refuse_source(site: BuiltSite, repository: Repository) -> None:
    """Raise unless the site was built from a commit that is known here."""
    origin = site.manifest.origin
    if not origin.commit:
        raise CredfolioError(
            f"{site.folder.name} was not built in a git repository, so nobody could tell later"
            " what it was made from",
            fix="build it again in a clone of the repository",
        )
    if not origin.clean:
        raise CredfolioError(
            f"{site.folder.name} was built while there were changes that are not committed",
            fix="commit the changes (git status lists them), build again, then deploy",
        )
    if not repository.has(origin.commit):
        raise CredfolioError(
            f"{site.folder.name} was built from commit {origin.commit[:_SHORT]}, which this copy"
            " of the repository does not have",
            fix=_fetch_more(repository),
        )


def _refuse_going_back(order: Order, repository: Repository, live: Live, source: str) -> str:
    """What --force has to answer for, as a line of the message; "" when nothing forbids it."""
    if not live.commit:
        return ""
    if not live.source:
        what = f"the branch {order.branch} has content that no deploy of this program put there"
        fix = "look at the branch on the forge; if it may be replaced, add --force this once"
        said = f"replaces {live.commit}, which names no source"
    else:
        relation = repository.relation(live.source, source)
        if relation in ("same", "older"):
            return ""
        now, ours = live.source[:_SHORT], source[:_SHORT]
        said = f"replaces the site of {live.source}"
        if relation == "newer":
            what = f"the live site is newer: it was made from {now}, and you would publish {ours}"
            fix = "git pull, build again, then deploy; to go back on purpose, add --force"
        elif relation == "unknown" or repository.is_shallow:
            what = f"the live site was made from {now}, which this copy of the repository"
            what += " does not have or cannot place, so it may be newer than yours"
            fix = _fetch_more(repository)
        else:
            what = f"the live site was made from {now}, which is not part of {ours}"
            fix = "merge the two lines of work, build again, then deploy; or add --force"
    if order.force:
        return said
    raise CredfolioError(f"{what}. Nothing was changed.", fix=fix)


def _fetch_more(repository: Repository) -> str:
    if repository.is_shallow:
        return (
            "this copy has only the latest history; get all of it with git fetch --unshallow"
            " (in a workflow: fetch-depth: 0), then try again"
        )
    return "get the others' work with git pull, build again, then deploy"


def _meant(site: BuiltSite, live: Live, form: str) -> dict[str, str]:
    """What the branch is to hold: the site, and the two files that are the host's."""
    meant = dict(site.blobs)
    meant[NO_JEKYLL] = blob_id(b"", form)
    if _CNAME not in meant and _CNAME in live.files:
        meant[_CNAME] = live.files[_CNAME]
    return meant


def _records(order: Order, site: BuiltSite) -> Repository | None:
    """The private repository, where the site has homes of it; raises where the two do not fit."""
    commit = site.manifest.origin.records
    if order.private is None and commit:
        raise UsageError(
            f"{site.folder.name} has homes of a private repository, which says why one may go",
            fix="name it as in the build: --with ../records",
        )
    if order.private is None:
        return None
    records = find_repository(order.private)
    if not commit:
        raise UsageError(
            f"{site.folder.name} was built without the private repository that --with names",
            fix="build it with `credfolio build --with ../records`, or leave --site out",
        )
    if not records.has(commit):
        raise CredfolioError(
            f"{site.folder.name} was built from commit {commit[:_SHORT]} of the private"
            " repository, which this copy of it does not have",
            fix=_fetch_more(records),
        )
    return records


def _refuse_older_records(order: Order, records: Repository, live: Live, ours: str) -> str:
    """As `_refuse_going_back`, for the private repository."""
    if not live.records:
        return ""
    relation = records.relation(live.records, ours)
    if relation in ("same", "older"):
        return ""
    if order.force:
        return f"replaces the homes of {live.records}"
    raise CredfolioError(
        f"the live site has homes of commit {live.records[:_SHORT]} of the private repository,"
        f" which is not part of {ours[:_SHORT]} there, so it may be newer. Nothing was changed.",
        fix="git pull in the private repository, build again, then deploy;"
        " to go back on purpose, add --force",
    )


def _lost(order: Order, lost: Sequence[str], live: Live) -> CredfolioError:
    what = (
        "what is live now would vanish, and the records do not say why:"
        f" {first_of(lost, 3)}. Nothing was changed."
    )
    is_home = any(path.removeprefix(_API).startswith("portfolios/") for path in lost)
    if order.private is None and is_home and (live.records or _has_pair(order.root)):
        known = "has" if live.records else "may have"
        return CredfolioError(
            f"{what} The live site {known} homes of the private repository.",
            fix="publish both: credfolio deploy --with ../records. A workflow of the public"
            " repository cannot: leave its variable CREDFOLIO_PUBLISH unset",
        )
    return CredfolioError(
        what,
        fix="bring the records back, or name the old ids in former_ids; --dry-run lists them all;"
        " if they may go, add --allow-vanished",
    )


def _has_pair(root: Path) -> bool:
    """Whether awards of a private repository were published here."""
    return (root / PUBLISHED.path()).is_file()


def _notes(
    repository: Repository, source: str, meant: Mapping[str, str], site: BuiltSite
) -> tuple[str, ...]:
    notes = []
    if not repository.branch:
        notes.append("No branch is checked out here; the commit named above is what counts.")
    if source != repository.commit:
        notes.append(
            f"The site is of {source[:_SHORT]}; this copy is now at {repository.commit[:_SHORT]}."
        )
    if not repository.git("branch", "--remotes", "--contains", source).text:
        notes.append("This commit is not on the remote yet; push it, or others cannot deploy.")
    if _CNAME in meant and _CNAME not in site.blobs:
        notes.append("The branch's CNAME, its own domain, stays as it is.")
    return tuple(notes)


def _message(order: Order, site: BuiltSite, source: str, forced: str, lost: Sequence[str]) -> str:
    lines = [order.message or f"Publish {source[:_SHORT]}", ""]
    if forced:
        lines.append(f"Forced: {forced}")
    lines += [f"Vanished-Unexplained: {_quotable(path)}" for path in lost[:100]]
    lines.append(f"Site-Tree: {site.manifest.tree}")
    if records := site.manifest.origin.records:
        lines.append(f"Records-Commit: {records}")
    lines.append(f"Source-Commit: {source}")
    return "\n".join(lines) + "\n"


def _quotable(path: str) -> str:
    return path.encode("unicode_escape", "surrogateescape").decode()
