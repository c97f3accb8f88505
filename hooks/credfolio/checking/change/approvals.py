"""Approving awards: an act of the approver's own account, not a line that somebody typed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from credfolio.checking.change import Change, dated_change_rule
from credfolio.checking.change.rights.context import issuer_of
from credfolio.checking.change.rights.judge import findings
from credfolio.checking.change.standing import access_of, accounts_named, approves, persons_of
from credfolio.checking.rules.awarded import assessments
from credfolio.findings.finding import Finding, quoted
from credfolio.records.model import Award
from credfolio.records.registry import GOVERNANCE_PATH

_LATER = "write `approval: recorded`; the approver confirms it with `credfolio approve`"


@dated_change_rule
def check_approval_act(change: Change, today: date) -> Iterator[Finding]:
    """An award becomes approved only by its approver's own account.

    Anybody can type a name into `approved_by:`. So the account it names must propose the
    change, or approve exactly this change on the forge. Until then the award is recorded: it is
    shown as such and is not signed. Awards from before this rule count as approved.

    Write `approval: recorded`. The approver then runs `credfolio approve` and proposes the
    result, or approves your proposal on the forge, after which `approval: approved` passes.
    Nobody approves their own award. The assessor approves only where catalog/governance.yml
    says `one_person: yes` for the issuer, with `approval: one-person`.
    """
    yield from findings(change, today, "approval-act")
    for file, old, new in change.records("awards"):
        if new is None or new.imported_from is not None:
            continue
        if old is None and new.approval is None:
            yield Finding(
                "approval-act",
                file.path,
                "it does not say whether it is approved, or only recorded",
                _LATER,
            )
        elif new.approval not in (None, "recorded") and (old is None or old.approval == "recorded"):
            yield from _approved(change, file.path, new, today)


def _approved(change: Change, path: str, award: Award, today: date) -> Iterator[Finding]:
    """Whether somebody with the right approved an award that the change marks as approved."""
    if award.judged is not None:
        return  # approved in the private repository; who may publish it is in the table
    issuer = issuer_of(award)
    named = accounts_named(change.before, award.approved_by or "")
    able = {one for one in named if approves(change.before, one, issuer, award.awarded_on)}
    acting = able & {change.author, *change.reviewers}
    if not award.approved_by or not acting:
        yield Finding(
            "approval-act",
            path,
            f"{quoted(award.approved_by or 'nobody')} is not an approver of {issuer} who proposed "
            "or reviewed this change, so the award would only seem approved",
            _LATER,
            pointer=("approval",),
        )
        return
    if any(award.educator in persons_of(change.before, one) for one in acting):
        yield Finding(
            "approval-act",
            path,
            f"{quoted(award.approved_by)} is the account of the person who earned the award",
            "have another approver approve it",
            pointer=("approved_by",),
        )
    judges = {
        account
        for _, _, one in assessments(award)
        for account in accounts_named(change.before, one.assessor)
    }
    is_alone = bool(acting & judges)
    if award.approval == "one-person" and not access_of(change.before, issuer).one_person:
        yield Finding(
            "approval-act",
            path,
            f"{issuer} is not an issuer of one person",
            f"have a second person approve it, or a maintainer write `one_person: yes` in "
            f"{GOVERNANCE_PATH} first",
            pointer=("approval",),
        )
    elif is_alone and award.approval != "one-person":
        yield Finding(
            "approval-act",
            path,
            f"{quoted(award.approved_by)} assessed the award as well",
            "have a second person approve it; in an issuer of one person write "
            "`approval: one-person`",
            pointer=("approval",),
        )
    for n, one in enumerate(award.evidence):
        if one.source == "issuer" and one.file is not None and one.digest is None:
            yield Finding(
                "approval-act",
                path,
                f"the evidence {quoted(one.file)} is approved without a digest of the file",
                "run `credfolio approve`, which writes it",
                pointer=("evidence", n, "file"),
            )
    if award.approved_on is None or award.approved_on > today:
        yield Finding(
            "approval-act",
            path,
            "it does not say on which day it was approved, or names a future day",
            "add `approved_on:` with the day",
            pointer=("approved_on",) if award.approved_on else ("approval",),
        )
