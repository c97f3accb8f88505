"""Every place where a record names another record, with the way to it."""

from __future__ import annotations

from collections.abc import Iterator

from credfolio.findings.finding import Pointer
from credfolio.records.model.base import Alignment, Credit
from credfolio.records.model.kinds import FIGURES, PEOPLE, SUBMISSIONS
from credfolio.records.registry import (
    Registry,
    award_path,
    credential_path,
    educator_path,
    issuer_path,
    jurisdiction_path,
    stack_path,
)

Pointing = tuple[str, str, Pointer]
"""The path of the file, the reference as written, and its place in the file."""


def issuer_pointers(registry: Registry) -> Iterator[Pointing]:
    """Where issuers are named."""
    for reference, credential in registry.credentials.items():
        path = credential_path(reference)
        yield path, credential.issuer, ("issuer",)
        for n, issuer in enumerate(credential.co_issuers):
            yield path, issuer, ("co_issuers", n)
    for reference, stack in registry.stacks.items():
        yield stack_path(reference), stack.issuer, ("issuer",)
    for record in registry.issuers.values():
        if record.parent:
            yield issuer_path(record.id), record.parent, ("parent",)
    for name, figures in registry.figures.items():
        if figures.issuer:
            yield FIGURES.path(name), figures.issuer, ("issuer",)
    for (educator, name), award in registry.awards.items():
        if award.issuer:
            yield award_path(educator, name), award.issuer, ("issuer",)


_LISTS_OF_CREDENTIALS = (
    "supersedes",
    "equivalent_to",
    "see_also",
    "prerequisites",
    "recommended_before",
)


def credential_pointers(registry: Registry) -> Iterator[Pointing]:
    """Where credentials are named."""
    for reference, credential in registry.credentials.items():
        path = credential_path(reference)
        for key in _LISTS_OF_CREDENTIALS:
            for n, named in enumerate(getattr(credential, key)):
                yield path, named, (key, n)
        if credential.superseded_by:
            yield path, credential.superseded_by, ("superseded_by",)
        for n, translation in enumerate(credential.translations):
            if translation.credential:
                yield path, translation.credential, ("translations", n, "credential")
    for reference, stack in registry.stacks.items():
        for n, member in enumerate(stack.members):
            if member.credential:
                yield stack_path(reference), member.credential, ("members", n, "credential")
    for issuer in registry.issuers.values():
        for n, assessor in enumerate(issuer.assessors):
            for m, named in enumerate(assessor.credentials):
                yield issuer_path(issuer.id), named, ("assessors", n, "credentials", m)
    for educator in registry.educators.values():
        path = educator_path(educator.id)
        for n, named in enumerate(educator.in_progress):
            yield path, named, ("in_progress", n)
        for n, goal in enumerate(educator.goals):
            if goal.credential:
                yield path, goal.credential, ("goals", n, "credential")
        for n, playlist in enumerate(educator.playlists):
            for m, named in enumerate(playlist.credentials):
                yield path, named, ("playlists", n, "credentials", m)
    for (holder, name), award in registry.awards.items():
        if award.credential:
            yield award_path(holder, name), award.credential, ("credential",)
    for key, submission in registry.submissions.items():
        yield SUBMISSIONS.path(key), submission.credential, ("credential",)
    for key, figures in registry.figures.items():
        for n, table in enumerate(figures.tables):
            for m, group in enumerate(table.groups):
                if table.by == "credential" and group.group:
                    yield FIGURES.path(key), group.group, ("tables", n, "groups", m, "group")


def stack_pointers(registry: Registry) -> Iterator[Pointing]:
    """Where stacks are named."""
    for reference, stack in registry.stacks.items():
        for n, member in enumerate(stack.members):
            if member.stack:
                yield stack_path(reference), member.stack, ("members", n, "stack")
    for educator in registry.educators.values():
        for n, goal in enumerate(educator.goals):
            if goal.stack:
                yield educator_path(educator.id), goal.stack, ("goals", n, "stack")
    for (holder, name), award in registry.awards.items():
        if award.stack:
            yield award_path(holder, name), award.stack, ("stack",)


def educator_pointers(registry: Registry) -> Iterator[Pointing]:
    """Where educators are named by id."""
    for issuer in registry.issuers.values():
        path = issuer_path(issuer.id)
        for n, assessor in enumerate(issuer.assessors):
            if assessor.educator:
                yield path, assessor.educator, ("assessors", n, "educator")
        for n, approver in enumerate(issuer.approvers):
            if approver.educator:
                yield path, approver.educator, ("approvers", n, "educator")


def alignments(registry: Registry) -> Iterator[tuple[str, Alignment, Pointer]]:
    """Where something is aligned to a framework."""
    for reference, credential in registry.credentials.items():
        path = credential_path(reference)
        for n, alignment in enumerate(credential.alignments):
            yield path, alignment, ("alignments", n)
        for n, part in enumerate(credential.parts):
            for m, criterion in enumerate(part.rubric):
                if criterion.alignment:
                    yield path, criterion.alignment, ("parts", n, "rubric", m, "alignment")
    for reference, stack in registry.stacks.items():
        for n, alignment in enumerate(stack.alignments):
            yield stack_path(reference), alignment, ("alignments", n)


def credits_stated(registry: Registry) -> Iterator[tuple[str, Credit, Pointer]]:
    """Where an amount of credit is stated."""
    for reference, credential in registry.credentials.items():
        for n, value in enumerate(credential.credit_values):
            yield credential_path(reference), value, ("credit_values", n)
    for reference, stack in registry.stacks.items():
        for n, value in enumerate(stack.credit_values):
            yield stack_path(reference), value, ("credit_values", n)
    for (educator, name), award in registry.awards.items():
        for n, earned in enumerate(award.credits_earned):
            yield award_path(educator, name), earned, ("credits_earned", n)


def jurisdiction_pointers(registry: Registry) -> Iterator[Pointing]:
    """Where jurisdictions are named."""
    for path, credit, pointer in credits_stated(registry):
        yield path, credit.jurisdiction, (*pointer, "jurisdiction")
    for educator in registry.educators.values():
        if educator.licence:
            path = educator_path(educator.id)
            yield path, educator.licence.jurisdiction, ("licence", "jurisdiction")
    for jurisdiction in registry.jurisdictions.values():
        if jurisdiction.parent:
            yield jurisdiction_path(jurisdiction.id), jurisdiction.parent, ("parent",)
    for person in registry.people.values():
        for n, number in enumerate(person.numbers):
            yield PEOPLE.path(person.id), number.jurisdiction, ("numbers", n, "jurisdiction")
