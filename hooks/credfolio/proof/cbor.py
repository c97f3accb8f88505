"""The part of CBOR (RFC 8949) that selective proofs are written in; nothing else is read."""

from __future__ import annotations

from typing import Any

from credfolio.proof.refusal import Refusal

_MAX_DEPTH = 3
_SIZES = {24: 1, 25: 2, 26: 4}
_BYTES_TAG = 64


def read_cbor(data: bytes) -> Any:
    """Whole numbers, bytes, lists and maps from numbers; raises `Refusal` for anything else."""
    value, end = _read(data, 0, 0)
    if end != len(data):
        raise _malformed()
    return value


def _read(data: bytes, at: int, depth: int) -> tuple[Any, int]:
    major, number, at = _head(data, at)
    if major == 0:
        return number, at
    if major == 2:
        if at + number > len(data):
            raise _malformed()
        return data[at : at + number], at + number
    if major == 6 and number == _BYTES_TAG:
        value, end = _read(data, at, depth + 1)
        if isinstance(value, bytes):
            return value, end
    # Every item takes a byte, so no count may pass what is left.
    if major not in (4, 5) or depth >= _MAX_DEPTH or number > len(data) - at:
        raise _malformed()
    items: list[Any] = []
    for _ in range(number * (major - 3)):
        value, at = _read(data, at, depth + 1)
        items.append(value)
    return (items, at) if major == 4 else (_map(items), at)


def _head(data: bytes, at: int) -> tuple[int, int, int]:
    """The kind of an item, its number or length, and where its content begins."""
    if at >= len(data):
        raise _malformed()
    major, number = data[at] >> 5, data[at] & 31
    if number < 24:
        return major, number, at + 1
    size = _SIZES.get(number)
    if size is None or at + 1 + size > len(data):
        raise _malformed()
    return major, int.from_bytes(data[at + 1 : at + 1 + size], "big"), at + 1 + size


def _map(items: list[Any]) -> dict[int, Any]:
    keys = items[::2]
    if not all(isinstance(key, int) for key in keys) or len(set(keys)) < len(keys):
        raise _malformed()
    return dict(zip(keys, items[1::2], strict=True))


def _malformed() -> Refusal:
    return Refusal("bad-encoding", "The signature is not written as its kind asks for.")
