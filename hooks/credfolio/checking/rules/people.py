"""People: who may judge and who may approve, and that they are not the earner."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from credfolio.checking.rules import own_rule
from credfolio.checking.rules.awarded import (
    assessments,
    awards,
    awards_of_credentials,
    issuers_of,
)
from credfolio.findings.finding import Finding, Pointer, quoted
from credfolio.ids import nearest
from credfolio.records.model import Award, Issuer, MicroCredential
from credfolio.records.model.award import Assessment
from credfolio.records.model.issuer import Approver, Assessor
from credfolio.records.model.standing import is_recorded
from credfolio.records.reckoned.approvers import approver_entries, may_approve
from credfolio.records.reckoned.persons import keys_of, keys_of_entry, suspects
from credfolio.records.registry import Registry, issuer_path


@own_rule
def check_same_person(registry: Registry) -> Iterator[Finding]:
    """The earner, the assessor, and the approver are different people.

    An award that people give themselves is worth nothing to others. Nor are two assessments by
    one assessor.

    Write the person who really did it. If it was the same person, somebody else has to judge or
    approve the work again.
    """
    for path, award in awards(registry):
        earner = suspects(registry, award.educator)
        judges: frozenset[str] = frozenset()
        seen: dict[int, frozenset[str]] = {}
        for n, m, assessment in assessments(award):
            judge = suspects(registry, assessment.assessor)
            judges |= judge
            where: Pointer = ("submissions", n, "assessments", m, "assessor")
            if judge & earner:
                yield _same(path, f"{quoted(assessment.assessor)} judged their own work", where)
            elif judge & seen.get(n, frozenset()):
                message = f"{quoted(assessment.assessor)} judged this submission twice"
                yield _same(path, message, where)
            seen[n] = seen.get(n, frozenset()) | judge
        if award.approved_by:
            approver = suspects(registry, award.approved_by)
            if approver & earner:
                message = f"{quoted(award.approved_by)} approved their own award"
                yield _same(path, message, ("approved_by",))
            elif approver & judges and award.approval != "one-person":
                message = f"{quoted(award.approved_by)} both judged and approved"
                yield _same(path, message, ("approved_by",))


def _same(path: str, message: str, pointer: Pointer) -> Finding:
    fix = "write the person who really did it, or have it done by somebody else"
    return Finding("same-person", path, message, fix, pointer=pointer)


def _entries(
    registry: Registry, issuers: tuple[Issuer, ...], name: str
) -> Iterator[tuple[Issuer, Assessor]]:
    """The entries of issuers' lists of assessors that are about this person."""
    wanted = keys_of(registry, name)
    for issuer in issuers:
        for entry in issuer.assessors:
            if wanted & keys_of_entry(registry, entry):
                yield issuer, entry


def _judged(
    registry: Registry,
) -> Iterator[tuple[str, Award, MicroCredential, tuple[Issuer, ...], Assessment, Pointer]]:
    for path, award, present in awards_of_credentials(registry):
        if not award.submissions:
            continue
        # What a version asked of its assessors is in its text; without it, today's is all there is.
        as_earned = registry.as_earned(award)
        credential = as_earned if isinstance(as_earned, MicroCredential) else present
        issuers = issuers_of(registry, award)
        if issuers is None:
            continue
        for n, m, assessment in assessments(award):
            where: Pointer = ("submissions", n, "assessments", m, "assessor")
            yield path, award, credential, issuers, assessment, where


@own_rule
def check_assessor_not_listed(registry: Registry) -> Iterator[Finding]:
    """Work is judged by somebody on the issuer's list, or by a peer who holds the credential.

    The issuer says in public, in advance, who may judge.

    Write the account, the educator's id or the name as listed in
    `assessors:` of issuer.yml. A holder may judge where the definition says
    `must_hold_credential: yes`.
    """
    for path, award, credential, issuers, assessment, where in _judged(registry):
        if any(_entries(registry, issuers, assessment.assessor)):
            continue
        if credential.assessor_requirements.must_hold_credential:
            judge = keys_of(registry, assessment.assessor)
            if any(
                held.credential == award.credential
                and held.status == "active"
                and not is_recorded(held)
                and held.awarded_on <= assessment.on
                for key in judge
                for held in registry.awards_by_educator.get(key.removeprefix("educator:"), ())
            ):
                continue
        listed = [name for issuer in issuers for e in issuer.assessors for name in _written(e)]
        guess = nearest(assessment.assessor, listed)
        yield Finding(
            "assessor-not-listed",
            path,
            f"{quoted(assessment.assessor)} is not on the list of assessors of "
            f"{' or '.join(issuer.id for issuer in issuers)}",
            f"did you mean {quoted(guess)}?"
            if guess
            else f"have the issuer add the person to {issuer_path(issuers[0].id)}",
            pointer=where,
        )


