"""What a build is made of: pages to be joined with a shell, and plain files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

BadgeFilesId = Literal["all", "signed"]


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the site, without the theme around it.

    `address` is relative to the site and ends in a slash; the home page's is
    empty. `body` and `head` are HTML; everything else is plain text.
    """

    kind: str
    address: str
    title: str
    description: str
    body: str
    head: str = ""
    source: str = ""
    indexed: bool = True
    canonical: str = ""
    """The address that search engines should go by, where it is another page's."""


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that is published as it is; `path` is relative to the site."""

    path: str
    data: bytes
    source: str = ""


Output = Page | Asset


@dataclass(frozen=True, slots=True)
class GuideSection:
    """A section of a hand-written page, for the search."""

    title: str
    address: str
    page: str
    """The title of its page."""
    text: str
    """Its words, without marks."""


@dataclass(frozen=True, slots=True)
class Site:
    """What a build needs to know beyond the records."""

    name: str
    url: str
    today: date
    description: str = ""
    edit_url: str = ""
    """Address that, with a path behind it, opens the forge's editor for that file."""
    forge: str = ""
    """The repository's web address, without a slash at its end."""
    raw: str = ""
    """Where the forge serves one file: an address with {repo}, {commit} and {file} in it."""
    new_url: str = ""
    """Address of the forge's form for a new file."""
    issue_url: str = ""
    """Address of the forge's form for a new issue."""
    featured: tuple[str, ...] = ()
    docs: frozenset[str] = frozenset()
    """Addresses of the pages of docs/, so that a record's page leads only to those there are."""
    guides: Sequence[GuideSection] = ()
    """What the hand-written pages for readers say, section by section."""
    moved: tuple[tuple[str, str], ...] = ()
    """Former address of a page → where it leads: an address of this site, or one with https://."""
    badge_files: BadgeFilesId = "all"
    """What is published of a signed award: everything, or for a large site only what is signed."""
    has_styleguide: bool = True
    """Whether the page for those who change the program's look is published."""
    time_zone: str = ""
    """IANA name of the zone whose days the site goes by; without one, the reader's own."""


def root_of(address: str) -> str:
    """The way from a page back to the site's root: ``../../`` for ``catalog/x/``."""
    return "../" * address.count("/") or "./"
