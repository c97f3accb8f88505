"""The address in a QR code that a picture shows. Nothing here opens it."""

from __future__ import annotations

import io
import re
import warnings
from urllib.parse import urlsplit

MAX_PIXELS = 4_096
"""A side; a larger picture is not decoded."""

# Some makers of codes leave spaces in an address as they are.
_ADDRESS = re.compile(r"https://[!-.0->@-~]{1,300}(?:[/?][ -~]{0,2000})?")
_MARKS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8")


def is_picture(data: bytes) -> bool:
    """Whether `data` is a kind of picture that codes are looked for in: PNG or JPEG."""
    return data.startswith(_MARKS)


def address_in_picture(data: bytes) -> str:
    """The https address in the first QR code of the picture `data`; "" where there is none.

    Raises `ImportError` without the extra `qr`; never for `data`.
    """
    import zxingcpp  # the extra `qr` in pyproject.toml; see ADR 0072
    from PIL import Image

    from credfolio.records.picture import UNREADABLE

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as picture:
                if max(picture.size) > MAX_PIXELS:
                    return ""
                drawn = picture.convert("RGBA")
    except UNREADABLE:
        return ""
    # What is transparent is seen on a white page.
    white = Image.new("RGBA", drawn.size, "white")
    seen = Image.alpha_composite(white, drawn).convert("L")
    formats = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    code = zxingcpp.read_barcode(seen, formats=formats)
    return _sound(code.text) if code is not None else ""


def _sound(text: str) -> str:
    if not _ADDRESS.fullmatch(text):
        return ""
    try:
        return text.rstrip().replace(" ", "%20") if urlsplit(text).hostname else ""
    except ValueError:
        return ""
