"""How a rule is registered: under its own name, and saying whether it needs the day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Generic, TypeVar

from credfolio.findings.finding import Finding

S = TypeVar("S")


class Rules(dict[str, Callable[..., Iterator[Finding]]], Generic[S]):
    """Rules about a subject of type `S` by their id, in the order of the reference.

    A rule is a generator of findings, ``check_some_name``; its id is ``some-name``, and the order
    of what it yields does not matter.
    """

    def __init__(self) -> None:
        super().__init__()
        self._dated: dict[str, Callable[[S, date], Iterator[Finding]]] = {}
        self._own: set[str] = set()

    @property
    def own(self) -> list[str]:
        """The rules that may be run in parts."""
        return [name for name in self if name in self._own]

    def rule(self, check: Callable[[S], Iterator[Finding]]) -> Callable[[S], Iterator[Finding]]:
        """Register a rule that says the same on every day."""
        self._add(check)
        return check

    def own_rule(self, check: Callable[[S], Iterator[Finding]]) -> Callable[[S], Iterator[Finding]]:
        """Register a rule that goes from record to record, and finds in parts what it finds in all.

        It goes through its own records and looks up others by key. What it needs of all records it
        takes from `Registry.whole`.
        """
        self._own.add(self._add(check))
        return check

    def dated_rule(
        self, check: Callable[[S, date], Iterator[Finding]]
    ) -> Callable[[S, date], Iterator[Finding]]:
        """Register a rule whose findings depend on the day."""
        self._dated[self._add(check)] = check
        return check

    def own_dated_rule(
        self, check: Callable[[S, date], Iterator[Finding]]
    ) -> Callable[[S, date], Iterator[Finding]]:
        """Register a rule that may be run in parts and depends on the day."""
        name = self._add(check)
        self._own.add(name)
        self._dated[name] = check
        return check

    def _add(self, check: Callable[..., Iterator[Finding]]) -> str:
        name = check.__name__.removeprefix("check_").replace("_", "-")
        if name in self:
            raise ValueError(f"two rules are called {name}")
        self[name] = check
        return name

    def run(self, name: str, subject: S, today: date) -> Iterator[Finding]:
        """What the rule `name` finds in `subject`, as of `today`."""
        if name in self._dated:
            return self._dated[name](subject, today)
        return self[name](subject)
