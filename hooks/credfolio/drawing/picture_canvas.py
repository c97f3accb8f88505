"""A canvas of few colors, which becomes a PNG without being searched for them.

Its palette is fixed but for the picture on it: steps from the paper's color to
each color of type, so that the shape of a letter gives the step at once. The
picture's own colors are chosen once for each badge, and not for each preview.
"""

from __future__ import annotations

import hashlib
import io
import math
from collections.abc import Callable
from functools import cache, lru_cache
from typing import NamedTuple

import resvg_py
from PIL import Image, ImageChops, ImageDraw, ImageFont

WIDTH, HEIGHT = 1200, 630

Keep = Callable[[str, Callable[[], bytes]], bytes]
"""``keep(key, draw)`` → the picture of `key`, drawn unless it is kept already."""

_PAPER, _LINE = "#fbf8f2", "#d9d1c1"
_STEPS = 16
"""Shades from the paper to a color of type, for the edges of letters."""

_OWN_COLORS = 128
"""The picture's own; with the shades and the lines they stay within the 256 of a palette."""

_ALIKE = 3
"""Colors that differ from the paper by no more than this, of 255, are the paper."""

_LEVEL = 3
"""How hard zlib tries: a level that halves the time of the usual one for a tenth more bytes."""


class Ramp(NamedTuple):
    """The shades of a color of type: where they begin in the palette, and the full color."""

    first: int
    color: str


_RULE = 1  # behind the paper, which is 0
INK, SOFT, ACCENT = (
    Ramp(2 + n * _STEPS, color) for n, color in enumerate(("#1d2428", "#4b5458", "#1f4e46"))
)
_FIRST_OWN = 2 + 3 * _STEPS


def _rgb(color: str) -> tuple[int, int, int]:
    red, green, blue = bytes.fromhex(color[1:])
    return red, green, blue


def _palette() -> bytes:
    colors = [_rgb(_PAPER), _rgb(_LINE)]
    for ramp in (INK, SOFT, ACCENT):
        colors += [_mixed(ramp.color, step / _STEPS) for step in range(1, _STEPS + 1)]
    return bytes(value for color in colors for value in color)


def _mixed(color: str, share: float) -> tuple[int, int, int]:
    """The paper with `share` of `color` on it."""
    pairs = zip(_rgb(_PAPER), _rgb(color), strict=True)
    red, green, blue = (round(a + (b - a) * share) for a, b in pairs)
    return red, green, blue


_FIXED = _palette()


@cache
def _shades(ramp: Ramp) -> list[int]:
    """For each of 256 degrees of cover the place in the palette; 0, the paper, for none."""
    steps = (round(cover * _STEPS / 255) for cover in range(256))
    return [ramp.first + step - 1 if step else 0 for step in steps]


BADGE = 352
"""Pixels of a badge on a preview."""

_MAIL_COLORS, _MAIL_SHARE = 128, 2
"""Colors of a badge by itself, and how many pixels of a preview's badge one of its is made of."""

MAIL_SIZE = BADGE // _MAIL_SHARE
"""Pixels of a badge in an e-mail or a card, which show it at 64 to 120: sharp on every screen."""

_COVERED = [0] + [255] * 255


