"""The conditions that rows of the table name: each a question about one changed file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from pydantic import BaseModel

from credfolio.checking.change.awarded_versions import awards_of
from credfolio.checking.change.rights import Role
from credfolio.checking.change.rights.context import Context, parts
from credfolio.checking.change.rights.role_of import in_office
from credfolio.checking.change.standing import (
    access_of,
    accounts_named,
    approves,
    edits,
    names_account,
)
from credfolio.checking.rules.awarded import assessments
from credfolio.ids import fold_name
from credfolio.records.model import Award, Governance, KeptCredential, KeptStack
from credfolio.records.model.credential import CreditValue, Incentive
from credfolio.records.model.kept import version_number
from credfolio.records.model.kinds import CREDENTIALS, STACKS
from credfolio.records.model.stack import Grant
from credfolio.records.model.tombstone import FORMER_JUDGE
from credfolio.records.registry import version_path

Condition = Callable[[Context, str], bool]
"""``condition(context, field)``: whether it holds; the field is "" for a whole file."""

WIDTH = {"private": 0, "unlisted": 1, "public": 2}


def _given(governance: Governance | None, account: str) -> set[tuple[str, ...]]:
    """The rights that one governance.yml gives an account."""
    if governance is None:
        return set()
    found: set[tuple[str, ...]] = {
        (name,) for name in ("maintainers", "publishers") if account in getattr(governance, name)
    }
    found |= {("people", one.educator or "") for one in governance.people if one.account == account}
    for access in governance.issuers:
        for name in ("editors", "assessors", "approvers"):
            if account in getattr(access, name):
                found.add((name, access.issuer))
        if account in access.editors:
            looked_after = (*access.educators, *access.frameworks, *access.jurisdictions)
            found |= {("care", access.issuer, name) for name in looked_after}
    return found


def _gives_right(context: Context, field: str) -> bool:
    return bool(_given(context.new, context.author) - _given(context.old, context.author))


def _on_list(context: Context, field: str) -> bool:
    old = getattr(context.old, field, None) or ()
    new = getattr(context.new, field, None) or ()
    before = old if isinstance(old, tuple) else (old,)
    after = new if isinstance(new, tuple) else (new,)
    return any(
        entry not in before and names_account(context.change.before, entry, context.author)
        for entry in after
    )


def _claims_address(context: Context, field: str) -> bool:
    old = getattr(context.old, field, ())
    return bool(set(getattr(context.new, field)) - set(old))


def _awarded(context: Context, field: str = "") -> bool:
    """Whether the version that the change keeps was awarded."""
    old, new = context.old, context.new
    if old is None or new is None or old.version != new.version:
        return False
    return awards_of(context.change, context.kind, context.key).get(old.version, 0) > 0


def _version_falls(context: Context, field: str) -> bool:
    old, new = context.old, context.new
    if old is None or old.version is None or old.version == new.version:
        return False
    known = {old.version, *awards_of(context.change, context.kind, context.key)}
    return new.version is None or version_number(new.version) <= max(map(version_number, known))


def _rewrites_history(context: Context, field: str) -> bool:
    """Whether the day of the release or the entry of an awarded version changes or goes."""
    known = awards_of(context.change, context.kind, context.key)
    if field == "released":
        return bool(known) and context.old.released != context.new.released
    return any(
        entry.version in known and entry not in context.new.changelog
        for entry in context.old.changelog
    )


def _names_parent(context: Context, field: str) -> bool:
    parent = context.new.parent
    return parent is not None and not edits(context.change.before, context.author, parent)


_NOTES = frozenset({"last_checked", "source_url"})
_ENDS = frozenset({"effective_until", "until"})


def _breaks_promise(context: Context, field: str) -> bool:
    if not _awarded(context):
        return False
    old, new = getattr(context.old, field), getattr(context.new, field)
    if field not in ("credit_values", "incentives", "grants"):
        return True
    # An entry may end from now on or be checked again, and new ones may come; none goes or changes.
    return any(not any(_is_kept(one, other, context.today) for other in new) for one in old)


def _is_kept(old: Any, new: Any, ends_from: date) -> bool:
    """Whether an entry is unchanged, except for its notes and an end on `ends_from` or later."""
    for name in type(old).model_fields:
        was, now = getattr(old, name), getattr(new, name)
        is_end = name in _ENDS and was is None and now is not None and now >= ends_from
        if was != now and name not in _NOTES and not is_end:
            return False
    return True


def _speaks_for_others(context: Context, field: str) -> bool:
    """Whether somebody other than the author is responsible for an entry that is new or ends."""
    if not _awarded(context):
        return False
    old, new = getattr(context.old, field), getattr(context.new, field)
    touched = (one for one in new if not any(_is_kept(was, one, date.max) for was in old))
    return any(not _answers_for(context, one) for one in touched)


def _answers_for(context: Context, entry: Any) -> bool:
    """Whether governance.yml of the base lets the author write `entry`."""
    registry, account = context.change.before, context.author
    governance = registry.governance
    own = [one for one in governance.issuers if account in one.editors] if governance else []
    if isinstance(entry, CreditValue):
        return any(entry.jurisdiction in access.jurisdictions for access in own)
    if isinstance(entry, Incentive):
        issuers = (registry.issuers.get(access.issuer) for access in own)
        names = (name for one in issuers if one for name in (one.name, one.legal_name) if name)
        return fold_name(entry.district) in map(fold_name, names)
    # Somebody other than the issuer says what a license or a transcript gains.
    return not isinstance(entry, Grant) or entry.kind not in ("licence-endorsement", "credit")


def _drops_partner(context: Context, field: str) -> bool:
    return _awarded(context) and bool(set(context.old.co_issuers) - set(context.new.co_issuers))


def _gives_up_address(context: Context, field: str) -> bool:
    return bool(set(getattr(context.old, field)) - set(getattr(context.new, field)))


def _new_partner(context: Context, field: str) -> bool:
    old = getattr(context.old, field, ())
    return any(
        name not in old and not edits(context.change.before, context.author, name)
        for name in context.new.co_issuers
    )


def _claims_about_others(context: Context, field: str) -> bool:
    old = getattr(context.old, field, ())
    return any(
        name not in old and name.partition("/")[0] != context.issuer
        for name in getattr(context.new, field)
    )


def _shows_more(context: Context, field: str) -> bool:
    old, new = context.old, context.new
    if old is None or new is None:
        return False
    if field == "visibility":
        return WIDTH[new.visibility] > WIDTH[old.visibility]
    if field == "hide":
        return bool(set(old.hide) - set(new.hide))
    if field == "evidence.visible":
        return bool(_visible(new) - _visible(old))
    return bool(getattr(new, field)) and not getattr(old, field)


def _visible(award: Award) -> set[str]:
    return {one.id for one in award.evidence if one.visible and one.source == "issuer"}


def _new_consent(context: Context, field: str) -> bool:
    old, new = context.old.consent, context.new.consent
    if new is None or not _shows_more(context, field):
        return False
    return new.on <= context.today and (old is None or new.on > old.on)


def _is_definition(context: Context, field: str) -> bool:
    """Whether a kept text equals the definition, in the base or in the change."""
    kept: KeptCredential | KeptStack = context.new
    kind = STACKS if isinstance(kept, KeptStack) else CREDENTIALS
    found = (
        registry.all_of(kind).get(kept.ref)
        for registry in (context.change.before, context.change.after)
    )
    return any(one is not None and parts(one) == parts(kept) for one in found)


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


def _reads_for_another(context: Context, field: str) -> bool:
    """Whether the author only assesses, and the sheet is another reader's."""
    registry, account = context.change.before, context.author
    reader = registry.people.get(context.new.id)
    held = set(in_office(context))
    return (
        Role.ASSESSOR in held
        and Role.EDITOR not in held
        and (reader is None or reader.account != account)
    )


