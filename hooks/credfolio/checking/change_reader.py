"""A working copy and a base commit → the change between them.

The base is read from git's objects and never put on disk. The working copy is
read as data: links are not followed, and files are compared by their hash.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from credfolio.checking.change import Change, ChangedFile, Form, How
from credfolio.checking.change.renamed import Followed, follow_renames
from credfolio.disk.git_objects import Repository, TreeEntry
from credfolio.findings.finding import printable
from credfolio.ids import fold_account
from credfolio.project import PROJECT_FILE
from credfolio.records.kept_badge import MAX_KEPT
from credfolio.records.loading.source_files import read_bytes
from credfolio.records.model.kept import KeptCredential, KeptStack, digest_of_kept, without_place
from credfolio.records.model.kinds import KINDS
from credfolio.records.reckoned.former_ids import with_present_ids
from credfolio.records.record_reader import read_record
from credfolio.records.registry import Registry, original_path
from credfolio.records.source_text import MAX_BYTES, decode, parse_yaml

FORMS: Mapping[str, Form] = {"120000": "link", "160000": "module", "100755": "program"}
LARGEST_COMPARED = 2 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Commits:
    """The commits of a change; `settings` is the text of mkdocs.yml as of the base."""

    base: str
    head: str
    settings: str


def read_change(root: Path, base: str, author: str, after: Registry) -> tuple[Change, Commits]:
    """What the working copy at `root` changes against the commit `base`.

    `after` holds the records of the working copy. What other people merged
    into the base since the change began is not part of it; rights are those of
    the base itself. Raises what `Repository` raises.
    """
    repository = Repository(root)
    tip = repository.commit(base)
    tree = repository.tree(tip)
    head = repository.commit("HEAD")
    began = repository.merge_base(tip, head)
    # After merges in both directions a file may be as it was in one of several beginnings, and
    # yet undo what the other holds. It is somebody else's only if it is as in all of them.
    bases = repository.merge_bases(tip, head) if began not in (tip, None) else ()
    starts = [repository.tree(one) for one in bases] or [tree]
    now = repository.files()
    committed = tree if head == tip else repository.tree(head)
    pinned = repository.modules()
    differing: dict[str, tuple[TreeEntry | None, _Working | None]] = {}
    for path in sorted({*tree, *now, *chain.from_iterable(starts)}):
        working = _look(repository, path, now.get(path), tree.get(path), committed.get(path))
        if working is not None and working.form == "module":
            # Another commit of another repository is another content.
            working = _Working("module", b"", frozenset({pinned.get(path, "")}))
        if not _is_same(working, tree.get(path)):
            differing[path] = (tree.get(path), working)
    readable = [
        entry.object
        for entry, _ in differing.values()
        if entry is not None and 0 <= entry.size <= LARGEST_COMPARED
    ]
    settings = tree.get(PROJECT_FILE)
    if settings is not None:
        readable.append(settings.object)
    blobs = repository.blobs(readable)
    files: list[ChangedFile] = []
    old: dict[str, bytes | None] = {}
    for path, (entry, working) in differing.items():
        before = blobs.get(entry.object, b"") if entry else None
        old[printable(path)] = before
        # What differs only because the base went on is no part of the change.
        if not all(_is_same(working, start.get(path)) for start in starts):
            files.append(_changed_file(path, working, before))
    text = blobs[settings.object].decode("utf-8", "replace") if settings else ""
    now_at = {printable(path): one for path, (_, one) in differing.items()}
    followed = follow_renames(files, old, after, lambda path, data: _says(now_at[path], data))
    return change_of(author, followed, after, root), Commits(tip, head, text)


def change_of(author: str, followed: Followed, after: Registry, root: Path) -> Change:
    """A change whose renames were followed; the records after it are below `root`."""
    before = registry_before(after, followed.old)
    originals = read_originals(root, followed.files, after)
    logs = {one.path: one.data for one in after.endings.values()}
    return Change(
        fold_account(author),
        followed.files,
        before,
        after,
        originals,
        renamed=followed.renamed,
        shortened=frozenset(
            path
            for path, data in followed.old.items()
            if path.endswith(".jsonl") and data is not None
            if not logs.get(path, b"").startswith(data)
        ),
    )


def read_originals(root: Path, files: Iterable[ChangedFile], after: Registry) -> dict[str, bytes]:
    """The badges that awards among `files` were made from; what cannot be read is not there."""
    found: dict[str, bytes] = {}
    for file in files:
        place = file.place
        award = after.awards.get(place.key) if place and place.kind == "awards" else None
        if award is None or award.imported_from is None or award.imported_from.file is None:
            continue
        path = original_path(award.educator, award.imported_from.file)
        data = read_bytes(root / path, path, limit=MAX_KEPT + 1)
        if isinstance(data, bytes):
            found[path] = data
    return found


@dataclass(frozen=True, slots=True)
class _Working:
    """A file of the working copy; `digests` are those it has with and without CRLF."""

    form: Form
    data: bytes
    digests: frozenset[str]
    is_made_here: bool = False
    """Whether no commit has these bytes, so that line ends may be the working copy's own."""


