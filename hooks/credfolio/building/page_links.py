"""Links in Markdown pages to pages of the program that this site does not show.

They lead to the program's own site; until that has an address, they are words without one. The
change is made in the parsed page, before MkDocs resolves links, so that text that only looks like
a link stays as it is.
"""

from __future__ import annotations

import posixpath
from xml.etree import ElementTree

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor

_BEFORE_MKDOCS = 1
"""Inline links are elements after priority 20; MkDocs resolves them at 0."""


class LinksElsewhere(Extension):  # type: ignore[misc]
    """A Markdown extension; `page` is set to each page's path before the page is parsed."""

    def __init__(self, elsewhere: frozenset[str], home: str) -> None:
        super().__init__()
        self.elsewhere = elsewhere
        self.home = home
        self.page = ""

    def extendMarkdown(self, md: Markdown) -> None:
        """Called by Markdown for each page."""
        md.treeprocessors.register(_Processor(self), "credfolio-elsewhere", _BEFORE_MKDOCS)


class _Processor(Treeprocessor):  # type: ignore[misc]
    def __init__(self, links: LinksElsewhere) -> None:
        super().__init__()
        self._links = links

    def run(self, root: ElementTree.Element) -> None:
        for element in root.iter("a"):
            href = element.get("href")
            if href and (address := elsewhere(href, self._links)) is not None:
                if address:
                    element.set("href", address)
                else:
                    element.tag = "span"
                    element.attrib.clear()


def elsewhere(href: str, links: LinksElsewhere) -> str | None:
    """The address on the program's site that `href` means; None when it leads somewhere else, and
    "" when that site has no address.
    """
    path, mark, fragment = href.partition("#")
    if not path or ":" in path or path.startswith("/"):
        return None
    target = posixpath.normpath(posixpath.join(posixpath.dirname(links.page), path))
    if target not in links.elsewhere:
        return None
    if not links.home:
        return ""
    name = target.removesuffix(".md")
    address = name.removesuffix("index") if posixpath.basename(name) == "index" else f"{name}/"
    return f"{links.home}{address}{mark}{fragment}"
