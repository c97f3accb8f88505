"""Pair: a private repository and the public one that it belongs to, checked as one project.

The public records are those of the commit that office/records.yml names, so a check says the
same wherever the clone stands: they are laid out from git's objects, or read in place where the
clone holds just these bytes. The private ones are read from the working copy. See ADR 0076.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from credfolio import __version__
from credfolio.checking.change import Change
from credfolio.checking.change_reader import read_change, registry_before
from credfolio.checking.check import Checked, check_project
from credfolio.checking.merge_reader import lay_records
from credfolio.checking.proposal import CheckedChange, judged
from credfolio.checking.signatures import check_changed_signatures
from credfolio.disk.clean_copy import holds_exactly
from credfolio.disk.git_archive import PublicRecords
from credfolio.disk.git_objects import Repository, TreeEntry
from credfolio.disk.kept import Kept
from credfolio.errors import UsageError
from credfolio.findings.finding import Finding
from credfolio.records.loading.loader import place_findings
from credfolio.records.loading.source_files import read_text
from credfolio.records.model import Office
from credfolio.records.model.kinds import KINDS, OFFICE
from credfolio.records.record_reader import read_record
from credfolio.records.registry import Registry
from credfolio.records.source_text import MAX_BYTES, parse_yaml

_OLD = timedelta(days=30)
_VERSION = re.compile(rb'^__version__ = "([^"]+)"', re.MULTILINE)
_TOPS = ("catalog", "portfolios")
_PUBLIC = tuple(f"{top}/" for top in _TOPS)
_PROGRAM = "hooks/credfolio/__init__.py"
_NOTE = ".credfolio.yml"
_NOTED = re.compile(rb"""^version: *["']?([^"'\s]+)""", re.MULTILINE)


@dataclass(frozen=True)
class Pair:
    """The two repositories, and an empty folder in which public records may be laid out."""

    private: Path
    public: PublicRecords
    laid: Path


def check_pair(
    pair: Pair,
    today: date,
    jobs: int = 0,
    *,
    without: Container[str] = (),
    kept: Kept | None = None,
    signatures: bool = True,
) -> Checked:
    """Check the private records together with the public ones that they name.

    What was parsed is `kept` for the next time. Without `signatures` the caller verifies what is
    signed. Raises what `public` raises.
    """
    return _check(pair, today, jobs, without, kept, signatures)[0]


def _check(
    pair: Pair,
    today: date,
    jobs: int,
    without: Container[str],
    kept: Kept | None,
    signatures: bool,
) -> tuple[Checked, Path]:
    """What `check_pair` finds, and the folder that the public records were read in."""
    office = _office(pair.private)
    if isinstance(office, list):
        return _only(pair, office), pair.laid
    found = [one for one in _about_the_pair(pair, office, today) if one.rule not in without]
    if any(one.is_error for one in found) or office.public is None:
        return _only(pair, found), pair.laid
    tree = pair.public.tree(pair.public.commit(office.public.commit))
    own = {path: entry for path, entry in tree.items() if path.startswith(_PUBLIC)}

    def check(folder: Path) -> Checked:
        checked = check_project(
            folder,
            today,
            jobs,
            without=without,
            kept=kept,
            beside=pair.private,
            signatures=signatures,
            settings=False,
        )
        placed = place_findings(folder, [*checked.findings, *found], pair.private)
        return replace(checked, findings=tuple(placed))

    clone = pair.public
    if isinstance(clone, Repository) and _is_copy(clone, own):
        checked = check(clone.root)
        if _is_copy(clone, own):  # nobody wrote there meanwhile
            return checked, clone.root
    lay_records(pair.public, own, pair.laid)
    return check(pair.laid), pair.laid


def check_pair_proposal(
    pair: Pair,
    today: date,
    base: str,
    author: str,
    jobs: int = 0,
    *,
    without: Container[str] = (),
    reviewers: Iterable[str] = (),
) -> CheckedChange:
    """Check the private records, and what they change against the commit `base`.

    Rights are those of the base in both repositories: of the private commit `base`, and of the
    public commit that was named there, with all of its records.
    """
    checked, folder = _check(pair, today, jobs, without, None, False)
    change, commits = read_change(pair.private, base, author, checked.registry)
    change, differing = _as_in_base(pair, change)
    touched = {*change.by_path, *differing}
    unproven = check_changed_signatures(change.before, change.after, touched)
    found = [*checked.findings, *(one for one in unproven if one.rule not in without)]
    checked = replace(checked, findings=tuple(found))
    return judged(folder, today, checked, change, commits, reviewers, without, beside=pair.private)


def _is_copy(clone: Repository, tree: Mapping[str, TreeEntry]) -> bool:
    return holds_exactly(clone.root, _TOPS, tree, clone.digest)


def _as_in_base(pair: Pair, change: Change) -> tuple[Change, Iterable[str]]:
    """The change with the public records of the base, and the public files that differ from them.

    Without a public commit in the base nobody has a right: the change would choose who does.
    """
    was, now = change.before.office, change.after.office
    before = _public_tree(pair, was)
    if not before:
        return replace(change, before=replace(change.before, governance=None)), ()
    after = _public_tree(pair, now)
    differing = [path for path in {**before, **after} if before.get(path) != after.get(path)]
    wanted = {
        path: before[path].object
        for path in differing
        if path in before and KINDS.place(path) and 0 <= before[path].size <= MAX_BYTES
    }
    blobs = pair.public.blobs(wanted.values())
    old = {path: blobs[wanted[path]] if path in wanted else None for path in differing}
    return replace(change, before=registry_before(change.before, old)), differing


def _public_tree(pair: Pair, office: Office | None) -> Mapping[str, TreeEntry]:
    """The public records at the commit that an office names; none where there is no such commit."""
    if office is None or office.public is None:
        return {}
    try:
        tree = pair.public.tree(pair.public.commit(office.public.commit))
    except UsageError:
        return {}
    return {path: one for path, one in tree.items() if path.startswith(_PUBLIC)}


def _office(private: Path) -> Office | list[Finding]:
    path = OFFICE.path()
    text = read_text(private / path, path)
    data = text if isinstance(text, Finding) else parse_yaml(text, path)
    if isinstance(data, Finding):
        return [data]
    return read_record(Office, data, path, {"id": "records"})


def _only(pair: Pair, found: list[Finding]) -> Checked:
    return Checked(Registry(), tuple(place_findings(pair.private, found)), 1)


def _about_the_pair(pair: Pair, office: Office, today: date) -> Iterator[Finding]:
    path = OFFICE.path()
    if office.program is not None and office.program != __version__:
        yield Finding(
            "other-program",
            path,
            f"these records are for version {office.program}, and this is {__version__}",
            f"install version {office.program}, or bring both repositories up to date and write "
            f"`program: {__version__}`",
            pointer=("program",),
        )
    if office.public is None:
        yield Finding(
            "public-commit",
            path,
            "nothing says which public repository these records belong to",
            "write `public:` with its `url` and a `commit` of its main branch",
        )
        return
    named = office.public.commit
    main = pair.public.main()
    newest = f"run `credfolio pin`, which writes the newest commit of the main branch: {main}"
    try:
        commit = pair.public.commit(named)
    except UsageError:
        yield Finding(
            "public-commit",
            path,
            f"there is no commit {named[:12]} in the public repository",
            f"fetch it there with `git fetch`, or {newest}",
            pointer=("public", "commit"),
        )
        return
    if not pair.public.is_ancestor(commit, main):
        yield Finding(
            "public-commit",
            path,
            f"the commit {named[:12]} is not on the main branch of the public repository",
            newest,
            pointer=("public", "commit"),
        )
        return
    program = _program(pair.public, commit)
    if program and program != __version__:
        yield Finding(
            "other-program",
            path,
            f"the public repository has version {program}, and this is {__version__}",
            f"install version {program}, or bring the public repository up to date first",
            pointer=("public", "commit"),
        )
    day = pair.public.day(commit)
    if commit != main and today - day > _OLD:
        yield Finding(
            "public-commit",
            path,
            f"the commit {named[:12]} is of {day}, and the main branch has gone on",
            newest,
            severity="hint",
            pointer=("public", "commit"),
        )


def _program(public: PublicRecords, commit: str) -> str:
    """The version of the program that the public repository has or names; "" for neither."""
    tree = public.tree(commit)
    for path, says in ((_PROGRAM, _VERSION), (_NOTE, _NOTED)):
        if (entry := tree.get(path)) is None:
            continue
        if found := says.search(public.blobs([entry.object])[entry.object]):
            return found[1].decode("utf-8", "replace")
    return ""
