"""The words of the profession that mean the same: the program's list, and a site's on top of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files

from credfolio.text.search_words import words_of

Group = tuple[str, ...]


@cache
def profession_groups() -> tuple[Group, ...]:
    """The groups of `profession.txt`, in its order."""
    text = files(__package__).joinpath("profession.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    return tuple(tuple(term.strip() for term in line.split(",")) for line in lines)


def joined(own: Iterable[Sequence[str]], shipped: Iterable[Sequence[str]]) -> list[Group]:
    """The groups of both lists, those that share a term as one; the site's own come first."""
    groups: list[dict[tuple[str, ...], str]] = []
    home: dict[tuple[str, ...], int] = {}
    for group in (*own, *shipped):
        terms = {words: term for term in group if (words := tuple(words_of(term)))}
        met = sorted({home[words] for words in terms if words in home})
        target = met[0] if met else len(groups)
        if not met:
            groups.append({})
        for other in met[1:]:
            for words, term in groups[other].items():
                groups[target].setdefault(words, term)
                home[words] = target
            groups[other] = {}
        for words, term in terms.items():
            groups[target].setdefault(words, term)
            home[words] = target
    return [tuple(group.values()) for group in groups if len(group) > 1]
