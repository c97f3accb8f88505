"""Pictures from contributors → pictures that are safe to publish, or a finding.

A photograph or drawing is decoded completely, turned upright, and written again, which drops
everything else in the file (EXIF, GPS, appended data). The parser for SVG refuses entities;
`clean_drawing` says what it keeps.
"""

from __future__ import annotations

import io
import re
import warnings
from base64 import b64encode
from dataclasses import dataclass, replace
from typing import NamedTuple
from xml.etree import ElementTree

from PIL import Image, ImageOps, UnidentifiedImageError

from credfolio.findings.finding import Finding, quoted
from credfolio.proof.digests import digest_of_file
from credfolio.records.clean_drawing import NoDrawing, UnsafeDrawing, clean_drawing

MAX_BYTES = 1024 * 1024
MAX_PIXELS = 4096
PUBLISHED_PIXELS = 1024
"""Pictures are scaled down to at most this many pixels on the longer side."""

PICTURE_ENDINGS = (".png", ".jpg", ".jpeg", ".webp", ".svg")
_FORMATS = ("PNG", "JPEG", "WEBP")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it will be published."""

    data: bytes
    ending: str
    width: int
    height: int
    digest: str = ""
    """The digest of the source file, in the form of `credfolio.proof.digests`."""
    dropped: tuple[str, ...] = ()
    """What cleaning removed from a drawing, in words."""

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


class _Other(NamedTuple):
    """A kind of file that is refused, and how to convert it."""

    name: str
    place: int
    mark: re.Pattern[bytes]
    fix: str

    def begins(self, raw: bytes) -> bool:
        return self.mark.match(raw, self.place) is not None


UNREADABLE = (
    UnidentifiedImageError,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
    OSError,
    ValueError,
    SyntaxError,  # Pillow's PNG reader raises it for a broken chunk
    EOFError,
    IndexError,
    OverflowError,
)
"""What Pillow raises for bytes that are no sound picture, where its warnings are errors."""

_EXPORT = "open it and save it as PNG or JPEG"
_OTHERS = (
    _Other("HEIC photograph of a phone", 4, re.compile(rb"ftyp(?:hei|hev|mif1|msf1)"),
           "save it as JPEG, or set the camera to “most compatible”"),
    _Other("AVIF picture", 4, re.compile(rb"ftypavi"), _EXPORT),
    _Other("GIF picture", 0, re.compile(rb"GIF8"), _EXPORT),
    _Other("TIFF picture", 0, re.compile(rb"II\*\0|MM\0\*"), _EXPORT),
    _Other("BMP picture", 0, re.compile(rb"BM"), _EXPORT),
    _Other("Photoshop file", 0, re.compile(rb"8BPS"), _EXPORT),
    _Other("PDF or Illustrator file", 0, re.compile(rb"%PDF|%!PS"), "export it as SVG or PNG"),
)  # fmt: skip


def _another_kind(path: str, other: _Other) -> Finding:
    return Finding(
        "picture-unreadable", path, f"this is a {other.name}, which browsers do not all show",
        other.fix,
    )  # fmt: skip


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
            with Image.open(io.BytesIO(raw), formats=_FORMATS) as probe:
                width, height = probe.size
                if max(width, height) > MAX_PIXELS:
                    return Finding(
                        "picture-too-large",
                        path,
                        f"the picture is {width} × {height} pixels; at most {MAX_PIXELS} a side",
                        "save it smaller: 800 pixels wide is plenty",
                    )
                probe.verify()
            with Image.open(io.BytesIO(raw), formats=_FORMATS) as image:
                image.load()
                kind = "PNG" if image.format == "PNG" or image.has_transparency_data else "JPEG"
                # The camera's note of which side is up goes with the others, so it is obeyed here.
                upright = ImageOps.exif_transpose(image)
                clean = upright.convert("RGBA" if kind == "PNG" else "RGB")
    except UNREADABLE as error:
        if other := next((one for one in _OTHERS if one.begins(raw)), None):
            return _another_kind(path, other)
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
        return "it is not a PNG, JPEG, or WebP"  # Pillow's words name a place in memory
    return quoted(str(error).splitlines()[0] if str(error) else type(error).__name__, 80)


def _read_svg(raw: bytes, path: str) -> Picture | Finding:
    try:
        root, dropped = clean_drawing(raw)
    except NoDrawing as error:
        return _not_a_picture(path, str(error))
    except UnsafeDrawing as error:
        return Finding(
            "picture-unsafe",
            path,
            f"the drawing holds {error}",
            "export it as plain SVG with shapes only, or as PNG",
        )
    width, height = _svg_size(root)
    ElementTree.register_namespace("", "http://www.w3.org/2000/svg")
    data = ElementTree.tostring(root, encoding="utf-8")
    return Picture(data, ".svg", width, height, dropped=dropped)


def _svg_size(root: ElementTree.Element) -> tuple[int, int]:
    numbers = re.findall(r"[\d.]+", root.get("viewBox", ""))
    try:
        return max(1, round(float(numbers[2]))), max(1, round(float(numbers[3])))
    except (IndexError, ValueError, OverflowError):
        return 128, 128
