"""Readers of submissions: who was asked, who may, and who has an interest in the outcome."""

from __future__ import annotations

from collections.abc import Iterator

from credfolio.checking.rules import rule
from credfolio.findings.finding import Finding, quoted
from credfolio.records.model import Person
from credfolio.records.model.kinds import DECISIONS, SHEETS
from credfolio.records.reckoned.approvers import (
    entries_of_person,
    issuers_of_credential,
    may_approve,
)
from credfolio.records.reckoned.interest import interest, is_same, may_not_read
from credfolio.records.reckoned.submission import Case, cases
from credfolio.records.registry import Registry


@rule
def check_sheet_not_assigned(registry: Registry) -> Iterator[Finding]:
    """A sheet is by somebody who was asked to read the submission.

    Whoever chooses what to judge can choose whom to help.

    Add a reader who was asked to assigned.yml, or delete the sheet. Whom an old
    platform asked, nobody may know.
    """
    for case in cases(registry).values():
        if case.is_of_old_platform and case.assignment is None:
            continue
        asked = case.assignment.assessors if case.assignment else ()
        for sheet in case.sheets:
            own = [one for one in asked if one.assessor == sheet.id]
            message = ""
            if not own:
                message = f"{quoted(sheet.id)} was not asked to read this submission"
            elif all(one.declined_on for one in own):
                message = f"{quoted(sheet.id)} declined to read this submission"
            if message:
                yield _sheet_finding(
                    "sheet-not-assigned",
                    case,
                    sheet.id,
                    message,
                    "add the reader to assigned.yml, or delete the sheet",
                )


@rule
def check_sheet_after_end(registry: Registry) -> Iterator[Finding]:
    """Nobody judges a submission that was returned or withdrawn.

    It is no attempt, and what is said of it must not count.

    Delete the sheet, or the event if it is wrong.
    """
    for case in cases(registry).values():
        for sheet in case.sheets:
            if case.ended and sheet.on >= case.ended:
                yield _sheet_finding(
                    "sheet-after-end",
                    case,
                    sheet.id,
                    f"the sheet is of {sheet.on}, and the submission ended on {case.ended}",
                    "delete the sheet, or correct events.yml",
                )


@rule
def check_reader_may_not(registry: Registry) -> Iterator[Finding]:
    """A reader is trained, and still an assessor on the day of the sheet.

    An award rests on readers who know the rubric.

    Correct the dates under `assesses:` in the file of the reader, or give the submission to
    somebody else.
    """
    for case in cases(registry).values():
        reference = case.submission.credential
        for sheet in case.sheets:
            person = registry.people.get(sheet.id)
            if person is None:
                continue
            message = may_not_read(person, reference, sheet.on)
            if message:
                yield _sheet_finding(
                    "reader-may-not",
                    case,
                    sheet.id,
                    f"{message}; the sheet is of {sheet.on}",
                    f"correct office/people/{sheet.id}.yml, or assign it to somebody else",
                )


@rule
def check_conflict_of_interest(registry: Registry) -> Iterator[Finding]:
    """Nobody reads or approves their own work, or work of their school or of somebody they coached.

    Readers and the approver of one submission are different people, too.

    Assign it to somebody else, and keep the sheet out of the decision.
    """
    for case in cases(registry).values():
        earner = registry.people.get(case.submission.person)
        if earner is None:
            continue
        seen: dict[str, Person] = {}
        for sheet in case.sheets:
            reader = registry.people.get(sheet.id)
            if reader is None:
                continue
            message = interest(reader, earner)
            twin = next((n for n, one in seen.items() if is_same(one, reader)), "")
            if not message and twin:
                message = f"{quoted(sheet.id)} and {quoted(twin)} are the same person"
            seen[sheet.id] = reader
            if message:
                yield _sheet_finding(
                    "conflict-of-interest", case, sheet.id, message, "assign it to somebody else"
                )
        approver = registry.people.get(case.decision.approved_by) if case.decision else None
        if approver is None:
            continue
        message = interest(approver, earner)
        if not message and any(is_same(one, approver) for one in seen.values()):
            message = f"{quoted(approver.id)} both read and approved it"
        if message:
            yield Finding(
                "conflict-of-interest",
                DECISIONS.path(case.key),
                message,
                "have somebody else approve it",
                pointer=("approved_by",),
            )


@rule
def check_approver_may_not(registry: Registry) -> Iterator[Finding]:
    """A hint where a decision is by no approver of the issuer on that day.

    Decisions become awards.

    Have an approver confirm it, or correct the issuer's list. Decisions of an old
    platform (`old_number:`) are exempt.
    """
    for case in cases(registry).values():
        decision = case.decision
        approver = registry.people.get(decision.approved_by) if decision else None
        if decision is None or approver is None or case.is_of_old_platform:
            continue
        reference = case.submission.credential
        issuers = issuers_of_credential(registry, reference)
        entries = entries_of_person(registry, issuers, approver)
        if issuers and not may_approve(entries, decision.on):
            named = " or ".join(one.id for one in issuers)
            yield Finding(
                "approver-may-not",
                DECISIONS.path(case.key),
                f"{quoted(approver.id)} was no approver of {named} on {decision.on}",
                "have an approver confirm it, or correct the issuer's list",
                pointer=("approved_by",),
                severity="hint",
            )


def _sheet_finding(rule_id: str, case: Case, reader: str, message: str, fix: str) -> Finding:
    return Finding(rule_id, SHEETS.path(f"{case.key}/{reader}"), message, fix)
