"""Pictures with a QR code, sound ones and those made to harm, for the command and for the page."""

from __future__ import annotations

import io
import struct
import zlib

import segno
from PIL import Image

from hostile_badges import chunk, itxt, png

KINDS = ("png", "jpeg", "clear", "turned")


def code_picture(text: str, kind: str = "png") -> bytes:
    """A QR code of `text` as PNG, as JPEG, with nothing between its squares, or turned."""
    out = io.BytesIO()
    light = None if kind == "clear" else "white"
    segno.make(text, error="m").save(out, kind="png", scale=5, light=light)
    if kind in ("png", "clear"):
        return out.getvalue()
    made = io.BytesIO()
    drawn = Image.open(out).convert("RGB").rotate(90 if kind == "turned" else 0)
    drawn.save(made, "JPEG", quality=80)
    return made.getvalue()


def _on_a_sheet(kind: str, width: int, height: int) -> bytes:
    """A code in the corner of a sheet of this size."""
    sheet = Image.new("L", (width, height), "white")
    sheet.paste(Image.open(io.BytesIO(code_picture("https://badges.example/x"))).convert("L"))
    out = io.BytesIO()
    sheet.save(out, kind)
    return out.getvalue()


def _head(width: int, height: int) -> bytes:
    return chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))


_FRAME = b"\xff\xc0\x00\x0b\x08%s\x01\x01\x11\x00"
NO_ADDRESSES = (
    "http://badges.example/x", "javascript:alert(1)", "file:///etc/passwd", "A text", "https://",
    "https://[::1", "https://bad ges.example/a", "https://badges.example/\u202e",
)  # fmt: skip
"""What a code may say that is no https address."""

HOSTILE_PICTURES: dict[str, bytes] = {
    "a PNG that says it is huge": png().replace(png()[8:33], _head(60_000, 60_000)),
    "a PNG a pixel too wide": _on_a_sheet("PNG", 4_097, 250),
    "a JPEG a pixel too high": _on_a_sheet("JPEG", 250, 4_097),
    "a JPEG that says it is huge": b"\xff\xd8" + _FRAME % b"\xff\xff\xff\xff" + b"\xff\xd9",
    "a JPEG without a frame": b"\xff\xd8" + b"\xff\xe0\x00\x02" * 10_000,
    "a JPEG of endless filling": b"\xff\xd8" + b"\xff" * 100_000,
    "a JPEG that begins and ends": b"\xff\xd8\xff",
    "cut off": code_picture("https://badges.example/x")[:90],
    "a text that unpacks to much": png(itxt(zlib.compress(b" " * 70_000_000), b"x", packed=1)),
    "data that is none": png().replace(zlib.compress(b"\0\0"), b"\xff" * 10),
}
"""Each shows no code, whoever looks."""
