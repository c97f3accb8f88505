"""Passages of many records → an index of words to records, in pieces for the browser.

A row is a word and the records that hold it or another form of it ("teach",
"teaching"): every word of a definition counts once, so a row is a list of
numbers and nothing else. A browser loads the pieces with the reader's
words. Rows are text, because static hosts compress text and nothing else.
`theme/assets/search/text.js` reads them. ADR 0037 has the reasons.
"""

from __future__ import annotations

import base64
import operator
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from itertools import chain
from typing import NamedTuple

from credfolio.text.search_words import SynonymGroups, compounds_of, fold, raw_words, words_of

OFTEN = 4
"""A definition that says a word so many times is probably about it."""
_PIECE = 30_000
"""Characters of a piece; two thirds of that when compressed."""
_KNOWN_PIECE = 25_000
"""Characters of a list of words that a misspelling is compared with."""
STEMMERS = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek",
    "en": "english", "es": "spanish", "et": "estonian", "eu": "basque", "fi": "finnish",
    "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian",
    "id": "indonesian", "it": "italian", "lt": "lithuanian", "ne": "nepali", "nl": "dutch",
    "nb": "norwegian", "nn": "norwegian", "no": "norwegian", "pt": "portuguese",
    "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish", "ta": "tamil",
    "tr": "turkish",
}  # fmt: skip
"""Languages (ISO 639-1) whose endings are known; words of others are indexed as written."""


@dataclass(frozen=True)
class TextPieces:
    """The finished index: pieces of rows and of known words, and the first word of each."""

    starts: tuple[str, ...]
    pieces: tuple[str, ...]
    known_starts: tuple[str, ...]
    known: tuple[str, ...]


class ReadText(NamedTuple):
    """What the index needs of one text, whatever the others say."""

    words: Sequence[str]
    """Each word as it is written in the text, once."""
    times: Mapping[str, int]
    """How often a word is in the text, of those that are in it more than once."""
    groups: Sequence[int]
    """The groups of synonyms with a term in it."""


class TextIndex:
    """Takes up texts one after another; a record's number is its place in that order."""

    def __init__(self, synonyms: SynonymGroups, language: str) -> None:
        self._synonyms = synonyms
        self._first = {term[0] for group in synonyms.groups for term in group if term}
        self._stem = _stemmer(language)
        self._size = 0
        # By word as written in a text: what is compared, the stems, the records.
        self._words: dict[str, tuple[str, ...]] = {}
        self._stems: dict[str, tuple[str, ...]] = {}
        self._records: dict[str, array[int]] = {}
        self._leading: set[str] = set()
        # By stem.
        self._forms: dict[str, set[str]] = {}
        self._often: dict[str, array[int]] = {}

    def add(self, text: str) -> None:
        """The next record's passages, a line each."""
        self.put(self.read(text))

    def read(self, text: str) -> ReadText:
        """What the index needs of `text`: the same for the same synonyms and language."""
        folded = fold(text)
        lines = [raw_words(line) for line in folded.split("\n")]
        found = Counter(chain(chain.from_iterable(lines), compounds_of(folded)))
        for raw in found:
            if raw not in self._records:
                self._meet(raw)
        times = {raw: number for raw, number in found.items() if number > 1}
        return ReadText(list(found), times, sorted(self._groups(lines)))

    def put(self, read: ReadText) -> None:
        """The next record, whose text was read before."""
        number, self._size = self._size, self._size + 1
        records = self._records
        for raw in read.words:
            held = records.get(raw)
            if held is None:
                held = self._meet(raw)
            held.append(number)
        repeated = Counter[str]()
        for raw, times in read.times.items():  # a form that occurs once adds little, and most do
            for stem in self._stems[raw]:
                repeated[stem] += times
        for stem, times in repeated.items():
            if times >= OFTEN:
                self._often.setdefault(stem, array("I")).append(number)
        for group in read.groups:
            word = f"\uffff{group}"
            self._stems[word] = (word,)
            records.setdefault(word, array("I")).append(number)

    def _meet(self, raw: str) -> array[int]:
        """Takes up a word that no text has had before; gives the list of its records."""
        words = tuple(words_of(raw))
        self._words[raw] = words
        self._stems[raw] = stems = tuple(self._stem(word) for word in words)
        for word, stem in zip(words, stems, strict=True):
            self._forms.setdefault(stem, set()).add(word)
        if not self._first.isdisjoint(words):
            self._leading.add(raw)
        self._records[raw] = found = array("I")
        return found

    def _groups(self, lines: Iterable[Sequence[str]]) -> set[int]:
        """The groups of synonyms with a term in one of `lines`."""
        found: set[int] = set()
        for line in lines:
            if not self._leading.isdisjoint(line):
                words = [word for raw in line for word in self._words[raw]]
                found |= self._synonyms.found_in(words)
        return found

    def pieces(self, most: int = _PIECE) -> TextPieces:
        """Everything added, in the order in which scripts compare words.

        A piece has about `most` characters.
        """
        lists: dict[str, list[array[int]]] = {}
        for raw, found in self._records.items():
            for stem in self._stems[raw]:
                lists.setdefault(stem, []).append(found)
        rows: dict[str, str] = {}
        for stem, several in lists.items():
            records = several[0] if len(several) == 1 else sorted(set().union(*several))
            forms = self._forms.get(stem, {stem})
            # Its other forms lead to the one that represents the word.
            word = min(forms, key=lambda form: (len(form), form))
            often = self._often.get(stem)
            rows[word] = f"{word}\t{_numbers(records, self._size)}"
            if often:
                rows[word] += f"\t{_numbers(often, self._size)}"
            rows.update((form, f"{form}\t={word}") for form in forms if form != word)
        order = sorted(rows, key=_as_scripts_compare)
        starts, pieces = _cut(order, [rows[word] for word in order], most)
        known = [word for word in order if len(word) > 2 and word.isalpha()]
        known_starts, known_pieces = _cut(known, known, _KNOWN_PIECE)
        return TextPieces(starts, pieces, known_starts, known_pieces)


