"""The conditions for awards and for the files that awards rest on.

See `conditions` for those of other kinds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel

from credfolio.checking.change.rights.context import Condition, Context
from credfolio.checking.change.standing import (
    access_of,
    accounts_called,
    accounts_named,
    approves,
    second_accounts,
)
from credfolio.checking.rules.awarded import assessments
from credfolio.records.model import Award
from credfolio.records.model.tombstone import FORMER_JUDGE
from credfolio.records.registry import version_path


def _is_digest_of_kept(context: Context, field: str) -> bool:
    award: Award = context.new
    path = version_path(award)
    known = context.change.after.text_digests.get(path)
    return context.old.digest is None and known is not None and award.digest == known


def _private_person(context: Context, field: str) -> bool:
    # The change may bring the person along, or hide her while it shows the award.
    found = (
        r.educators.get(context.educator) for r in (context.change.before, context.change.after)
    )
    is_private = any(one is not None and one.visibility == "private" for one in found)
    return is_private and context.new.visibility != "private"


def _assesses_only(context: Context, field: str) -> bool:
    """Whether the author may record the award only as an assessor, but did not assess it.

    Before a correction and after it: nobody gets a right by writing an own name into an award.
    """
    return any(_of_another(context, award) for award in (context.old, context.new))


def _of_another(context: Context, award: Award | None) -> bool:
    """Whether the author only assesses for the issuer, and is no assessor of `award`."""
    registry, account = context.change.before, context.author
    access = access_of(registry, context.issuer)
    if account not in access.assessors or account in access.editors:
        return False
    if approves(registry, account, context.issuer, context.today):
        return False
    return award is not None and not any(
        account in accounts_named(registry, one.assessor) for _, _, one in assessments(award)
    )


def _alone_with_others(context: Context, field: str) -> bool:
    """Whether only the approver's account supports an assessment that others are said to have made.

    Whoever may approve could otherwise type it, and approve it in the next change.
    """
    change, award = context.change, context.new
    if context.author not in access_of(change.before, context.issuer).approvers:
        return False
    if _of_another(context, award):
        return False  # refused as an assessor
    if context.old is not None and context.old.submissions == award.submissions:
        return False
    judges = {
        account
        for _, _, one in assessments(award)
        for account in accounts_named(change.before, one.assessor)
    }
    acting = {context.author, *change.reviewers}
    return (
        bool(judges)
        and not judges & acting
        and not second_accounts(
            change, award, acting - {context.author}, {context.author}, context.today
        )
    )


def _borrows_name(context: Context, field: str) -> bool:
    """Whether a new endorsement is in the name of somebody whose accounts do not act here."""
    change = context.change
    old = context.old.endorsements if context.old is not None else ()
    said = {(one.by, one.text) for one in old}
    acting = {change.author, *change.reviewers}
    return any(
        (accounts := accounts_called(change.before, one.by)) and not accounts & acting
        for one in context.new.endorsements
        if (one.by, one.text) not in said
    )


_NOT_OFFERED = frozenset({"retired", "suspended"})


def _not_offered(context: Context, field: str) -> bool:
    """Whether, as of the base, the issuer no longer gives what a new award is for."""
    definition = context.change.before.definition_of(context.new)
    return getattr(definition, "status", None) in _NOT_OFFERED


def is_unapproved(award: Award | None) -> bool:
    """Whether an award is recorded, and nobody has approved it."""
    return award is not None and award.approval == "recorded" and award.judged is None


def _unapproved(context: Context, field: str) -> bool:
    return is_unapproved(context.old) and is_unapproved(context.new)


def _all_unapproved(context: Context, field: str) -> bool:
    """Whether only recorded awards rest on it, and whoever only assesses assessed each of them."""
    rests = [context.was(award) for award in _rests(context)]
    return bool(rests) and all(
        is_unapproved(award) and not _of_another(context, award) for award in rests
    )


def _is_reissued(context: Context, field: str) -> bool:
    return reissued(context.old, context.new)


def reissued(old: Award | None, new: Award | None) -> bool:
    """Whether the change adds a reason to sign an award again, and keeps the earlier ones."""
    if old is None or new is None or len(new.reissues) <= len(old.reissues):
        return False
    return new.reissues[: len(old.reissues)] == old.reissues


def _forgets_judge(context: Context, field: str) -> bool:
    """Whether nothing but the names of people changed who are taken down in the same change."""
    change = context.change
    files = (file for file in change.files if file.how == "added")
    gone = {place.key for file in files if (place := file.place) and place.kind == "tombstones"}
    governance = change.before.governance
    gone |= {
        one.account for one in (governance.people if governance else ()) if one.educator in gone
    }
    old, new = getattr(context.old, field), getattr(context.new, field)
    return bool(gone) and old != new and _without(old, new, gone) == new


_FORMER = re.compile(FORMER_JUDGE.format(number="[0-9]{1,4}"))


def _without(old: Any, new: Any, gone: set[str]) -> Any:
    """`old` with what `new` has in the place of those who are gone, if that names nobody."""
    if isinstance(old, str) and isinstance(new, str):
        return new if old in gone and _FORMER.fullmatch(new) else old
    if isinstance(old, tuple) and isinstance(new, tuple) and len(old) == len(new):
        return tuple(_without(one, other, gone) for one, other in zip(old, new, strict=True))
    if isinstance(old, BaseModel) and type(old) is type(new):
        names = type(old).model_fields
        update = {name: _without(getattr(old, name), getattr(new, name), gone) for name in names}
        return old.model_copy(update=update)
    return old


def _rests(context: Context) -> Iterable[Award]:
    return (award for award in context.awards if context.was(award) is not None)


def _has_awards(context: Context, field: str) -> bool:
    return any(True for _ in _rests(context))


def _has_new_award(context: Context, field: str) -> bool:
    return any(context.was(award) is None for award in context.awards)


def _award_reissued(context: Context, field: str) -> bool:
    after = context.change.after.awards
    rests = [(context.was(a), after.get((a.educator, a.id))) for a in _rests(context)]
    return bool(rests) and all(reissued(old, new) for old, new in rests)


AWARD_CONDITIONS: Mapping[str, Condition] = {
    "the person is private and the award is not": _private_person,
    "it is new, and was judged here": lambda c, field: c.old is None and c.new.judged is None,
    "it is new, and speaks for its earner": lambda c, field: c.old is None,
    "it is new, and shows an assessor's words": lambda c, field: (
        c.old is None and any(one.feedback_public for _, _, one in assessments(c.new))
    ),
    "accepts an endorsement": lambda c, field: any(
        one.accepted and (c.old is None or one not in c.old.endorsements)
        for one in c.new.endorsements
    ),
    "the author approves, and is alone with what others assessed": _alone_with_others,
    "nobody has approved it; the author approves, and is alone with what others assessed": (
        lambda c, field: _unapproved(c, field) and _alone_with_others(c, field)
    ),
    "its definition is retired or suspended": _not_offered,
    "its definition is retired or suspended, and it says why it is late": (
        lambda c, field: _not_offered(c, field) and c.new.back_dated_for is not None
    ),
    "an endorsement is in the name of somebody who does not confirm it": _borrows_name,
    "it was made elsewhere": lambda c, field: c.new.imported_from is not None,
    "it was judged in a private repository": lambda c, field: c.new.judged is not None,
    "it becomes approved": lambda c, field: (
        c.old.approval == "recorded" and c.new.approval not in (None, "recorded")
    ),
    "it stays recorded": lambda c, field: c.old.approval == c.new.approval == "recorded",
    "the author only assesses, and not this": _assesses_only,
    "nobody has approved it": _unapproved,
    "nobody has approved it, and the author only assesses, and not this": (
        lambda c, field: _unapproved(c, field) and _assesses_only(c, field)
    ),
    "nobody has approved the awards that rest on it": _all_unapproved,
    "it is the digest of the kept text": _is_digest_of_kept,
    "the award ended before": lambda c, field: c.old.status != "active",
    "it is withdrawn": lambda c, field: c.new.status == "withdrawn",
    "a maintainer asks to sign it again": _is_reissued,
    "it names somebody who is taken down in the change": _forgets_judge,
    "a new award rests on it": _has_new_award,
    "an award rests on it": _has_awards,
    "a maintainer asks to sign its award again": _award_reissued,
    "a new award was made from it": _has_new_award,
    "an award was made from it": _has_awards,
}
