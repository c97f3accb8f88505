"""The picture that social sites and messengers show for an address: 1200 × 630, one design.

Names fit: they wrap, shrink, and are cut with an ellipsis at the end. Latin,
Greek, Cyrillic, Arabic, Hebrew and Thai are in the packaged font; HarfBuzz
shapes them and FriBidi orders them. Chinese, Japanese and Korean come from
further fonts, read when a letter asks for them. Other scripts need a font of
the maintainers' own; a letter that no font has is left out, never drawn as a box.
"""

from __future__ import annotations

import io
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import PIL
import pymupdf_fonts
import resvg_py
from PIL import ImageFont

from credfolio.drawing.picture_canvas import (
    ACCENT,
    BADGE,
    HEIGHT,
    INK,
    SOFT,
    WIDTH,
    Canvas,
    Keep,
    Ramp,
    badge_picture,
    portrait_picture,
)
from credfolio.drawing.scripts import FontsOf, families_for

DESIGN = "3"
"""Raised when the same words would give another picture, so that no cache answers."""

DRAWN_BY = f"{DESIGN} {PIL.__version__} {resvg_py.__version__}"
"""What decides the bytes of a picture besides what is on it."""

_EDGE = 72
_GAP = 56
_REGULAR, _BOLD = 400, 700

_MISSING = "\U0010ffff"
"""No font draws this letter, so its shape is that of any letter that is missing."""


@dataclass(frozen=True, slots=True)
class Preview:
    """The words of one picture; `badge` is SVG, `portrait` a PNG or JPEG, either may be empty."""

    kicker: str
    title: str
    text: str
    site: str
    badge: bytes = b""
    portrait: bytes = b""


