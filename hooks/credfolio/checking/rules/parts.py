"""Parts: numbers, ids, levels and rubrics that fit together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from credfolio.checking.rules import own_rule
from credfolio.checking.rules.definitions import OPEN_STATUSES
from credfolio.findings.finding import Finding, Pointer, quoted
from credfolio.findings.words import said
from credfolio.records.model import MicroCredential
from credfolio.records.model.part import Part
from credfolio.records.model.passing_rule import PartRequirement, PassingRule
from credfolio.records.reckoned.passing import lowest_passing, part_levels
from credfolio.records.registry import Registry, credential_path


def parts(registry: Registry) -> Iterator[tuple[str, MicroCredential, int, Part]]:
    """Every part of every definition, with its path and position."""
    for reference, credential in registry.credentials.items():
        for n, part in enumerate(credential.parts):
            yield credential_path(reference), credential, n, part


def named_parts(rule_: PassingRule) -> Iterator[tuple[PartRequirement, Pointer]]:
    """Each need of a passing rule, with its place within the rule."""
    for n, need in enumerate(rule_.all_of):
        yield need, ("all_of", n)
    for n, need in enumerate(rule_.any_of):
        yield need, ("any_of", n)
    for n, need in enumerate(rule_.some_of.parts if rule_.some_of else ()):
        yield need, ("some_of", "parts", n)


@own_rule
def check_part_numbers(registry: Registry) -> Iterator[Finding]:
    """The parts are numbered 1, 2, 3 in order.

    The passing rule, the resources and every award refer to a part by its
    number.

    Renumber them from 1. If awards already exist, that needs a new version.
    """
    for reference, credential in registry.credentials.items():
        for n, part in enumerate(credential.parts):
            if part.number != n + 1:
                yield Finding(
                    "part-numbers",
                    credential_path(reference),
                    *said("part-numbers", found=part.number, expected=n + 1),
                    pointer=("parts", n, "number"),
                )
                break


@own_rule
def check_duplicate_part_id(registry: Registry) -> Iterator[Finding]:
    """Prompts, criteria and levels have ids that are unique within their part; evidence items,
    within the definition.

    Results and evidence are recorded by these ids.

    Choose another id for one of the two.
    """
    evidence: dict[str, int] = {}
    last = ""
    for path, _, n, part in parts(registry):
        if path != last:
            evidence, last = {}, path
        lists: tuple[tuple[str, list[str]], ...] = (
            ("prompts", [p.id for p in part.prompts]),
            ("levels", [level.id for level in part.levels]),
            ("rubric", [c.id for c in part.rubric]),
        )
        for key, ids in lists:
            for m in _repeated(ids):
                yield _duplicate(path, ids[m], f"part {part.number}", ("parts", n, key, m, "id"))
        for m, item in enumerate(part.evidence_items):
            if item.id in evidence:
                where = f"part {evidence[item.id]}"
                yield _duplicate(path, item.id, where, ("parts", n, "evidence_items", m, "id"))
            evidence.setdefault(item.id, part.number)


def _repeated(ids: Iterable[str]) -> Iterator[int]:
    seen: set[str] = set()
    for n, name in enumerate(ids):
        if name in seen:
            yield n
        seen.add(name)


def _duplicate(path: str, name: str, where: str, pointer: Pointer) -> Finding:
    return Finding(
        "duplicate-part-id",
        path,
        *said("duplicate-part-id", id=quoted(name), where=where),
        pointer=pointer,
    )


@own_rule
def check_rubric_gap(registry: Registry) -> Iterator[Finding]:
    """A criterion says what work at every level looks like.

    Educators prepare by the rubric and assessors judge by it; an empty cell leaves both
    guessing.

    Write the missing text. On a scale of two levels it is enough to describe the one that
    passes. In a draft it is a hint.
    """
    for path, credential, n, part in parts(registry):
        levels = part_levels(part)
        passing = lowest_passing(part)
        needed = [level.id for level in levels if len(levels) > 2 or level.id in passing]
        for m, criterion in enumerate(part.rubric):
            if criterion.text and not criterion.levels:
                continue  # one text for the whole criterion is a scoring guide, and complete
            gaps = [level for level in needed if level not in criterion.levels]
            if not gaps or not (criterion.levels or needed):
                continue
            yield Finding(
                "rubric-gap",
                path,
                *said("rubric-gap", id=quoted(criterion.id), levels=", ".join(gaps)),
                severity="error" if credential.status in OPEN_STATUSES else "hint",
                pointer=("parts", n, "rubric", m),
            )


@own_rule
def check_no_passing_level(registry: Registry) -> Iterator[Finding]:
    """Every part with levels has a level that passes.

    Without one nobody can pass, however good the work.

    Write `passing: yes` at the levels that pass, or name the lowest of them in
    `required_level:` or in the passing rule.
    """
    for path, credential, n, part in parts(registry):
        rule_ = credential.passing_rule
        by_rule = {need.part for need, _ in named_parts(rule_)} if rule_ else set()
        by_points = bool(rule_ and rule_.points and not rule_.all)
        if part.required_level or not part.levels or part.number in by_rule or by_points:
            continue
        if not any(level.passing for level in part.levels):
            yield Finding(
                "no-passing-level",
                path,
                *said("no-passing-level", part=part.number),
                pointer=("parts", n, "levels"),
            )
