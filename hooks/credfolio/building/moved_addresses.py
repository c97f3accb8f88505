"""Addresses of pages that a site no longer has, from the file that `mkdocs.yml` names.

Each line is the former address, a space, and where it leads: another address of the site, or one
that begins with https://.
"""

from __future__ import annotations

import re
from pathlib import Path

from credfolio.errors import CredfolioError

Moved = tuple[tuple[str, str], ...]
"""Former address and new one, sorted; those of the site end in a slash and begin with none."""

_FORMER = re.compile(r"(?:[\w.~-]+/)+")
_NEW = re.compile(r"(?:https://[^\s\"'<>\\`]+|(?:[\w.~-]+/)*(?:#[\w.~-]+)?)")


def read_moved(root: Path, name: object) -> Moved:
    """What the file `name` below `root` says; without a name nothing.

    Raises `CredfolioError`, with the line, for one that cannot be read.
    """
    if name is None:
        return ()
    try:
        text = (root / str(name)).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CredfolioError(
            f"mkdocs.yml: extra.credfolio.moved_pages names {name}, which cannot be read",
            fix="write the file's path, from the project's folder, or delete the line",
        ) from error
    return parse_moved(text, str(name))


def parse_moved(text: str, name: str) -> Moved:
    """The same from the `text` of the file `name`."""
    moved: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), 1):
        words = line.split()
        if not words or line.startswith("#"):
            continue
        place = f"{name}:{number}"
        if len(words) != 2:
            raise CredfolioError(
                f"{place}: {len(words)} words where an old and a new address are expected",
                fix="write the two with a space between: old-page/ new-page/",
            )
        former, new = words
        if not _FORMER.fullmatch(former) or ".." in former.split("/"):
            raise CredfolioError(
                f"{place}: {former!r} is no address of a page",
                fix="write it without the site's own, with a slash at the end: guides/old-page/",
            )
        if not _NEW.fullmatch(new) or ".." in new.split("/"):
            raise CredfolioError(
                f"{place}: {new!r} is no address to lead to",
                fix="write https://…, or a page of this site as guides/new-page/",
            )
        if former in moved:
            raise CredfolioError(f"{place}: {former} is there twice", fix="delete one of the lines")
        moved[former] = new
    return tuple(sorted(moved.items()))
