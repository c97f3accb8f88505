"""A badge's picture with its credential inside (Open Badges 3.0, baking into SVG)."""

from __future__ import annotations

import re

NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"
_ROOT = re.compile(rb"<svg\b[^>]*>")


class BakingError(ValueError):
    """A picture that nothing can be put into."""


def bake_svg(picture: bytes, credential: bytes) -> bytes:
    """`picture` with the JSON of `credential` as its first child."""
    found = _ROOT.search(picture)
    if found is None or found[0].endswith(b"/>"):
        raise BakingError("the picture is not an SVG with something in it")
    start = found[0][:-1] + f' xmlns:openbadges="{NAMESPACE}">'.encode()
    # "]]>" would end the CDATA section; inside JSON it can only be in a text.
    text = credential.strip().replace(b"]]>", b"]]\\u003e")
    inside = b"<openbadges:credential><![CDATA[" + text + b"]]></openbadges:credential>"
    return picture[: found.start()] + start + inside + picture[found.end() :]
