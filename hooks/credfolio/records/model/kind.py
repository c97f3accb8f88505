"""Kind: one row of the table in `kinds`, which says where its files belong and what their key is.

A part of a pattern that is no id takes its form from `PARTS`. See ADR 0048.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from credfolio.records.kept_badge import KEPT_ENDINGS
from credfolio.records.model.base import VERSION_PATTERN, Record

ID = r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?"
PARTS: Mapping[str, str] = {
    "number": r"(?=[0-9]{1,64}$)[0-9]+",
    "version": VERSION_PATTERN.strip("^$").replace("(", "(?:"),
    "year": r"[0-9]{4}",
    "file": rf"[^/]+(?:{'|'.join(map(re.escape, KEPT_ENDINGS))})",
}
"""The form of a pattern's parts, by name; every other part is an id."""

Form = Literal["record", "kept", "signed", "token", "log", "superseded", "original"]
"""How a file is read: as YAML into its model, as signed JSON, as a token, as lines, as
plain JSON, or not at all.

What is kept is a record that nobody edits any more: see ADR 0060.
"""


PART = re.compile(r"\{([a-z]+)\}")


@dataclass(frozen=True, eq=False)
class Kind:
    """One kind of file below the project's folder.

    `name` is the registry's collection. `pattern` is the path, with ``{parts}``; the parts of
    a file's path are given to its record, which may not contradict them, and are its key:
    one part itself, several as a tuple. Without a part there is one such file, and its key
    is empty.
    """

    name: str
    pattern: str
    model: type[Record] | None = None
    schema: str = ""
    """The name of its JSON Schema in docs/schema/, and of the kind for `credfolio new`.

    Empty for a kind that nobody writes by hand.
    """
    form: Form = "record"
    is_joined: bool = False
    """Whether the key is a reference, ``issuer/id``, and no tuple."""
    missing: str = ""
    """The rule that a folder breaks without this file; empty where it may be missing."""
    is_alone: bool = False
    """Whether its folder contains nothing else."""

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """The names of the pattern's parts, from left to right."""
        return tuple(PART.findall(self.pattern))

    @cached_property
    def folder(self) -> str:
        """The pattern of the folder that its files belong in."""
        return self.pattern.rpartition("/")[0]

    @cached_property
    def file_name(self) -> str:
        """The last step of the pattern; the name itself where that has no part."""
        return self.pattern.rpartition("/")[2]

    def given(self, values: Iterable[str]) -> dict[str, str]:
        """What a place says about its record: its id, issuer or educator."""
        if named := self.parts:
            return dict(zip(named, values, strict=True))
        return {"id": self.file_name.partition(".")[0]}

    def key_of(self, values: tuple[str, ...]) -> Any:
        """The key in the registry of the record whose path has these `values` for its parts."""
        if len(values) < 2:
            return values[0] if values else ""
        if self.is_joined:
            return "/".join(values)
        return tuple(
            int(value) if part == "number" else value
            for part, value in zip(self.parts, values, strict=True)
        )

    def path(self, *key: str | int) -> str:
        """The path of the file whose record has this key, relative to the project's folder."""
        # Rules ask for the path of every record, so this is `%` and not `str.format`.
        return self._template % (tuple(str(key[0]).split("/")) if self.is_joined else key)

    def path_of(self, values: tuple[str, ...]) -> str:
        """The path that has these `values` for its parts."""
        return self._template % values

    @cached_property
    def _template(self) -> str:
        return PART.sub("%s", self.pattern)

    def fits(self, values: Iterable[str]) -> bool:
        """Whether values that are ids have the form that the pattern's parts ask for."""
        return all(
            part not in PARTS or re.fullmatch(PARTS[part], value)
            for part, value in zip(self.parts, values, strict=True)
        )
