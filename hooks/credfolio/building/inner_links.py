"""Links inside the site: each leads to a page or file that is there, and to a place on it.

Pages give up their links while they are written, each slice of a build its own;
what they lead to is looked up once, at the end, in the list of all files.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape
from posixpath import normpath
from urllib.parse import unquote

from credfolio.findings.finding import Finding, quoted
from credfolio.pages.fragments.renderer import ROOT

_LEADING = ('href="', 'src="', 'action="', 'data-index="', 'poster="')
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)

From = tuple[str, str]
"""The address of a page, and the file that it was made from."""


@dataclass(frozen=True, slots=True)
class KeptLinks:
    """Where some pages led in an earlier build, in numbers: who needs no names makes none."""

    places: Sequence[str]
    """Addresses, which several of these may share."""
    pages: Sequence[Sequence[str]]
    """As `From`."""
    numbers: Sequence[int]
    """The number of a place, that of a page that leads there, and so on."""


@dataclass
class LinksOut:
    """Where pages lead: each place once, with one of the pages that lead there."""

    places: dict[str, From] = field(default_factory=dict)
    """Address below the site's root, with its fragment → who leads there."""
    lost: list[tuple[str, From]] = field(default_factory=list)
    """Fragments that a page expects on itself and does not have."""
    kept: list[KeptLinks] = field(default_factory=list)
    """What pages lead to that were not made in this build."""

    def add(self, html: str, address: str, source: str, base: str = "") -> None:
        """Take up the links of the page at `address`.

        In `html` an address begins at the root (`ROOT`), with `base` (the path
        of the whole site), or is relative to the page.
        """
        places = self.places
        for reference in _references(html):
            if reference[:1] == ROOT and reference[1:] in places:
                continue  # nearly all: what a header, a card or a list leads to
            # Unescaped first: Markdown writes `mailto:` in numbers, against harvesters.
            reference = unescape(reference)
            if not reference or _ELSEWHERE.match(reference):
                continue
            if reference[0] == "#":
                fragment = reference[1:]
                if fragment and not _has(html, unquote(fragment)):
                    self.lost.append((address + "#" + fragment, (address, source)))
                continue
            places.setdefault(_below_root(reference, address, base), (address, source))

    def merge(self, other: LinksOut) -> None:
        """Take up what another slice has found; of two pages the first by address is kept."""
        for place, page in other.places.items():
            if place not in self.places or page < self.places[place]:
                self.places[place] = page
        self.lost += other.lost
        self.kept += other.kept

    def every_place(self) -> set[str]:
        """The places that any page leads to."""
        found = set(self.places)
        tables: dict[int, tuple[Sequence[str], set[int]]] = {}
        for one in self.kept:
            tables.setdefault(id(one.places), (one.places, set()))[1].update(one.numbers[::2])
        for places, numbers in tables.values():
            found.update([places[number] for number in numbers])
        return found

    def page_leading_to(self, place: str) -> From:
        """The first page by address that leads to `place`; of each record's pages one counts."""
        found = [self.places[place]] if place in self.places else []
        for one in self.kept:
            if place in one.places:
                number = one.places.index(place)
                steps = zip(one.numbers[::2], one.numbers[1::2], strict=True)
                found += [(one.pages[n][0], one.pages[n][1]) for to, n in steps if to == number]
        return min(found)


def check_inner_links(
    links: LinksOut, files: Collection[str], read: Callable[[str], str]
) -> Iterator[Finding]:
    """A finding for each place that is not there.

    `files` are the paths of the whole site; `read` gives the text of one, and
    is asked only for pages that others lead into the middle of.
    """
    for place, page in sorted(links.lost):
        yield _broken(place, page, "the page has no such place")
    inside: defaultdict[str, list[str]] = defaultdict(list)
    for place in sorted(links.every_place()):
        address, _, fragment = place.partition("#")
        path = unquote(address.partition("?")[0])
        path += "index.html" if not path or path.endswith("/") else ""
        if path not in files:
            yield _broken(place, links.page_leading_to(place), "there is nothing at that address")
        elif fragment and path.endswith(".html"):
            inside[path].append(place)
    for path, wanted in sorted(inside.items()):
        html = read(path)
        for place in wanted:
            if not _has(html, unquote(place.partition("#")[2])):
                yield _broken(place, links.page_leading_to(place), "the page has no such place")


def _references(html: str) -> Iterator[str]:
    """The values of all attributes that lead somewhere."""
    # A regular expression would stop at each space of a page.
    for attribute in _LEADING:
        before, *others = html.split(attribute)
        for one in others:
            if before[-1:].isspace() and (end := one.find('"')) >= 0:
                yield one[:end]
            before = one


def _below_root(reference: str, address: str, base: str) -> str:
    if reference[0] == ROOT:
        return reference[1:].removeprefix("./")
    if base and reference.startswith(base):
        reference, address = reference[len(base) :] or ".", ""
    path, mark, fragment = reference.partition("#")
    path, ask, query = path.partition("?")
    folder = address.rpartition("/")[0]
    slash = "/" if path.endswith(("/", "/.", "/..")) or path in (".", "..") else ""
    joined = normpath(f"{folder}/{path}" if folder else path)
    joined = "" if joined == "." else joined.lstrip("/") + slash
    return joined + ask + query + mark + fragment


_TOLD = re.compile(r"[a-z]+=")


def _has(html: str, fragment: str) -> bool:
    """Whether a page has a place of that name; a browser knows ``#top`` without one.

    ``#list=…`` names no place: it is what the page's script is told.
    """
    if _TOLD.match(fragment):
        return True
    return f' id="{fragment}"' in html or f' name="{fragment}"' in html or fragment == "top"


def _broken(place: str, page: From, why: str) -> Finding:
    address, source = page
    return Finding(
        "broken-link",
        source or "docs",
        f"the page {quoted(address or '(home)')} leads to {quoted(place)}, and {why}",
        "correct the address, or restore what was there",
    )
