"""Numbers that tell an assessor nothing, and choices that nobody can guess or repeat by hand.

Both are an HMAC-SHA-256 with the secret of the private repository. See ADR 0084.
"""

from __future__ import annotations

import hashlib
import hmac

SECRET_FILE = ".credfolio-round"
"""At the top of the private repository: 64 hexadecimal digits, on a line."""


def blind_number(secret: bytes, number: str) -> str:
    """The number that assessors know a submission by: eight hexadecimal digits."""
    return _digest(secret, number)[:8]


def lot(secret: bytes, number: str, person: str) -> str:
    """Where a person comes among others who are as free to read a submission."""
    return _digest(secret, f"{number} {person}")


def sheet_token(secret: bytes, number: str, person: str) -> str:
    """What a packet gives its reader, and a sealed sheet brings back.

    age does not say who sealed a file; nobody but the packet's reader has this.
    """
    return _digest(secret, f"sheet {number} {person}")[:32]


def _digest(secret: bytes, text: str) -> str:
    return hmac.new(secret, text.encode(), hashlib.sha256).hexdigest()
