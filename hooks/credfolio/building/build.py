"""One build: what it found at the start, and what its events add until the end."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Protocol

from credfolio.building.inner_links import LinksOut
from credfolio.building.lent_pages import LentPages
from credfolio.building.page_links import LinksElsewhere
from credfolio.building.shell import Shell
from credfolio.checking.check import Checked
from credfolio.disk.kept import Shelf
from credfolio.disk.lock import Lock
from credfolio.disk.manifest import Written
from credfolio.disk.old_site import OldSite
from credfolio.pages.fragments.page import GuideSection, Site


class Show(Protocol):
    """Shows a text, and how much of the work is done, from 0 to 1, where that is known."""

    def __call__(self, text: str, part: float | None = None) -> None: ...


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line adds to mkdocs.yml."""

    today: date | None = None
    jobs: int = 0
    progress: Show = lambda text, part=None: None
    """Shows how far the work has come; "" when it is done."""
    beside: Path | None = None
    """The folder of a private repository, whose unlisted homes get their pages."""
    trial: Path | None = None
    """The folder of an issuer for this computer alone, which is only served."""
    told: str = ""
    """Findings that were printed already."""


@dataclass
class Build:
    """One build, from the first event to the last."""

    site: Site
    checked: Checked
    target: Path
    staging: Path
    lock: Lock
    commits: tuple[str, str]
    """What was checked out when the build began: here, and in the repository of private records."""
    options: Options
    serving: bool
    shelf: Shelf
    old_site: OldSite
    said: str
    """The findings, as they were printed."""
    shells: dict[str, Shell] = field(default_factory=dict)
    docs: list[str] = field(default_factory=list)
    guides: list[GuideSection] = field(default_factory=list)
    """Sections of the pages in `docs` that are for readers."""
    unlisted: set[str] = field(default_factory=set)
    """Addresses of pages in `docs` that the sitemap leaves out."""
    links: LinksOut = field(default_factory=LinksOut)
    lent: LentPages = field(default_factory=lambda: LentPages({}, frozenset()))
    elsewhere: LinksElsewhere | None = None
    docs_files: list[Written] | None = None
    """The files of docs/ and the theme, where the old site has them; None where they were made."""
    docs_raw: bytes = b""
    """What is kept of docs/ for the next build, where that is known already."""
