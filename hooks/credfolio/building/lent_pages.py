"""Which of the program's pages a site shows next to its own (ADR 0080).

A site of a district has pages for its readers without keeping a copy of them, and none for
developers of the program. Its own page of a name wins.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any, Literal, cast

import yaml

from credfolio.errors import CredfolioError

Audience = Literal["own", "readers", "contributors", "program"]

_CHOICES: Mapping[str, tuple[Audience, ...]] = {
    "none": (),
    "readers": ("readers",),
    "contributors": ("readers", "contributors"),
    "all": ("readers", "contributors", "program"),
}
_SECTIONS = {"guides": "Guides", "contributing": "Contributing", "reference": "Reference"}


@dataclass(frozen=True, slots=True)
class LentPages:
    """The program's pages that one site shows."""

    shown: Mapping[str, Audience]
    """Path below docs/ → for whom it is."""
    elsewhere: frozenset[str]
    """Paths of the pages that only the program's own site has."""

    @property
    def unlisted(self) -> frozenset[str]:
        """Paths of the shown pages that no search engine needs from this site."""
        return frozenset(path for path, audience in self.shown.items() if audience != "readers")


@cache
def audiences() -> Mapping[str, Audience]:
    """Pattern of a page's path → for whom the page is, in the order of the navigation."""
    text = Path(__file__).with_name("audiences.yml").read_text(encoding="utf-8")
    return cast(Mapping[str, Audience], yaml.safe_load(text))


def audience_of(path: str) -> Audience | None:
    """For whom the page at `path` below docs/ is; None for a page that is not the program's."""
    return next((who for like, who in audiences().items() if fnmatchcase(path, like)), None)


def choose_lent(pages: Iterable[str], own: Iterable[str], choice: object) -> LentPages:
    """What of the program's `pages` a site shows that has the pages `own`.

    `choice` is ``extra.credfolio.guides``: readers (also when it is None), contributors, all, none.
    Raises `CredfolioError` for any other.
    """
    word = "readers" if choice is None else choice
    if not isinstance(word, str) or word not in _CHOICES:
        raise CredfolioError(
            f"mkdocs.yml: extra.credfolio.guides is {choice!r}",
            fix=f"write one of {', '.join(_CHOICES)}",
        )
    taken = set(own)
    free = {path: who for path in pages if path not in taken and (who := audience_of(path))}
    shown = {path: who for path, who in free.items() if who in _CHOICES[word]}
    return LentPages(shown, frozenset(free) - frozenset(shown))


def pictures_of(pages: Iterable[str], source: Path) -> list[str]:
    """The files in ``assets`` of the folder `source` that any of `pages` there shows, sorted."""
    text = "".join((source / page).read_text(encoding="utf-8") for page in pages)
    pictures = (path for path in (source / "assets").rglob("*") if path.is_file())
    named = (path.relative_to(source).as_posix() for path in pictures)
    return sorted(path for path in named if path in text)


def navigation(own: Iterable[str], lent: Iterable[str]) -> list[Any]:
    """The navigation of a site whose settings have none: its own pages, then the lent ones.

    The form is that of ``nav`` in mkdocs.yml. Pages that are many of a kind are left out.
    """
    order = [like for like in audiences() if not like.endswith("*")]
    mine = list(own)
    known = [path for path in order if path in {*mine, *lent}]
    listed: list[Any] = []
    for path in [*(path for path in sorted(mine) if path not in order), *known]:
        title = _SECTIONS.get(path.partition("/")[0])
        if title is None:
            listed.append(path)
        elif listed and isinstance(listed[-1], dict) and title in listed[-1]:
            listed[-1][title].append(path)
        else:
            listed.append({title: [path]})
    return listed
