"""The line that a finding is about, with a caret under the place."""

from __future__ import annotations

import unicodedata

from credfolio.findings.finding import printable

WIDEST = 100
"""Columns of a terminal that an excerpt takes at most, without its line number."""
_TAB = 4
_CUT = "…"


def render_excerpt(text: str, line: int, column: int) -> str:
    """Line `line` of `text` and a caret under `column`, as two lines; empty if there is no such.

    Both count from 1. A long line is cut around the place. What a terminal would not show, or
    would obey, is written as its number; a tab takes four columns, and a letter as many as a
    terminal gives it.
    """
    lines = text.split("\n")
    if not (0 < line <= len(lines) and column > 0):
        return ""
    pieces = [_shown(character) for character in lines[line - 1]]
    if not "".join(pieces).strip():
        return ""
    at = min(column - 1, len(pieces))
    first, last = _window(pieces, at)
    before = (_CUT if first else "") + "".join(pieces[first:at])
    shown = before + "".join(pieces[at:last]) + (_CUT if last < len(pieces) else "")
    margin = f"  {line} | "
    return f"{margin}{shown.rstrip()}\n{' ' * (len(margin) - 2)}| {' ' * width(before)}^\n"


def width(text: str) -> int:
    """How many columns a terminal needs for `text`."""
    return sum(map(_columns, text))


def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def _shown(character: str) -> str:
    return " " * _TAB if character == "\t" else printable(character)


def _window(pieces: list[str], at: int) -> tuple[int, int]:
    """Which of `pieces` are shown: all that fit, else those around number `at`."""
    if width("".join(pieces)) <= WIDEST:
        return 0, len(pieces)
    room = WIDEST - 2 * len(_CUT)
    first = at
    while first > 0 and (taken := width(pieces[first - 1])) <= room - WIDEST // 2:
        first, room = first - 1, room - taken
    last = at
    while last < len(pieces) and (taken := width(pieces[last])) <= room:
        last, room = last + 1, room - taken
    while first > 0 and (taken := width(pieces[first - 1])) <= room:
        first, room = first - 1, room - taken
    return first, last
