"""Feeds of new and changed micro-credentials (RFC 4287).

An entry is one version of one definition. Its id and its day come from the
record, so an entry stays the same however often the site is built.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from xml.etree import ElementTree as ET

from credfolio.pages.fragments import addresses
from credfolio.records.model import MicroCredential
from credfolio.text.prose import plain_text

ENTRIES = 60
"""The newest; a reader who comes once a term sees what happened since."""

_ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True)
class Entry:
    """A version of a definition."""

    on: date
    credential: MicroCredential
    version: str
    text: str
    is_new: bool


def entries_of(credentials: Iterable[MicroCredential]) -> list[Entry]:
    """The versions that the definitions tell of, newest first; drafts are not published."""
    found = [
        entry
        for credential in credentials
        if credential.status != "draft"
        for entry in _versions(credential)
    ]
    found.sort(key=lambda entry: (entry.credential.ref, entry.version))
    return sorted(found, key=lambda entry: entry.on, reverse=True)


def _versions(c: MicroCredential) -> Iterable[Entry]:
    first = min((change.on for change in c.changelog), default=c.released)
    for change in c.changelog:
        yield Entry(change.on, c, change.version, change.changes, change.on == first)
    told = {change.version for change in c.changelog}
    if c.released and c.version and c.version not in told:
        yield Entry(c.released, c, c.version, "", not c.changelog)


def render_feed(
    entries: Sequence[Entry], *, title: str, author: str, site_url: str, path: str, page: str
) -> bytes:
    """The feed at `path`, which tells of what the page at `page` lists."""
    ET.register_namespace("", _ATOM)
    feed = ET.Element(f"{{{_ATOM}}}feed")
    shown = entries[:ENTRIES]

    def add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
        made = ET.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
        made.text = text or None
        return made

    add(feed, "title", title)
    add(feed, "id", f"{site_url}{path}")
    add(feed, "updated", _moment(shown[0].on))
    add(add(feed, "author"), "name", author)
    add(feed, "link", rel="self", type="application/atom+xml", href=f"{site_url}{path}")
    add(feed, "link", rel="alternate", type="text/html", href=f"{site_url}{page}")
    for entry in shown:
        c = entry.credential
        address = f"{site_url}{addresses.credential(c)}"
        made = add(feed, "entry")
        what = "new" if entry.is_new else f"version {entry.version}"
        add(made, "title", f"{c.title} ({what})")
        add(made, "id", f"{address}#version-{entry.version}")
        add(made, "updated", _moment(entry.on))
        add(made, "link", rel="alternate", type="text/html", href=address)
        for topic in c.topics:
            add(made, "category", term=topic)
        changes = plain_text(entry.text) if entry.text else ""
        about = plain_text(c.competency or c.summary or "") if entry.is_new else ""
        add(made, "summary", " ".join(filter(None, (about, changes))) or c.title)
    ET.indent(feed, "")
    text: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
