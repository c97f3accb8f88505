"""Find the badge inside an SVG. Entities, DTDs and external references are refused."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from credfolio.proof.refusal import Refusal

# The document type that drawing programs write: it names the public one and defines nothing. It
# stands after the declaration, comments, instructions and spaces.
_PLAIN_DOCTYPE = re.compile(
    rb"\A((?:\s|<\?.*?\?>|<!--.*?-->)*+)"
    rb'<!DOCTYPE\s+svg(?:\s+PUBLIC\s+"-//W3C//DTD SVG [^"<>\[]*"\s+"https?://www\.w3\.org/[^"<>\[]*")?\s*>',
    re.DOTALL,
)
MAX_SVG = 2 * 1_048_576

_V3 = "https://purl.imsglobal.org/ob/v3p0"
_V2 = "http://openbadges.org"
_SVG = "http://www.w3.org/2000/svg"


def read_svg_badge(data: bytes) -> bytes:
    """The text of the one badge in the picture. Raises `Refusal` for none, or for two."""
    if len(data) > MAX_SVG:
        raise Refusal("too-large", f"The picture is larger than {MAX_SVG:,} bytes.")
    try:
        root: Element = fromstring(_PLAIN_DOCTYPE.sub(rb"\1", data, count=1), forbid_dtd=True)
    except DefusedXmlException:
        raise Refusal("hostile-svg", "The picture holds a DTD or entities.") from None
    except (ParseError, ValueError, LookupError, RecursionError):
        raise Refusal("broken-svg", "The picture is not well-formed SVG.") from None
    if root.tag not in (f"{{{_SVG}}}svg", "svg"):
        raise Refusal("broken-svg", "The file is XML, but not an SVG picture.")
    found = [
        node
        for node in root.iter()
        if node.tag in (f"{{{_V3}}}credential", f"{{{_V2}}}assertion", f"{{{_V3}}}assertion")
    ]
    if not found:
        raise Refusal("no-badge", "The picture has no badge in it. It is only a picture.")
    if len(found) > 1:
        raise Refusal("two-badges", "The picture has more than one badge in it.")
    node = found[0]
    text = (node.text or "").strip() or node.get("verify", "").strip()
    if not text:
        raise Refusal("no-badge", "The place for a badge in the picture is empty.")
    return text.encode("utf-8", "surrogatepass")
