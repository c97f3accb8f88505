"""An address that a person typed, in its parts."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit


def split_typed(address: str) -> SplitResult:
    """`urlsplit`, with empty parts for what is no address at all, as ``https://[bad/`` or a port of
    letters; never raises `ValueError`.
    """
    try:
        parts = urlsplit(address)
        _ = parts.hostname, parts.port  # are read only when asked for
    except ValueError:
        return urlsplit("")
    return parts
