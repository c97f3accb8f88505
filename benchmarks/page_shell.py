"""The frame around a page, taken from a page that credfolio has built."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageShell:
    """A page cut at its content; the way to the root is an absolute path."""

    head: str
    tail: str

    @property
    def size(self) -> int:
        return len(self.head) + len(self.tail)


def cut_shell(html: str) -> PageShell:
    """The frame of a record's page.

    Raises `ValueError` when the page has no record in it.
    """
    start = html.find('<div class="cf-record')
    end = html.find("</main>")
    if start < 0 or end < start:
        raise ValueError("this is not the page of a record")
    for _ in range(2):  # the container of the page, and before it the end of the record
        end = html.rindex("</div>", start, end)
    end += len("</div>")
    return PageShell(_absolute(html[:start]), _absolute(html[end:]))


def _absolute(html: str) -> str:
    return re.sub(r'"(?:\.\./)+', '"/', html)


def stand_in_shell() -> PageShell:
    """A frame of about 9 KB, for when there is no built page to take one from."""
    links = "".join(f'<li><a href="/section-{n}/">Section number {n}</a></li>\n' for n in range(80))
    return PageShell(
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="description" content="none"><link rel="canonical" href="none">'
        f"<title>none</title></head><body><header><nav><ul>{links}</ul></nav></header><main>",
        f"</main><footer><ul>{links}</ul></footer></body></html>",
    )