class Canvas:
    """Paper with a bar at its top, to be drawn on."""

    def __init__(self) -> None:
        self._image = Image.new("P", (WIDTH, HEIGHT), 0)
        self._image.paste(_full(ACCENT), (0, 0, WIDTH, 13))
        self._own = b""

    def rule(self, left: int, y: int, right: int) -> None:
        """A thin line."""
        self._image.paste(_RULE, (left, y - 1, right + 1, y + 1))

    def put(self, picture: Image.Image, at: tuple[int, int]) -> None:
        """The one picture of this canvas: of few colors, and opaque."""
        own = bytes(picture.getpalette() or ())[: 3 * _OWN_COLORS]
        # Its ground must become the paper itself, or the picture would be in a pale square.
        ground = [
            all(abs(a - b) <= _ALIKE for a, b in zip(own[n : n + 3], _rgb(_PAPER), strict=True))
            for n in range(0, len(own), 3)
        ]
        places = [0 if alike else n + _FIRST_OWN for n, alike in enumerate(ground)]
        self._image.paste(picture.point(places + [0] * (256 - len(places))), at)
        self._own = own

    def write(
        self, font: ImageFont.FreeTypeFont, at: tuple[float, float], text: str, ramp: Ramp
    ) -> None:
        """Set `text` with its baseline beginning `at` a place."""
        left, top = math.floor(at[0]), math.floor(at[1])
        mask, offset = font.getmask2(text, "L", anchor="ls", start=(at[0] - left, at[1] - top))
        if not all(mask.size):
            return
        cover = Image.new("L", mask.size)
        cover.im.paste(mask, (0, 0, *mask.size))
        shades = cover.point(_shades(ramp))
        place = (left + offset[0], top + offset[1])
        self._image.paste(shades, place, shades.point(_COVERED))

    def png(self) -> bytes:
        """The canvas as a PNG."""
        self._image.putpalette(_FIXED + self._own)
        out = io.BytesIO()
        self._image.save(out, "PNG", compress_level=_LEVEL)
        return out.getvalue()


def _full(ramp: Ramp) -> int:
    return ramp.first + _STEPS - 1


@lru_cache(maxsize=1)  # a definition's two pictures are drawn one after the other
def _rasterized(svg: bytes) -> Image.Image:
    """A badge with nothing behind it."""
    png = resvg_py.svg_to_bytes(
        svg_string=svg.decode(), width=BADGE, height=BADGE, skip_system_fonts=True
    )
    with Image.open(io.BytesIO(png)) as opened:
        return opened.convert("RGBA")


def badge_picture(svg: bytes, design: str, keep: Keep) -> Image.Image:
    """A badge on paper, of few colors; `BADGE` pixels wide and high."""

    def draw() -> bytes:
        badge = _rasterized(svg)
        paper = Image.new("RGBA", badge.size, _PAPER)
        few = _few_colors(Image.alpha_composite(paper, badge).convert("RGB"))
        out = io.BytesIO()
        few.save(out, "PNG", compress_level=1)
        return out.getvalue()

    key = hashlib.sha256(f"badge\0{design}\0".encode() + svg).hexdigest()
    with Image.open(io.BytesIO(keep(key, draw))) as opened:
        opened.load()
        return opened


def badge_png(svg: bytes, design: str, keep: Keep) -> bytes:
    """A badge as a PNG of few colors with nothing behind it, for what shows no SVG.

    It is `MAIL_SIZE` pixels wide and high.
    """

    def draw() -> bytes:
        few = (
            _rasterized(svg)
            .reduce(_MAIL_SHARE)
            .quantize(_MAIL_COLORS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        )
        out = io.BytesIO()
        few.save(out, "PNG", compress_level=_LEVEL)
        return out.getvalue()

    return keep(hashlib.sha256(f"mail\0{design}\0".encode() + svg).hexdigest(), draw)


def portrait_picture(data: bytes, size: int) -> Image.Image:
    """The middle of a picture, in a circle on paper, of few colors."""
    with Image.open(io.BytesIO(data)) as opened:
        picture = opened.convert("RGB")
    edge = min(picture.size)
    left, top = (picture.width - edge) // 2, (picture.height - edge) // 2
    face = picture.crop((left, top, left + edge, top + edge)).resize((size, size))
    large = Image.new("L", (size * 3, size * 3))
    ImageDraw.Draw(large).ellipse((0, 0, size * 3 - 1, size * 3 - 1), fill=255)
    mask = large.resize((size, size), Image.Resampling.LANCZOS)
    paper = Image.new("RGB", face.size, _PAPER)
    paper.paste(face, (0, 0), ImageChops.darker(mask, Image.new("L", mask.size, 255)))
    return _few_colors(paper)


def _few_colors(picture: Image.Image) -> Image.Image:
    return picture.quantize(_OWN_COLORS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
