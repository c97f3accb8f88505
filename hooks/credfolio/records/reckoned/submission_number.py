"""Numbers of submissions: ten digits in two fives, such as ``k7qm3-xw9t2``.

The digits are Crockford's, which nobody reads as another, of the first 50 bits of a SHA-256.
"""

from __future__ import annotations

import hashlib

from credfolio.ids import CROCKFORD


def number_of(data: bytes) -> str:
    """The number of what has these bytes: the same bytes have the same number."""
    return number_of_sha256(hashlib.sha256(data).digest())


def number_of_sha256(digest: bytes) -> str:
    """The number of what has this SHA-256."""
    bits = int.from_bytes(digest[:7]) >> 6
    text = "".join(CROCKFORD[bits >> shift & 31] for shift in range(45, -1, -5))
    return f"{text[:5]}-{text[5:]}"
