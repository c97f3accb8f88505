"""Two commits → what merging one into the other would make, on the disk and as a change.

The merge is compared with the branch that it goes into, so whatever it changes
there is part of the change, however it came into the branch. Nothing is
read from a working copy. See ADR 0059.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from credfolio.checking.change import RECORD_FOLDERS, Change, ChangedFile, How
from credfolio.checking.change.renamed import follow_renames
from credfolio.checking.change_reader import (
    FORMS,
    LARGEST_COMPARED,
    Commits,
    change_of,
)
from credfolio.disk.git_archive import PublicRecords
from credfolio.disk.git_objects import Repository, TreeEntry
from credfolio.errors import CredfolioError, EnvironmentProblem
from credfolio.findings.finding import printable
from credfolio.project import PROJECT_FILE
from credfolio.records.model.kinds import AWARDS, KINDS
from credfolio.records.registry import Registry


@dataclass(frozen=True)
class Merge:
    """A merge that has not been made: the tree of the base, and the tree that would come of it."""

    repository: Repository
    base: str
    head: str
    before: Mapping[str, TreeEntry]
    after: Mapping[str, TreeEntry]

    @property
    def differing(self) -> dict[str, tuple[TreeEntry | None, TreeEntry | None]]:
        """Each path that the merge would change, with what is there before and after."""
        paths = sorted({*self.before, *self.after})
        pairs = ((path, self.before.get(path), self.after.get(path)) for path in paths)
        return {path: (old, new) for path, old, new in pairs if _identity(old) != _identity(new)}


def plan_merge(root: Path, base: str | None) -> Merge:
    """What merging HEAD of the repository at `root` into `base` would make.

    Without a base HEAD is a merge that the forge made, and its first parent is
    the base. Raises what `Repository` raises.
    """
    repository = Repository(root)
    head = repository.commit("HEAD")
    if base is None:
        into, tree = repository.first_parent(head), head
    else:
        into = repository.commit(base)
        repository.merge_base(into, head)  # a shallow clone cannot tell, and says so
        tree = repository.merged(into, head)
    return Merge(repository, into, head, repository.tree(into), repository.tree(tree))


def lay_records(repository: PublicRecords, tree: Mapping[str, TreeEntry], folder: Path) -> None:
    """Write records and settings of a tree below `folder`; links stay links, and lead nowhere.

    Raises `CredfolioError` for a path that does not belong in a tree, and `EnvironmentProblem` for
    one that the disk refuses.
    """
    records = {
        path: entry
        for path, entry in tree.items()
        if path.startswith(RECORD_FOLDERS)
        or (path == PROJECT_FILE and FORMS.get(entry.mode, "file") == "file")
    }
    blobs = repository.blobs(one.object for one in records.values() if one.size >= 0)
    links = [path for path, entry in records.items() if FORMS.get(entry.mode) == "link"]
    made = set()
    # Links come last, and every folder before them: nothing is ever written through a link.
    for path, entry in records.items():
        if any(step in ("", ".", "..") for step in path.split("/")) or "\\" in path:
            raise _no_path(path)
        try:
            target = folder / path
            if target.parent not in made:
                target.parent.mkdir(parents=True, exist_ok=True)
                made.add(target.parent)
            _lay_file(target, entry, blobs)
        except OSError as error:
            raise _refused(path, error) from error
    for path in links:
        _lay_link(folder / path, blobs[records[path].object], path)


def _lay_file(target: Path, entry: TreeEntry, blobs: Mapping[str, bytes]) -> None:
    form = FORMS.get(entry.mode)
    if form == "module":
        target.mkdir(exist_ok=True)
    elif form != "link":
        target.write_bytes(blobs[entry.object])


def _lay_link(target: Path, goal: bytes, path: str) -> None:
    if os.path.lexists(target):  # where letters' case does not count, two paths may be one
        raise _no_path(path)
    try:
        target.symlink_to(os.fsdecode(goal))
    except (OSError, ValueError):  # Windows, without the right to: as git checks links out there
        try:
            target.write_bytes(goal)
        except OSError as error:
            raise _refused(path, error) from error


def _no_path(path: str) -> CredfolioError:
    return CredfolioError(
        f"{printable(path)} is not a path that a commit can have",
        fix="make the commit with git itself",
    )


def _refused(path: str, error: OSError) -> EnvironmentProblem:
    return EnvironmentProblem(f"{printable(path)} cannot be written: {error.strerror}")


def settled_signatures(merge: Merge) -> frozenset[str]:
    """The signed files whose bytes and verifying key a merge does not change.

    What is wrong with them is wrong on the branch already, which is not held against the author.
    The key follows from the issuer's record, and whose badge it is from the record of the award.
    """
    differing = set(merge.differing)
    if any(path.endswith("/issuer.yml") for path in differing):
        return frozenset()
    return frozenset(
        path
        for path in merge.after
        if KINDS.is_signed(path) and path not in differing and _award_of(path) not in differing
    )


def _award_of(path: str) -> str:
    """The record of the award whose badge, token or endorsement is at `path`; "" for a list."""
    top, owner, folder, *rest = path.split("/")
    if top != "portfolios" or folder != "credentials" or not rest:
        return ""
    return AWARDS.path(owner, rest[0].partition(".")[0])


def read_merge(merge: Merge, folder: Path, author: str, after: Registry) -> tuple[Change, Commits]:
    """The change that a merge makes; `after` holds the records written to `folder`."""
    differing = merge.differing
    readable = {
        entry.object
        for pair in differing.values()
        for entry in pair
        if entry is not None and 0 <= entry.size <= LARGEST_COMPARED
    }
    settings = merge.before.get(PROJECT_FILE)
    blobs = merge.repository.blobs([*readable, *([settings.object] if settings else ())])
    files = []
    old: dict[str, bytes | None] = {}
    for path, (was, now) in differing.items():
        before = blobs.get(was.object, b"") if was else None
        old[printable(path)] = before
        files.append(_changed_file(path, before, now, blobs))
    text = blobs[settings.object].decode("utf-8", "replace") if settings else ""
    texts = {printable(path): blobs.get(two.object) for path, (_, two) in differing.items() if two}
    followed = follow_renames(files, old, after, lambda path, data: texts.get(path) == data)
    return change_of(author, followed, after, folder), Commits(merge.base, merge.head, text)


def _changed_file(
    path: str, before: bytes | None, now: TreeEntry | None, blobs: Mapping[str, bytes]
) -> ChangedFile:
    shown = printable(path)
    if now is None:
        return ChangedFile(shown, "removed", lines=(before or b"").count(b"\n"))
    lines = Counter(blobs.get(now.object, b"").splitlines()) - Counter((before or b"").splitlines())
    how: How = "added" if before is None else "changed"
    return ChangedFile(shown, how, FORMS.get(now.mode, "file"), sum(lines.values()))


def _identity(entry: TreeEntry | None) -> tuple[str, str] | None:
    return None if entry is None else (FORMS.get(entry.mode, "file"), entry.object)
