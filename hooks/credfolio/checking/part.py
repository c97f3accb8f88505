"""A part of the records that notes what it is asked about the rest.

The records are divided by folder: some portfolios together, each issuer, each other folder of the
catalog. A rule that finds what is wrong with one record after another finds the same in all parts
together as in the whole. Going through a collection of a part gives its own records; looking up a
key finds any record, and notes where it was looked for. What nobody noted cannot be read: see
`PartOfRegistry`. What was found in a part holds until its own files, or an answer that was noted,
are others.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from datetime import date
from functools import cached_property
from typing import Any, TypeVar
from zlib import crc32

from credfolio.records.model.kinds import EDUCATORS, KINDS, ORIGINALS, Kind
from credfolio.records.noted_day import FROM, ON, UNTIL, NotedDay, holds
from credfolio.records.reckoned.former_ids import present_ids
from credfolio.records.reckoned.persons import TABLES
from credfolio.records.registry import Registry

K = TypeVar("K")
V = TypeVar("V")

_WITH_KEYS = tuple(kind for kind in KINDS if kind.parts)
_ALONE = tuple(kind for kind in KINDS if not kind.parts)
_NO_FACTS = ("digests", "file_digests", "originals")
_EVERY, _BROKEN, _TABLE, _DAY = "every ", "broken ", "table ", "day "
WHOLE = "whole "
"""How notes begin that are no path and no folder's name; no path begins so. The last is of a rule
that cannot be run in parts, which is so whatever the records are."""
_TOGETHER = 16
"""About so many portfolios are one part: fewer parts cost less, and a change touches more."""


def _group_of(path: str) -> str:
    """The folder whose records belong together; everything private belongs together."""
    top, _, rest = path.partition("/")
    return f"{top}/{rest.partition('/')[0]}" if top in ("catalog", "portfolios") else "private"


def _path_of(kind: Kind) -> Any:
    return lambda key: kind.path(*(key if isinstance(key, tuple) else (key,)))


class NotNoted(Exception):
    """A rule that is run in parts reads what nobody would know of the next time."""


class Answers:
    """What is the case in a whole registry, by what was noted: as short texts that are equal only
    if nobody who asked could tell the difference."""

    def __init__(self, registry: Registry, today: date) -> None:
        self.registry, self.today = registry, today
        self._every: dict[str, str] = {}

    def answer(self, note: str) -> str:
        """What `note` stands for now."""
        if note.startswith(WHOLE):
            return ""
        if note.startswith(_BROKEN):
            return "1" if note.removeprefix(_BROKEN) in self.registry.broken else ""
        if note.startswith(_EVERY):
            name = note.removeprefix(_EVERY)
            if name not in self._every:
                self._every[name] = self._of_every(name)
            return self._every[name]
        if note.startswith(_TABLE):
            name, _, key = note.removeprefix(_TABLE).partition(" ")
            return repr(sorted(TABLES[name](self.registry).get(key, ())))
        if note.startswith(_DAY):
            return "1" if holds(note.removeprefix(_DAY), self.today) else ""
        held = self.registry.digests if note.count("/") == 1 else {}
        return held.get(note) or self.registry.file_digests.get(note, "")

    def digest(self, notes: Iterable[str]) -> str:
        """One digest of all answers."""
        return _digest(f"{note}\0{self.answer(note)}" for note in notes)

    def _of_every(self, name: str) -> str:
        kind = KINDS.by_name[name]
        if not kind.parts:
            return self.answer(kind.path())
        held, path_of = self.registry.all_of(kind), _path_of(kind)
        return _digest(f"{key}\0{self.answer(_note_of(path_of(key)))}" for key in held)


def _note_of(path: str) -> str:
    """What stands for the file at `path`: of a portfolio, only the whole folder and the profile
    have digests."""
    top, _, rest = path.partition("/")
    if top != "portfolios":
        return path
    owner, _, name = rest.partition("/")
    return f"profiles/{owner}" if name == EDUCATORS.file_name else f"portfolios/{owner}"


def _digest(rows: Iterable[str]) -> str:
    text = "\n".join(rows)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class _Own(Mapping[K, V]):
    """A collection: goes through the part's own records, and looks up and notes all."""

    __slots__ = ("_all", "_looked", "_note", "_own", "_path_of")

    def __init__(self, own: Mapping[K, V], every: Mapping[K, V], note: Any, path_of: Any) -> None:
        self._own, self._all, self._note, self._path_of = own, every, note, path_of
        self._looked: set[K] = set()
        """What was noted already: rules ask for the same few definitions again and again."""

    def __iter__(self) -> Iterator[K]:
        return iter(self._own)

    def __len__(self) -> int:
        return len(self._own)

    def items(self) -> Any:
        return self._own.items()

    def values(self) -> Any:
        return self._own.values()

    def __getitem__(self, key: K) -> V:
        self._look(key)
        return self._all[key]

    def get(self, key: K, default: Any = None) -> Any:
        self._look(key)
        return self._all.get(key, default)

    def __contains__(self, key: object) -> bool:
        self._look(key)
        return key in self._all

    def _look(self, key: Any) -> None:
        if key not in self._own and key not in self._looked:
            self._looked.add(key)
            try:
                path = self._path_of(key)
            except TypeError:
                return  # a reference of another form, which no record can have
            self._note(_note_of(path))


