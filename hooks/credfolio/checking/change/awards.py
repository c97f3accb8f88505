"""Recording awards: who recorded and assessed them, and that none is changed afterwards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import get_args

from credfolio.checking.change import Change, dated_change_rule
from credfolio.checking.change.rights.award_conditions import is_unapproved
from credfolio.checking.change.rights.judge import findings
from credfolio.checking.change.standing import (
    accounts_named,
    assesses,
    issuers_of_award,
    persons_of,
    standing,
)
from credfolio.checking.rules.awarded import assessments
from credfolio.findings.finding import Finding, Pointer, quoted
from credfolio.records.model import Award
from credfolio.records.model.standing import is_recorded
from credfolio.records.model.terms import BackDating
from credfolio.records.registry import GOVERNANCE_PATH, issuer_path


@dated_change_rule
def check_own_award(change: Change, today: date) -> Iterator[Finding]:
    """Nobody records their own award, or ends it except by withdrawing it.

    An award that its earner wrote is worth nothing, even if it is true.

    Have an editor or approver of the issuer propose it. You may change how your award is shown,
    and set `status: withdrawn`.
    """
    yield from findings(change, today, "own-award")


@dated_change_rule
def check_award_authority(change: Change, today: date) -> Iterator[Finding]:
    """A new award was assessed by accounts that had the right before the change.

    Otherwise one change could appoint an assessor and use the assessment. The right is in
    catalog/governance.yml, under `assessors:` of the issuer; the entry in issuer.yml says for
    which definitions and until when. A name gives no right, because anybody can choose one.

    Write the account, or the id of the portfolio that it owns. If the person is new, have both
    files changed first, in a separate change.
    """
    yield from findings(change, today, "award-authority")
    for file, old, new in change.records("awards"):
        if new is None or (old is not None and not _judged_anew(old, new)):
            continue
        names = issuers_of_award(change, new)
        where = issuer_path(names[0])
        if not any(name in change.before.issuers for name in names):
            yield Finding(
                "award-authority",
                file.path,
                f"as of the base there is no issuer {quoted(names[0])} to give it",
                "add the issuer first, in a separate change",
            )
            continue
        reference = new.credential or new.stack or ""
        for n, m, assessment in assessments(new):
            judge = assessment.assessor
            if any(
                assesses(change.before, account, name, reference, assessment.on)
                for account in accounts_named(change.before, judge)
                for name in names
            ):
                continue
            if _is_peer(change, new, judge):
                continue
            pointer: Pointer = ("submissions", n, "assessments", m, "assessor")
            yield _not_listed(file.path, judge, "assessors", where, pointer)


def _judged_anew(old: Award, new: Award) -> bool:
    """Whether a recorded award is corrected in what it was assessed by."""
    said = ("submissions", "version", "awarded_on")
    return is_unapproved(old) and any(getattr(old, one) != getattr(new, one) for one in said)


def _not_listed(path: str, name: str, key: str, where: str, pointer: Pointer) -> Finding:
    return Finding(
        "award-authority",
        path,
        f"before this change {quoted(name)} was not an account among the {key} for this award",
        f"write the account; it has to be in {GOVERNANCE_PATH} and {where} before this change",
        pointer=pointer,
    )


def _is_peer(change: Change, award: Award, name: str) -> bool:
    """Whether somebody may judge because, as of the base, they hold the credential."""
    # By the version that the award names, for a new version may ask for other assessors.
    definition = change.before.as_earned(award) or change.before.definition_of(award)
    requirements = getattr(definition, "assessor_requirements", None)
    if requirements is None or not requirements.must_hold_credential:
        return False
    return any(
        one.credential == award.credential and one.status == "active" and not is_recorded(one)
        for account in accounts_named(change.before, name)
        for educator in persons_of(change.before, account)
        for one in change.before.awards_by_educator.get(educator, ())
    )


@dated_change_rule
def check_award_add_only(change: Change, today: date) -> Iterator[Finding]:
    """An award is added, and never changed or removed afterwards.

    People rely on what they read. Only its end (`status` with reason and date) and how it is
    shown may change; an ended award does not come back.

    Undo the change. To correct an award, set it to `corrected` with a reason, and add a new
    one. A maintainer may correct a signed award together with `credfolio reissue`, and removes
    a whole portfolio when a person asks.
    """
    yield from findings(change, today, "award-add-only")


@dated_change_rule
def check_award_end(change: Change, today: date) -> Iterator[Finding]:
    """An award is ended by its issuer, or withdrawn by its earner.

    A revoked award harms a person. So a partner, another issuer or somebody who only assesses
    cannot end an award, and the next `credfolio sign` signs no list that they have changed.

    Ask an editor or approver of the issuer. A maintainer may do it in the issuer's place, and
    the reviewer is told.
    """
    yield from findings(change, today, "award-end")
    for file, old, new in change.records("awards"):
        if old is None or new is None or new.status == "active":
            continue
        if (old.status, old.status_by) == (new.status, new.status_by):
            continue
        if new.status == "superseded" and (fault := _no_successor(change, new)):
            yield Finding(
                "award-end",
                file.path,
                fault,
                "name the award that took its place, or write another status",
                pointer=("superseded_by",) if new.superseded_by else ("status",),
            )
        acting = {change.author, *change.reviewers}
        if new.status_by is None and new.status != "withdrawn":
            yield Finding(
                "award-end",
                file.path,
                "it does not say by whose act the award ended",
                "add `status_by:` with the account that proposes or approves this change",
                pointer=("status",),
            )
        elif new.status_by is not None and new.status_by not in acting:
            yield Finding(
                "award-end",
                file.path,
                f"{quoted(new.status_by)} neither proposes nor approved this change, so it is not "
                "that account's act",
                "write the account that does",
                pointer=("status_by",),
            )


def _no_successor(change: Change, award: Award) -> str:
    """Why the award that is said to have taken the place of another cannot have; "" if it can.

    An award without such a line, or of something that is not there, has its own finding.
    """
    name = award.superseded_by or ""
    newer = change.after.awards.get((award.educator, name))
    if newer is None:
        return ""
    if is_recorded(newer):
        return f"{quoted(name)} cannot take its place before it is approved"
    old, now = (one.credential or one.stack or "" for one in (award, newer))
    definition = change.after.definition_of(newer)
    if now != old and old not in getattr(definition, "supersedes", ()):
        return f"{quoted(name)} is of {now}, which does not replace {old}"
    return ""


@dated_change_rule
def check_back_dated(change: Change, today: date) -> Iterator[Finding]:
    """An award that is recorded long after its date says why, and later credit who granted it.

    A date can be meant to fall inside another license cycle. `limits:` in
    catalog/governance.yml sets how many days are allowed; the default is 30.

    Correct `awarded_on`, or name the kind of reason under `back_dated_for:` and say what
    happened under `back_dating_reason:`. The reviewer sees both as a hint.
    """
    own = standing(change)
    limit = own.limits.days_back
    for file, old, new in change.records("awards"):
        if old is not None and new is not None and new.status not in ("active", old.status):
            days = (today - (new.status_on or today)).days
            if days > limit:
                yield Finding(
                    "back-dated",
                    file.path,
                    f"the award ends {days} days before the change that ends it",
                    "write the day on which it is ended, and in `status_reason:` since when",
                    severity="hint" if own.is_maintainer else "error",
                    pointer=("status_on",),
                )
        if new is not None and (old is None or old.credits_earned != new.credits_earned):
            yield from _later_credit(file.path, new)
        if new is None or new.judged is not None:
            continue  # what a publisher adds was checked where it was judged
        if old is not None and (not is_unapproved(old) or old.awarded_on == new.awarded_on):
            continue
        days = (today - new.awarded_on).days
        if days <= limit:
            continue
        reason = new.back_dating_reason or ""
        late = f"it was awarded {days} days before it is recorded"
        if new.back_dated_for is None or not _has_substance(reason):
            words = ", ".join(get_args(BackDating))
            yield Finding(
                "back-dated",
                file.path,
                late if not reason else f"{late}, and {quoted(reason)} does not say why",
                f"correct the date, or write `back_dated_for:` (one of {words}) and what happened "
                "under `back_dating_reason:`, in five words or more",
                pointer=("awarded_on",),
            )
        else:
            yield Finding(
                "back-dated",
                file.path,
                f"{late} ({new.back_dated_for}): {quoted(reason, 200)}",
                "decide whether the reason is good enough",
                severity="hint",
                pointer=("awarded_on",),
            )


def _later_credit(path: str, award: Award) -> Iterator[Finding]:
    """Credit that is dated after its award, and could so fall inside a later license cycle."""
    for n, credit in enumerate(award.credits_earned):
        days = (credit.on - award.awarded_on).days if credit.on else 0
        if days <= 0:
            continue
        yield Finding(
            "back-dated",
            path,
            f"its credit is dated {days} days after the award"
            + (f", granted by {quoted(credit.approved_by)}" if credit.approved_by else ""),
            "make sure that it was granted on that day"
            if credit.approved_by
            else "leave `on:` out, or write under `approved_by:` who granted the credit that day",
            severity="hint" if credit.approved_by else "error",
            pointer=("credits_earned", n, "on"),
        )


_FEWEST_WORDS = 5


def _has_substance(reason: str) -> bool:
    """Whether a reason has enough different words to be a sentence."""
    words = {word.casefold() for word in re.findall(r"[^\W\d_]{2,}", reason)}
    return len(words) >= _FEWEST_WORDS
