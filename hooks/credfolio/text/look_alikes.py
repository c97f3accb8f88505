"""Names that a reader takes for one another: the skeleton of Unicode's UTS 39, section 4.

The table of confusable characters is Unicode's own, read from the package
confusable-homoglyphs: it has about 6,000 rows and is loaded when the first
name is compared. Beyond the standard, case, accents and punctuation make no
difference here: at a glance "Rosa Duárte" and "ROSA DUARTE" are one person.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

_DIRECTION_MARKS = "\u200e\u200f"


@lru_cache(maxsize=1)
def _prototypes() -> Mapping[int, str]:
    """Each character that looks like something simpler → what it looks like."""
    text = files("confusable_homoglyphs").joinpath("confusables.json").read_text("utf-8")
    table: dict[str, list[dict[str, str]]] = json.loads(text)
    found: dict[int, str] = {}
    for source, alike in table.items():
        source = source.strip(_DIRECTION_MARKS)
        # The package lists each pair both ways; a prototype is what many look like, and where
        # two are alone, the one that Unicode numbers first.
        if len(source) != 1 or len(alike) != 1:
            continue
        prototype = alike[0]["c"].strip(_DIRECTION_MARKS)
        if len(table.get(prototype, ())) > 1 or len(prototype) > 1 or prototype < source:
            found[ord(source)] = prototype
    return found


@lru_cache(maxsize=20_000)
def skeleton(name: str) -> str:
    """What `name` looks like at a glance: two names with one skeleton are easily confused.

    The result is for comparing only, never to be shown.
    """
    # Twice, because the likeness depends on case: "I" is like "l", and "i" is not. A letter of
    # mathematics has no case before it is written as an ordinary one.
    return _plain(_look(unicodedata.normalize("NFKC", name).casefold()))


def skeletons(name: str) -> frozenset[str]:
    """Every skeleton that `name` has, as it is written and in lower case."""
    return frozenset((skeleton(name), _plain(_look(name)))) - {""}


def looks_ascii(word: str) -> bool:
    """Whether `word` has letters outside of A to Z that all look like some of those.

    Accents do not count: a reader sees them.
    """
    bare = unicodedata.normalize("NFD", word)
    foreign = [ord(c) for c in bare if not c.isascii() and not unicodedata.combining(c)]
    return bool(foreign) and all(_prototypes().get(c, "\u00e9").isascii() for c in foreign)


_SCRIPTS = frozenset({"LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "CHEROKEE", "COPTIC"})
"""Scripts whose letters look alike, and that no word of any language mixes."""


def mixed_word(text: str) -> str:
    """The first word of `text` that mixes scripts whose letters look alike; "" for none."""
    for match in re.finditer(r"[^\W\d_]+", text):
        word = match.group()
        if not word.isascii() and len({_script(letter) for letter in word} & _SCRIPTS) > 1:
            return word
    return ""


def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_TITLES = _set(
    "dr doctor prof professor mr mrs ms miss mx sir dame rev reverend fr sr sra srta dra herr frau "
    "monsieur madame mme don dona principal superintendent supt dean"
)
_SUFFIXES = _set("jr junior sr senior ii iii iv phd edd psyd dphil jd esq nbct mba med mat")
_AFTER_A_COMMA = _set("ba bs bed bsc ma ms msc md msw")
"""Degrees that are names as well: Jack Ma, Ed Bed."""


def bare_name(name: str) -> tuple[str, ...]:
    """The words of a person's name in lower case, without titles, in the order of the letters.

    "Dr. Elena Marsh", "Marsh, Elena" and "Elena Marsh, Ph.D." have the same ones. A
    name that is a title and nothing else keeps it.
    """
    return tuple(sorted(_name_words(name.casefold())))


@lru_cache(maxsize=25_000)  # a name is compared in each of its issuers
def person_skeletons(name: str) -> frozenset[str]:
    """Every skeleton of a person's name, in whatever order and with whatever title it is written.

    Two people with a skeleton in common are easily taken for one another.
    """
    words = _name_words(name)
    ordered = {"".join(sorted(_plain(_look(word)) for word in words))}
    ordered.add("".join(sorted(skeleton(word) for word in words)))
    return (skeletons(name) | ordered) - {""}


def _name_words(name: str) -> list[str]:
    # Ph.D. is one word, and so is O'Brien.
    text = re.sub(r"[.'’](?=\w)", "", unicodedata.normalize("NFKC", name))
    found: list[str] = []
    for n, part in enumerate(text.split(",")):
        words = re.findall(r"[^\W_]+", part)
        seen = [skeleton(word) for word in words]
        titles = _looks(_SUFFIXES | _TITLES | (_AFTER_A_COMMA if n else frozenset()))
        if n and all(one in titles for one in seen):
            continue
        while len(words) > 1 and seen[0] in _looks(_TITLES):
            del words[0], seen[0]
        while len(words) > 2 and seen[-1] in _looks(_SUFFIXES):
            del words[-1], seen[-1]
        found += words
    return found


@lru_cache(maxsize=8)
def _looks(words: frozenset[str]) -> frozenset[str]:
    return frozenset(skeleton(word) for word in words)


def word_skeletons(name: str, small: frozenset[str]) -> frozenset[str]:
    """Every skeleton of a name, in whatever order its words are, and without `small` ones."""
    words = [word for word in re.findall(r"[^\W_]+", name) if word.casefold() not in small]
    ordered = {"".join(sorted(skeleton(word) for word in words))}
    ordered.add("".join(sorted(_plain(_look(word)) for word in words)))
    return (skeletons(name) | ordered) - {""}


def bare_letters(text: str) -> str:
    """The letters and digits of a text, without case and accents: two that read the same."""
    return "".join(
        c
        for c in unicodedata.normalize("NFKD", text).casefold()
        if c.isalnum() and not unicodedata.combining(c)
    )


def _look(text: str) -> str:
    text = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text))
    kept = "".join(c for c in text if unicodedata.category(c) not in ("Cf", "Mn", "Me"))
    return kept.translate(_prototypes())


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFD", text).casefold()
    # The standard leaves out two v for a w, which most typefaces of pages invite.
    return "".join(c for c in text if c.isalnum()).replace("vv", "w")
