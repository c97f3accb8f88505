"""Results: an award was judged, the judgment passes, and the page repeats it correctly."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from credfolio.checking.rules import own_rule
from credfolio.checking.rules.awarded import (
    assessments,
    awards,
    awards_as_earned,
    awards_of_credentials,
    names_unknown,
    results_by_assessor,
)
from credfolio.findings.finding import Finding, Pointer, quoted
from credfolio.records.model import Award
from credfolio.records.model.award import PartResult
from credfolio.records.reckoned.as_earned import passing_submission
from credfolio.records.reckoned.passing import (
    Beyond,
    passes,
    passing_rule_in_words,
    points_beyond,
)
from credfolio.records.registry import Registry
from credfolio.text.amounts import shortest


@own_rule
def check_award_does_not_pass(registry: Registry) -> Iterator[Finding]:
    """The recorded results of an active award meet the passing rule of the version it names.

    This is what the award says: judged by the public rubric, and passed.

    Correct the wrong result, or add those that are missing. If the work did not pass, revoke
    the award.
    """
    for path, award, credential in awards_as_earned(registry):
        if award.status != "active" or not credential.parts:
            continue
        for results in results_by_assessor(award):
            if not passes(credential, results) and not names_unknown(registry, award):
                submission = passing_submission(award)
                yield Finding(
                    "award-does-not-pass",
                    path,
                    f"the results do not pass. {passing_rule_in_words(credential)}",
                    "correct or complete the results, or revoke the award",
                    pointer=("results",)
                    if award.results
                    else ("submissions", submission[0] if submission else 0),
                )
                break


@own_rule
def check_too_many_points(registry: Registry) -> Iterator[Finding]:
    """Results have no more points than the version that they are judged by.

    120 of 100 points is a slip of the pen, or another scale.

    Correct the number, or write it in the scale of the definition.
    """
    for path, award, credential in awards_as_earned(registry):
        for place, results in _recorded(award):
            if beyond := points_beyond(credential, results):
                own = () if beyond.place is None else (beyond.place, "points")
                yield Finding(
                    "too-many-points", path, *words_of_points(beyond), pointer=(*place, *own)
                )


def words_of_points(beyond: Beyond) -> tuple[str, str]:
    """What is wrong with the points of results, and how to correct it."""
    reached, most = shortest(beyond.reached), shortest(beyond.most)
    return f"{reached} points, where at most {most} can be reached", "correct the number"


def _recorded(award: Award) -> Iterator[tuple[Pointer, Sequence[PartResult]]]:
    """Each set of results, the award's own and one for each assessment, with its place."""
    yield ("results",), award.results
    for n, m, assessment in assessments(award):
        yield ("submissions", n, "assessments", m, "results"), assessment.results


@own_rule
def check_results_differ(registry: Registry) -> Iterator[Finding]:
    """The results of an award are those of the assessment that passed.

    They are shown on the public page; the assessments usually are not.

    Copy the levels from the assessment, or leave `results:` out.
    """
    for path, award in awards(registry):
        passing = passing_submission(award)
        if not award.results or passing is None:
            continue
        found: defaultdict[tuple[int, str | None], set[str]] = defaultdict(set)
        for assessment in passing[1].assessments:
            for result in assessment.results:
                if result.level:
                    found[result.part, result.criterion].add(result.level)
        for n, result in enumerate(award.results):
            judged = found.get((result.part, result.criterion))
            if not judged or not result.level or result.level in judged:
                continue
            if registry.as_earned(award) and names_unknown(registry, award):
                break  # the unknown level is reported; the rest follows from it
            yield Finding(
                "results-differ",
                path,
                f"part {result.part} is {quoted(result.level)} here, but "
                f"{' or '.join(sorted(quoted(level) for level in judged))} in the assessment",
                "copy the level from the assessment",
                pointer=("results", n, "level"),
            )


@own_rule
def check_assessments_missing(registry: Registry) -> Iterator[Finding]:
    """An active award shows that the work was judged and passed.

    Without it a badge says only that somebody made a file.

    Add `results:` for each part, or the submission with its assessments, by as many assessors
    as the definition asks for. Imported awards name their source instead.
    """
    for path, award, credential in awards_of_credentials(registry):
        # What a publisher adds keeps its assessments in the private repository.
        if award.status != "active" or award.imported_from or award.judged or not credential.parts:
            continue
        passing = passing_submission(award)
        if passing is None and award.submissions:
            last = len(award.submissions) - 1
            yield Finding(
                "assessments-missing",
                path,
                "no submission was passed by all of its assessors",
                "add the assessment that passed, or revoke the award",
                pointer=("submissions", last),
            )
        elif passing is None and not award.results:
            yield Finding(
                "assessments-missing",
                path,
                "nothing says that the work was judged",
                "add `results:` for each part, or `submissions:` with their assessments",
            )
        elif passing is not None and (earned := registry.as_earned(award)):
            wanted = getattr(earned, "assessors_per_submission", 1)
            found = len(passing[1].assessments)
            if found < wanted:
                yield Finding(
                    "assessments-missing",
                    path,
                    f"the definition asks for {wanted} assessors, the submission has {found}",
                    "add the other assessment",
                    pointer=("submissions", passing[0], "assessments"),
                )
