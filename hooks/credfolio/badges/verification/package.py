"""Tell what a file is, and take the badge out of its wrapping."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Any, Literal

from credfolio.badges.verification.png_reader import SIGNATURE, read_png_badge
from credfolio.badges.verification.svg_reader import read_svg_badge
from credfolio.proof.limits import FOREIGN
from credfolio.proof.refusal import Refusal
from credfolio.proof.strict_json import read_json

Wrapping = Literal["json", "png", "svg"]

_COMPACT = re.compile(rb"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")
_ADDRESS = re.compile(rb"https?://[!-~]+")
# JPEG, GIF, WebP, what phones make, PDF: no form of badge is kept in them.
_HOLDS_NONE = re.compile(rb"\xff\xd8\xff|GIF8|RIFF.{4}WEBP|.{4}ftyp|%PDF-", re.DOTALL)
_PAGE = re.compile(rb"<(?:!doctype html|html)[ \t\r\n>]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Package:
    """A badge out of its wrapping: an object, a compact JWT, or the address of a badge."""

    wrapping: Wrapping
    document: dict[str, Any] | None = None
    token: str | None = None
    address: str | None = None
    badges: list[Any] | None = None
    """The items of an array of several."""


def is_token(data: bytes) -> bool:
    """Whether `data` is a compact JWT and nothing else."""
    return _COMPACT.fullmatch(data.strip(b" \t\r\n")) is not None


def read_package(data: bytes) -> Package:
    """Open `data`. Raises `Refusal` when it holds no badge, several, or something unsafe."""
    if data.startswith(SIGNATURE):
        return _opened("png", read_png_badge(data))
    if _HOLDS_NONE.match(data):
        raise Refusal(
            "no-badge",
            "Pictures and papers of this kind hold no badge. "
            "If it shows a QR code or an address, look at that address.",
        )
    text = _in_utf_8(data).removeprefix(b"\xef\xbb\xbf").strip(b" \t\r\n")
    if _PAGE.match(text):
        raise Refusal(
            "no-badge", "It is a web page. Give its address instead: the badge may be next to it."
        )
    if text.startswith(b"<"):
        return _opened("svg", read_svg_badge(text))
    return _opened("json", text)


def _in_utf_8(data: bytes) -> bytes:
    """`data` in UTF-8 if its byte order mark says that it is in UTF-16, as Windows writes it."""
    if not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data
    if len(data) > 2 * FOREIGN.max_bytes:
        raise Refusal("too-large", f"The badge is larger than {FOREIGN.max_bytes:,} bytes.")
    try:
        return data.decode("utf-16").encode()
    except UnicodeError:
        raise Refusal("not-utf-8", "The text is neither in UTF-8 nor in UTF-16.") from None


def _opened(wrapping: Wrapping, text: bytes) -> Package:
    if len(text) > FOREIGN.max_bytes:
        raise Refusal("too-large", f"The badge is larger than {FOREIGN.max_bytes:,} bytes.")
    if not text:
        raise Refusal("empty", "There is nothing in the file.")
    if is_token(text):
        return Package(wrapping, token=text.decode("ascii"))
    if _ADDRESS.fullmatch(text):
        return Package(wrapping, address=text.decode("ascii"))
    value = read_json(text, FOREIGN)
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if isinstance(value, list) and value and all(isinstance(each, dict) for each in value):
        return Package(wrapping, badges=value)
    if not isinstance(value, dict):
        raise Refusal("wrong-type", "The file is JSON, but not an object, so it is no badge.")
    return Package(wrapping, document=value)
