"""Finding: one problem in a file, and the smallest edit that fixes it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

Severity = Literal["error", "hint"]
Pointer = tuple[str | int, ...]
"""The way to a value inside a file: keys and list positions, outermost first."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, where, and what to do about it.

    `path` is relative to the project, with forward slashes. `line` and
    `column` count from 1; 0 means the position is not known yet (see
    `located`) or that the finding is about the whole file. `at_key` says that
    the key itself is at fault and not its value.
    """

    rule: str
    path: str
    message: str
    fix: str = ""
    severity: Severity = "error"
    pointer: Pointer = ()
    at_key: bool = False
    line: int = 0
    column: int = 0

    def located(self, line: int, column: int) -> Finding:
        """The same finding with its place in the text."""
        return replace(self, line=line, column=column)

    @property
    def is_error(self) -> bool:
        return self.severity == "error"


def sort_findings(findings: Iterable[Finding]) -> list[Finding]:
    """Findings in the order of the text, each once."""
    return sorted(set(findings), key=lambda f: (f.path, f.line, f.column, f.rule, f.message))


def quoted(value: object, limit: int = 60) -> str:
    """A value for a message: on one line, in quotes, cut when long, safe on a terminal."""
    text = printable(" ".join(str(value).split()))
    return f'"{text[: limit - 1]}…"' if len(text) > limit else f'"{text}"'


def counted(number: int, noun: str, plural: str = "") -> str:
    """A number and what it counts: ``1 entry``, ``1,000 awards``."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def first_of(words: Sequence[str], most: int) -> str:
    """The first few of `words`, and how many more there are: ``a, b and 3 more``."""
    shown = ", ".join(words[:most])
    return f"{shown} and {len(words) - most:,} more" if len(words) > most else shown


def printable(text: str) -> str:
    """The text with everything escaped that a terminal or a log would not show as it is.

    Line feeds, escapes and bytes that are no text (as surrogates) come out as
    their numbers.
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)
