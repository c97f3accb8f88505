"""Corrections: spelling and dead links, set right without changing what is asked for.

A program cannot tell every slip from a change of meaning. It refuses what is surely
more than a slip, and the rest is shown word by word to a second person. See ADR 0066.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from pydantic import BaseModel

from credfolio.findings.finding import Pointer
from credfolio.records.model import MicroCredential, Stack
from credfolio.records.reckoned.frozen import FROZEN
from credfolio.text.edits import edits

_PROSE = frozenset(  # a list of words reads better as text
    """competency title purpose intro label text guiding_questions description unit name levels
    completeness_checks scoring_guide notes""".split()  # noqa: SIM905
)
"""Fields of what is asked for that hold words, and nothing that a program goes by."""
_LINKS = frozenset({"template_url"})

_ADDRESS = re.compile(r"https?://[^\s<>()\"']+")
_WORD = re.compile(r"https?://[^\s<>()\"']+|\d+(?:[.,:/]\d+)*%?|[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
_LITTLE = frozenset({"a", "an", "the"})
# Words of which each decides what is asked for, however alike two of them look.
_DECISIVE = frozenset(
    """not no nor never none nothing without with must may might can cannot could shall should will
    would need needs all any each every both either neither or and only if unless until except
    least most more less fewer than before after one two three four five six seven eight nine ten
    twelve twenty half once twice first second third student students colleague colleagues
    ni sin con debe puede todos cada o y solo al menos uno dos tres""".split()  # noqa: SIM905
)
_REVERSING = ("un", "in", "im", "il", "ir", "non", "dis", "mis", "anti", "de")
_MOST = 3


class TextChange(NamedTuple):
    """One text of what is asked for that is not the same; `is_link` for a web address alone."""

    pointer: Pointer
    before: str
    after: str
    is_link: bool


class _Otherwise(Exception):
    """Something differs that is no text."""


def text_changes(
    before: MicroCredential | Stack, after: MicroCredential | Stack
) -> tuple[TextChange, ...] | None:
    """The texts of what a version asks for that differ; None where anything else differs, too."""
    fields = FROZEN[Stack if isinstance(after, Stack) else MicroCredential]
    try:
        return tuple(
            change
            for name in fields
            for change in _walk(getattr(before, name), getattr(after, name), (name,), name)
        )
    except _Otherwise:
        return None


def _walk(old: Any, new: Any, pointer: Pointer, name: str) -> Iterator[TextChange]:
    if old == new:
        return
    if isinstance(old, BaseModel) and type(old) is type(new):
        for field in type(new).model_fields:
            yield from _walk(getattr(old, field), getattr(new, field), (*pointer, field), field)
    elif isinstance(old, tuple) and isinstance(new, tuple) and len(old) == len(new):
        for n, (one, other) in enumerate(zip(old, new, strict=True)):
            yield from _walk(one, other, (*pointer, n), name)
    elif isinstance(old, dict) and isinstance(new, dict) and list(old) == list(new):
        for key in new:
            yield from _walk(old[key], new[key], (*pointer, key), name)
    elif isinstance(old, str) and isinstance(new, str) and name in _PROSE | _LINKS:
        yield TextChange(pointer, old, new, name in _LINKS)
    else:
        raise _Otherwise


def is_corrected(
    before: MicroCredential | Stack, after: MicroCredential | Stack, kinds: Iterable[str]
) -> bool:
    """Whether `after` asks for the same as `before`, apart from corrections of these kinds."""
    found = text_changes(before, after)
    allowed = frozenset(kinds)
    return found is not None and all(kind_of(change) in allowed for change in found)


def kinds_stated(definition: MicroCredential | Stack, version: str | None) -> frozenset[str]:
    """The kinds of correction that a definition states for one of its versions."""
    return frozenset(one.kind for one in definition.corrections if one.version == version)


def kind_of(change: TextChange) -> str:
    """``link`` or ``spelling``; "" where it is, or may be, another demand."""
    if change.is_link or _without_addresses(change.before) == _without_addresses(change.after):
        return "link"
    return "spelling" if is_slip(change.before, change.after) else ""


def _without_addresses(text: str) -> str:
    return _ADDRESS.sub("https://", text)


def is_slip(before: str, after: str) -> bool:
    """Whether two texts differ by no more than spelling.

    Each word that differs is nearly the other one; numbers, addresses and words that decide
    something (not, all, at least, or) are the same. Articles, doubled words, punctuation and
    capitals may differ.
    """
    old, new = _words(before), _words(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return all(
        tag == "equal" or _is_near(old[a:b], new[c:d]) for tag, a, b, c, d in matcher.get_opcodes()
    )


def _words(text: str) -> list[str]:
    """The words of a text in small letters; one that is doubled, once."""
    words = [word.casefold() for word in _WORD.findall(text)]
    return [
        word
        for n, word in enumerate(words)
        if n == 0 or word != words[n - 1] or word[0].isdecimal()
    ]


def _is_near(out: list[str], came: list[str]) -> bool:
    if _deciding(out) != _deciding(came):
        return False
    bare = ([w for w in words if w not in _LITTLE] for words in (out, came))
    return _is_near_word("".join(out), "".join(came)) or _is_near_word(*map("".join, bare))


def _is_near_word(one: str, other: str) -> bool:
    if not one or not other:
        return one == other
    short, long = sorted((one, other), key=len)
    if any(long == prefix + short for prefix in _REVERSING):
        return False
    return edits(one, other) <= max(1, min(_MOST, len(short) // 3))


def _deciding(words: list[str]) -> list[str]:
    return sorted(w for w in words if w in _DECISIVE or w[0].isdigit() or "://" in w)
