"""Pair: a private repository and the public one that it belongs to, checked as one project.

The public records are read from git's objects at the commit that office/records.yml
names, so a check says the same wherever the clone stands. The private ones are read
from the working copy. See ADR 0076.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from credfolio import __version__
from credfolio.checking.change_reader import read_change
from credfolio.checking.check import Checked, check_project
from credfolio.checking.merge_reader import lay_records
from credfolio.checking.proposal import CheckedChange, judged
from credfolio.disk.git_objects import Repository
from credfolio.errors import UsageError
from credfolio.findings.finding import Finding, quoted
from credfolio.records.loading.loader import place_findings
from credfolio.records.loading.source_files import read_text
from credfolio.records.model import Governance, Office
from credfolio.records.model.kinds import GOVERNANCE, OFFICE
from credfolio.records.record_reader import read_record
from credfolio.records.registry import Registry
from credfolio.records.source_text import decode, parse_yaml

_OLD = timedelta(days=30)
_VERSION = re.compile(rb'^__version__ = "([^"]+)"', re.MULTILINE)
_PROGRAM = "hooks/credfolio/__init__.py"


@dataclass(frozen=True)
class Pair:
    """The two repositories, and an empty folder in which the public records are laid out."""

    private: Path
    public: Repository
    laid: Path


def check_pair(pair: Pair, today: date, jobs: int = 0, *, without: Container[str] = ()) -> Checked:
    """Check the private records together with the public ones that they name.

    Raises what `Repository` raises.
    """
    office = _office(pair.private)
    if isinstance(office, list):
        return _only(pair, office)
    found = [one for one in _about_the_pair(pair, office, today) if one.rule not in without]
    if any(one.is_error for one in found) or office.public is None:
        return _only(pair, found)
    _lay(pair, office.public.commit)
    checked = check_project(pair.laid, today, jobs, without=without, beside=pair.private)
    placed = place_findings(pair.laid, [*checked.findings, *found], pair.private)
    return replace(checked, findings=tuple(placed))


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
    public commit that was named there.
    """
    checked = check_pair(pair, today, jobs, without=without)
    change, commits = read_change(pair.private, base, author, checked.registry)
    was = change.before.office
    # Without a commit in the base nobody has a right: the change would choose who does.
    named = was.public.commit if was is not None and was.public is not None else None
    governance = _governance(pair.public, named) if named else None
    change = replace(change, before=replace(change.before, governance=governance))
    return judged(
        pair.laid, today, checked, change, commits, reviewers, without, beside=pair.private
    )


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
    newest = f"write the newest commit of the main branch: {main}"
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


def _program(public: Repository, commit: str) -> str:
    """The version of the program in the public repository; "" where it is not kept there."""
    entry = public.tree(commit).get(_PROGRAM)
    if entry is None:
        return ""
    found = _VERSION.search(public.blobs([entry.object])[entry.object])
    return found[1].decode("utf-8", "replace") if found else ""


def _lay(pair: Pair, commit: str) -> None:
    tree = pair.public.tree(commit)
    own = {
        path: entry for path, entry in tree.items() if path.startswith(("catalog/", "portfolios/"))
    }
    lay_records(pair.public, own, pair.laid)


def _governance(public: Repository, commit: str) -> Governance | None:
    """Who might do what at one commit of the public repository; None where nothing says it."""
    path = GOVERNANCE.path()
    try:
        entry = public.tree(public.commit(commit)).get(path)
    except UsageError:
        return None
    if entry is None:
        return None
    text = decode(public.blobs([entry.object])[entry.object], path)
    data = parse_yaml(text, path) if isinstance(text, str) else text
    if isinstance(data, Finding):
        raise UsageError(
            f"{quoted(path)} of the commit {commit[:12]} cannot be read: {data.message}",
            fix="name a commit of the public repository whose records are clean",
        )
    record = read_record(Governance, data, path, {"id": "governance"})
    return None if isinstance(record, list) else record
