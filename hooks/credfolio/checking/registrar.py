"""How a rule is registered: under its own name, and given the day only if it asks for it."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, Generic, TypeVar

from credfolio.findings.finding import Finding

S = TypeVar("S")
Check = TypeVar("Check", bound=Callable[..., Iterator[Finding]])


class Rules(dict[str, Callable[..., Iterator[Finding]]], Generic[S]):
    """Rules about a subject of type `S` by their id, in the order of the reference.

    A rule is a generator of findings, ``check_some_name(subject)`` or
    ``check_some_name(subject, today)``; the order of what it yields does not matter.
    """

    def rule(self, check: Check) -> Check:
        """Register `check` under its name: ``check_unknown_issuer`` is ``unknown-issuer``."""
        name = check.__name__.removeprefix("check_").replace("_", "-")
        if name in self:
            raise ValueError(f"two rules are called {name}")
        self[name] = check
        return check

    def run(self, name: str, subject: S, today: date) -> Iterator[Finding]:
        """What the rule `name` finds in `subject`, as of `today`."""
        check = self[name]
        return check(subject, today) if _asks_for_the_day(check) else check(subject)


def _asks_for_the_day(check: Callable[..., Any]) -> bool:
    return len(inspect.signature(check).parameters) > 1
