"""The people of a private repository, found by what an old platform knows of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from credfolio.exchange.importing.people import folded_name
from credfolio.findings.finding import quoted
from credfolio.ids import fold_account
from credfolio.records.model import Person
from credfolio.records.registry import Registry


class Roster:
    """Finds people by the number of the old platform, an address, an account, an id, or a name.

    A name of two people finds nobody; `why` then says so.
    """

    def __init__(self, registry: Registry) -> None:
        self._called: defaultdict[str, list[str]] = defaultdict(list)
        self._by_key: dict[str, str] = {}
        self._keyed: defaultdict[str, dict[str, str]] = defaultdict(dict)
        self.why = ""
        for one in registry.people.values():
            self.add(one.id, one.name, *_keys_of(one))

    def add(self, person: str, name: str, *keys: tuple[str, str]) -> None:
        """Know one more person; `keys` are pairs such as ``("number", "17")``."""
        self._by_key[f"id:{person}"] = person
        self._keyed[person]["id"] = _fold("id", person)
        if person not in self._called[folded_name(name)]:
            self._called[folded_name(name)].append(person)
        for what, key in keys:
            self._by_key[f"{what}:{_fold(what, key)}"] = person
            self._keyed[person][what] = _fold(what, key)

    def by_key(self, what: str, key: str) -> str:
        """Whose number, address, account, or id it is; "" for nobody."""
        return self._by_key.get(f"{what}:{_fold(what, key)}", "") if key else ""

    def find(self, name: str, *keys: tuple[str, str]) -> str:
        """Who is meant by keys or else by a name; "" for nobody, or for one of several (`why`).

        Somebody of this name who has another id, number, or address is another person.
        """
        self.why = ""
        for what, key in keys:
            if found := self.by_key(what, key):
                return found
        called = [
            one
            for one in self._called.get(folded_name(name), ())
            if all(self._keyed[one].get(what, _fold(what, key)) == _fold(what, key)
                   for what, key in keys if key)
        ]  # fmt: skip
        if len(called) > 1:
            self.why = f"{quoted(name)} may be {' or '.join(sorted(called))}"
        return called[0] if len(called) == 1 else ""

    def anybody(self, written: str) -> str:
        """Who is meant by an id, an account, an address, a number, or a name."""
        for what in ("id", "account", "address", "number"):
            if found := self.by_key(what, written):
                return found
        return self.find(written)


def _fold(what: str, key: str) -> str:
    if what == "account":
        return fold_account(key.removeprefix("@"))
    return key.strip().casefold()


def _keys_of(person: Person) -> Iterable[tuple[str, str]]:
    old = person.extra.get("old_number")
    pairs = (("number", old), ("address", person.address), ("account", person.account))
    return [(what, str(key)) for what, key in pairs if key]
