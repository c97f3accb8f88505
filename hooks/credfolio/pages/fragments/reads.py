"""What a task reads of the portfolios, noted while it runs.

The catalog is one thing: when any file of it changes, every page is made again.
Portfolios are many, and a page shows few of them. So the registry notes the
portfolios that a page looks up, and values computed from all portfolios are
wrapped in the same way. A page with unchanged notes is the same to the byte,
because nothing else went into it. See ADR 0041.
"""

from __future__ import annotations

from collections.abc import Callable, ItemsView, Iterator, Mapping, Sequence, ValuesView
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from typing import Any, TypeVar, overload

from credfolio.records.model.kinds import KINDS
from credfolio.records.registry import Registry

K = TypeVar("K")
V = TypeVar("V")
T = TypeVar("T")

EVERYBODY = "portfolios"
"""Noted when a task goes through all portfolios, or counts them."""


def portfolio(educator: str) -> str:
    """The note of one portfolio: the name of its folder, as in `Registry.digests`."""
    return f"portfolios/{educator}"


def earned(reference: str) -> str:
    """The note of who earned a credential and shows it."""
    return f"earned/{reference}"


def for_everybody(key: object) -> str:
    """The note of what is of use only with all portfolios in view, whatever the key."""
    return EVERYBODY


class Reads:
    """Takes notes while a task runs, and none at other times."""

    def __init__(self) -> None:
        self._notes: set[str] | None = None

    def note(self, what: str) -> None:
        """Somebody read `what`; an empty name is nothing to note."""
        if self._notes is not None and what:
            self._notes.add(what)

    @contextmanager
    def noting(self) -> Iterator[set[str]]:
        """Everything that is read inside; notes taken outside include it."""
        outer, self._notes = self._notes, set()
        try:
            yield self._notes
        finally:
            if outer is not None:
                outer |= self._notes
            self._notes = outer


class Watched(Mapping[K, V]):
    """A mapping that notes what is looked up in it, by the name that `name_of` gives a key."""

    __slots__ = ("_inner", "_name_of", "_reads")

    def __init__(self, inner: Mapping[K, V], reads: Reads, name_of: Callable[[K], str]) -> None:
        self._inner = inner
        self._reads = reads
        self._name_of = name_of

    def __getitem__(self, key: K) -> V:
        self._reads.note(self._name_of(key))
        return self._inner[key]

    def get(self, key: K, default: Any = None) -> Any:
        self._reads.note(self._name_of(key))
        return self._inner.get(key, default)

    def __contains__(self, key: object) -> bool:
        self._reads.note(self._name_of(key))  # type: ignore[arg-type]
        return key in self._inner

    def __iter__(self) -> Iterator[K]:
        self._reads.note(EVERYBODY)
        return iter(self._inner)

    def __len__(self) -> int:
        self._reads.note(EVERYBODY)
        return len(self._inner)

    def items(self) -> ItemsView[K, V]:
        self._reads.note(EVERYBODY)
        return self._inner.items()

    def values(self) -> ValuesView[V]:
        self._reads.note(EVERYBODY)
        return self._inner.values()


class WatchedList(Sequence[T]):
    """A list of what was found in all portfolios."""

    __slots__ = ("_inner", "_reads")

    def __init__(self, inner: Sequence[T], reads: Reads) -> None:
        self._inner = inner
        self._reads = reads

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...
    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        self._reads.note(EVERYBODY)
        return self._inner[at]

    def __iter__(self) -> Iterator[T]:
        self._reads.note(EVERYBODY)
        return iter(self._inner)

    def __len__(self) -> int:
        self._reads.note(EVERYBODY)
        return len(self._inner)


def watched(registry: Registry, reads: Reads) -> Registry:
    """`registry`, noting to `reads` whose portfolio is looked up."""

    def of_key(key: str | tuple[str, ...]) -> str:
        return portfolio(key if isinstance(key, str) else key[0])

    def of_path(path: str) -> str:
        top, _, below = path.partition("/")
        return "" if top == "catalog" else portfolio(below.partition("/")[0])

    of_portfolios = {
        kind: Watched(registry.all_of(kind), reads, of_key)
        for kind in KINDS
        if kind.pattern.startswith("portfolios/{")
    }
    pictures = Watched(registry.pictures, reads, of_path)
    return replace(registry.having(of_portfolios), pictures=pictures)


_NOTE_OF_KEY: dict[object, Callable[[Any], str]] = {
    Registry.awards_by_educator: portfolio,
    Registry.holders: for_everybody,
    Registry.listed_educators: for_everybody,
}
"""The note of one key of what a property computes from portfolios: of the function, or of the
property itself where the registry is below this room and cannot mark it."""

F = TypeVar("F", bound=Callable[[Any], Any])


def from_portfolios(note_of_key: Callable[[Any], str]) -> Callable[[F], F]:
    """Mark the function of a cached property whose mapping or list portfolios go into.

    It may use what its class defines above it, not below.
    """

    def mark(function: F) -> F:
        _NOTE_OF_KEY[function] = note_of_key
        return function

    return mark


def watch_worked_out(owners: Sequence[object], reads: Reads) -> list[str]:
    """Compute every cached property of `owners`, and wrap those that portfolios went into.

    Returns the names of those that read portfolios and are not marked with
    `from_portfolios`: pages that use them cannot be told apart by notes.
    """
    plain = []
    for owner in owners:
        for name, prop in vars(type(owner)).items():
            if not isinstance(prop, cached_property):
                continue
            if (note_of_key := _NOTE_OF_KEY.get(prop) or _NOTE_OF_KEY.get(prop.func)) is None:
                plain.append((owner, name))
                continue
            value = getattr(owner, name)
            vars(owner)[name] = (
                Watched(value, reads, note_of_key)
                if isinstance(value, Mapping)
                else WatchedList(value, reads)
            )
    unknown = []
    for owner, name in plain:
        with reads.noting() as seen:
            getattr(owner, name)
        if seen:
            unknown.append(name)
    return unknown
