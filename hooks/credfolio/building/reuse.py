"""Reuse of what an earlier build made of the same input: its files in the existing site.

For each task it is noted what went into it and which files came out, with their
digests. A task whose notes are as they were is not run: its files are taken
over from the old site, if each still has its digest. So a wrong note, a
site that somebody touched or a build that was killed cost time and nothing else.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar
from zlib import crc32

from credfolio.building.inner_links import KeptLinks, LinksOut
from credfolio.disk.kept import Kept
from credfolio.disk.manifest import Written
from credfolio.disk.old_site import OldSite

BUCKETS = 64
"""Tasks are noted in so many entries, so that a changed record writes one of them and not all."""


@dataclass
class Made:
    """The output of tasks: files, addresses for the sitemap, and links."""

    files: list[Written] = field(default_factory=list)
    indexed: list[str] = field(default_factory=list)
    links: LinksOut = field(default_factory=LinksOut)
    reused: list[str] = field(default_factory=list)
    """The paths of files that were not written, because the old site has them."""
    taken: int = 0
    """How many tasks were not run, because an earlier build had made the same."""

    def merge(self, other: Made) -> None:
        self.files += other.files
        self.indexed += other.indexed
        self.links.merge(other.links)
        self.reused += other.reused
        self.taken += other.taken


_OF_MANY = 16
"""The entries of tasks that are about no single person: a changed definition remakes many of them,
and so few entries are written again."""


def bucket_of(task: str) -> int:
    """The number of the entry that a task is noted in: the same in every build."""
    number = crc32(task.encode())
    if task.startswith("portfolios/"):
        return _OF_MANY + number % (BUCKETS - _OF_MANY)
    return number % _OF_MANY


@dataclass(frozen=True, slots=True)
class Reuse:
    """The notes of earlier builds, and the site that the last of them left."""

    kept: Kept
    old_site: OldSite
    state: str
    """A digest of what may go into every task; with another one nothing is taken."""
    digest_of: Callable[[str], str]
    """The current digest of what a note refers to."""

    def bucket(self, number: int) -> Bucket:
        return Bucket(self, f"{self.state}-{number}")


class Bucket:
    """The notes of some tasks: those of an earlier build, and those of this one.

    What tasks read, and where their pages lead, is kept in two lists for all of them, and of each
    task the places in these lists.
    """

    def __init__(self, reuse: Reuse, key: str) -> None:
        self._reuse = reuse
        self._key = key
        raw = reuse.kept.read(key)
        # An entry is used only with its digest, so what this program wrote is what it reads; with
        # another Python it is another program.
        found = marshal.loads(raw) if raw else {"places": [], "reads": [], "tasks": {}}
        self._places: list[str] = found["places"]
        self._reads: list[tuple[str, str]] = found["reads"]
        self._old: dict[str, Any] = found["tasks"]
        digest_of = reuse.digest_of
        self._changed = frozenset(
            n for n, (note, digest) in enumerate(self._reads) if digest_of(note) != digest
        )
        self._taken: list[str] = []
        self._new: dict[str, tuple[frozenset[str], Made]] = {}

    def take(self, task: str) -> Made | None:
        """What `task` made, if it would make the same today and the old site has it all."""
        if task not in self._old:
            return None
        reads, files, indexed, pages, links = self._old[task]
        if not self._changed.isdisjoint(reads):
            return None
        old_digest = self._reuse.old_site.digest
        for path, _, found, _ in files:
            if old_digest(path) != found:
                return None
        self._taken.append(task)
        written = [Written(*row) for row in files]
        kept = LinksOut(kept=[KeptLinks(self._places, pages, links)])
        return Made(written, indexed, kept, [file.path for file in written], 1)

    def note(self, task: str, reads: Iterable[str], made: Made) -> None:
        """Record the input and output of `task`."""
        if not made.links.lost:  # pages with a broken link are never published
            self._new[task] = frozenset(reads), made

    @property
    def is_same(self) -> bool:
        """Whether the notes are those of the earlier build."""
        return len(self._taken) == len(self._old) and not self._new

    def save(self) -> None:
        """Keep the notes, when they are other ones than before; they are no longer here then.

        Those of all tasks of a state would be a gigabyte.
        """
        if not self.is_same:
            self._reuse.kept.write(self._key, marshal.dumps(self._data()))
        self._old, self._new, self._taken = {}, {}, []

    def _data(self) -> dict[str, Any]:
        places: dict[str, int] = {}
        notes: dict[str, int] = {}
        tasks = {}
        for task in self._taken:
            reads, *made, steps = self._old[task]
            links = list(steps)
            links[::2] = _numbered(places, (self._places[number] for number in steps[::2]))
            tasks[task] = _numbered(notes, (self._reads[n][0] for n in reads)), *made, links
        for task, (noted, new) in self._new.items():
            pages: dict[tuple[str, str], int] = {}
            links = [0] * 2 * len(new.links.places)
            links[::2] = _numbered(places, new.links.places)
            links[1::2] = _numbered(pages, new.links.places.values())
            rows = [(f.path, f.size, f.sha256, f.source) for f in new.files]
            tasks[task] = _numbered(notes, sorted(noted)), rows, new.indexed, list(pages), links
        digest_of = self._reuse.digest_of
        return {
            "places": list(places),
            "reads": [(note, digest_of(note)) for note in notes],
            "tasks": tasks,
        }


T = TypeVar("T")


def _numbered(known: dict[T, int], names: Iterable[T]) -> list[int]:
    """The number of each of `names` among those that are `known`, where new ones are added."""
    return [known.setdefault(name, len(known)) for name in names]