def _is_reissued(context: Context, field: str) -> bool:
    return reissued(context.old, context.new)


def reissued(old: Award | None, new: Award | None) -> bool:
    """Whether the change adds a reason to sign an award again, and keeps the earlier ones."""
    if old is None or new is None or len(new.reissues) <= len(old.reissues):
        return False
    return new.reissues[: len(old.reissues)] == old.reissues


def _portfolio_goes(context: Context, field: str) -> bool:
    profile = context.change.by_path.get(f"portfolios/{context.educator}/profile.yml")
    return profile is not None and profile.how == "removed"


def _is_new_portfolio(context: Context, field: str) -> bool:
    before = context.change.before
    return context.educator not in before.educators and context.educator not in before.tombstones


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


CONDITIONS: Mapping[str, Condition] = {
    "gives the author a right": _gives_right,
    "puts the author on a list": _on_list,
    "claims an address": _claims_address,
    "the version was awarded": _awarded,
    "the version goes down": _version_falls,
    "a promise of an awarded version changes": _breaks_promise,
    "an entry comes or ends that the author does not answer for": _speaks_for_others,
    "drops a partner of an awarded version": _drops_partner,
    "gives up an address": _gives_up_address,
    "the history of an awarded version changes": _rewrites_history,
    "names a parent that the author does not edit": _names_parent,
    "it was awarded": lambda c, field: bool(awards_of(c.change, c.kind, c.key)),
    "names a partner that the author does not edit": _new_partner,
    "makes a claim about another issuer": _claims_about_others,
    "it is public": lambda c, field: bool(c.new is not None and c.new.visibility == "public"),
    "shows more": _shows_more,
    "shows more, with a new consent": _new_consent,
    "the person is private and the award is not": _private_person,
    "it is new, and was judged here": lambda c, field: c.old is None and c.new.judged is None,
    "accepts an endorsement": lambda c, field: any(
        one.accepted and (c.old is None or one not in c.old.endorsements)
        for one in c.new.endorsements
    ),
    "it was made elsewhere": lambda c, field: c.new.imported_from is not None,
    "it was judged in a private repository": lambda c, field: c.new.judged is not None,
    "it becomes approved": lambda c, field: (
        c.old.approval == "recorded" and c.new.approval not in (None, "recorded")
    ),
    "it stays recorded": lambda c, field: c.old.approval == c.new.approval == "recorded",
    "the author only assesses, and not this": _assesses_only,
    "the author only assesses, and the sheet is another's": _reads_for_another,
    "nobody has approved it": _unapproved,
    "nobody has approved it, and the author only assesses, and not this": (
        lambda c, field: _unapproved(c, field) and _assesses_only(c, field)
    ),
    "nobody has approved the awards that rest on it": _all_unapproved,
    "it is the text of the definition": _is_definition,
    "it is the digest of the kept text": _is_digest_of_kept,
    "the award ended before": lambda c, field: c.old.status != "active",
    "it is withdrawn": lambda c, field: c.new.status == "withdrawn",
    "a maintainer asks to sign it again": _is_reissued,
    "it names somebody who is taken down in the change": _forgets_judge,
    "the whole portfolio goes": _portfolio_goes,
    "the portfolio is new": _is_new_portfolio,
    "a new award rests on it": _has_new_award,
    "an award rests on it": _has_awards,
    "a maintainer asks to sign its award again": _award_reissued,
    "a new award was made from it": _has_new_award,
    "an award was made from it": _has_awards,
}
