"""Awards that were judged in the private repository: the last page of a submission."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from credfolio.checking.rules import rule
from credfolio.findings.finding import Finding, quoted
from credfolio.records.reckoned.submission import Case, cases
from credfolio.records.registry import Registry, award_path


@rule
def check_award_without_decision(registry: Registry) -> Iterator[Finding]:
    """An award with `judged:` is the last page of a submission that passed.

    The public sees the award only, so the private repository must have what it
    rests on. Without a private repository, nothing is checked.

    Correct the award's credential, version, or date, or add the decision.
    """
    if registry.office is None:
        return
    passed: defaultdict[tuple[str, str], list[Case]] = defaultdict(list)
    for case in cases(registry).values():
        person = registry.people.get(case.submission.person)
        is_passed = case.decision is not None and case.decision.outcome == "pass"
        if person is not None and person.educator and is_passed:
            passed[person.educator, case.submission.credential].append(case)
    for known in registry.award_facts():
        if not known.is_judged:
            continue
        award = registry.awards[known.educator, known.id]
        if not award.credential:
            continue
        own = passed.get((award.educator, award.credential), [])
        message, key = "", "judged"
        if not own:
            message = (
                f"no submission of {quoted(award.educator)} for {quoted(award.credential)} passed"
            )
        elif all(case.submission.version != award.version for case in own):
            message, key = f"no submission for version {award.version} passed", "version"
        elif all(case.decision is None or case.decision.on > award.awarded_on for case in own):
            message, key = f"no decision is as early as {award.awarded_on}", "awarded_on"
        if message:
            yield Finding(
                "award-without-decision",
                award_path(known.educator, known.id),
                message,
                "correct the award, or add the decision in the private repository",
                pointer=(key,),
            )
