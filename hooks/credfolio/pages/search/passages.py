"""A definition → the passages that full-text search looks through and quotes from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from credfolio.pages.search.entries import incentive_words
from credfolio.records.model import MicroCredential, Stack
from credfolio.records.model.base import Piece

# What no page shows, and names and addresses that say nothing about the subject.
_LEFT_OUT = frozenset({"extra", "maintainers", "external_ids", "licence", "image"})
_NO_PROSE = re.compile(r"https?://\S+|10\.\d{4,9}/\S+|[a-z0-9_]+(?:[-/][a-z0-9]+)*|[\d.]+|[A-Z]{3}")


_MARKED = re.compile(r"[*`>#|~\\\[_\n]")
_LINK = re.compile(r"\[([^\]]*)\]\([^)\s]*\)")
_MARKS = re.compile(r"[*`>#|~\\]+|(?<!\w)_+|_+(?!\w)|^\s*(?:[-+]|\d{1,3}[.)])\s", re.MULTILINE)


def passages(definition: MicroCredential | Stack) -> list[str]:
    """The words of a definition without Markdown's marks, a line each; none of them twice.

    Parsing every text would cost more than all the rest of the index; a stray mark in a
    quotation does no harm, because it is shown as text.
    """
    found: dict[str, None] = {}
    given = getattr(definition, "incentives", ())
    for raw in chain(_texts(definition), map(incentive_words, given)):
        text = raw
        if not text.isalnum() and _MARKED.search(text):
            text = _MARKS.sub(" ", _LINK.sub(r"\1", text))
        for line in text.split("\n"):
            if line := " ".join(line.split()):
                found[line] = None
    return list(found)


def _texts(piece: object) -> Iterator[str]:
    if isinstance(piece, str):
        if not _NO_PROSE.fullmatch(piece):
            yield piece
    elif isinstance(piece, Piece):
        for name, value in piece:
            if name not in _LEFT_OUT:
                yield from _texts(value)
    elif isinstance(piece, dict):
        for value in piece.values():
            yield from _texts(value)
    elif isinstance(piece, tuple):
        for value in piece:
            yield from _texts(value)
