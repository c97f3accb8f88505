"""Texts of records, prepared for signed documents."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from credfolio.text.prose import plain_text

_LINE_END = re.compile(r"\r\n?|[\u2028\u2029\x0b\x0c]")
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f]")


def prose(text: str) -> str:
    """Markdown as it was written; Open Badges' narratives are Markdown too."""
    return _CONTROL.sub(" ", _LINE_END.sub("\n", text)).strip()


def words_of(text: str) -> str:
    """Markdown → its words, for fields that are plain text."""
    return line(plain_text(text))


def line(text: str) -> str:
    return " ".join(prose(text).split())


def at_start(day: date) -> str:
    """The first moment of a day, with its offset."""
    return f"{day.isoformat()}T00:00:00Z"


def at_end(day: date) -> str:
    """The last second of a day that still counts."""
    return f"{day.isoformat()}T23:59:59Z"


def number(amount: Decimal) -> int | float:
    """The JSON number that JavaScript and Python write alike: 1, never 1.0."""
    return int(amount) if amount == amount.to_integral_value() else float(amount)
