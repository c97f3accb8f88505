"""A small tree of an HTML page, strict enough to notice what a browser would silently mend."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
    ]
)
# Not words on a page: what a browser shows nothing of.
SILENT = frozenset({"script", "style", "template"})
# An SVG shape ends itself: <path d="…"/>.
HIDDEN_TITLE = "svg"


@dataclass(eq=False)
class Element:
    """One element; `children` are elements and texts in order."""

    name: str
    attributes: dict[str, str]
    parent: Element | None = None
    children: list[Element | str] = field(default_factory=list)

    def __getitem__(self, attribute: str) -> str:
        return self.attributes[attribute]

    def get(self, attribute: str) -> str:
        return self.attributes.get(attribute, "")

    @property
    def classes(self) -> list[str]:
        return self.get("class").split()

    def all(self, *names: str) -> Iterator[Element]:
        """Elements below this one with one of `names` (any, without names), in page order."""
        for child in self.children:
            if isinstance(child, Element):
                if not names or child.name in names:
                    yield child
                yield from child.all(*names)

    def by_class(self, name: str) -> Iterator[Element]:
        return (element for element in self.all() if name in element.classes)

    def by_id(self, identifier: str) -> Element:
        for element in self.all():
            if element.get("id") == identifier:
                return element
        raise LookupError(f"no element with id {identifier!r}")

    def raw_text(self) -> str:
        return "".join(
            child
            if isinstance(child, str)
            else ""
            if child.name in SILENT
            else " " + child.raw_text() + " "
            if child.name not in INLINE
            else child.raw_text()
            for child in self.children
        )

    def script_text(self) -> str:
        """What stands in a script or a style, as it stands there."""
        return "".join(child for child in self.children if isinstance(child, str))

    @property
    def text(self) -> str:
        """The words, with single spaces."""
        return " ".join(self.raw_text().split())

    def inside(self, name: str) -> bool:
        parent = self.parent
        while parent is not None:
            if parent.name == name:
                return True
            parent = parent.parent
        return False


INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "cite",
        "code",
        "em",
        "i",
        "kbd",
        "mark",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
    ]
)


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("#document", {})
        self.here = self.root
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = self._add(tag, attrs)
        if tag not in VOID:
            self.here = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._add(tag, attrs)

    def _add(self, tag: str, attrs: list[tuple[str, str | None]]) -> Element:
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self._fault(f"<{tag}> names an attribute twice")
        element = Element(tag, {name: value or "" for name, value in attrs}, self.here)
        if not {"data-shown-from", "hidden"} <= set(
            names
        ):  # what a later day brings: not there yet
            self.here.children.append(element)
        return element

    def handle_endtag(self, tag: str) -> None:
        if tag != self.here.name:
            self._fault(f"</{tag}> closes <{self.here.name}>")
            while self.here.parent is not None and self.here.name != tag:
                self.here = self.here.parent
        if self.here.parent is not None:
            self.here = self.here.parent

    def handle_data(self, data: str) -> None:
        self.here.children.append(data)

    def _fault(self, what: str) -> None:
        self.faults.append(f"line {self.getpos()[0]}: {what}")

    def finish(self) -> None:
        self.close()
        if self.here is not self.root:
            self.faults.append(f"<{self.here.name}> is never closed")


@dataclass(frozen=True)
class Page:
    """A page of the site: its address below the root, its source and its tree."""

    address: str
    source: str
    root: Element
    faults: tuple[str, ...]

    @property
    def main(self) -> Element:
        """What is between header and footer."""
        return self.root.by_id("content")

    @property
    def title(self) -> str:
        return next(self.root.all("title")).text

    @property
    def ids(self) -> list[str]:
        return [element["id"] for element in self.root.all() if element.get("id")]

    def meta(self, name: str) -> str | None:
        for element in self.root.all("meta"):
            if element.get("name") == name:
                return element.get("content")
        return None

    @property
    def is_indexed(self) -> bool:
        return "noindex" not in (self.meta("robots") or "")

    @property
    def leads_on(self) -> str:
        """Where a page at a former address sends its readers; "" on every other page."""
        for element in self.root.all("meta"):
            if element.get("http-equiv") == "refresh":
                return element["content"].partition("url=")[2]
        return ""


def parse_page(source: str, address: str = "") -> Page:
    builder = _Builder()
    builder.feed(source)
    builder.finish()
    return Page(address, source, builder.root, tuple(builder.faults))


def load_page(site: Path, address: str) -> Page:
    """The page at `address` (``catalog/``, ``404.html``) of the site in the folder `site`."""
    file = site / address / "index.html" if not address.endswith(".html") else site / address
    return parse_page(file.read_text(encoding="utf-8"), address)


def page_addresses(site: Path) -> list[str]:
    """The address of every HTML page of a site, sorted."""
    return sorted(
        file.relative_to(site).as_posix().removesuffix("index.html")
        if file.name == "index.html"
        else file.relative_to(site).as_posix()
        for file in site.rglob("*.html")
    )
