"""Which of the East Asian font families draw the words of a picture, and which file has a letter.

Chinese, Japanese and Korean share letters that each writes in its own shape, so
the words together decide: kana make them Japanese, Hangul Korean, and letters
that only the traditional or the simplified character set has make them that.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

Ranges = Sequence[tuple[int, int]]

FontsOf = Callable[[str, Sequence[str]], Iterator[bytes]]
"""``fonts_of(letter, families)`` → the fonts that may have `letter`, in the families' order."""

SIMPLIFIED, TRADITIONAL, JAPANESE, KOREAN = "sc", "tc", "jp", "kr"

_KANA = ((0x3040, 0x30FF), (0x31F0, 0x31FF), (0xFF66, 0xFF9D))
_HANGUL = ((0x1100, 0x11FF), (0x3130, 0x318F), (0xA960, 0xA97F), (0xAC00, 0xD7FF))
_HAN = ((0x2E80, 0x2FDF), (0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x323AF))
_FAR = re.compile("[\u1100-\U0010ffff]")
"""The first of these letters and all after it; nearly no name goes so far."""


def families_for(words: str) -> tuple[str, ...]:
    """The families that may draw `words`, the fitting one first; none where none is needed."""
    words = "".join(_FAR.findall(words))
    if _some(words, _HANGUL):
        return (KOREAN, JAPANESE, TRADITIONAL, SIMPLIFIED)
    if _some(words, _KANA):
        return (JAPANESE, TRADITIONAL, SIMPLIFIED, KOREAN)
    han = "".join(letter for letter in words if _within(letter, _HAN))
    if not han:
        return ()
    if _encodes(han, "gb2312"):
        return (SIMPLIFIED, TRADITIONAL, JAPANESE, KOREAN)
    if _encodes(han, "big5"):
        return (TRADITIONAL, SIMPLIFIED, JAPANESE, KOREAN)
    if _encodes(han, "shift_jis"):
        return (JAPANESE, TRADITIONAL, SIMPLIFIED, KOREAN)
    return (SIMPLIFIED, TRADITIONAL, JAPANESE, KOREAN)


def parse_ranges(text: str) -> list[tuple[int, int]]:
    """``U+4e00-4eff,U+5013,U+51??`` as pairs of the first and the last code point."""
    ranges = []
    for part in text.split(","):
        first, _, last = part.strip().removeprefix("U+").partition("-")
        ranges.append(
            (int(first.replace("?", "0"), 16), int((last or first).replace("?", "F"), 16))
        )
    return ranges


def files_of_letters(files: Mapping[str, str]) -> dict[int, str]:
    """Code point → the file that has it, from the ranges of each file."""
    found = {}
    for file, ranges in files.items():
        for first, last in parse_ranges(ranges):
            found.update(dict.fromkeys(range(first, last + 1), file))
    return found


def _within(letter: str, ranges: Ranges) -> bool:
    return any(first <= ord(letter) <= last for first, last in ranges)


def _some(words: str, ranges: Ranges) -> bool:
    return any(_within(letter, ranges) for letter in words)


def _encodes(letters: str, codec: str) -> bool:
    try:
        letters.encode(codec)
    except UnicodeEncodeError:
        return False
    return True