@own_rule
def check_assessor_credential(registry: Registry) -> Iterator[Finding]:
    """An assessor judges only what the issuer's list allows, after the training, while listed.

    The list may name credentials, the date of the training and an end.

    Correct the date or the person, or have the issuer extend the entry.
    """
    for path, _award, credential, issuers, assessment, where in _judged(registry):
        entries = list(_entries(registry, issuers, assessment.assessor))
        if not entries:
            continue
        reasons = [
            _refusal(entry, credential, assessment, issuer=issuer) for issuer, entry in entries
        ]
        if all(reasons):
            yield Finding(
                "assessor-credential",
                path,
                f"{quoted(assessment.assessor)} {reasons[0]}",
                f"correct the date or the person, or the entry in {issuer_path(entries[0][0].id)}",
                pointer=where,
            )


def _refusal(
    entry: Assessor, credential: MicroCredential, assessment: Assessment, issuer: Issuer
) -> str | None:
    """Why an entry of the list does not allow an assessment, if it does not."""
    if entry.credentials and credential.ref not in entry.credentials:
        return f"may not judge {credential.ref}, only what the list of {issuer.id} names"
    if entry.trained_on and assessment.on < entry.trained_on:
        return f"was trained on {entry.trained_on}, after judging on {assessment.on}"
    if entry.until and assessment.on > entry.until:
        return f"was an assessor until {entry.until}, before judging on {assessment.on}"
    if credential.assessor_requirements.trained and entry.trained_on is None:
        return "has no date of training on the list, and the definition asks for training"
    return None


@own_rule
def check_approver_not_listed(registry: Registry) -> Iterator[Finding]:
    """An award is approved by somebody who is on the issuer's list of approvers at the time.

    The approval is what makes an assessment an award; its name is on the certificate.

    Write the account, the educator's id or the name as listed in `approvers:` of issuer.yml.
    The official's name alone approves nothing.
    """
    for path, award in awards(registry):
        if not award.approved_by:
            continue
        issuers = issuers_of(registry, award)
        if issuers is None:
            continue
        entries = approver_entries(registry, issuers, award.approved_by)
        listed = [name for issuer in issuers for one in issuer.approvers for name in _written(one)]
        # Whoever approves later needs the right on that day as well.
        day = max(award.awarded_on, award.approved_on or award.awarded_on)
        if may_approve(entries, day):
            continue
        guess = nearest(award.approved_by, listed)
        where = issuer_path(issuers[0].id)
        yield Finding(
            "approver-not-listed",
            path,
            f"{quoted(award.approved_by)} was an approver until {entries[0].until}"
            if entries
            else f"{quoted(award.approved_by)} is not on the list of approvers of "
            f"{' or '.join(issuer.id for issuer in issuers)}",
            f"did you mean {quoted(guess)}?"
            if guess and not entries
            else f"correct the person, or the list in {where}",
            pointer=("approved_by",),
        )


def _written(entry: Assessor | Approver) -> list[str]:
    """What an award may write for somebody on a list."""
    return [name for name in (entry.account, entry.educator, entry.name) if name]


@own_rule
def check_listed_person(registry: Registry) -> Iterator[Finding]:
    """Every assessor and approver on a list is named.

    An entry without a name is about nobody.

    Write `educator:` with the id of a portfolio, or `name:`, and the `account:`.
    """
    for issuer in registry.issuers.values():
        lists: tuple[tuple[str, Sequence[Assessor | Approver]], ...] = (
            ("assessors", issuer.assessors),
            ("approvers", issuer.approvers),
        )
        for key, entries in lists:
            for n, entry in enumerate(entries):
                if not _written(entry):
                    yield Finding(
                        "listed-person",
                        issuer_path(issuer.id),
                        f"entry {n + 1} of {key} names nobody",
                        "add `educator:` with the id of a portfolio, or `name:`",
                        pointer=(key, n),
                    )
