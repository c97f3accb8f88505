"""Synonyms: each group has terms that differ, and no term is in two groups."""

from __future__ import annotations

from collections.abc import Iterator

from credfolio.checking.rules import rule
from credfolio.findings.finding import Finding, quoted
from credfolio.records.registry import SYNONYMS_PATH, Registry
from credfolio.text.search_words import words_of


@rule
def check_synonym_group(registry: Registry) -> Iterator[Finding]:
    """A group of synonyms has at least two terms that search can tell apart.

    Searching for one term finds records that contain another of its group. The
    search ignores case, accents and a plural `s`, so "IEP" and "IEPs" are one
    term.

    Add a second term, or remove the group.
    """
    for n, group in enumerate(_groups(registry)):
        if len({tuple(words_of(term)) for term in group} - {()}) < 2:
            yield Finding(
                "synonym-group",
                SYNONYMS_PATH,
                "this group has fewer than two terms that search can tell apart",
                "add another term, or remove the group",
                pointer=("groups", n),
            )


@rule
def check_synonym_twice(registry: Registry) -> Iterator[Finding]:
    """A term is in only one group of synonyms, and once.

    A term in two groups would join them.

    Keep it where it fits best, or merge the two groups.
    """
    seen: dict[tuple[str, ...], int] = {}
    for n, group in enumerate(_groups(registry)):
        for k, term in enumerate(group):
            words = tuple(words_of(term))
            if not words:
                yield Finding(
                    "synonym-twice",
                    SYNONYMS_PATH,
                    f"the term {quoted(term)} has no letter or digit",
                    "write a word that somebody would search for",
                    pointer=("groups", n, "terms", k),
                )
            elif words in seen and (seen[words] != n or len(set(map(_key, group))) > 1):
                yield Finding(
                    "synonym-twice",
                    SYNONYMS_PATH,
                    f"the term {quoted(term)} is in group {seen[words] + 1} already",
                    "remove it from one of the two places",
                    pointer=("groups", n, "terms", k),
                )
            seen.setdefault(words, n)


def _key(term: str) -> tuple[str, ...]:
    return tuple(words_of(term))


def _groups(registry: Registry) -> Iterator[tuple[str, ...]]:
    for group in registry.synonyms.groups if registry.synonyms else ():
        yield group.terms
