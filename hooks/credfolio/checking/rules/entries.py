"""Entries: the items of a list can be told apart."""

from __future__ import annotations

from collections.abc import Iterator

from credfolio.checking.rules import own_rule
from credfolio.checking.rules.by_row import found_by_rows
from credfolio.findings.finding import Finding
from credfolio.records.registry import Registry


@own_rule
def check_duplicate_entry(registry: Registry) -> Iterator[Finding]:
    """Strands, codes, units, categories, keys and pieces of evidence are each listed once.

    Other records refer to them by id; two with one id cannot be told apart.

    Delete one of the two, or choose another id.
    """
    yield from found_by_rows(registry, "duplicate-entry")
