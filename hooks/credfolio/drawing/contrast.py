"""Contrast of colors, as WCAG 2.2 defines it, and the page's papers to measure against.

An educator's page may have an accent. One color serves both schemes, and no
color reaches 4.5 : 1 against a light and a dark paper at once; so an accent is
never text. It draws lines, rings and bars, which need 3 : 1 (success criterion
1.4.11).
"""

from __future__ import annotations

PAPERS = ("#fbf8f2", "#fffdf9", "#f3eee3", "#12181f", "#1a222b", "#0d1218")
"""The grounds of the theme: paper, card and sunk, by day and by night; a test compares them."""

ENOUGH = 3.0
"""What a shape needs to be seen."""


def luminance(color: str) -> float:
    """The relative luminance of ``#rrggbb``, from 0 (black) to 1 (white)."""
    channels = (channel / 255 for channel in _channels(color))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colors, from 1 to 21."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def weakest_paper(color: str) -> tuple[float, str]:
    """The lowest contrast of `color` with any of the papers, and that paper."""
    return min((contrast(color, paper), paper) for paper in PAPERS)


def stands_out(color: str) -> bool:
    """Whether a line of `color` can be seen on every paper of both schemes."""
    return weakest_paper(color)[0] >= ENOUGH


def nearest_that_stands_out(color: str) -> str:
    """`color`, or the least lighter or darker one that can be seen on every paper."""
    if stands_out(color):
        return color.lower()
    # An accent that is hard to see in dark colors must be lighter, in light colors darker.
    goal = 255 if luminance(weakest_paper(color)[1]) < 0.5 else 0
    for step in range(1, 256):
        mixed = tuple(round(c + (goal - c) * step / 255) for c in _channels(color))
        candidate = "#{:02x}{:02x}{:02x}".format(*mixed)
        if stands_out(candidate):
            return candidate
    raise AssertionError("some gray always stands out")  # pragma: no cover


def _channels(color: str) -> tuple[int, int, int]:
    digits = color.removeprefix("#")
    return int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)
