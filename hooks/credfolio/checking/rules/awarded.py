"""What an award rests on: its definition, the submission that passed, the people in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from credfolio.findings.finding import Pointer
from credfolio.records.model import Award, Issuer, MicroCredential
from credfolio.records.model.award import Assessment, PartResult
from credfolio.records.model.part import Part
from credfolio.records.reckoned.as_earned import passing_submission
from credfolio.records.reckoned.passing import part_levels
from credfolio.records.registry import Registry, award_path


@lru_cache(maxsize=2)
def awards(registry: Registry) -> tuple[tuple[str, Award], ...]:
    """Every award with the path of its file."""
    return tuple((award_path(*key), award) for key, award in registry.awards.items())


@lru_cache(maxsize=2)
def awards_of_credentials(
    registry: Registry,
) -> tuple[tuple[str, Award, MicroCredential], ...]:
    """Every award of a credential that is in the catalog."""
    return tuple(
        (path, award, credential)
        for path, award in awards(registry)
        if award.credential and (credential := registry.credentials.get(award.credential))
    )


@lru_cache(maxsize=2)
def awards_as_earned(
    registry: Registry,
) -> tuple[tuple[str, Award, MicroCredential], ...]:
    """Every award of a credential, with the text of the version that it names.

    Those whose text is not in the project are left out: `version-not-kept` names them.
    """
    return tuple(
        (path, award, definition)
        for path, award, _ in awards_of_credentials(registry)
        if isinstance(definition := registry.as_earned(award), MicroCredential)
    )


def results_by_assessor(award: Award) -> tuple[Sequence[PartResult], ...]:
    """What the award rests on: its own results, else one set for each assessor who passed it."""
    if award.results:
        return (award.results,)
    passing = passing_submission(award)
    if passing is None:
        return ()
    return tuple(a.results for a in passing[1].assessments if a.results)


def results(award: Award) -> Iterator[tuple[Pointer, PartResult]]:
    """Every result that an award records, its own and its assessors', with its place."""
    for n, result in enumerate(award.results):
        yield ("results", n), result
    for n, m, assessment in assessments(award):
        for k, result in enumerate(assessment.results):
            yield ("submissions", n, "assessments", m, "results", k), result


class Outline(NamedTuple):
    """What results may name in a part."""

    part: Part
    levels: frozenset[str]
    criteria: frozenset[str]


def outline(definition: MicroCredential) -> Mapping[int, Outline]:
    """The outline of every part of a text, by the part's number."""
    # By the text itself: a definition may name another issuer than its folder.
    known = _OUTLINES.get(id(definition))
    if known is None:
        if len(_OUTLINES) > _MOST_OUTLINES:
            _OUTLINES.clear()
        known = _OUTLINES[id(definition)] = definition, _outline(definition)
    return known[1]


_MOST_OUTLINES = 5_000
_OUTLINES: dict[int, tuple[MicroCredential, Mapping[int, Outline]]] = {}
"""The number of a text in memory → the text, so that no other one gets its number."""


def _outline(definition: MicroCredential) -> Mapping[int, Outline]:
    return {
        part.number: Outline(
            part,
            frozenset(level.id for level in part_levels(part)),
            frozenset(criterion.id for criterion in part.rubric),
        )
        for part in definition.parts
    }


def names_unknown(registry: Registry, award: Award) -> bool:
    """Whether a result names a part, criterion or level that the text it was judged by lacks.

    That is a finding of its own, and what follows from the result says nothing new.
    """
    definition = registry.as_earned(award)
    parts = outline(definition) if isinstance(definition, MicroCredential) else {}
    for _, result in results(award):
        part = parts.get(result.part)
        if part is None:
            return True
        if result.criterion and result.criterion not in part.criteria:
            return True
        if result.level and result.level not in part.levels:
            return True
    return False


def assessments(award: Award) -> Iterator[tuple[int, int, Assessment]]:
    """Every assessment, with the position of its submission and its own."""
    for n, submission in enumerate(award.submissions):
        for m, assessment in enumerate(submission.assessments):
            yield n, m, assessment


def issuers_of(registry: Registry, award: Award) -> tuple[Issuer, ...] | None:
    """The issuers whose lists of assessors and approvers count for an award.

    None when one of them is missing or broken, which is reported elsewhere.
    """
    definition = registry.definition_of(award)
    if definition is None:
        return None
    names = [award.issuer or definition.issuer]
    if definition.issuer not in names:
        names.append(definition.issuer)
    if isinstance(definition, MicroCredential):
        names += [name for name in definition.co_issuers if name not in names]
    found = [registry.issuers[name] for name in names if name in registry.issuers]
    return tuple(found) if len(found) == len(names) else None
