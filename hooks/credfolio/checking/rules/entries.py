"""Entries: what stands in a list of a record can be told apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from credfolio.checking.rules import rule
from credfolio.findings.finding import Finding, Pointer, quoted
from credfolio.findings.words import said
from credfolio.records.registry import (
    Registry,
    award_path,
    framework_path,
    issuer_path,
    jurisdiction_path,
)


@rule
def check_duplicate_entry(registry: Registry) -> Iterator[Finding]:
    """Strands, codes, units, categories, keys and pieces of evidence are each listed once.

    Other records refer to them by id; two with one id cannot be told apart.

    Delete one of the two, or choose another id.
    """
    for path, what, names, before, after in _lists(registry):
        seen: set[str] = set()
        for n, name in enumerate(names):
            if name in seen:
                yield Finding(
                    "duplicate-entry",
                    path,
                    *said("duplicate-entry", what=what, id=quoted(name)),
                    pointer=(*before, n, after),
                )
            seen.add(name)


def _lists(registry: Registry) -> Iterator[tuple[str, str, Iterable[str], Pointer, str]]:
    for framework in registry.frameworks.values():
        path = framework_path(framework.id)
        yield path, "strand", [strand.id for strand in framework.strands], ("strands",), "id"
        for n, strand in enumerate(framework.strands):
            here: Pointer = ("strands", n, "statements")
            yield path, "code", [statement.code for statement in strand.statements], here, "code"
    for jurisdiction in registry.jurisdictions.values():
        path = jurisdiction_path(jurisdiction.id)
        yield path, "unit", [unit.unit for unit in jurisdiction.units], ("units",), "unit"
        categories = [category.id for category in jurisdiction.categories]
        yield path, "category", categories, ("categories",), "id"
    for issuer in registry.issuers.values():
        yield issuer_path(issuer.id), "key", [key.id for key in issuer.keys], ("keys",), "id"
    for (educator, name), award in registry.awards.items():
        ids = [evidence.id for evidence in award.evidence]
        yield award_path(educator, name), "evidence", ids, ("evidence",), "id"
