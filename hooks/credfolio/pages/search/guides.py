"""A page of docs/ → its sections, for the search."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from itertools import pairwise

from credfolio.pages.fragments.page import GuideSection

_HEADING = re.compile(r'<h([123]) id="([^"]*)"[^>]*>(.*?)</h\1>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_UNSEEN = re.compile(r'<(script|style|svg)\b.*?</\1>|<a class="headerlink".*?</a>', re.DOTALL)
_NOT_FOR_READERS = ("adr/", "contributing/", "schema/", "reference/")


def is_for_readers(address: str) -> bool:
    """Whether the page at `address` helps a reader, and not only those who run the program."""
    return not address.startswith(_NOT_FOR_READERS)


def guide_sections(title: str, address: str, html: str) -> Iterator[GuideSection]:
    """The sections of a page in their order: the first is the page itself, up to a heading.

    A page goes by its own heading; `title`, its name in the menu, is searched, too.
    """
    text = _UNSEEN.sub(" ", html)
    marks = [*_HEADING.finditer(text)]
    level_one = [mark for mark in marks if mark.group(1) == "1"]
    others = [mark for mark in marks if mark.group(1) != "1"]
    begin = level_one[0].end() if level_one else 0
    end = others[0].start() if others else len(text)
    page = _words(level_one[0].group(3)) if level_one else title
    yield GuideSection(page, address, title, _words(text[begin:end]))
    for mark, following in pairwise([*others, None]):
        assert mark is not None
        end = following.start() if following else len(text)
        heading = _words(mark.group(3))
        yield GuideSection(
            heading, f"{address}#{mark.group(2)}", page, _words(text[mark.end() : end])
        )


def _words(html: str) -> str:
    return " ".join(unescape(_TAG.sub(" ", html)).split())