def _stemmer(language: str) -> Callable[[str], str]:
    """Word → the same word without its ending.

    By its own name, because `snowballstemmer.stemmer` takes PyStemmer where that is installed,
    and another version of the rules would make other bytes.
    """
    name = STEMMERS.get(language)
    if name is None:
        return str
    module = import_module(f"snowballstemmer.{name}_stemmer")
    stem: Callable[[str], str] = getattr(module, f"{name.capitalize()}Stemmer")().stemWord
    return stem


def _as_scripts_compare(word: str) -> bytes:
    return word.encode("utf-16-be")


def _cut(
    words: Sequence[str], rows: Sequence[str], most: int
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """`rows` in pieces of about `most` characters, and the word with which each begins."""
    starts: list[str] = []
    pieces: list[list[str]] = []
    size = most
    for word, row in zip(words, rows, strict=True):
        if size >= most:
            starts.append(word)
            pieces.append([])
            size = 0
        pieces[-1].append(row)
        size += len(row)
    return tuple(starts), tuple("\n".join(piece) for piece in pieces)


def _numbers(records: Sequence[int], size: int) -> str:
    """Numbers that grow, in the shortest of three ways, which the first letter names.

    ``+`` has the steps between them, ``-`` those between the numbers that are
    left out, ``#`` a bit for each of `size`. All as Base64 without padding.
    """
    ways = {"+": _steps(records)}
    if 8 * len(ways["+"]) > size:
        bits = bytearray(-(-size // 8))
        for number in records:
            bits[number >> 3] |= 1 << (number & 7)
        ways["#"] = bytes(bits)
        there = set(records)
        ways["-"] = _steps([number for number in range(size) if number not in there])
    way = min(ways, key=lambda one: len(ways[one]))
    return way + base64.b64encode(ways[way]).decode().rstrip("=")


def _steps(numbers: Sequence[int]) -> bytes:
    """The distance of each number from the one before; seven bits a byte, low ones first."""
    steps = list(map(operator.sub, numbers, (-1, *numbers)))
    if max(steps, default=0) < 0x80:
        return bytes(steps)
    made = bytearray()
    for step in steps:
        left = step
        while left > 0x7F:
            made.append(left & 0x7F | 0x80)
            left >>= 7
        made.append(left)
    return bytes(made)
