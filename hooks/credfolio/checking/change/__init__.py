"""A proposed change, compared with the commit that it would be merged into.

A rule of the change is a generator of findings, registered like the rules of the records: its
id is the function's name with hyphens, its reference page is its docstring, and it has good and
bad examples in tests/proposals/. Rights are read from `Change.before`, never from the change.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Literal

from credfolio.checking.registrar import Rules
from credfolio.findings.finding import Finding
from credfolio.records.model.kinds import KINDS, RecordPlace
from credfolio.records.registry import Registry

How = Literal["added", "changed", "removed"]
Form = Literal["file", "program", "link", "module"]
"""What is at a path: a plain file, one marked as executable, a link, or a git submodule."""

RECORD_FOLDERS = tuple(f"{top}/" for top in KINDS.tree)


@dataclass(frozen=True, slots=True)
class ChangedFile:
    """One file of a change; `lines` counts those added or changed."""

    path: str
    how: How
    form: Form = "file"
    lines: int = 0

    @property
    def is_record_file(self) -> bool:
        """Whether it is in `catalog/` or `portfolios/`."""
        return self.path.startswith(RECORD_FOLDERS)

    @property
    def place(self) -> RecordPlace | None:
        return KINDS.place(self.path)


@dataclass(frozen=True, eq=False)
class Change:
    """Who changes which files, and the records before and after.

    `before` is the project as of the base. Only it says who may do what.
    """

    author: str
    files: tuple[ChangedFile, ...]
    before: Registry
    after: Registry
    originals: Mapping[str, bytes] = field(default_factory=dict)
    """The badges, by path, from which imported awards of the change were made, if they exist."""
    reviewers: frozenset[str] = frozenset()
    """The accounts that approved exactly this change on the forge."""
    renamed: Mapping[str, str] = field(default_factory=dict)
    """The path of each definition that has a new id → the reference that it had. `files` and
    `before` are as if it had been renamed in the base already."""
    shortened: frozenset[str] = frozenset()
    """The logs of endings that do not begin with what the base has in them."""
    by_path: dict[str, ChangedFile] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_path", {file.path: file for file in self.files})

    def records(self, kind: str) -> Iterator[tuple[ChangedFile, Any, Any]]:
        """Changed records of one kind: the file, the record before (or None), and after (or None).

        An unreadable file counts as no record; it has its own finding.
        """
        row = KINDS.by_name[kind]
        for file in self.files:
            place = file.place
            if place is not None and place.kind == kind:
                before = self.before.all_of(row).get(place.key)
                after = None if file.how == "removed" else self.after.all_of(row).get(place.key)
                yield file, before, after

    @cached_property
    def is_governed(self) -> bool:
        """Whether the base says who may do what."""
        return self.before.governance is not None


CHANGE_RULES: Rules[Change] = Rules()
"""Every rule of the change by its id, in the order of the reference."""

change_rule = CHANGE_RULES.rule
"""Registers a function ``check_…(change)`` as such a rule."""
dated_change_rule = CHANGE_RULES.dated_rule
"""Registers a function ``check_…(change, today)`` as such a rule."""


def check_change(change: Change, today: date, without: Container[str] = ()) -> Iterator[Finding]:
    """What the rules find in `change`; those named in `without` do not run."""
    for name in CHANGE_RULES:
        if name not in without:
            yield from CHANGE_RULES.run(name, change, today)


# Importing a family registers its rules; this list is the order of the reference.
from credfolio.checking.change import (  # noqa: E402
    files as files,
    authority as authority,
    awards as awards,
    award_words as award_words,
    approvals as approvals,
    imported as imported,
    definitions as definitions,
    corrections as corrections,
    kept_versions as kept_versions,
    visibility as visibility,
)
