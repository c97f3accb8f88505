"""Bands of percent as inline SVG: a row for each, from its least to its most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from credfolio.drawing.shapes import line, rect, svg, text

_ROW = 46
_BAR = 14


@dataclass(frozen=True, slots=True)
class Range:
    """A row: its label, from and to what percent, and that in words."""

    label: str
    least: int
    most: int
    said: str


def ranges(ident: str, title: str, words: str, rows: Sequence[Range]) -> Markup:
    """`rows` on an axis from 0 to 100 percent. `title` and `words` are for who does not see it."""
    height = _ROW * len(rows)
    body = []
    for n, row in enumerate(rows):
        top = n * _ROW
        body.append(text(0, top + 16, row.label, "p-name", "start"))
        body.append(text(1, top + 16, row.said, "p-value", "end"))
        body.append(rect(0, top + 24, 1, _BAR, "p-trough"))
        # A whole percent is as wide as a line, so that it is seen.
        width = max(row.most - row.least, 1) / 100
        body.append(rect(min(row.least / 100, 1 - width), top + 24, width, _BAR, "p-band"))
    for percent in (0, 50, 100):
        body.append(line(percent / 100, height - 8, percent / 100, height - 2, "p-axis"))
        anchor = {0: "start", 50: "middle", 100: "end"}[percent]
        body.append(text(percent / 100, height + 12, f"{percent} %", "p-tick", anchor))
    return svg(ident, title, words, height + 18, body)
