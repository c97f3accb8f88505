"""A version of a definition as it was when it was awarded, kept as text. See ADR 0060."""

from __future__ import annotations

from typing import Any

from credfolio.records.model.credential import MicroCredential
from credfolio.records.model.stack import Stack


class KeptCredential(MicroCredential):
    """``catalog/<issuer>/versions/<credential>/<version>.yml``."""


class KeptStack(Stack):
    """``catalog/<issuer>/stacks/versions/<stack>/<version>.yml``."""


def without_place(data: dict[str, Any]) -> dict[str, Any]:
    """A kept text's data without its id and issuer: it may have had others when it was written."""
    return {key: value for key, value in data.items() if key not in ("id", "issuer")}


def version_number(version: str) -> tuple[int, ...]:
    """A version in a form that compares as its numbers do; 2, 2.0 and 2.0.0 are one number."""
    parts = [int(part) for part in version.split(".") if part]
    return tuple(parts + [0] * (3 - len(parts)))
