"""The one form in which an amount is written out."""

from __future__ import annotations

from decimal import Decimal


def shortest(number: Decimal) -> str:
    """The digits of `number` without needless zeros and without an exponent, as in ``1.5``."""
    return f"{number.normalize():f}"
