"""Whether a build would give the site that is there: asked before anything of a build is loaded.

A build leaves a note of what it depended on: the program, the command, the day, the commit, and
each file that it read. While all of that is the same, and the site is still what was written,
there is nothing to do. See ADR 0087.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from credfolio.building.inputs import (
    Row,
    Unsure,
    digests_of,
    find_changed,
    is_of_records,
    rows_below,
    rows_of,
)
from credfolio.building.program import program_digest
from credfolio.disk.kept import Kept
from credfolio.disk.manifest import Written, tree_hash
from credfolio.disk.old_site import OldSite
from credfolio.disk.own_cache import is_carried, own_shelf
from credfolio.disk.source_commit import commits_of
from credfolio.disk.spare import spare_of
from credfolio.disk.staging import (
    lock_of,
    lock_target,
    manifest_of,
    recover,
    staging_folder,
)
from credfolio.errors import CredfolioError
from credfolio.project import site_day

_VARIABLES = ("CREDFOLIO_ENGINE", "SOURCE_DATE_EPOCH")
_READ_HIDDEN = ".credfolio.yml"


@dataclass(frozen=True)
class Wanted:
    """What a build is asked for: the options of `credfolio build` that the site depends on."""

    root: Path
    output: Path | None = None
    strict: bool = False
    today: date | None = None
    beside: Path | None = None

    @property
    def key(self) -> str:
        """The name of the note of such a build."""
        folders = (None if one is None else one.absolute() for one in (self.output, self.beside))
        # A folder's name may be no UTF-8.
        return ascii("\0".join(map(str, ("built", self.root, self.strict, *folders))))

    @property
    def kept(self) -> Kept:
        return own_shelf(self.root, "").sites

    @property
    def docs_key(self) -> str:
        """The name of what such a build keeps of the pages of docs/."""
        return f"{self.key}\0docs"

    @property
    def docs(self) -> bytes | None:
        """What the last such build kept of the pages of docs/."""
        return self.kept.read(self.docs_key)


@dataclass(frozen=True)
class Built:
    """A finished build, as far as the next one has to know of it."""

    target: Path
    day: date
    commits: tuple[str, str]
    """What was checked out from beginning to end: here, and in the repository of private records;
    "" outside of a repository."""
    tree: str
    """The digest of the site, as its manifest has it."""
    said: str
    """The findings as they were printed, on standard error."""
    docs: bytes = b""
    """What a build needs of the pages of docs/ that does not make them; empty where that is
    unknown."""


class Inputs:
    """What a build reads, looked at before it begins."""

    def __init__(self, wanted: Wanted) -> None:
        self._wanted = wanted
        self._tops: list[Path] = []
        self._rows: dict[str, Row] = {}
        self._others: Iterable[str] = ()
        self._is_sure = True
        self.add([wanted.root, *([wanted.beside] if wanted.beside else [])])

    @classmethod
    def seen(
        cls, wanted: Wanted, tops: list[Path], rows: dict[str, Row], others: Iterable[str]
    ) -> Inputs:
        """What was looked at already: all below `tops`, and the `others` that were opened."""
        made = cls.__new__(cls)
        made._wanted, made._tops, made._rows, made._others = wanted, tops, rows, others
        made._is_sure = True
        return made

    def add(self, folders: Iterable[Path]) -> None:
        """Look at `folders` and all below, too; to be called before they are read."""
        new = [top for top in map(Path.resolve, folders) if not self._has(top)]
        self._tops += new
        try:
            self._rows |= rows_below(new, _left_out(new), _of_records(self._wanted))
        except Unsure:
            self._is_sure = False

    def doubt(self) -> None:
        """Say that the build depends on what cannot be noted."""
        self._is_sure = False

    def keep(self, built: Built, opened: Iterable[str]) -> None:
        """Note that the build gave `built`; `opened` are the files that it has read."""
        if not self._is_sure:
            return
        site = _of_the_site(built.target)
        is_site = _is_in(site)
        is_own = _is_in([*site, self._wanted.root / ".cache"])
        others = (
            path
            for path in {*opened, *self._others}
            # What Python and the program keep there follows from files that are looked at.
            if f"{os.sep}__pycache__{os.sep}" not in path and not is_own(path)
        )
        rows = {path: row for path, row in self._rows.items() if not is_site(path)}
        try:
            opened_rows = rows_of(path for path in others if path not in rows)
            note = {
                **_circumstances(),
                "day": built.day.isoformat(),
                "commits": list(built.commits),
                "tops": list(map(str, self._tops)),
                "rows": rows,
                "others": opened_rows,
                "digests": digests_of(self._of_no_record(rows | opened_rows)),
                "target": str(built.target),
                "tree": built.tree,
                "manifest": _digest_of(manifest_of(built.target)),
                "said": built.said,
                "docs": hashlib.sha256(built.docs).hexdigest() if built.docs else "",
            }
        except (OSError, Unsure):
            return
        text = json.dumps(note, separators=(",", ":"))
        if built.docs and self._wanted.docs != built.docs:
            self._wanted.kept.write(self._wanted.docs_key, built.docs)
        self._wanted.kept.write(self._wanted.key, text.encode())

    def _of_no_record(self, rows: Mapping[str, Row]) -> dict[str, Row]:
        """Those of `rows` by which another computer sees that nothing but records changed."""
        if not is_carried():
            return {}
        root, beside = self._wanted.root, self._wanted.beside
        return {path: row for path, row in rows.items() if not is_of_records(path, root, beside)}

    def _has(self, path: Path) -> bool:
        return any(_is_below(str(path), top) for top in self._tops)


@dataclass(frozen=True)
class Compared:
    """What an earlier build has for one that is asked for now."""

    same: Built | None = None
    """The site that is there, if building it would give the same bytes."""
    docs: bytes = b""
    """`Built.docs` of the last build, where nothing but records is other than it was."""
    inputs: Inputs | None = None
    """What a build with these pages would read, looked at now."""


def site_of_same_build(wanted: Wanted) -> Built | None:
    """The site that is there, if building it would give the same bytes; None where that is unsure.

    Raises `EnvironmentProblem` when another build is at work on it.
    """
    return compare(wanted).same


def compare(wanted: Wanted) -> Compared:
    """What of the last build is the same; nothing where that is unsure.

    Raises `EnvironmentProblem` when another build is at work on its site.
    """
    raw = wanted.kept.read(wanted.key)
    if raw is None:
        return Compared()
    # An entry is used only with its digest, so what this program wrote is what it reads.
    note = json.loads(raw)
    if any(note[name] != value for name, value in _circumstances().items()):
        return Compared()
    try:
        day = site_day(wanted.root, wanted.today).day
    except CredfolioError:
        return Compared()  # the build says what is wrong
    target = Path(note["target"])
    if day.isoformat() != note["day"] or not target.is_dir():
        return Compared()
    tops = [Path(top) for top in note["tops"]]
    try:
        now = rows_below(tops, _left_out(tops, target), _of_records(wanted))
        others = rows_of(note["others"])
    except (Unsure, OSError):
        return Compared()
    changed = find_changed(note["rows"], now, note["digests"])
    if find_changed(note["others"], others, note["digests"]) or not all(
        is_of_records(path, wanted.root, wanted.beside) for path in changed
    ):
        return Compared()
    if not changed and (same := _same_site(wanted, note, target, day)):
        return Compared(same)
    docs = wanted.docs or b""
    if hashlib.sha256(docs).hexdigest() != note["docs"]:
        return Compared()
    return Compared(None, docs, Inputs.seen(wanted, tops, now, note["others"]))


def _same_site(wanted: Wanted, note: Mapping[str, Any], target: Path, day: date) -> Built | None:
    commits = commits_of(wanted.root, wanted.beside)
    if list(commits) != note["commits"]:
        return None
    lock = lock_target(target)
    try:
        recover(target)
        old = OldSite(target, wanted.kept)
        files = [Written(path, 0, old.digest(path) or "", "") for path in old.stamps]
        try:
            is_whole = (
                tree_hash(files) == note["tree"]
                and _digest_of(manifest_of(target)) == note["manifest"]
            )
        except (OSError, UnicodeEncodeError):  # a name in the site that is no UTF-8
            return None
        if not is_whole:
            return None
        old.note(files, old.stamps)
    finally:
        lock.release()
    return Built(target, day, commits, note["tree"], note["said"])


def _circumstances() -> Mapping[str, str | None]:
    return {"program": program_digest()} | {name: os.environ.get(name) for name in _VARIABLES}


def _left_out(tops: Iterable[Path], target: Path | None = None) -> frozenset[str]:
    """What below `tops` is none of a build's input, or read by its name: see `Inputs.keep`."""
    out = set(map(str, _of_the_site(target))) if target else set()
    for top in tops:
        out |= {
            str(path)
            for path in top.iterdir()
            if path.name.startswith(".") and path.name != _READ_HIDDEN
        }
    return frozenset(out)


def _of_records(wanted: Wanted) -> tuple[str, ...]:
    roots = (wanted.root, *([wanted.beside] if wanted.beside else []))
    return tuple(f"{root / top}{os.sep}" for root in roots for top in ("catalog", "portfolios"))


def _of_the_site(target: Path) -> tuple[Path, ...]:
    """What builds write in the site's folder and next to it."""
    lock = lock_of(target)
    return target, manifest_of(target), staging_folder(target), spare_of(target), lock


def _is_in(places: Iterable[Path]) -> Callable[[str], bool]:
    """Whether a path is one of `places`, or below it."""
    names = frozenset(map(str, places))
    tops = tuple(f"{name}{os.sep}" for name in names)
    return lambda path: path.startswith(tops) or path in names


def _is_below(path: str, folder: Path) -> bool:
    return path == str(folder) or path.startswith(f"{folder}{os.sep}")


def _digest_of(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
