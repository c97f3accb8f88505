"""A definition → the passages that full-text search looks through and quotes from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from credfolio.model import MicroCredential, Stack
from credfolio.model.base import Piece
from credfolio.prose import plain_text

# What no page shows, and names and addresses that say nothing about the subject.
_LEFT_OUT = frozenset({"extra", "maintainers", "external_ids", "licence", "image", "changelog"})
_NO_PROSE = re.compile(r"https?://\S+|10\.\d{4,9}/\S+|[a-z0-9_]+(?:[-/][a-z0-9]+)*|[\d.]+|[A-Z]{3}")


def passages(definition: MicroCredential | Stack) -> list[str]:
    """The plain text of a definition, a paragraph or line each; none of them twice."""
    return list(dict.fromkeys(text for raw in _texts(definition) if (text := plain_text(raw))))


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