class _OwnPaths(Set[str]):
    """Paths: goes through the part's own, and looks up and notes all."""

    __slots__ = ("_all", "_note", "_own")

    def __init__(self, own: frozenset[str], every: frozenset[str], note: Any) -> None:
        self._own, self._all, self._note = own, every, note

    def __iter__(self) -> Iterator[str]:
        return iter(self._own)

    def __len__(self) -> int:
        return len(self._own)

    def __contains__(self, path: object) -> bool:
        if path not in self._own:
            self._note(f"{_BROKEN}{path}")
        return path in self._all


class _Whole:
    """What `PartOfRegistry.whole` hands out: all records of a kind, noted as such."""

    def __init__(self, registry: Registry, note: Any) -> None:
        self._registry, self._note = registry, note

    def __getattr__(self, name: str) -> Any:
        if name not in KINDS.by_name:
            raise NotNoted(f"nobody notes who reads all of {name}")
        self._note(f"{_EVERY}{name}")
        return getattr(self._registry, name)


class _Days:
    """Notes about the day: of all that an answer holds from, or until, the narrowest."""

    def __init__(self) -> None:
        self._narrowest: dict[str, str] = {}

    def add(self, note: str) -> None:
        kind, _, day = note.partition("/")
        kind += "/"
        known = self._narrowest.get(kind, day)
        # ISO days compare as texts.
        self._narrowest[kind] = max(known, day) if kind == FROM else min(known, day)
        if kind == ON:
            self._narrowest[FROM] = self._narrowest[UNTIL] = day

    def notes(self) -> set[str]:
        return {f"{_DAY}{kind}{day}" for kind, day in self._narrowest.items()}


class PartOfRegistry(Registry):
    """A registry with the records of a part. Other attributes than those that note what is read of
    the rest raise `NotNoted`."""

    notes: set[str]
    today: date
    """The day of the check, which notes how far it may move."""

    def __init__(self, registry: Registry, own: _OwnRecords, today: date) -> None:
        # Not that of a registry: what is not set here is not there.
        self.__dict__["notes"] = notes = set[str]()
        self.__dict__["_registry"] = registry
        self.__dict__["_days"] = days = _Days()
        self.__dict__["today"] = NotedDay(today, days.add)
        note = notes.add
        for kind in _WITH_KEYS:
            if kind is not ORIGINALS:  # their digests are not known
                every = registry.all_of(kind)
                mine = {key: every[key] for key in own.keys.get(kind.name, ())}
                self.__dict__[kind.name] = _Own(mine, every, note, _path_of(kind))
        for name in ("pictures", "text_digests"):
            every = getattr(registry, name)
            mine = {path: every[path] for path in own.keys.get(name, ())}
            self.__dict__[name] = _Own(mine, every, note, str)
        self.__dict__["broken"] = _OwnPaths(frozenset(own.broken), registry.broken, note)
        self.__dict__["more"] = {}

    def all_notes(self) -> tuple[str, ...]:
        """What was noted so far."""
        days: _Days = self.__dict__["_days"]
        return tuple(sorted(self.notes | days.notes()))

    @property
    def whole(self) -> Any:
        return _Whole(_behind(self), self.notes.add)

    def look_up(self, table: Callable[[Registry], Mapping[str, V]], key: str) -> V | None:
        if table.__name__ not in TABLES:
            raise NotNoted(f"nobody notes what is looked up in {table.__name__}")
        self.notes.add(f"{_TABLE}{table.__name__} {key}")
        return table(_behind(self)).get(key)

    @cached_property
    def awards_by_educator(self) -> Any:
        every = _behind(self).awards_by_educator
        mine = {name: every[name] for name in {key[0] for key in self.awards}}
        return _Own(mine, every, self.notes.add, lambda name: f"portfolios/{name}/")