class PreviewPainter:
    """Draws previews. `fonts` are further fonts, as bytes, for what the packaged one lacks.

    `fonts_of` finds variable fonts for the letters of East Asia that neither has.
    `keep` keeps badges that are drawn: a definition's picture and those of the
    portfolios that begin with it show the same one.
    """

    def __init__(
        self,
        fonts: Sequence[bytes] = (),
        fonts_of: FontsOf | None = None,
        keep: Keep = lambda _, draw: draw(),
    ) -> None:
        self._regular = (_packaged("figo"), *fonts)
        self._bold = (_packaged("figbo"), *fonts)
        self._fonts_of = fonts_of
        self._keep = keep
        self._families: tuple[str, ...] = ()

    def draw(self, preview: Preview) -> bytes:
        """A PNG of at most some 60 KB; the same words give the same bytes."""
        self._families = families_for(f"{preview.title} {preview.text} {preview.kicker}")
        canvas = Canvas()
        left = _EDGE
        if preview.badge or preview.portrait:
            shown = (
                portrait_picture(preview.portrait, BADGE)
                if preview.portrait
                else badge_picture(preview.badge, DRAWN_BY, self._keep)
            )
            canvas.put(shown, (_EDGE, (HEIGHT - BADGE) // 2 - 12))
            left += BADGE + _GAP
        room = WIDTH - _EDGE - left
        rows: list[tuple[str, _Face, Ramp]] = []
        kicker = self._face(30, bold=False)
        rows += [(row, kicker, ACCENT) for row in kicker.wrap(preview.kicker, room, 1)]
        for size in (72, 60, 50, 42):
            face_of = self._face(size, bold=True)
            title = face_of.wrap(preview.title, room, 3)
            if "".join(title).replace(" ", "") == face_of.drawable(preview.title).replace(" ", ""):
                break
        rows += [(row, face_of, INK) for row in title]
        body = self._face(32, bold=False)
        rows += [(row, body, SOFT) for row in body.wrap(preview.text, room, 3)]
        height = sum(face.step for _, face, _ in rows)
        y = max(_EDGE, (HEIGHT - 60 - height) // 2)
        for row, face, color in rows:
            face.draw(canvas, (left, y), row, color)
            y += face.step
        foot = self._face(28, bold=False)
        canvas.rule(_EDGE, HEIGHT - 84, WIDTH - _EDGE)
        for row in foot.wrap(preview.site, WIDTH - 2 * _EDGE, 1):
            foot.draw(canvas, (_EDGE, HEIGHT - 66), row, SOFT)
        return canvas.png()

    def _face(self, size: int, *, bold: bool) -> _Face:
        return self._face_of(size, bold, self._families)

    @cache  # noqa: B019 - a painter lives as long as a build
    def _face_of(self, size: int, bold: bool, families: tuple[str, ...]) -> _Face:
        fonts = self._bold if bold else self._regular
        first = [ImageFont.truetype(io.BytesIO(font), size) for font in fonts]
        find = self._fonts_of
        if not find or not families:
            return _Face(first)
        return _Face(first, lambda letter: find(letter, families), _BOLD if bold else _REGULAR)


class _Face:
    """A size of type, with fallbacks; knows which font has which letter.

    Where `fonts` lack a letter, `more` gives variable fonts that may have it.
    """

    def __init__(
        self,
        fonts: list[ImageFont.FreeTypeFont],
        more: Callable[[str], Iterator[bytes]] | None = None,
        weight: int = 0,
    ) -> None:
        self._fonts = fonts
        self._first = len(fonts)
        self._more = more
        self._weight = weight
        self._opened: dict[bytes, int] = {}
        self.step = round(fonts[0].size * 1.28)
        self._font_of = lru_cache(4096)(self._find)
        self._width_of = lru_cache(8192)(self._measure)

    def _find(self, letter: str) -> int:
        """The number of the first font that has `letter`, or -1."""
        if letter.isspace() or unicodedata.combining(letter):
            return 0
        for number in range(self._first):
            if _has(self._fonts[number], letter):
                return number
        for data in self._more(letter) if self._more else ():
            number = self._open(data)
            if _has(self._fonts[number], letter):
                return number
        return -1

    def _open(self, data: bytes) -> int:
        """The number of a font, opened in this size and weight the first time."""
        if data not in self._opened:
            font = ImageFont.truetype(io.BytesIO(data), self._fonts[0].size)
            font.set_variation_by_axes([self._weight])
            self._opened[data] = len(self._fonts)
            self._fonts.append(font)
        return self._opened[data]

    def _runs(self, text: str) -> list[tuple[int, str]]:
        """`text` in pieces of one font each, without the letters that no font has."""
        runs: list[tuple[int, str]] = []
        for letter in text:
            number = self._font_of(letter)
            if number < 0:
                continue
            if runs and (runs[-1][0] == number or letter == " "):
                runs[-1] = (runs[-1][0], runs[-1][1] + letter)
            else:
                runs.append((number, letter))
        return runs

    def drawable(self, text: str) -> str:
        """`text` without the letters that no font has."""
        return "".join(run for _, run in self._runs(unicodedata.normalize("NFC", text)))

    def length(self, text: str) -> float:
        """How wide a row is: its words and what is between them, each measured once."""
        words = text.split(" ")
        return sum(map(self._width_of, words)) + (len(words) - 1) * self._width_of(" ")

    def _measure(self, word: str) -> float:
        return sum(self._fonts[number].getlength(run) for number, run in self._runs(word))

    def wrap(self, text: str, room: int, most: int) -> list[str]:
        """Rows that fit into `room`; the last ends in an ellipsis when there is more."""
        words = self.drawable(text).split()
        rows: list[str] = []
        while words:
            row = words.pop(0)
            while self.length(row) > room:  # one word, longer than a row
                cut = max(1, self._fitting(row, room))
                words.insert(0, row[cut:])
                row = row[:cut]
            while words and self.length(f"{row} {words[0]}") <= room:
                row = f"{row} {words.pop(0)}"
            rows.append(row)
            if len(rows) == most and words:
                while self.length(f"{row}…") > room and " " in row:
                    row = row.rpartition(" ")[0]
                if self.length(f"{row}…") > room:
                    row = row[: self._fitting(row, room - self.length("…"))]
                rows[-1] = f"{row}…"
                break
        return rows

    def _fitting(self, word: str, room: float) -> int:
        """How many letters of `word` fit into `room`."""
        lengths = range(1, len(word) + 1)
        return bisect_left(lengths, True, key=lambda most: self.length(word[:most]) > room)

    def draw(self, canvas: Canvas, at: tuple[int, int], text: str, color: Ramp) -> None:
        x: float = at[0]
        baseline = at[1] + self._fonts[0].getmetrics()[0]
        for number, run in self._runs(text):
            font = self._fonts[number]
            canvas.write(font, (x, baseline), run, color)
            x += font.getlength(run)


def _has(font: ImageFont.FreeTypeFont, letter: str) -> bool:
    mask, absent = font.getmask(letter), font.getmask(_MISSING)
    return mask.size != absent.size or bytes(mask) != bytes(absent)


@cache
def _packaged(name: str) -> bytes:
    font: bytes = pymupdf_fonts.myfont(name)
    return font
