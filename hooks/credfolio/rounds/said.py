"""What a command of a round says: a sentence for a clerk, and the same facts as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Changes = dict[str, tuple[bytes | None, bytes | None]]
"""Path → the bytes of the file as it is (None for a new one) and as it will be (None: it goes)."""


@dataclass(frozen=True)
class Said:
    """One line about one submission (or one file), and the facts in it."""

    about: str
    """The number of the submission, or the name of a file."""
    text: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    is_problem: bool = False
    """Whether somebody has to do something before this goes on."""


@dataclass
class Outcome:
    """All that a command says, and the files that it changes."""

    lines: list[Said] = field(default_factory=list)
    changes: Changes = field(default_factory=dict)
    summary: str = ""
    done: str = ""
    """What to say when the changes are written."""

    @property
    def has_problems(self) -> bool:
        return any(one.is_problem for one in self.lines)
