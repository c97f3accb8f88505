"""Recording awards: who recorded them, on whose word, and that none is changed afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from credfolio.checking.change import Change, change_rule
from credfolio.checking.change.standing import (
    accounts_named,
    approves,
    assesses,
    issuers_of_award,
    persons_of,
    standing,
)
from credfolio.checking.rules.awarded import assessments
from credfolio.findings.finding import Finding, Pointer, quoted
from credfolio.records.model import Award
from credfolio.records.registry import GOVERNANCE_PATH, award_path, issuer_path

_ENDING = frozenset({"status", "status_reason", "status_on", "superseded_by"})
_SHOWING = frozenset({"visibility", "show_evidence", "show_results", "narrative"})
_WRITTEN_BY_THE_TOOL = frozenset({"digest"})
_ALWAYS_FREE = _ENDING | _SHOWING | _WRITTEN_BY_THE_TOOL | {"extra"}


@change_rule
def check_own_award(change: Change, today: date) -> Iterator[Finding]:
    """Nobody records their own award, or ends one except by withdrawing it.

    An award that its earner wrote is worth nothing, even if it is true.

    Have an editor or approver of the issuer propose it. You may change how your
    award is shown, and set `status: withdrawn`.
    """
    own = standing(change)
    for file, old, new in change.records("awards"):
        award = new or old
        if award is None or award.educator not in own.persons:
            continue
        if new is not None and old is not None:
            changed = _changed(old, new)
            is_withdrawn = new.status == "withdrawn" or not changed & _ENDING
            if changed <= _ALWAYS_FREE and is_withdrawn:
                continue
        yield Finding(
            "own-award",
            file.path,
            f"{change.author} is the account of {quoted(award.educator)}, whose award this is",
            "have an editor or approver of the issuer propose it",
        )


@change_rule
def check_award_authority(change: Change, today: date) -> Iterator[Finding]:
    """A new award was assessed and approved by accounts that had the right before the change.

    Otherwise one change could appoint an approver and use her approval. The
    right is in catalog/governance.yml, under `assessors:` and `approvers:` of
    the issuer; the entry in issuer.yml says for which definitions and until
    when. A name gives no right, for everybody may call herself anything.

    Write the account, or the id of the portfolio that it owns. If the person is
    new, have both files changed first, in a change of their own.
    """
    for file, old, new in change.records("awards"):
        if new is None or old is not None:
            continue
        names = issuers_of_award(change, new)
        where = issuer_path(names[0])
        if not any(name in change.before.issuers for name in names):
            yield Finding(
                "award-authority",
                file.path,
                f"as of the base there is no issuer {quoted(names[0])} to give it",
                "add the issuer first, in a change of its own",
            )
            continue
        if not new.approved_by:
            yield Finding(
                "award-authority",
                file.path,
                "it does not say who approved it",
                f"add `approved_by:` with the account of one of the approvers in {where}",
            )
        elif not any(
            approves(change.before, account, name, new.awarded_on)
            for account in accounts_named(change.before, new.approved_by)
            for name in names
        ):
            yield _not_listed(file.path, new.approved_by, "approvers", where, ("approved_by",))
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


def _not_listed(path: str, name: str, key: str, where: str, pointer: Pointer) -> Finding:
    return Finding(
        "award-authority",
        path,
        f"before this change {quoted(name)} was no account among the {key} for this award",
        f"write the account; it has to be in {GOVERNANCE_PATH} and {where} before this change",
        pointer=pointer,
    )


def _is_peer(change: Change, award: Award, name: str) -> bool:
    """Whether somebody may judge because, as of the base, she holds the credential."""
    definition = change.before.definition_of(award)
    requirements = getattr(definition, "assessor_requirements", None)
    if requirements is None or not requirements.must_hold_credential:
        return False
    return any(
        one.credential == award.credential and one.status == "active"
        for account in accounts_named(change.before, name)
        for educator in persons_of(change.before, account)
        for one in change.before.awards_by_educator.get(educator, ())
    )


@change_rule
def check_award_add_only(change: Change, today: date) -> Iterator[Finding]:
    """An award is added, and never changed or removed afterwards.

    People rely on what they read. Only its end (`status` with reason and date)
    and how it is shown may change; an ended award does not come back.

    Undo the change. To correct an award, set it to `corrected` with a reason,
    and add a new one. A maintainer may correct a signed award together with
    `credfolio reissue`, and removes a whole portfolio when a person asks.
    """
    is_maintainer = standing(change).is_maintainer
    for file, old, new in change.records("awards"):
        if old is None:
            continue
        if file.how == "removed":
            profile = change.by_path.get(f"portfolios/{old.educator}/profile.yml")
            is_takedown = is_maintainer and profile is not None and profile.how == "removed"
            yield Finding(
                "award-add-only",
                file.path,
                "the award is removed with the whole portfolio"
                if is_takedown
                else "an award was removed",
                "make sure that the person asked for it"
                if is_takedown
                else "take it back, and set `status: revoked` with `status_reason:`",
                severity="hint" if is_takedown else "error",
            )
        elif new is not None:
            yield from _changes(file.path, old, new, is_maintainer)
    yield from _replaced_evidence(change)


def _replaced_evidence(change: Change) -> Iterator[Finding]:
    for file in change.files:
        top, educator, *rest = (*file.path.split("/"), "", "")[:4]
        if top != "portfolios" or rest[0] != "awards" or file.how == "added":
            continue
        for award in change.before.awards_by_educator.get(educator, ()):
            files = [one.file for one in award.evidence if one.source == "issuer"]
            if rest[1] in files and change.by_path.get(award_path(educator, award.id)) is None:
                yield Finding(
                    "award-add-only",
                    file.path,
                    f"evidence of the award {quoted(award.id)} was {file.how}",
                    "take it back; new evidence goes into a file of another name",
                )


def _changes(path: str, old: Award, new: Award, is_maintainer: bool) -> Iterator[Finding]:
    if old.status != "active" and new.status != old.status:
        yield Finding(
            "award-add-only",
            path,
            f"the award was {old.status}, and would be {new.status} now",
            "take it back; if the person earned it again, add a new award",
            pointer=("status",),
        )
    changed = sorted(_changed(old, new) - _ALWAYS_FREE)
    if not changed:
        return
    is_reissue = is_maintainer and len(new.reissues) > len(old.reissues)
    yield Finding(
        "award-add-only",
        path,
        f"what the award says was changed: {', '.join(changed)}",
        "compare it with the reason given in `reissues:`"
        if is_reissue
        else "take it back; set this one to `corrected` with a reason, and add a new award",
        severity="hint" if is_reissue else "error",
        pointer=(changed[0],) if getattr(new, changed[0], None) else (),
    )


def _changed(old: Award, new: Award) -> set[str]:
    """The fields in which two versions of an award differ.

    Accepting an endorsement is the holder's business, and no change of it.
    """

    def plain(award: Award) -> dict[str, object]:
        data = {name: getattr(award, name) for name in type(award).model_fields}
        data["endorsements"] = tuple(
            (one.by, one.relation, one.text, one.on) for one in award.endorsements
        )
        data["evidence"] = tuple(
            one.model_copy(update={"visible": True, "archived_url": None})
            for one in award.evidence
            if one.source == "issuer"
        )
        return data

    before, after = plain(old), plain(new)
    return {name for name, value in before.items() if after[name] != value}


@change_rule
def check_back_dated(change: Change, today: date) -> Iterator[Finding]:
    """An award that is recorded long after its date says why.

    A past date can be meant to fall inside a license cycle that has ended.
    `limits:` in catalog/governance.yml sets how many days are allowed; the
    default is 30.

    Correct `awarded_on`, or add `back_dating_reason:`. The reviewer sees the
    reason as a hint.
    """
    limit = standing(change).limits.days_back
    for file, old, new in change.records("awards"):
        if new is None or old is not None:
            continue
        days = (today - new.awarded_on).days
        if days <= limit:
            continue
        reason = new.back_dating_reason
        yield Finding(
            "back-dated",
            file.path,
            f"it was awarded {days} days before it is recorded"
            + (f", because: {quoted(reason, 200)}" if reason else ""),
            "see whether the reason holds"
            if reason
            else "correct the date, or add `back_dating_reason:`",
            severity="hint" if reason else "error",
            pointer=("awarded_on",),
        )
