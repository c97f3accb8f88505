"""What a task reads of the records, noted while it runs.

A definition says for each field which facet of it was read (`noted`), the registry notes the
portfolios that a page looks up, and values computed from many records are wrapped in the same
way. A page with unchanged notes is the same to the byte, because nothing else went into it. See
ADRs 0041 and 0109.
"""

from __future__ import annotations

from collections.abc import Callable, ItemsView, Iterable, Iterator, Mapping, Sequence, ValuesView
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from typing import Any, TypeVar, overload

from credfolio.pages.fragments.noted import Noted, digest_of_value, noted
from credfolio.records.model.award_facts import AwardFacts, facts_in, facts_of_all
from credfolio.records.model.kinds import CREDENTIALS, EDUCATORS, KINDS, STACKS, Kind
from credfolio.records.registry import Registry

K = TypeVar("K")
V = TypeVar("V")
T = TypeVar("T")

EVERYBODY = "portfolios"
"""Noted when a task goes through all portfolios, or counts them."""


FACTS = "facts"
"""Noted when a task goes through what is said of all awards in a few words: `AwardFacts`."""

PROFILES = "profiles"
"""Noted when a task goes through the educators, whatever they earned."""


def profile(educator: str) -> str:
    """The note of an educator's own record, without the awards."""
    return f"profiles/{educator}"


def facts(educator: str) -> str:
    """The note of the facts of somebody's awards, without the awards themselves."""
    return f"facts/{educator}"


def portfolio(educator: str) -> str:
    """The note of one portfolio: the name of its folder, as in `Registry.digests`."""
    return f"portfolios/{educator}"


def there(kind: Kind) -> Callable[[str], str]:
    """The note of whether there is a definition of one kind, by its reference."""
    return f"there/{kind.name}/{{}}".format


def every(kind: Kind) -> str:
    """The note of the list of definitions of one kind."""
    return f"every/{kind.name}"


def is_of_portfolios(note: str) -> bool:
    """Whether what `note` refers to depends on a portfolio."""
    return note.partition("/")[0] in _OF_PORTFOLIOS


_OF_PORTFOLIOS = ("portfolios", "profiles", "facts", "picture", "earned", "holding")


def earned(reference: str) -> str:
    """The note of who earned a credential and shows it."""
    return f"earned/{reference}"


def holding(reference: str) -> str:
    """The note of whose portfolio shows a credential or stack that is valid."""
    return f"holding/{reference}"


def facts_of_all_awards(key: object) -> str:
    """The note of what follows from the facts of all awards, whatever the key."""
    return FACTS


class Reads:
    """Takes notes while a task runs, and none at other times."""

    def __init__(self) -> None:
        self._notes: set[str] | None = None
        self._handed: list[Noted] = []
        self._remembered: dict[object, tuple[Any, frozenset[str]]] = {}
        self._worked_out: dict[str, Any] = {}

    def note(self, what: str) -> None:
        """Somebody read `what`; an empty name is nothing to note."""
        if self._notes is not None and what:
            self._notes.add(what)

    def note_all(self, notes: Iterable[str]) -> None:
        """Somebody read all of that."""
        if self._notes is not None:
            self._notes.update(notes)

    def note_field(self, definition: Noted, what: str) -> None:
        """A field of `definition` was handed over, which is in the facet `what`."""
        self._handed.append(definition)
        self.note(what)

    def work_out(self, name: str, value: object) -> str:
        """The note of `value`, which was computed from the catalog before the first task."""
        self._worked_out[name] = value
        return f"worked/{name}"

    def digest_of_worked_out(self, note: str) -> str:
        """The current digest of such a value, or of what it has for one key."""
        _, name, *key = note.split("/", 2)
        value = self._worked_out.get(name)
        if key and isinstance(value, Mapping):
            value = value.get(key[0])
        return digest_of_value(value)

    @contextmanager
    def noting(self) -> Iterator[set[str]]:
        """Everything that is read inside; notes taken outside include it."""
        for definition in self._handed:
            definition.forget()
        self._handed.clear()
        outer, self._notes = self._notes, set()
        try:
            yield self._notes
        finally:
            if outer is not None:
                outer |= self._notes
            self._notes = outer

    def remember(self, key: object, make: Callable[[], T]) -> T:
        """What `make` makes, which is made once; all who ask for it have read what it was made of.

        `key` names it among all that is remembered.
        """
        known = self._remembered.get(key)
        if known is None:
            with self.noting() as notes:
                value = make()
            known = self._remembered[key] = value, frozenset(notes)
        self.note_all(known[1])
        made: T = known[0]
        return made


