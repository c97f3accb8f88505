"""Approving awards: an act of the approver's own account, not a line that somebody typed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from credfolio.checking.change import Change, dated_change_rule
from credfolio.checking.change.rights.judge import findings
from credfolio.checking.change.standing import (
    access_of,
    accounts_named,
    approves,
    persons_of,
    second_accounts,
    standing,
)
from credfolio.checking.rules.awarded import assessments
from credfolio.findings.finding import Finding, Pointer, quoted
from credfolio.records.model import Award
from credfolio.records.registry import GOVERNANCE_PATH

_LATER = "write `approval: recorded`; the approver confirms it with `credfolio approve`"


@dated_change_rule
def check_approval_act(change: Change, today: date) -> Iterator[Finding]:
    """An award becomes approved only by its approver's own account, on the day of the change.

    Anybody can type a name into `approved_by:`. So the account it names must propose the
    change, or approve exactly this change on the forge, and be an approver on that day. Until
    then the award is recorded: it is shown as such and is not signed. Awards from before this
    rule count as approved.

    Write `approval: recorded`. The approver then runs `credfolio approve` and proposes the
    result, or approves your proposal on the forge, after which `approval: approved` passes.
    Nobody approves their own award, nor alone what somebody else is said to have assessed: the
    assessor, or another account of the issuer, proposes or reviews it as well. The assessor, or
    one account alone where no assessment is recorded, approves only where catalog/governance.yml
    says `one_person: yes` for the issuer, with `approval: one-person`.
    """
    yield from findings(change, today, "approval-act")
    for file, old, new in change.records("awards"):
        if new is None:
            continue
        if old is None and new.approval is None:
            yield _finding(
                file.path, "it does not say whether it is approved, or only recorded", _LATER, ()
            )
        elif old is not None and old.approval == "recorded" and new.approval is None:
            yield _finding(
                file.path, "it was recorded, and no longer says that it waits for its approval",
                _LATER, (),
            )  # fmt: skip
        elif new.approval not in (None, "recorded") and (old is None or old.approval == "recorded"):
            yield from _approved(change, file.path, new, today)


def _approved(change: Change, path: str, award: Award, today: date) -> Iterator[Finding]:
    """Whether somebody with the right approved an award that the change marks as approved."""
    if award.judged is not None:
        return  # approved in the private repository; who may publish it is in the table
    issuer = award.issuer_id
    named = accounts_named(change.before, award.approved_by or "")
    able = {one for one in named if approves(change.before, one, issuer, today)}
    acting = able & {change.author, *change.reviewers}
    if not award.approved_by or not acting:
        yield _finding(
            path,
            f"{quoted(award.approved_by or 'nobody')} neither proposed nor reviewed this change as "
            f"an approver of {issuer}, so the award would only seem approved",
            _LATER,
        )
        return
    if any(award.educator in persons_of(change.before, one) for one in acting):
        yield _finding(
            path,
            f"{quoted(award.approved_by)} is the account of the person who earned the award",
            "have another approver approve it",
            ("approved_by",),
        )
    yield from _by_two(change, path, award, acting, today)
    for n, one in enumerate(award.evidence):
        if one.source == "issuer" and one.file is not None and one.digest is None:
            yield _finding(
                path,
                f"the evidence {quoted(one.file)} is approved without a digest of the file",
                "run `credfolio approve`, which writes it",
                ("evidence", n, "file"),
            )
    yield from _on_a_day(path, award, today, standing(change).limits.days_back)


def _by_two(
    change: Change, path: str, award: Award, acting: set[str], today: date
) -> Iterator[Finding]:
    """Whether somebody other than the approver had a part in it, where the issuer needs two."""
    issuer = award.issuer_id
    judges = {
        account
        for _, _, one in assessments(award)
        for account in accounts_named(change.before, one.assessor)
    }
    others = {change.author, *change.reviewers} - acting
    second = second_accounts(change, award, others, acting, today)
    if award.approval == "one-person":
        if not access_of(change.before, issuer).one_person:
            yield _finding(
                path,
                f"{issuer} is not an issuer of one person",
                f"have a second person approve it, or a maintainer write `one_person: yes` in "
                f"{GOVERNANCE_PATH} first",
            )
    elif acting & judges:
        yield _finding(
            path,
            f"{quoted(award.approved_by or '')} assessed the award as well",
            "have a second person approve it; in an issuer of one person write "
            "`approval: one-person`",
        )
    elif _rests_on_a_word(award) and not judges and not second:
        yield _finding(
            path,
            f"no assessment is recorded, and {quoted(award.approved_by or '')} alone would have "
            "given the award",
            f"record the assessment under `submissions:`, or have somebody else of {issuer} "
            "approve this change on the forge as well",
        )


def _rests_on_a_word(award: Award) -> bool:
    """Whether nothing in the records but the word of its issuer's people supports the award.

    A stack is complete or is not, and a badge from elsewhere may prove itself.
    """
    checked = award.imported_from.checked if award.imported_from else None
    return award.credential is not None and (checked is None or checked.outcome != "verified")


def _on_a_day(path: str, award: Award, today: date, most: int) -> Iterator[Finding]:
    """Whether the day of the approval can be that of the act; the order of days is another rule."""
    day = award.approved_on
    if day is None or day > today:
        yield _finding(
            path,
            "it does not say on which day it was approved, or names a future day",
            "add `approved_on:` with the day",
            ("approved_on",) if day else ("approval",),
        )
    elif (days := (today - day).days) > most:
        yield _finding(
            path,
            f"the approval is dated {days} days before the change that makes it",
            "write the day on which the approver proposes or reviews it",
            ("approved_on",),
        )


def _finding(path: str, message: str, fix: str, pointer: Pointer = ("approval",)) -> Finding:
    return Finding("approval-act", path, message, fix, pointer=pointer)
