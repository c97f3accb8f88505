"""A long list on several pages, and their addresses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil
from typing import TypeVar

T = TypeVar("T")


def pages_of(items: int, size: int) -> int:
    """How many pages so many items take; one empty page when there is nothing."""
    return max(1, ceil(items / size))


def on_page(items: Sequence[T], size: int, page: int) -> Sequence[T]:
    """The items of one page, from 1 on."""
    return items[(page - 1) * size : page * size]


def paginate(items: Sequence[T], size: int) -> Iterator[tuple[int, int, Sequence[T]]]:
    """``(page, pages, items)`` of every page."""
    pages = pages_of(len(items), size)
    for page in range(1, pages + 1):
        yield page, pages, on_page(items, size, page)


def page_address(base: str, page: int) -> str:
    return base if page == 1 else f"{base}page/{page}/"
