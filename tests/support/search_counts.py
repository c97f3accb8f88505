"""What the catalog's filters should find, counted straight from the records."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from credfolio.records.model import MicroCredential
from credfolio.records.reckoned.definition import evidence_types
from credfolio.records.registry import Registry

Test = Callable[[MicroCredential], bool]


def chooser(registry: Registry, today: date) -> Mapping[str, Callable[[str], Test]]:
    """Facet → value → whether a credential has it; written apart from the code under test."""

    def counts(where: str) -> Test:
        return lambda c: any(
            v.jurisdiction == where
            and (v.effective_from or today) <= today <= (v.effective_until or today)
            for v in c.credit_values
        )

    def hours(name: str) -> Test:
        low, _, high = name.partition("-")
        return lambda c: (
            c.time_estimate is not None
            and (low == "0" or c.time_estimate.max_hours > int(low))
            and (not high or c.time_estimate.max_hours <= int(high))
        )

    def in_stack(reference: str) -> Test:
        def members(ref: str) -> set[str]:
            found: set[str] = set()
            for member in registry.stacks[ref].members:
                found |= {member.credential} if member.credential else members(member.stack or "")
            return found

        wanted = members(reference)
        return lambda c: c.ref in wanted

    return {
        "hours": hours,
        "cost": lambda v: lambda c: c.cost is not None and (c.cost.amount == 0) == (v == "free"),
        "credit": counts,
        "role": lambda v: lambda c: v in c.audience_roles,
        "topic": lambda v: lambda c: v in c.topics,
        "evidence": lambda v: lambda c: v in evidence_types(c),
        "standard": lambda v: (
            lambda c: any(f"{one.framework}/{one.code}" == v for one in c.alignments)
        ),
        "students": lambda v: lambda c: c.requires_students is (v == "needed"),
        "remote": lambda v: lambda c: c.remote_ok is (v == "yes"),
        "grade": lambda v: lambda c: v in c.grade_bands,
        "subject": lambda v: (
            lambda c: v in {"-".join(subject.lower().split()) for subject in c.subjects}
        ),
        "level": lambda v: lambda c: c.level == v,
        "issuer": lambda v: lambda c: v in (c.issuer, *c.co_issuers),
        "stack": in_stack,
        "language": lambda v: lambda c: c.language == v,
        "status": lambda v: lambda c: c.status == v,
    }


def passing(
    registry: Registry, today: date, chosen: Mapping[str, list[str]]
) -> list[MicroCredential]:
    """The credentials that fit: any value of a facet, and every facet."""
    tests = chooser(registry, today)
    return [
        c
        for c in registry.credentials.values()
        if all(any(tests[f](v)(c) for v in values) for f, values in chosen.items() if values)
    ]