class Watched(Mapping[K, V]):
    """A mapping that notes what is looked up in it, by the name that `name_of` gives a key.

    Whoever goes through it, or counts it, has read what `whole` names; `also` is read by anybody.
    """

    __slots__ = ("_also", "_inner", "_name_of", "_reads", "_whole")

    def __init__(
        self,
        inner: Mapping[K, V],
        reads: Reads,
        name_of: Callable[[K], str],
        whole: str = EVERYBODY,
        also: frozenset[str] = frozenset(),
    ) -> None:
        self._inner = inner
        self._reads = reads
        self._name_of = name_of
        self._whole = whole
        self._also = also

    def _note(self, what: str) -> None:
        self._reads.note(what)
        if self._also:
            self._reads.note_all(self._also)

    def __getitem__(self, key: K) -> V:
        self._note(self._name_of(key))
        return self._inner[key]

    def get(self, key: K, default: Any = None) -> Any:
        self._note(self._name_of(key))
        return self._inner.get(key, default)

    def __contains__(self, key: object) -> bool:
        self._note(self._name_of(key))  # type: ignore[arg-type]
        return key in self._inner

    def __iter__(self) -> Iterator[K]:
        self._note(self._whole)
        return iter(self._inner)

    def __len__(self) -> int:
        self._note(self._whole)
        return len(self._inner)

    def items(self) -> ItemsView[K, V]:
        self._note(self._whole)
        return self._inner.items()

    def values(self) -> ValuesView[V]:
        self._note(self._whole)
        return self._inner.values()

    @property
    def facts(self) -> Iterable[AwardFacts]:
        """Of awards: their facts."""
        self._note(FACTS)
        return facts_of_all(self._inner)  # type: ignore[arg-type]

    def facts_in(self, educator: str) -> Iterable[AwardFacts]:
        """Of awards: the facts of one educator's."""
        self._note(facts(educator))
        return facts_in(self._inner, educator)  # type: ignore[arg-type]


class WatchedList(Sequence[T]):
    """A list that notes `whole`, and `also`, when something in it is read."""

    __slots__ = ("_inner", "_notes", "_reads")

    def __init__(
        self,
        inner: Sequence[T],
        reads: Reads,
        whole: str = EVERYBODY,
        also: frozenset[str] = frozenset(),
    ) -> None:
        self._inner = inner
        self._reads = reads
        self._notes = also | {whole}

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...
    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        self._reads.note_all(self._notes)
        return self._inner[at]

    def __iter__(self) -> Iterator[T]:
        self._reads.note_all(self._notes)
        return iter(self._inner)

    def __len__(self) -> int:
        self._reads.note_all(self._notes)
        return len(self._inner)


def watched(registry: Registry, reads: Reads) -> Registry:
    """`registry`, noting to `reads` whose portfolio is looked up, and the facets of definitions."""

    def of_key(key: str | tuple[str, ...]) -> str:
        return portfolio(key if isinstance(key, str) else key[0])

    def of_path(path: str) -> str:
        return "" if path.startswith("catalog/") else f"picture/{path}"

    of_kinds: dict[Kind, Mapping[Any, Any]] = {
        kind: Watched(registry.all_of(kind), reads, of_key)
        for kind in KINDS
        if kind.pattern.startswith("portfolios/{")
    }
    of_kinds[EDUCATORS] = Watched(registry.educators, reads, profile, PROFILES)
    for kind in (CREDENTIALS, STACKS):
        of_kinds[kind] = Watched(
            {ref: noted(one, reads.note_field) for ref, one in registry.all_of(kind).items()},
            reads,
            there(kind),
            every(kind),
        )
    pictures = Watched(registry.pictures, reads, of_path)
    return replace(registry.having(of_kinds), pictures=pictures)


_NOTE_OF_KEY: dict[object, Callable[[Any], str]] = {
    Registry.awards_by_educator: portfolio,
    Registry.facts_by_educator: facts,
    Registry.holders: facts_of_all_awards,
    Registry.listed_educators: profile,
}
"""The note of one key of what a property computes from portfolios: of the function, or of the
property itself where the registry is below this room and cannot mark it."""

_WHOLE: dict[Callable[[Any], str], str] = {profile: PROFILES, facts: FACTS}
"""The note of all that one of these notes is about one of."""

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
    """Compute every cached property of `owners`, and wrap those that records went into.

    What only the catalog went into is noted by what came out: by key, where it is a mapping.
    Returns the names of those that read portfolios and are not marked with `from_portfolios`: pages
    that use them cannot be told apart by notes.
    """
    every = [
        (owner, name, _NOTE_OF_KEY.get(prop) or _NOTE_OF_KEY.get(prop.func))
        for owner in owners
        for name, prop in vars(type(owner)).items()
        if isinstance(prop, cached_property)
    ]
    unknown = []
    # Those that portfolios went into come first, so that the others are seen to use them.
    for owner, name, note_of_key in sorted(every, key=lambda one: one[2] is None):
        with reads.noting() as seen:
            vars(owner).pop(name, None)  # another one may have used it before
            value = getattr(owner, name)
        if note_of_key is not None:
            also = frozenset(note for note in seen if not is_of_portfolios(note))
            whole = _WHOLE.get(note_of_key, EVERYBODY)
            vars(owner)[name] = _watched(value, reads, note_of_key, whole, also)
        elif any(map(is_of_portfolios, seen)):
            unknown.append(name)
        elif seen:
            note = reads.work_out(f"{type(owner).__name__}.{name}", value)
            vars(owner)[name] = _watched(value, reads, f"{note}/{{}}".format, note)
    return unknown


def _watched(
    value: Any,
    reads: Reads,
    name_of: Callable[[Any], str],
    whole: str,
    also: frozenset[str] = frozenset(),
) -> Mapping[Any, Any] | Sequence[Any]:
    if isinstance(value, Mapping):
        return Watched(value, reads, name_of, whole, also)
    return WatchedList(value, reads, whole, also)
