"""What search engines are told: the addresses, and where their list is.

Source: sitemaps.org protocol 0.9. A file lists at most 50,000 addresses; more of
them are split, and `sitemap.xml` becomes the list of the parts.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence
from xml.sax.saxutils import escape

from credfolio.pages.fragments.page import Asset

MOST_ADDRESSES = 50_000
"""What the protocol allows in one file."""

_MOST_STORED = 0xFFFF
"""Bytes in a stored block."""
_GZIP = bytes.fromhex("1f8b 08 00 00000000 00 ff")
"""Deflate, no name, no time, no system."""
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def build_sitemap(
    url: str, addresses: Iterable[str], most: int = MOST_ADDRESSES
) -> Iterator[Asset]:
    """``sitemap.xml`` and its packed twin for the site at `url`, parts first where it is split.

    `addresses` are relative to the site. There is no sitemap without a `url`:
    the protocol knows whole addresses only.
    """
    if not url:
        return
    rows = sorted({escape(url + address) for address in addresses})
    parts = [rows[n : n + most] for n in range(0, len(rows), most)] or [[]]
    if len(parts) > 1:
        for number, part in enumerate(parts, start=1):
            yield from _file(f"sitemap-{number}.xml", "urlset", "url", part)
        names = [escape(f"{url}sitemap-{number}.xml") for number in range(1, len(parts) + 1)]
        yield from _file("sitemap.xml", "sitemapindex", "sitemap", names)
    else:
        yield from _file("sitemap.xml", "urlset", "url", parts[0])


def build_robots(url: str) -> Asset:
    """``robots.txt``: everything may be read, and where the sitemap is.

    Nothing is disallowed. A list of what is not to be found would name it, and
    a crawler that may not open a page never sees the ``noindex`` on it.
    """
    text = "User-agent: *\nAllow: /\n"
    if url:
        text += f"\nSitemap: {url}sitemap.xml\n"
    return Asset("robots.txt", text.encode())


def _file(name: str, root: str, row: str, addresses: Sequence[str]) -> Iterator[Asset]:
    rows = "".join(f"<{row}><loc>{address}</loc></{row}>\n" for address in addresses)
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{_NAMESPACE}">'
    text = f"{head}\n{rows}</{root}>\n"
    yield Asset(name, text.encode())
    yield Asset(f"{name}.gz", _packed(text))


def _packed(text: str) -> bytes:
    """A gzip file (RFC 1952) that holds `text` as it is, in stored blocks (RFC 1951).

    What compresses differs between computers: Python 3.14 brings zlib-ng to Windows, macOS has a
    library of its own, and the site would not have the same bytes.
    """
    data = text.encode()
    pieces = [data[n : n + _MOST_STORED] for n in range(0, len(data), _MOST_STORED)] or [b""]
    blocks = b"".join(
        struct.pack("<BHH", piece is pieces[-1], len(piece), len(piece) ^ 0xFFFF) + piece
        for piece in pieces
    )
    return _GZIP + blocks + struct.pack("<II", zlib.crc32(data), len(data) & 0xFFFFFFFF)
