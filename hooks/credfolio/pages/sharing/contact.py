"""A contact card (vCard 4.0, RFC 6350): who an educator is professionally, and where the page is.

It holds nothing that the page does not show: no e-mail address, no telephone.
"""

from __future__ import annotations

from credfolio.records.model import Educator


def build_contact(educator: Educator, page: str, photo: str = "") -> bytes:
    """The card of `educator`; `page` and `photo` are absolute addresses."""
    hidden = educator.hide
    place = [
        value
        for name, value in (("district", educator.district), ("school", educator.school))
        if value and name not in hidden
    ]
    lines = ["BEGIN:VCARD", "VERSION:4.0", "KIND:individual"]
    lines.append(f"FN:{_text(educator.display_name)}")
    if place:
        lines.append("ORG:" + ";".join(map(_text, place)))
    if educator.headline:
        lines.append(f"TITLE:{_text(educator.headline)}")
    for language in educator.languages:
        lines.append(f"LANG:{language}")
    if photo and "photo" not in hidden:
        lines.append(f"PHOTO:{photo}")
    lines.append(f"URL:{page}")
    lines += [f"URL:{link.url}" for link in educator.links]
    lines.append("END:VCARD")
    return "".join(_folded(line) + "\r\n" for line in lines).encode()


def _text(value: str) -> str:
    """A value with its separators escaped (RFC 6350, 3.4)."""
    for mark in ("\\", ",", ";"):
        value = value.replace(mark, f"\\{mark}")
    return value.replace("\n", "\\n")


def _folded(line: str) -> str:
    """Lines of at most 75 octets; what follows begins with a space (RFC 6350, 3.2)."""
    rows, row = [], b""
    for letter in line:
        octets = letter.encode()
        if len(row) + len(octets) > 75:
            rows.append(row)
            row = b" "
        row += octets
    return b"\r\n".join([*rows, row]).decode()
