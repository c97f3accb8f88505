"""A text as the words of a QR code, each bit in its place: by tables, made once for each size.

Source: ISO/IEC 18004:2015, 7.4 to 7.7. segno works through a symbol bit by bit.
Here the check words are a shift register over a table of 256 numbers, and one
look-up puts all bits in their places. Finder patterns, format bits and masks
are not drawn: they are what segno's symbol of any text differs in from these
words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, zip_longest
from operator import itemgetter
from typing import Any, cast

import segno
from segno import consts

QUIET = 4
"""Light modules around the symbol."""

# By version and level; segno does not say of what type they are.
_BLOCKS = cast("Mapping[int, Mapping[int, Sequence[Any]]]", consts.ECC)
_BITS = cast("Mapping[int, Mapping[int, int]]", consts.SYMBOL_CAPACITY)

_MASKS = 8
_LARGEST = 40
_LEVELS = "LMQH"
_ANY_TEXT = 0b0100  # the mode that writes a byte for each character; table 2
_PADDING = b"\xec\x11"
_FIELD = 0x11D  # the polynomial of the field that check words are reckoned in; 7.5.2
_WORDS = (consts.TYPE_DATA_LIGHT, consts.TYPE_DATA_DARK)
# segno writes a text of these characters alone in a shorter way.
_OTHER_CHARACTER = re.compile(r"[^0-9A-Z $%*+\-./:]")


class Symbols:
    """The symbols of one version (1 to 40) and level (L, M, Q or H).

    A symbol is one number with a bit for each module, those of the quiet zone
    too: the lowest is the first of the first line, and 1 is dark.
    """

    def __init__(self, version: int, level: str) -> None:
        self._version, self._level = version, level
        self._length_bytes = _length_bytes(version)
        blocks = _BLOCKS[version][consts.ERROR_MAPPING[level]]
        self._blocks = [
            (block.num_data, block.num_total - block.num_data)
            for block in blocks
            for _ in range(block.num_blocks)
        ]
        self._room = sum(data for data, _ in self._blocks)
        text = "a"
        codes = [self._by_segno(text, mask) for mask in range(_MASKS)]
        self.size = len(codes[0].matrix)
        """Modules a side, without the quiet zone."""
        self._bits = 8 * sum(data + check for data, check in self._blocks)
        self._in_place = itemgetter(*_places(codes[0], self._bits))
        words = self.words_of(text)
        self.masks = [words ^ number_of(code.matrix) for code in codes]
        """What each mask changes in the words, together with the patterns around them."""

    def words_of(self, text: str) -> int:
        """The symbol of an ASCII `text` that fits, without mask and patterns."""
        head = _ANY_TEXT << 8 * self._length_bytes | len(text)
        bits = (head << 8 * len(text) | int.from_bytes(text.encode("ascii"), "big")) << 4
        # The word of zeros is segno's: readers skip it, and our pictures have always had it.
        words = bits.to_bytes(1 + self._length_bytes + len(text), "big") + b"\0"
        words = (words + _PADDING * self._room)[: self._room]
        parts, checks, start = [], [], 0
        for size, check in self._blocks:
            parts.append(words[start : start + size])
            checks.append(_check_words(parts[-1], check))
            start += size
        final = int.from_bytes(bytes(chain(_by_turns(parts), _by_turns(checks))), "big")
        return int("".join(self._in_place(f"{final:0{self._bits}b}0")), 2)

    def agrees_with_segno(self) -> bool:
        """Whether this and segno draw the same; a later release might choose otherwise."""
        text = ("https://a.example/~b?c=1&d=%20" * self._room)[: self._room // 2]
        return self.words_of(text) ^ self.masks[0] == number_of(self._by_segno(text, 0).matrix)

    def _by_segno(self, text: str, mask: int) -> segno.QRCode:
        return segno.make(
            text, self._level, self._version, mask=mask, micro=False, boost_error=False
        )


def symbols_for(text: str, level: str) -> Symbols | None:
    """The smallest symbols that `text` fits, of `level` or the highest one in the same size.

    None where segno has to draw: for characters outside of ASCII, for a text that it writes in a
    shorter way, and where its release draws otherwise than this does.
    """
    if not (text.isascii() and _OTHER_CHARACTER.search(text)):
        return None
    levels = _LEVELS[_LEVELS.index(level.upper()) :]
    for version in range(1, _LARGEST + 1):
        bits = 4 + 8 * (_length_bytes(version) + len(text))
        room = _BITS[version]
        fitting = [one for one in levels if bits <= room[consts.ERROR_MAPPING[one]]]
        if fitting:
            return _known(version, fitting[-1])
    return None


@cache
def _known(version: int, level: str) -> Symbols | None:
    symbols = Symbols(version, level)
    return symbols if symbols.agrees_with_segno() else None


def number_of(matrix: Sequence[Sequence[int]]) -> int:
    """The number of a symbol that segno drew, with the quiet zone around it."""
    edge = "0" * QUIET
    lines = ["".join("1" if module else "0" for module in reversed(line)) for line in matrix]
    blank = "0" * (len(matrix) + 2 * QUIET)
    rows = [blank] * QUIET + [f"{edge}{line}{edge}" for line in lines] + [blank] * QUIET
    return int("".join(reversed(rows)), 2)


def _length_bytes(version: int) -> int:
    """How many bytes say how long the text is; table 3."""
    return 1 if version < 10 else 2


def _by_turns(blocks: Sequence[bytes]) -> Iterator[int]:
    """A word of each block in turn, as long as it has one; 7.6."""
    return (word for word in chain.from_iterable(zip_longest(*blocks)) if word is not None)


def _check_words(words: bytes, count: int) -> bytes:
    """The `count` words that a reader corrects `words` with; 7.5.2."""
    table, top, whole = _remainders(count), 8 * (count - 1), (1 << 8 * count) - 1
    rest = 0
    for word in words:
        rest = (rest << 8) & whole ^ table[rest >> top ^ word]
    return rest.to_bytes(count, "big")


@cache
def _remainders(count: int) -> list[int]:
    """What each first word leaves behind when it is divided by the polynomial of `count` words."""
    factors, root = [1], 1  # highest power first
    for _ in range(count):
        shifted = [*factors, 0]
        for n, factor in enumerate(factors):
            shifted[n + 1] ^= _times(factor, root)
        factors, root = shifted, _times(root, 2)
    return [
        int.from_bytes(bytes(_times(word, factor) for factor in factors[1:]), "big")
        for word in range(256)
    ]


def _times(one: int, other: int) -> int:
    product = 0
    while other:
        if other & 1:
            product ^= one
        one <<= 1
        if one & 0x100:
            one ^= _FIELD
        other >>= 1
    return product


def _places(code: segno.QRCode, bits: int) -> list[int]:
    """The number of the bit that each module shows, the last module first; 7.7.3.

    The `bits` go up and down the symbol in columns of two, from the right. Modules of patterns and
    those behind the last bit get the number `bits`.
    """
    kinds = [list(line) for line in code.matrix_iter(border=QUIET, verbose=True)]
    size, row = len(code.matrix), len(kinds)
    is_word = [[kind in _WORDS for kind in line] for line in kinds]
    is_word[QUIET + 8][QUIET + size - 9] = True  # segno takes it for a format bit
    places = [bits] * (row * row)
    at = 0
    for turn, right in enumerate(range(size - 1, 0, -2)):
        for step in range(size):
            y = QUIET + (step if turn % 2 else size - 1 - step)
            for back in range(2):
                x = QUIET + right - back - (right <= 6)  # column 6 is a pattern
                if is_word[y][x] and at < bits:
                    places[row * row - 1 - (y * row + x)] = at
                    at += 1
    return places
