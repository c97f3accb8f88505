"""Text → the words that search compares; `theme/assets/search/words.js` does the same for a query.

Accents, case, plain plurals, and British spellings are lost on both sides, so that "niño" and
"Families" meet "Nino" and "family". Scripts without spaces between words become pairs of
letters. `english.json` has the spellings, for both languages.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

_PLAIN = str.maketrans({"đ": "d", "ø": "o", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i"})
_ACCENTS = re.compile("[\u0300-\u036f]")
_WORD = re.compile(r"[^\W_]+")
# Han, kana and Hangul: written without spaces, or with endings that hang on to the word.
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]+")
_ES = re.compile("(?:ss|x|z|ch|sh)es$")
_NO_PLURAL = re.compile("(?:ss|us|is)$")


_COMPOUND = re.compile(r"[^\W_]+(?:[-‐‑][^\W_]+)+")
_SHORTEST_BEGINNING = 6


def fold(text: str) -> str:
    """`text` without accents, in lower case."""
    if text.isascii():
        return text.lower()
    bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", text))
    return unicodedata.normalize("NFC", bare).lower().translate(_PLAIN)


@lru_cache(100_000)
def plain(word: str) -> str:
    """A word as search compares it: singular, and spelled as in American English."""
    return _american(_singular(word))


@cache
def _english() -> dict[str, Any]:
    return dict(json.loads(files(__package__).joinpath("english.json").read_text("utf-8")))


@cache
def small_words() -> frozenset[str]:
    """Words that say nothing of their own, as search compares words."""
    return frozenset(_english()["small"].split())


@cache
def _spellings() -> tuple[dict[str, str], dict[str, str]]:
    """Whole words, and beginnings of words, with what replaces them."""
    table = _english()
    begins = dict(table["begins"])
    for stem in table["ise"]:
        begins |= {f"{stem}is{vowel}": f"{stem}iz{vowel}" for vowel in "eai"}
    return table["whole"], begins


def _american(word: str) -> str:
    whole, begins = _spellings()
    if (found := whole.get(word)) is not None:
        return found
    for length in range(_SHORTEST_BEGINNING, len(word) + 1):
        if (found := begins.get(word[:length])) is not None:
            return found + word[length:]
    return word


def _singular(word: str) -> str:
    if len(word) < 4 or not word.endswith("s") or _NO_PLURAL.search(word):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-2] if _ES.search(word) else word[:-1]


def raw_words(folded: str) -> list[str]:
    """The words of a folded text as written; `words_of` turns each into what is compared."""
    return _WORD.findall(folded)


def words_of(text: str) -> list[str]:
    """The words of `text` in their order, as search compares them."""
    folded = fold(text)
    if folded.isascii():
        return [plain(word) for word in _WORD.findall(folded)]
    found: list[str] = []
    for word in _WORD.findall(folded):
        at = 0
        for run in _UNSPACED.finditer(word):
            if run.start() > at:
                found.append(plain(word[at : run.start()]))
            letters = run.group()
            found += [letters[n : n + 2] for n in range(len(letters))]
            at = run.end()
        if at < len(word):
            found.append(plain(word[at:]))
    return found


def compounds_of(folded: str) -> Iterator[str]:
    """Words with a hyphen, written together: "coteaching" for "co-teaching"."""
    for found in _COMPOUND.findall(folded):
        yield plain(re.sub(r"[-‐‑]", "", found))


class SynonymGroups:
    """Terms that mean the same to a reader, as sequences of words."""

    def __init__(self, groups: Iterable[Sequence[str]]) -> None:
        self.groups = tuple(tuple(tuple(words_of(term)) for term in group) for group in groups)
        self._by_first: dict[str, list[tuple[tuple[str, ...], int]]] = {}
        for number, group in enumerate(self.groups):
            for term in group:
                if term:
                    self._by_first.setdefault(term[0], []).append((term, number))

    def found_in(self, words: Sequence[str]) -> set[int]:
        """Numbers of the groups with a term in `words`."""
        return {
            number
            for at, word in enumerate(words)
            for term, number in self._by_first.get(word, ())
            if tuple(words[at : at + len(term)]) == term
        }
