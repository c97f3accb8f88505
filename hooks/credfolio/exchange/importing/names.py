"""Names of educators, credentials, and issuers in a spreadsheet → the records they mean."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from credfolio.findings.finding import quoted
from credfolio.ids import fold_name
from credfolio.records.model import Educator, MicroCredential, Stack
from credfolio.records.registry import Registry

_WORD = re.compile(r"\w+")
_MOST_COMPARED = 5_000


class Names:
    """Looks names up in a registry; a name that fits two records fits none."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._shown: dict[str, str] = {}
        self._told: dict[tuple[str, str], str] = {}
        self._earned: defaultdict[str, set[str]] = defaultdict(set)
        every: Iterable[MicroCredential | Stack] = (
            *registry.credentials.values(),
            *registry.stacks.values(),
        )
        for one in every:
            key = one.ref if isinstance(one, MicroCredential) else f"stack:{one.ref}"
            for name in (one.ref, one.id, one.title, *getattr(one, "former_titles", ())):
                self._earned[self._fold(name)].add(key)
            if code := getattr(one, "human_code", None):
                self._earned[self._fold(code)].add(key)
        self._people: defaultdict[str, set[str]] = defaultdict(set)
        for person in registry.educators.values():
            for name in (person.id, person.display_name, *person.former_handles):
                self._people[self._fold(name)].add(person.id)
        self._issuers: defaultdict[str, set[str]] = defaultdict(set)
        for issuer in registry.issuers.values():
            for name in (issuer.id, issuer.name, issuer.legal_name or issuer.name):
                self._issuers[self._fold(name)].add(issuer.id)

    def _fold(self, name: str) -> str:
        folded = fold_name(name)
        self._shown.setdefault(folded, name)
        return folded

    def earned(self, name: str) -> MicroCredential | Stack | str:
        """The credential or stack of this name, or why there is none."""
        known = self._registry
        if name in known.credentials:
            return known.credentials[name]
        found = self._earned.get(fold_name(name), set())
        if len(found) == 1:
            key = next(iter(found))
            if key.startswith("stack:"):
                return known.stacks[key.removeprefix("stack:")]
            return known.credentials[key]
        return self._why("credential", name, found, self._earned)

    def educator(self, name: str) -> Educator | str:
        """The educator of this handle or name, or why there is none."""
        if name in self._registry.educators:
            return self._registry.educators[name]
        found = self._people.get(fold_name(name), set())
        if len(found) == 1:
            return self._registry.educators[next(iter(found))]
        return self._why("educator", name, found, self._people)

    def issuer(self, name: str) -> str | None:
        """The id of the issuer of this name."""
        found = self._issuers.get(fold_name(name), set())
        return next(iter(found)) if len(found) == 1 else None

    def why_no_issuer(self, name: str) -> str:
        """Why no issuer has this `name`, and which ones have a similar one."""
        return self._why("issuer", name, self._issuers.get(fold_name(name), set()), self._issuers)

    def _why(self, what: str, name: str, found: set[str], known: Mapping[str, set[str]]) -> str:
        if found:
            several = ", ".join(sorted(one.removeprefix("stack:") for one in found))
            return f"{quoted(name)} may be {several}"
        if (what, name) not in self._told:
            # One name for each that is meant, and not its id as well.
            meant = {frozenset(known[one]): one for one in reversed(near(fold_name(name), known))}
            close = [quoted(self._shown.get(one, one)) for one in reversed(meant.values())][:3]
            words = f"; {' and '.join(close)} {'is' if len(close) == 1 else 'are'} close"
            self._told[what, name] = f"no {what} is called {quoted(name)}{words if close else ''}"
        return self._told[what, name]


def near(name: str, known: Iterable[str]) -> list[str]:
    """Up to ten names in `known` that were probably meant, the likeliest first.

    A name is near another if it has all the other's words, as with a college and its
    university, or if few letters differ.
    """
    words = set(_WORD.findall(name))
    every = sorted(known)
    inside = [
        one
        for one in every
        if (other := set(_WORD.findall(one))) and min(len(words), len(other)) > 1
        if words <= other or other <= words
    ]
    alike = [] if len(every) > _MOST_COMPARED else get_close_matches(name, every, n=5, cutoff=0.7)
    return list(dict.fromkeys([*inside[:5], *alike]))
