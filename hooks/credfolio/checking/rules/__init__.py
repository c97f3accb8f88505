"""The rules that records are checked by.

A rule is a generator of findings over the whole registry. Its id is the
function's name with hyphens, its reference page is its docstring, and it has a
good and a bad example project in tests/examples/.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from datetime import date

from credfolio.checking.registrar import Rules
from credfolio.findings.finding import Finding
from credfolio.records.registry import Registry

RULES: Rules[Registry] = Rules()
"""Every rule by its id, in the order of the reference."""

rule = RULES.rule
"""Registers a function ``check_…(registry)`` as a rule."""
own_rule = RULES.own_rule
"""Registers a function ``check_…(registry)`` as a rule that may be run in parts."""
own_dated_rule = RULES.own_dated_rule
"""Registers a function ``check_…(registry, today)`` as a rule that may be run in parts."""


_TEXT_FAMILIES = frozenset(f"{__name__}.{family}" for family in ("links", "privacy", "text"))
# They share one scan of every text, so it pays to run them in the same process.


def check_registry(
    registry: Registry,
    today: date,
    number: int = 0,
    slices: int = 1,
    without: Container[str] = (),
) -> Iterator[Finding]:
    """What the rules find in `registry`, as of `today`.

    With `slices`, only the rules of slice `number`; all slices together are
    all rules. Those named in `without` do not run.
    """
    for n, (name, check) in enumerate(RULES.items()):
        if name in without:
            continue
        is_text = check.__module__ in _TEXT_FAMILIES
        own = 0 if is_text or slices == 1 else 1 + n % (slices - 1)
        if own == number:
            yield from RULES.run(name, registry, today)


# Importing a family registers its rules; this list is the order of the reference.
from credfolio.checking.rules import (  # noqa: E402
    references as references,
    award_references as award_references,
    standards as standards,
    synonyms as synonyms,
    identity as identity,
    confusable as confusable,
    entries as entries,
    dates as dates,
    definitions as definitions,
    parts as parts,
    part_references as part_references,
    amounts as amounts,
    lifecycle as lifecycle,
    stacks as stacks,
    awards as awards,
    results as results,
    attempts as attempts,
    people as people,
    names as names,
    signed as signed,
    beside_badges as beside_badges,
    credit as credit,
    award_terms as award_terms,
    versions as versions,
    privacy as privacy,
    profiles as profiles,
    text as text,
    links as links,
    pictures as pictures,
    governance as governance,
    submissions as submissions,
    readers as readers,
    published as published,
    figures as figures,
    sealing as sealing,
    numbers as numbers,
)
