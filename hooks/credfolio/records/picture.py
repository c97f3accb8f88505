"""Pictures from contributors → pictures that are safe to publish, or a finding.

A photograph or drawing is decoded completely and written again, which drops
what rode along with it (EXIF, GPS, appended data). An SVG is read with a
parser that refuses entities and is kept only if every element and attribute is
on a short list of drawing instructions.
"""

from __future__ import annotations

import io
import re
import warnings
from base64 import b64encode
from dataclasses import dataclass, replace
from xml.etree import ElementTree

from defusedxml import ElementTree as SafeElementTree
from defusedxml.common import DefusedXmlException
from PIL import Image, UnidentifiedImageError

from credfolio.findings.finding import Finding, quoted
from credfolio.proof.digests import digest_of_file

MAX_BYTES = 1024 * 1024
MAX_PIXELS = 4096
PUBLISHED_PIXELS = 1024
"""Larger pictures are scaled down to this many pixels on the longer side."""

PICTURE_ENDINGS = (".png", ".jpg", ".jpeg", ".svg")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it will be published."""

    data: bytes
    ending: str
    width: int
    height: int
    digest: str = ""
    """The digest of the file that it was read from, in the form of `credfolio.proof.digests`."""

    def as_svg(self) -> bytes:
        """The picture as an SVG document; a photograph is embedded in one."""
        if self.ending == ".svg":
            return self.data
        kind = "png" if self.ending == ".png" else "jpeg"
        inside = b64encode(self.data).decode("ascii")
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {self.height}">'
            f'<image width="{self.width}" height="{self.height}"'
            f' href="data:image/{kind};base64,{inside}"/></svg>'
        ).encode()


def read_picture(raw: bytes, path: str) -> Picture | Finding:
    """File bytes → a cleaned picture, or the finding that refuses it."""
    if len(raw) > MAX_BYTES:
        return Finding(
            "picture-too-large",
            path,
            f"the picture is larger than {MAX_BYTES:,} bytes",
            "save it smaller: 800 pixels wide is plenty",
        )
    is_svg = path.lower().endswith(".svg")
    picture = _read_svg(raw, path) if is_svg else _read_raster(raw, path)
    if isinstance(picture, Finding):
        return picture
    return replace(picture, digest=digest_of_file(path, raw))


def _not_a_picture(path: str, why: str) -> Finding:
    return Finding(
        "picture-unreadable",
        path,
        f"this is not a picture that can be shown: {why}",
        "export it again as PNG, JPEG or plain SVG",
    )


def _read_raster(raw: bytes, path: str) -> Picture | Finding:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(raw), formats=("PNG", "JPEG")) as probe:
                width, height = probe.size
                if max(width, height) > MAX_PIXELS:
                    return Finding(
                        "picture-too-large",
                        path,
                        f"the picture is {width} × {height} pixels; at most {MAX_PIXELS} a side",
                        "save it smaller: 800 pixels wide is plenty",
                    )
                probe.verify()
            with Image.open(io.BytesIO(raw), formats=("PNG", "JPEG")) as image:
                image.load()
                kind = image.format
                clean = image.convert("RGBA" if kind == "PNG" else "RGB")
    except (
        UnidentifiedImageError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
        OSError,
        ValueError,
        SyntaxError,  # Pillow's PNG reader raises it for a broken chunk
        EOFError,
        IndexError,
        OverflowError,
    ) as error:
        return _not_a_picture(path, _first_words(error))
    clean.thumbnail((PUBLISHED_PIXELS, PUBLISHED_PIXELS))
    # A new image has no metadata to carry over.
    fresh = Image.new(clean.mode, clean.size)
    fresh.paste(clean)
    out = io.BytesIO()
    if kind == "PNG":
        fresh.save(out, "PNG", optimize=True)
        return Picture(out.getvalue(), ".png", *fresh.size)
    fresh.save(out, "JPEG", quality=85, optimize=True)
    return Picture(out.getvalue(), ".jpg", *fresh.size)


def _first_words(error: BaseException) -> str:
    if isinstance(error, UnidentifiedImageError):
        return "it is neither PNG nor JPEG"  # Pillow's words name a place in memory
    return quoted(str(error).splitlines()[0] if str(error) else type(error).__name__, 80)


_SVG = "{http://www.w3.org/2000/svg}"
_ELEMENTS = frozenset(
    [
        "svg",
        "g",
        "path",
        "circle",
        "ellipse",
        "rect",
        "line",
        "polyline",
        "polygon",
        "text",
        "tspan",
        "title",
        "desc",
        "defs",
        "linearGradient",
        "radialGradient",
        "stop",
        "clipPath",
        "mask",
    ]
)
_ATTRIBUTES = frozenset(
    [
        "viewBox",
        "width",
        "height",
        "x",
        "y",
        "x1",
        "y1",
        "x2",
        "y2",
        "cx",
        "cy",
        "r",
        "rx",
        "ry",
        "fx",
        "fy",
        "d",
        "points",
        "transform",
        "fill",
        "fill-opacity",
        "fill-rule",
        "stroke",
        "stroke-width",
        "stroke-linecap",
        "stroke-linejoin",
        "stroke-dasharray",
        "stroke-dashoffset",
        "stroke-miterlimit",
        "stroke-opacity",
        "opacity",
        "offset",
        "stop-color",
        "stop-opacity",
        "gradientUnits",
        "gradientTransform",
        "clipPathUnits",
        "maskUnits",
        "clip-path",
        "clip-rule",
        "mask",
        "id",
        "font-size",
        "font-weight",
        "font-family",
        "text-anchor",
        "letter-spacing",
        "dominant-baseline",
        "dx",
        "dy",
        "version",
        "role",
        "preserveAspectRatio",
        "spreadMethod",
    ]
)
_LOCAL_REFERENCE = re.compile(r"url\(#[A-Za-z][\w-]{0,63}\)")
_PLAIN_VALUE = re.compile(r"[^<>&;\\{}@]*")
_DEEPEST = 100
"""Writing a drawing takes a call for each level, and Python allows about a thousand."""


def _read_svg(raw: bytes, path: str) -> Picture | Finding:
    try:
        root = SafeElementTree.fromstring(raw, forbid_dtd=True)
    except (ElementTree.ParseError, DefusedXmlException, ValueError, LookupError) as error:
        return _not_a_picture(path, _first_words(error))
    if root.tag != f"{_SVG}svg":
        return _not_a_picture(path, "the outermost element is not svg")
    elements = [(root, 1)]
    count = 0
    while elements:
        element, depth = elements.pop()
        count += 1
        if count > 5_000:
            return _not_a_picture(path, "it has more than 5,000 elements")
        if depth > _DEEPEST:
            return _not_a_picture(path, f"its elements are nested over {_DEEPEST} deep")
        if refusal := _svg_refusal(element):
            return Finding(
                "picture-unsafe",
                path,
                f"the drawing holds {refusal}",
                "export it as plain SVG with shapes only, or as PNG",
            )
        elements.extend((child, depth + 1) for child in element)
    width, height = _svg_size(root)
    ElementTree.register_namespace("", "http://www.w3.org/2000/svg")
    return Picture(ElementTree.tostring(root, encoding="utf-8"), ".svg", width, height)


def _svg_refusal(element: ElementTree.Element) -> str | None:
    if not isinstance(element.tag, str) or not element.tag.startswith(_SVG):
        return "something that is not SVG"
    name = element.tag[len(_SVG) :]
    if name not in _ELEMENTS:
        return f"the element {quoted(name)}, which is not a plain shape"
    for attribute, value in element.attrib.items():
        if attribute not in _ATTRIBUTES:
            return f"the attribute {quoted(attribute.rpartition('}')[2])}, which is not allowed"
        if not _PLAIN_VALUE.fullmatch(value):
            return f"a value of {quoted(attribute)} that is not a plain number, colour or path"
        if "url(" in value.replace(" ", "").lower() and not _LOCAL_REFERENCE.fullmatch(value):
            return f"a reference to something outside it in {quoted(attribute)}"
    return None


def _svg_size(root: ElementTree.Element) -> tuple[int, int]:
    numbers = re.findall(r"[\d.]+", root.get("viewBox", ""))
    try:
        return max(1, round(float(numbers[2]))), max(1, round(float(numbers[3])))
    except (IndexError, ValueError, OverflowError):
        return 128, 128
