"""The people of a roster → handles: found, folded, allotted, or asked about.

No row starts a second portfolio for a person without a question.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from credfolio.exchange.importing.handle_list import HandleList
from credfolio.exchange.importing.mapping import ColumnMap
from credfolio.exchange.importing.names import Names
from credfolio.findings.finding import quoted
from credfolio.ids import is_id, slug
from credfolio.records.model import Educator
from credfolio.records.registry import Registry, educator_path

Tell = Callable[[str, str, str, str, bool], None]
"""Reports a finding about the row: field, rule, message, fix, and whether it is only a hint."""

_ADDRESS = "the cell holds an e-mail address, which is never stored"
_MISTYPED = 0.8
"""Handles with at least this likeness are probably one handle, typed twice."""


def folded_name(name: str) -> str:
    """A name in the form in which two spellings of it are equal."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return " ".join(bare.casefold().replace("’", "'").split())


@dataclass(slots=True)
class People:
    """Finds the people of one import; `begun` has the handles and names of new portfolios."""

    registry: Registry
    names: Names
    mapping: ColumnMap
    listed: HandleList
    begun: dict[str, str] = field(default_factory=dict)
    _called: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for person in self.registry.educators.values():
            self._called[folded_name(person.display_name)].append(person.id)

    def find(self, written: str, name: str, tell: Tell) -> str:
        """The handle of the person with handle or key `written` and the name `name`; "" after a
        finding.

        Either argument may be "". A handle that is not in the registry is added to `begun`.
        """
        if not written and not name:
            tell("educator", "import-missing", "", "", False)
            return ""
        if self.mapping.handles:
            return self._allot(written, name, tell)
        if "@" in written:
            tell("educator", "import-person", _ADDRESS,
                 "write `handles: random` or `handles: from-names` in the mapping",
                 False)  # fmt: skip
            return ""
        found = self.names.educator(written or name)
        if isinstance(found, Educator):
            return self._known(found, written, name, tell)
        handle = written if is_id(written) else slug(written)
        if written and handle != written and handle in self.registry.educators:
            self._say_folded(written, handle, tell)
            return self._known(self.registry.educators[handle], written, name, tell)
        if not written or not self.mapping.new_educators:
            tell("educator" if written else "name_as_awarded", "import-unknown", found,
                 "add a column with handles; `new_educators: yes` in the mapping begins "
                 "portfolios for new ones", False)  # fmt: skip
            return ""
        if not is_id(handle):
            tell("educator", "import-id", f"{quoted(written)} cannot be a handle",
                 "use lower-case letters, digits and hyphens", False)  # fmt: skip
            return ""
        if handle != written:
            self._say_folded(written, handle, tell)
        return self._begin(handle, name, tell, self._asked(handle, name))

    def _known(self, person: Educator, written: str, name: str, tell: Tell) -> str:
        """The person's handle, unless the row's name is somebody else's."""
        others = [one for one in self._called.get(folded_name(name), ()) if one != person.id]
        alike = folded_name(name) == folded_name(person.display_name)
        if written and name and others and not alike and self.mapping.same_name == "ask":
            tell("educator", "import-person",
                 f"{quoted(written)} is {quoted(person.display_name)}, but {quoted(name)} is the "
                 f"name of {others[0]}: who is meant?",
                 "correct the handle or the name; if both are right, write "
                 "`same_name: another-person` in the mapping", False)  # fmt: skip
            return ""
        return person.id

    def _asked(self, handle: str, name: str) -> str:
        """A person of this name with another handle, who may be the same person; or ""."""
        called = self._called.get(folded_name(name), []) if name else []
        for other in called:
            if other in self.registry.educators:
                return other
            if other != handle and SequenceMatcher(None, handle, other).ratio() >= _MISTYPED:
                return other
        return ""

    def _begin(self, handle: str, name: str, tell: Tell, other: str) -> str:
        """Start a portfolio for `handle`, or say why not; `other` may be the same person."""
        if handle in self.begun:
            if name and folded_name(name) != folded_name(self.begun[handle]):
                tell("educator", "import-person",
                     f"{quoted(handle)} is called {quoted(self.begun[handle])} in a row above, "
                     f"and {quoted(name)} here", "if these are two people, give each a handle",
                     True)  # fmt: skip
            return handle
        if not name:
            tell("name_as_awarded", "import-missing", "", "", False)
            return ""
        path = educator_path(handle)
        if path in self.registry.broken:
            tell("educator", "import-unknown", f"{path} cannot be read",
                 "run `credfolio check` and correct it first", False)  # fmt: skip
            return ""
        if other and self.mapping.same_name == "same-person":
            return other
        if other and self.mapping.same_name == "ask":
            tell("educator", "import-person",
                 f"{quoted(name)} is the name of {other}, too: is this the same person?",
                 f"if so, write {other} in the cell, or `same_name: same-person` in the mapping; "
                 "if not, `same_name: another-person`", False)  # fmt: skip
            return ""
        self.begun[handle] = name
        self._called[folded_name(name)].append(handle)
        return handle

    def _allot(self, written: str, name: str, tell: Tell) -> str:
        """A handle for a person whom the roster identifies by an address, a number, or a name."""
        key = written or name
        if handle := self.listed.find(key):
            if handle in self.registry.educators:
                return self._known(self.registry.educators[handle], "", name, tell)
            return self._begin(handle, name or self.listed.names.get(handle, ""), tell, "")
        found = self.names.educator(key) if "@" not in key else ""
        if isinstance(found, Educator):
            return found.id
        if not name:
            tell("name_as_awarded", "import-missing", "", "", False)
            return ""
        if not self.mapping.new_educators:
            tell("educator" if written else "name_as_awarded", "import-unknown",
                 f"nobody has a handle for {quoted(name)} yet",
                 "write `new_educators: yes` in the mapping to begin portfolios",
                 False)  # fmt: skip
            return ""
        if self.mapping.handles == "random":
            handle = self._free(self.listed.new_handle(), by_chance=True)
        elif (base := slug(name)) and is_id(base):
            handle = self._free(base)
        else:
            tell("name_as_awarded", "import-id", f"no handle can be made from {quoted(name)}",
                 "write `handles: random` in the mapping", False)  # fmt: skip
            return ""
        called = [one for one in self._called.get(folded_name(name), ())
                  if one in self.registry.educators]  # fmt: skip
        handle = self._begin(handle, name, tell, called[0] if called else "")
        if handle:
            self.listed.add(key, handle, name)
        return handle

    def _free(self, wanted: str, by_chance: bool = False) -> str:
        """`wanted`, or the next handle that nobody has or had."""
        taken = {*self.registry.educators, *self.begun, *self.listed.handles.values()}
        taken |= {old for one in self.registry.educators.values() for old in one.former_handles}
        handle, number = wanted, 2
        while handle in taken or educator_path(handle) in self.registry.broken:
            handle = self.listed.new_handle() if by_chance else f"{wanted[:60]}-{number}"
            number += 1
        return handle

    @staticmethod
    def _say_folded(written: str, handle: str, tell: Tell) -> None:
        tell("educator", "import-person", f"{quoted(written)} is read as the handle {handle}",
             "write the handle in lower case, without accents and spaces", True)  # fmt: skip