def _look(
    repository: Repository,
    path: str,
    mode: str | None,
    base: TreeEntry | None,
    committed: TreeEntry | None,
) -> _Working | None:
    """What is at `path`; None if nothing is, or if a commit cannot hold it."""
    if mode is None:
        return None
    file = repository.root / path
    try:
        found = os.lstat(file)
    except OSError:
        return None
    if mode == "160000" or stat.S_ISDIR(found.st_mode):
        return _Working("module", b"", frozenset())
    if stat.S_ISLNK(found.st_mode):
        target = os.fsencode(file.readlink())
        return _Working("link", b"", frozenset({_digest(repository.digest, target)}))
    if not stat.S_ISREG(found.st_mode):
        return None
    form = FORMS.get(mode, "file")
    if os.name == "posix" and found.st_mode & stat.S_IXUSR:
        form = "program"
    try:
        data = file.read_bytes()
    except OSError:
        return _Working(form, b"", frozenset())
    as_it_is = _digest(repository.digest, data)
    digests = {as_it_is}
    is_committed_so = committed is not None and committed.object == as_it_is
    if base is not None and base.object not in digests and not is_committed_so:
        # git on Windows may have put carriage returns into the working copy. Those that a commit
        # holds are somebody's change.
        digests.add(_digest(repository.digest, data.replace(b"\r\n", b"\n")))
    return _Working(form, data, frozenset(digests), not is_committed_so)


def _says(working: _Working | None, data: bytes) -> bool:
    """Whether a file has this content, but for carriage returns that git on Windows put there."""
    if working is None:
        return False
    return data == working.data or (
        working.is_made_here and working.data.replace(b"\r\n", b"\n") == data
    )


def _digest(name: str, data: bytes) -> str:
    """The name that git gives to a blob."""
    return hashlib.new(name, b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def _is_same(working: _Working | None, entry: TreeEntry | None) -> bool:
    if working is None or entry is None:
        return working is None and entry is None
    form = FORMS.get(entry.mode, "file")
    return form == working.form and entry.object in working.digests


def _changed_file(path: str, working: _Working | None, before: bytes | None) -> ChangedFile:
    shown = printable(path)
    old = before or b""
    if working is None:
        return ChangedFile(shown, "removed", lines=old.count(b"\n"))
    lines = Counter(working.data.splitlines()) - Counter(old.splitlines())
    how: How = "added" if before is None else "changed"
    return ChangedFile(shown, how, working.form, sum(lines.values()))


def registry_before(after: Registry, old: Mapping[str, bytes | None]) -> Registry:
    """The registry as of the base: what is the same there, and the base's text of what is not."""
    records = {kind: dict(after.all_of(kind)) for kind in KINDS if kind.model is not None}
    digests = dict(after.text_digests)
    for path, before in old.items():
        digests.pop(path, None)
        place = KINDS.place(path)
        if place is None:
            continue
        known = records[KINDS.by_name[place.kind]]
        known.pop(place.key, None)
        text = decode(before, path) if before is not None and len(before) <= MAX_BYTES else None
        data = parse_yaml(text, path) if isinstance(text, str) else None
        if not isinstance(data, dict):
            continue
        if KINDS.is_kept(path):
            data = without_place(data)
        record = read_record(place.model, data, path, place.given)
        if not isinstance(record, list):
            known[place.key] = record
        if isinstance(record, KeptCredential | KeptStack) and isinstance(text, str):
            digests[path] = digest_of_kept(text, record.redacted)
    return with_present_ids(replace(Registry().having(records), text_digests=digests))