def _behind(part: PartOfRegistry) -> Registry:
    found: Registry = part.__dict__["_registry"]
    return found


def _alone(kind: Kind) -> property:
    def read(part: PartOfRegistry) -> Any:
        part.notes.add(kind.path())
        return getattr(_behind(part), kind.name)

    return property(read)


def _not_noted(name: str) -> property:
    def refuse(_: PartOfRegistry) -> Any:
        raise NotNoted(f"nobody notes who reads {name} in a part of the records")

    return property(refuse)


for _kind in _ALONE:
    setattr(PartOfRegistry, _kind.name, _alone(_kind))
for _name in (*_NO_FACTS, *vars(Registry)):
    is_fact = _name not in _NO_FACTS and not isinstance(vars(Registry)[_name], cached_property)
    if not is_fact and _name not in vars(PartOfRegistry):
        setattr(PartOfRegistry, _name, _not_noted(_name))


class _OwnRecords:
    """Which records are those of a part: collection → keys, and the paths that are broken."""

    def __init__(self) -> None:
        self.groups: list[str] = []
        self.keys: defaultdict[str, list[Any]] = defaultdict(list)
        self.broken: list[str] = []


class Part:
    """A part before it is read: what it is known by, and how to read it."""

    def __init__(self, registry: Registry, own: _OwnRecords, digest: str) -> None:
        self.digest = digest
        """Of its own files."""
        self._registry, self._own = registry, own

    def read(self, today: date) -> PartOfRegistry:
        """The part as a registry, which begins to note."""
        return PartOfRegistry(self._registry, self._own, today)


def parts_of(registry: Registry) -> list[Part]:
    """All parts, together all records."""
    groups: defaultdict[str, _OwnRecords] = defaultdict(_OwnRecords)
    for kind in _WITH_KEYS:
        path_of = _path_of(kind)
        for key in registry.all_of(kind):
            groups[_group_of(path_of(key))].keys[kind.name].append(key)
    for name in ("pictures", "text_digests"):
        for path in getattr(registry, name):
            groups[_group_of(path)].keys[name].append(path)
    for path in sorted(registry.broken):
        groups[_group_of(path)].broken.append(path)
    files: defaultdict[str, list[str]] = defaultdict(list)
    for path, found in registry.file_digests.items():
        files[_group_of(path)].append(f"{path}\0{found}")
    # What former ids are read as in kept texts follows from the whole catalog.
    common = _digest(f"{old}\0{new}" for old, new in sorted(present_ids(registry).items()))
    parts: list[_OwnRecords] = []
    is_open = False
    for name, own in sorted(groups.items()):
        is_person = name.startswith("portfolios/")
        if not (is_person and is_open):
            parts.append(_OwnRecords())
        _add(parts[-1], name, own)
        is_open = is_person and crc32(name.encode("utf-8", "surrogatepass")) % _TOGETHER != 0
    return [Part(registry, own, _own_digest(registry, own, files, common)) for own in parts]


def _add(part: _OwnRecords, name: str, own: _OwnRecords) -> None:
    part.groups.append(name)
    part.broken += own.broken
    for kind, keys in own.keys.items():
        part.keys[kind] += keys


def _own_digest(
    registry: Registry, own: _OwnRecords, files: Mapping[str, list[str]], common: str
) -> str:
    rows = [common, *own.groups, *own.broken]
    rows += [f"{name}\0{registry.digests.get(name, '')}" for name in own.groups]
    rows += [row for name in own.groups for row in sorted(files.get(name, ()))]
    # Pictures and badges from elsewhere may be there without being read.
    rows += [f"{name} {sorted(map(str, found))}" for name, found in sorted(own.keys.items())]
    return _digest(rows)
