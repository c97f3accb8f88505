"""Dates: they follow one another, and none that records a deed lies in the future."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from credfolio.checking.rules import rule
from credfolio.checking.rules.awarded import awards
from credfolio.findings.finding import Finding, Pointer
from credfolio.findings.words import said
from credfolio.records.model import Award, MicroCredential, Stack
from credfolio.records.registry import (
    Registry,
    credential_path,
    educator_path,
    issuer_path,
    jurisdiction_path,
    stack_path,
)

_Dated = tuple[str, date | None, Pointer]
"""What happened, when, and where that is written."""


@rule
def check_date_order(registry: Registry) -> Iterator[Finding]:
    """What comes first in life has the earlier date.

    A licensing office compares dates first: work, submission, assessment, award.
    An end before its beginning makes a record worthless as proof.

    Correct the date that is wrong. The two may be the same day.
    """
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
        for n, incentive in enumerate(credential.incentives):
            yield (
                path,
                ("the beginning", incentive.starts, ()),
                ("the end", incentive.until, ("incentives", n, "until")),
            )
    for reference, stack in registry.stacks.items():
        for pair in _definition_pairs(stack):
            yield stack_path(reference), *pair
    for jurisdiction in registry.jurisdictions.values():
        for n, fact in enumerate(jurisdiction.rules):
            yield (
                jurisdiction_path(jurisdiction.id),
                ("effective_from", fact.effective_from, ()),
                ("effective_until", fact.effective_until, ("rules", n, "effective_until")),
            )
    for issuer in registry.issuers.values():
        path = issuer_path(issuer.id)
        for n, assessor in enumerate(issuer.assessors):
            yield (
                path,
                ("the training", assessor.trained_on, ()),
                ("the end", assessor.until, ("assessors", n, "until")),
            )
        for n, key in enumerate(issuer.keys):
            yield (
                path,
                ("the key's creation", key.created, ()),
                ("its retirement", key.retired, ("keys", n, "retired")),
            )
    for educator in registry.educators.values():
        if licence := educator.licence:
            yield (
                educator_path(educator.id),
                ("the licence's beginning", licence.starts, ()),
                ("its end", licence.until, ("licence", "until")),
            )
    for path, award in awards(registry):
        for pair in _award_pairs(registry, award):
            yield path, *pair


def _definition_pairs(definition: MicroCredential | Stack) -> Iterator[tuple[_Dated, _Dated]]:
    for n, value in enumerate(definition.credit_values):
        yield (
            ("effective_from", value.effective_from, ()),
            ("effective_until", value.effective_until, ("credit_values", n, "effective_until")),
        )
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
    if activity := award.activity:
        work_begins = ("the work's beginning", activity.starts, ("activity", "from"))
        work_ends: _Dated = ("the work's end", activity.until, ("activity", "until"))
        yield work_begins, work_ends
        yield work_ends, awarded
        if activity.until < activity.starts:
            work_begins = ("the work's beginning", None, ())  # wrong already; one finding is enough
    judged_before: _Dated = work_begins
    for n, submission in enumerate(award.submissions):
        here: Pointer = ("submissions", n)
        handed_in: _Dated = (
            f"submission {n + 1}",
            submission.submitted_on,
            (*here, "submitted_on"),
        )
        yield judged_before, handed_in
        if not submission.assessments:
            yield handed_in, awarded
        for m, assessment in enumerate(submission.assessments):
            judged: _Dated = ("its assessment", assessment.on, (*here, "assessments", m, "on"))
            yield handed_in, judged
            yield (f"assessment of submission {n + 1}", assessment.on, ()), awarded
            judged_before = ("the assessment before it", assessment.on, ())
    yield awarded, ("the expiry", award.expires_on, ("expires_on",))
    yield awarded, ("the change of status", award.status_on, ("status_on",))
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


@rule
def check_future_date(registry: Registry, today: date) -> Iterator[Finding]:
    """A date on which something was done is not in the future.

    An award dated tomorrow is either a slip of the pen or made in advance, and
    wallets refuse it.

    Correct the date, or wait until the day has come. A definition that will be
    released later stays a draft until then. Ends of licences, offers and awards
    may lie ahead.
    """
    for path, what, on, pointer in _deeds(registry):
        if on and on > today:
            yield Finding(
                "future-date",
                path,
                *said("future-date", what=what, on=on, today=today),
                pointer=pointer,
            )


_Deed = tuple[str, str, date | None, Pointer]


def _deeds(registry: Registry) -> Iterator[_Deed]:
    definitions: list[tuple[str, MicroCredential | Stack]] = [
        (credential_path(r), c) for r, c in registry.credentials.items()
    ]
    definitions += [(stack_path(r), s) for r, s in registry.stacks.items()]
    for path, definition in definitions:
        if definition.status != "draft":
            yield path, "the release", definition.released, ("released",)
            for n, change in enumerate(definition.changelog):
                yield path, f"version {change.version}", change.on, ("changelog", n, "on")
        for n, value in enumerate(definition.credit_values):
            where: Pointer = ("credit_values", n, "last_checked")
            yield path, "last_checked", value.last_checked, where
    for jurisdiction in registry.jurisdictions.values():
        for n, fact in enumerate(jurisdiction.rules):
            path = jurisdiction_path(jurisdiction.id)
            yield path, "last_checked", fact.last_checked, ("rules", n, "last_checked")
    for issuer in registry.issuers.values():
        path = issuer_path(issuer.id)
        for n, assessor in enumerate(issuer.assessors):
            yield path, "trained_on", assessor.trained_on, ("assessors", n, "trained_on")
        for n, key in enumerate(issuer.keys):
            yield path, "the key's creation", key.created, ("keys", n, "created")
    for educator in registry.educators.values():
        path = educator_path(educator.id)
        for n, entry in enumerate(educator.learning_log):
            yield path, "the entry", entry.on, ("learning_log", n, "on")
        if educator.consent:
            yield path, "the consent", educator.consent.on, ("consent", "on")
    for path, award in awards(registry):
        for what, on, pointer in _award_deeds(award):
            yield path, what, on, pointer


def _award_deeds(award: Award) -> Iterator[_Dated]:
    yield "the award", award.awarded_on, ("awarded_on",)
    yield "the change of status", award.status_on, ("status_on",)
    if award.activity:
        yield "the work's end", award.activity.until, ("activity", "until")
    for n, submission in enumerate(award.submissions):
        yield "the submission", submission.submitted_on, ("submissions", n, "submitted_on")
        for m, assessment in enumerate(submission.assessments):
            where: Pointer = ("submissions", n, "assessments", m, "on")
            yield "the assessment", assessment.on, where
    for n, credit in enumerate(award.credits_earned):
        yield "the credit", credit.on, ("credits_earned", n, "on")
    for n, evidence in enumerate(award.evidence):
        if evidence.consent:
            yield "the consent", evidence.consent.on, ("evidence", n, "consent", "on")
    for n, endorsement in enumerate(award.endorsements):
        yield "the endorsement", endorsement.on, ("endorsements", n, "on")
    if award.imported_from:
        yield "the import", award.imported_from.on, ("imported_from", "on")
