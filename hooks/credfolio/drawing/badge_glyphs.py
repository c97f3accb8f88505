"""The center of a drawn badge: a line glyph for its topic, or initials.

Each glyph is drawn around the point 0 0 and stays within 26 units of it, in
strokes that are still one pixel wide when the whole badge has 32 pixels.
"""

from __future__ import annotations

import unicodedata
from typing import NamedTuple


class Glyph(NamedTuple):
    """One drawing: path data for the strokes, and for the parts that are filled."""

    line: str
    solid: str = ""


def _dot(x: float, y: float, radius: float) -> str:
    """Path data of a whole circle."""
    half = f"a{radius:g} {radius:g} 0 1 0"
    return f"M{x - radius:g} {y:g}{half} {2 * radius:g} 0{half} {-2 * radius:g} 0"


TOPIC_GLYPHS: dict[str, Glyph] = {
    # A tick inside a loop that has not closed: judged while there is time to act on it.
    "formative-assessment": Glyph(
        "M11.5 -15.5A19.3 19.3 0 1 0 18.5 3.5M11.5 8L18.6 1.5L24 9.5M-9.5 0L-3 6.5L8 -6"
    ),
    # Three forms of equal weight.
    "learning-differences": Glyph(
        _dot(0, -13, 8.3) + "M-19 3H-5V17H-19ZM12 2.5L20 17H4Z",
    ),
    # A nerve cell with near and far neighbors.
    "learning-science": Glyph(
        _dot(0, 0, 7.5)
        + "M0 -7.5V-16M6.5 3.8L14 8M-6.5 3.8L-14 8M6.5 -3.8L11 -6.4M-6.5 -3.8L-11 -6.4M0 7.5V13",
        _dot(0, -20, 5)
        + _dot(17.3, 10, 5)
        + _dot(-17.3, 10, 5)
        + _dot(14.3, -8.3, 3.2)
        + _dot(-14.3, -8.3, 3.2)
        + _dot(0, 16.5, 3.2),
    ),
    # A flame with its core.
    "motivation": Glyph(
        "M1 -24C4 -13 17 -8 17 6A17 16.5 0 0 1 -17 6C-17 -2 -12 -6 -10.5 -12C-8.5 -8 -6.5 -7 -4 -7C-4.5 -13 -3 -19 1 -24Z",
        "M1 0C3 5 7.5 7 7.5 12A7.5 7 0 0 1 -7.5 12C-7.5 7 -1 6 1 0Z",
    ),
    # Two speakers, one in front of the other.
    "multilingual-learners": Glyph(
        "M-16 -19H3a5 5 0 0 1 5 5V-5a5 5 0 0 1 -5 5H-8l-7 7V0h-1a5 5 0 0 1 -5 -5V-14a5 5 0 0 1 5 -5Z"
        "M15 -8h2a5 5 0 0 1 5 5V7a5 5 0 0 1 -5 5H16v7L9 12H2a5 5 0 0 1 -4 -2",
        _dot(-13.5, -9.5, 2.2) + _dot(-6.5, -9.5, 2.2) + _dot(0.5, -9.5, 2.2),
    ),
    # Three rings that share a middle.
    "inclusive-design": Glyph(
        _dot(0, -9, 13.5) + _dot(-9.2, 7, 13.5) + _dot(9.2, 7, 13.5),
    ),
    # An open book.
    "literacy": Glyph(
        "M0 -11C-6 -16 -14 -17 -22 -16V13C-14 12 -6 13 0 18C6 13 14 12 22 13V-16C14 -17 6 -16 0 -11ZM0 -11V18",
    ),
    # Dividers walking along an arc.
    "mathematics": Glyph(
        _dot(0, -18, 4.5) + "M-2 -14L-13.5 20M2 -14L13.5 20M-22 7A33 33 0 0 0 22 7",
    ),
    # A screen, with the hand in it rather than the machine.
    "digital-learning": Glyph(
        "M-16 -17H16a4 4 0 0 1 4 4V6a4 4 0 0 1 -4 4H-16a4 4 0 0 1 -4 -4V-13a4 4 0 0 1 4 -4Z"
        "M-9 18H9",
        "M-7 -12.5L11 -3.5L3 -1L-.5 7Z",
    ),
    # A house with a heart in it.
    "family-partnership": Glyph(
        "M-22 -2L0 -21L22 -2M-16 -6V18H16V-6",
        "M0 13C-12 6 -10.5 -4 -4.5 -4C-2 -4 -.5 -2.5 0 -.5C.5 -2.5 2 -4 4.5 -4C10.5 -4 12 6 0 13Z",
    ),
    # A young plant on prepared ground.
    "coaching": Glyph(
        "M0 20C0 9 -2 4 0 -3M-16 20.5H16",
        "M0 -2C-2 -13 5 -20 18 -20C19 -9 12 -1 0 -2ZM-.5 11C2 1 -5 -8 -19 -9C-21 2 -13 11 -.5 11Z",
    ),
    # Measured columns and what runs through them.
    "data-literacy": Glyph(
        "M-20 18H20M-17 -5L-6 -12L6 -7L17 -19",
        "M-20 5h7v13h-7ZM-9 -1h7v19h-7ZM2 3h7v15h-7ZM13 -7h7v25h-7Z",
    ),
    # Sunrise.
    "school-climate": Glyph(
        "M-23 11H23M-12.5 11A12.5 12.5 0 0 1 12.5 11M0 -10V-19M-13.5 -4.5L-19.5 -10.5M13.5 -4.5L19.5 -10.5M-14 19.5H14",
    ),
    # A lens held over a question.
    "inquiry": Glyph(
        _dot(-4.5, -4.5, 16.5) + "M7.5 7.5L19 19M-9.5 -8.5A5 5 0 1 1 -4.5 -3.5V-1.5",
        _dot(-4.5, 4.5, 2.6),
    ),
    # A compass star.
    "leadership": Glyph(
        "M0 -25L6 -6L25 0L6 6L0 25L-6 6L-25 0L-6 -6Z",
        "M0 -25V0L6 -6ZM25 0H0L6 6ZM0 25V0L-6 6ZM-25 0H0L-6 -6Z",
    ),
}

