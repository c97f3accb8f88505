"""A long list on several pages, and their addresses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil
from typing import TypeVar

T = TypeVar("T")


def paginate(items: Sequence[T], size: int) -> Iterator[tuple[int, int, Sequence[T]]]:
    """``(page, pages, items)`` from 1 on; one empty page when there is nothing."""
    pages = max(1, ceil(len(items) / size))
    for page in range(1, pages + 1):
        yield page, pages, items[(page - 1) * size : page * size]


def page_address(base: str, page: int) -> str:
    return base if page == 1 else f"{base}page/{page}/"
