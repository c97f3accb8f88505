"""Dates: they are in order, and nothing was done in the future."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from credfolio.checking.rules import own_dated_rule, own_rule
from credfolio.checking.rules.awarded import awards
from credfolio.checking.rules.by_row import found_by_rows
from credfolio.findings.finding import Finding, Pointer
from credfolio.findings.words import said
from credfolio.records.model import Award, MicroCredential, Stack
from credfolio.records.model.kinds import DECISIONS, SHEETS, SUBMISSIONS
from credfolio.records.reckoned.submission import Case, by_number, cases
from credfolio.records.registry import (
    Registry,
    credential_path,
    stack_path,
)

_Dated = tuple[str, date | None, Pointer]
"""What happened, when, and where that is written."""


@own_rule
def check_date_order(registry: Registry) -> Iterator[Finding]:
    """Dates are in order.

    A licensing office compares dates first: work, submission, assessment,
    award. A record that ends before it begins proves nothing.

    Correct the date that is wrong. The two may be the same day.
    """
    yield from found_by_rows(registry, "date-order")
    for path, earlier, later in _pairs(registry):
        (first, first_on, _), (second, second_on, pointer) = earlier, later
        if first_on and second_on and second_on < first_on:
            yield Finding(
                "date-order",
                path,
                *said(
                    "date-order",
                    second=second,
                    second_on=second_on,
                    first=first,
                    first_on=first_on,
                ),
                pointer=pointer,
            )


def _pairs(registry: Registry) -> Iterator[tuple[str, _Dated, _Dated]]:
    for reference, credential in registry.credentials.items():
        path = credential_path(reference)
        for pair in _definition_pairs(credential):
            yield path, *pair
    for reference, stack in registry.stacks.items():
        for pair in _definition_pairs(stack):
            yield stack_path(reference), *pair
    for path, award in awards(registry):
        for pair in _award_pairs(registry, award):
            yield path, *pair
    for case in cases(registry).values():
        yield from _case_pairs(registry, case)


def _definition_pairs(definition: MicroCredential | Stack) -> Iterator[tuple[_Dated, _Dated]]:
    numbered = sorted(
        (tuple(int(step) for step in change.version.split(".")), n, change.on)
        for n, change in enumerate(definition.changelog)
    )
    before: _Dated = ("the release", definition.released, ())
    for number, n, on in numbered:
        if number < (1,):
            continue  # trial versions come before the release
        name = "version " + ".".join(map(str, number))
        yield before, (name, on, ("changelog", n, "on"))
        before = (name, on, ())


def _award_pairs(registry: Registry, award: Award) -> Iterator[tuple[_Dated, _Dated]]:
    awarded: _Dated = ("the award", award.awarded_on, ("awarded_on",))
    work_begins: _Dated = ("the work's beginning", None, ())
    activity = award.activity
    if activity and activity.until >= activity.starts:  # otherwise one finding is enough
        work_begins = ("the work's beginning", activity.starts, ("activity", "from"))
    judged_before: _Dated = work_begins
    for n, submission in enumerate(award.submissions):
        here: Pointer = ("submissions", n)
        submitted: _Dated = (
            f"submission {n + 1}",
            submission.submitted_on,
            (*here, "submitted_on"),
        )
        yield judged_before, submitted
        if not submission.assessments:
            yield submitted, awarded
        for m, assessment in enumerate(submission.assessments):
            judged: _Dated = ("its assessment", assessment.on, (*here, "assessments", m, "on"))
            yield submitted, judged
            yield (f"assessment of submission {n + 1}", assessment.on, ()), awarded
            judged_before = ("the assessment before it", assessment.on, ())
    for n, credit in enumerate(award.credits_earned):
        # Credit dated earlier could count in a license cycle that has ended.
        yield awarded, ("the credit", credit.on, ("credits_earned", n, "on"))
    yield from _award_and_definition(registry, award, awarded)


def _award_and_definition(
    registry: Registry, award: Award, awarded: _Dated
) -> Iterator[tuple[_Dated, _Dated]]:
    definition = registry.definition_of(award)
    if definition is None or award.imported_from:
        return  # what was earned elsewhere may be older than its definition here
    changed = [change.on for change in definition.changelog if change.version == award.version]
    if changed:
        yield (f"version {award.version} of the definition", changed[0], ()), awarded
    else:
        yield ("the definition's release", definition.released, ()), awarded
    issuer = registry.award_issuer(award)
    if issuer and issuer.closed_on:
        yield awarded, ("the closing of its issuer", issuer.closed_on, ("awarded_on",))


def _case_pairs(registry: Registry, case: Case) -> Iterator[tuple[str, _Dated, _Dated]]:
    """Submission, sheets, decision: each in a file of its own."""
    handed_in: _Dated = ("the submission", case.submission.submitted_on, ())
    before = by_number(registry).get(case.submission.follows or "")
    if before is not None and before.decision is not None and not case.ended:
        decided: _Dated = ("the decision on the attempt before", before.decision.on, ())
        own = ("the submission", case.submission.submitted_on, ("submitted_on",))
        yield SUBMISSIONS.path(case.key), decided, own
    for sheet in case.sheets:
        path = SHEETS.path(f"{case.key}/{sheet.id}")
        yield path, handed_in, ("the sheet", sheet.on, ("on",))
    if case.decision is not None:
        path = DECISIONS.path(case.key)
        days = (sheet.on for sheet in case.decided_sheets)
        last = max(days, default=case.submission.submitted_on)
        yield path, ("the last sheet", last, ()), ("the decision", case.decision.on, ("on",))


@own_dated_rule
def check_future_date(registry: Registry, today: date) -> Iterator[Finding]:
    """A date on which something was done is not in the future.

    An award dated tomorrow is a typing mistake or was made in advance, and
    wallets refuse it.

    Correct the date, or wait until that day. A definition to be released later
    stays a draft until then. Ends of licenses, offers and awards may be in the
    future.
    """
    yield from found_by_rows(registry, "future-date", today)
