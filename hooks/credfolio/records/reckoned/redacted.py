"""Kept texts from which words were taken out: nothing else about them may differ."""

from __future__ import annotations

import re
from typing import Any

from credfolio.records.model import KeptCredential, KeptStack

MARK = "(removed)"
"""What is in the place of the words."""


def only_removes(old: KeptCredential | KeptStack, new: KeptCredential | KeptStack) -> bool:
    """Whether `new` is `old` with `MARK` in the place of some words, and with a note of it."""
    return new.redacted is not None and _fits(_plain(old), _plain(new))


def _plain(kept: KeptCredential | KeptStack) -> dict[str, Any]:
    return kept.model_dump(mode="json", exclude={"redacted"})


def _fits(old: Any, new: Any) -> bool:
    if isinstance(old, dict) and isinstance(new, dict):
        return old.keys() == new.keys() and all(_fits(old[key], new[key]) for key in old)
    if isinstance(old, list) and isinstance(new, list):
        return len(old) == len(new) and all(map(_fits, old, new))
    if isinstance(old, str) and isinstance(new, str) and old != new:
        pieces = ".+".join(map(re.escape, new.split(MARK)))
        return MARK in new and re.fullmatch(pieces, old, re.DOTALL) is not None
    return bool(old == new)
