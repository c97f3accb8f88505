"""A version of a definition as it was when it was awarded, kept as text. See ADR 0060."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from credfolio.proof.digests import digest_of_text
from credfolio.records.model.base import Digest, IsoDate, Piece, Prose
from credfolio.records.model.credential import MicroCredential
from credfolio.records.model.stack import Stack


class Redaction(Piece):
    """That words which nobody may read were taken out of a kept text. See ADR 0078."""

    on: IsoDate
    digest: Digest = Field(description="Of the whole text, as awards name it.")
    reason: Prose = Field(description="Why; without the words themselves.")


class KeptCredential(MicroCredential):
    """``catalog/<issuer>/versions/<credential>/<version>.yml``."""

    redacted: Redaction | None = Field(None, description="Written by `credfolio versions redact`.")


class KeptStack(Stack):
    """``catalog/<issuer>/stacks/versions/<stack>/<version>.yml``."""

    redacted: Redaction | None = Field(None, description="Written by `credfolio versions redact`.")


def digest_of_kept(text: str, redacted: Redaction | None) -> str:
    """The digest that awards have of a kept text: that of the whole, if words were taken out."""
    return redacted.digest if redacted is not None else digest_of_text(text)


def without_place(data: dict[str, Any]) -> dict[str, Any]:
    """A kept text's data without its id and issuer: it may have had others when it was written."""
    return {key: value for key, value in data.items() if key not in ("id", "issuer")}


def version_number(version: str) -> tuple[int, ...]:
    """A version in a form that compares as its numbers do; 2, 2.0 and 2.0.0 are one number."""
    parts = [int(part) for part in version.split(".") if part]
    return tuple(parts + [0] * (3 - len(parts)))
