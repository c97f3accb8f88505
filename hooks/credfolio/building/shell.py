"""The shell: one page as the theme renders it, cut open where records go in.

The theme's whole pipeline runs once for each *kind* of page, on a page that
holds markers instead of content. Joining a record with its shell is then a
matter of concatenating strings, and a site of 150,000 pages costs the theme
no more than one of ten.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from markupsafe import escape

from credfolio.errors import ShellError
from credfolio.pages.fragments.page import Page, root_of
from credfolio.pages.fragments.renderer import ROOT

BY_DAY = " data-shown-"
"""What a page has where the day changes it: attributes of `credfolio.pages.fragments.by_day`."""

MARKERS = ("title", "description", "canonical", "head", "body")
_MARKER = re.compile(r"@@credfolio:([a-z]+)@@")

# Where the theme put a way back to the root: in an attribute, or in its settings as JSON.
_WAY_UP = "../.."


def marker(name: str) -> str:
    """The marker text for `name`."""
    return f"@@credfolio:{name}@@"


@dataclass(frozen=True, slots=True)
class Shell:
    """A rendered page cut at its markers: text, name, text, name, …, text."""

    kind: str
    pieces: tuple[str, ...]

    def join(self, page: Page, site_url: str) -> str:
        """`page` inside this shell.

        `site_url` is the site's public address, ending in a slash, or empty
        when it is not known; the page then names no canonical address.
        """
        head = page.head
        if not page.indexed:
            head = '<meta name="robots" content="noindex">\n' + head
        if BY_DAY in page.body:
            head = f'<script src="{ROOT}assets/built/days.js"></script>\n' + head
        whole = page.canonical or page.address
        if not whole.startswith("https://"):
            whole = site_url + whole
        values = {
            "title": str(escape(page.title)),
            "description": str(escape(page.description)),
            "canonical": str(escape(whole)),
            "head": head,
            "body": page.body,
        }
        # Text and names alternate, so every second piece is looked up.
        joined = "".join(values[piece] if n % 2 else piece for n, piece in enumerate(self.pieces))
        return joined.replace(ROOT, root_of(page.address))


def parse_shell(kind: str, html: str) -> Shell:
    """Cut a page that was rendered two folders below the root.

    Raises `ShellError` when a marker is missing, unknown, or when the theme
    wrote a way up that this cannot account for.
    """
    # The theme's indentation would be a tenth of a small page.
    pieces = _MARKER.split(re.sub(r"\s*\n\s*", "\n", html))
    found = pieces[1::2]
    for name in ("title", "head", "body"):
        if name not in found:
            raise ShellError(
                f"the theme's page for {kind} has no place for {name}",
                fix=f"put {marker(name)} into theme/record.html",
            )
    if found.count("body") != 1 or found.count("head") != 1:
        raise ShellError(
            f"the theme's page for {kind} repeats the body or the head",
            fix="keep one marker of each in theme/record.html",
        )
    if unknown := set(found) - set(MARKERS):
        raise ShellError(
            f"the theme's page for {kind} has an unknown marker: {sorted(unknown)[0]}",
            fix=f"use one of {', '.join(MARKERS)}",
        )
    if ROOT in html:
        raise ShellError(f"the theme's page for {kind} holds a NUL character", fix="remove it")
    for n in range(0, len(pieces), 2):
        pieces[n] = _with_root(pieces[n], kind)
    return Shell(kind, tuple(pieces))


def _with_root(text: str, kind: str) -> str:
    text = text.replace(f'"{_WAY_UP}/', f'"{ROOT}').replace(f'"{_WAY_UP}"', f'"{ROOT}"')
    text = re.sub(rf"([=(\s,]){re.escape(_WAY_UP)}/", rf"\1{ROOT}", text)
    if "../" in text:
        at = text.index("../")
        raise ShellError(
            f"the theme's page for {kind} leads somewhere unexpected: {text[at - 30 : at + 30]!r}",
            fix="write addresses in theme/ with the `url` filter",
        )
    return text