# For a title without a letter or digit: a lozenge, heraldry's plainest charge.
PLAIN_GLYPH = Glyph("M0 -22L18 0L0 22L-18 0Z", "M0 -9L7.5 0L0 9L-7.5 0Z")

SMALL_WORDS = frozenset(
    ("a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "of", "on", "or", "the", "to")
)

# A virama asks for the next consonant; without it the sign is complete.
VIRAMAS = "\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d"


def initials(title: str) -> str:
    """One or two signs that represent a title; empty when it has no letter or digit.

    Small English words are skipped if others are left. Scripts without
    capitals give one sign only: their letters join, or fill the field alone.
    """
    words = [word for word in title.split() if _first_sign(word)]
    words = [word for word in words if word.casefold() not in SMALL_WORDS] or words
    signs = [_first_sign(word) for word in words[:2]]
    return "".join(signs if all(map(_stands_beside, signs)) else signs[:1])


def _stands_beside(sign: str) -> bool:
    """Whether a sign is a capital or digit, and so can be next to another."""
    return sign[0].isupper() or sign[0].isdecimal()


def _first_sign(word: str) -> str:
    """The first letter or digit of a word in capitals, with the marks that belong to it."""
    word = unicodedata.normalize("NFC", word)
    for start, character in enumerate(word):
        if unicodedata.category(character)[0] in "LN":
            end = start + 1
            while end < len(word) and unicodedata.category(word[end]) in ("Mn", "Mc"):
                end += 1
            capital = character.upper()
            marks = word[start + 1 : end][:4].rstrip(VIRAMAS)
            return (capital if len(capital) == 1 else character) + marks
    return ""
