"""Names of educators, credentials, and issuers in a spreadsheet → the records they mean."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from credfolio.findings.finding import quoted
from credfolio.ids import nearest
from credfolio.records.model import Educator, MicroCredential, Stack
from credfolio.records.registry import Registry


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


class Names:
    """Looks names up in a registry; a name that fits two records fits none."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._earned: defaultdict[str, set[str]] = defaultdict(set)
        every: Iterable[MicroCredential | Stack] = (
            *registry.credentials.values(),
            *registry.stacks.values(),
        )
        for one in every:
            key = one.ref if isinstance(one, MicroCredential) else f"stack:{one.ref}"
            for name in (one.ref, one.id, one.title, *getattr(one, "former_titles", ())):
                self._earned[_folded(name)].add(key)
            if code := getattr(one, "human_code", None):
                self._earned[_folded(code)].add(key)
        self._people: defaultdict[str, set[str]] = defaultdict(set)
        for person in registry.educators.values():
            for name in (person.id, person.display_name, *person.former_handles):
                self._people[_folded(name)].add(person.id)
        self._issuers: defaultdict[str, set[str]] = defaultdict(set)
        for issuer in registry.issuers.values():
            for name in (issuer.id, issuer.name, issuer.legal_name or issuer.name):
                self._issuers[_folded(name)].add(issuer.id)

    def earned(self, name: str) -> MicroCredential | Stack | str:
        """The credential or stack called so, or why there is none."""
        known = self._registry
        if name in known.credentials:
            return known.credentials[name]
        found = self._earned.get(_folded(name), set())
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
        found = self._people.get(_folded(name), set())
        if len(found) == 1:
            return self._registry.educators[next(iter(found))]
        return self._why("educator", name, found, self._people)

    def issuer(self, name: str) -> str | None:
        """The id of the issuer called so."""
        found = self._issuers.get(_folded(name), set())
        return next(iter(found)) if len(found) == 1 else None

    @staticmethod
    def _why(what: str, name: str, found: set[str], known: defaultdict[str, set[str]]) -> str:
        if found:
            several = ", ".join(sorted(one.removeprefix("stack:") for one in found))
            return f"{quoted(name)} may be {several}"
        guess = nearest(_folded(name), known) if len(known) < 2_000 else None
        close = f"; {quoted(guess)} is close" if guess else ""
        return f"no {what} is called {quoted(name)}{close}"
