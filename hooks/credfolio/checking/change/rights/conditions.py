"""The conditions that rows of the table name: each a question about one changed file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from credfolio.checking.change.awarded_versions import awards_of
from credfolio.checking.change.rights import Role
from credfolio.checking.change.rights.award_conditions import AWARD_CONDITIONS
from credfolio.checking.change.rights.context import Condition, Context, parts
from credfolio.checking.change.rights.role_of import in_office
from credfolio.checking.change.standing import (
    edits,
    names_account,
)
from credfolio.ids import fold_name
from credfolio.records.model import Award, Governance, KeptCredential, KeptStack
from credfolio.records.model.credential import CreditValue, Incentive
from credfolio.records.model.kept import version_number
from credfolio.records.model.kinds import CREDENTIALS, STACKS
from credfolio.records.model.stack import Grant
from credfolio.records.reckoned.redacted import only_removes
from credfolio.text.look_alikes import bare_name, person_skeletons, word_skeletons

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


def _promises_for_others(context: Context, field: str) -> bool:
    """Whether a definition that nobody holds promises what somebody else would have to give."""
    if _awarded(context):
        return False  # that is refused, above
    old = getattr(context.old, field, ())
    added = (one for one in getattr(context.new, field) if one not in old)
    return any(not _answers_for(context, one) for one in added)


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
    old = set(_references(getattr(context.old, field, None)))
    new = set(_references(getattr(context.new, field)))
    return any(name.partition("/")[0] != context.issuer for name in new - old)


def _references(value: Any) -> Iterator[str]:
    """The definitions that a field names, by themselves or in pieces."""
    for one in value if isinstance(value, tuple) else (value,):
        name = getattr(one, "credential", one)
        if isinstance(name, str):
            yield name


def _speaks_as_others(context: Context, field: str) -> bool:
    """Whether a line that is new is the name of an issuer or a jurisdiction of others."""
    registry, account = context.change.before, context.author
    governance = registry.governance
    own = [one for one in governance.issuers if account in one.editors] if governance else []
    cared = {name for access in own for name in access.jurisdictions}
    names = [
        name
        for one in registry.issuers.values()
        if one.id != context.issuer and not edits(registry, account, one.id)
        for name in (one.name, one.legal_name)
    ]
    for place in registry.jurisdictions.values():
        names += [place.name, place.agency] if place.id not in cared else []
    forms = {form for name in names if name for form in word_skeletons(name, _SMALL)}
    old, new = (
        set(value if isinstance(value, tuple) else (value,))
        for value in (getattr(context.old, field, None), getattr(context.new, field))
    )
    return any(forms & word_skeletons(line, _SMALL) for line in new - old if line)


_SMALL = frozenset({"the", "of", "and"})


def _becomes_one_person(context: Context, field: str) -> bool:
    alone = {access.issuer for access in context.old.issuers if access.one_person}
    return any(one.one_person and one.issuer not in alone for one in context.new.issuers)


def _changes_hands(context: Context, field: str) -> bool:
    """Whether a portfolio that has an owner gets another account, or loses one and stays."""
    was = {(one.educator, one.account) for one in context.old.people if one.educator}
    now = {(one.educator, one.account) for one in context.new.people if one.educator}
    owned = {educator for educator, _ in was}
    stays = context.change.after.educators
    return any(educator in owned for educator, _ in now - was) or any(
        educator in stays for educator, _ in was - now
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
    own = {name: value for name, value in parts(kept).items() if name != "redacted"}
    return kept.redacted is None and any(one is not None and parts(one) == own for one in found)


def _only_redacts(context: Context, field: str) -> bool:
    """Whether words are taken out of a kept text, and the digest of the whole text is kept."""
    old, new = context.old, context.new
    if old == new:
        return True  # a note in the file, which the reviewer sees
    whole = context.change.before.text_digests.get(context.file.path)
    return only_removes(old, new) and new.redacted.digest == whole


def _names_of(context: Context) -> Iterator[str]:
    """What the owner of a profile is called in the records."""
    for registry in (context.change.before, context.change.after):
        if (person := registry.educators.get(context.educator)) is not None:
            yield person.display_name
    for award in context.change.before.awards_by_educator.get(context.educator, ()):
        yield award.name_as_awarded


def _consent_of_another(context: Context, field: str) -> bool:
    """Whether a consent names another known person, or has no word of the person's own names."""
    if context.new.consent is None:
        return False
    by = context.new.consent.by
    own = set(_names_of(context))
    if person_skeletons(by) & {form for name in own for form in person_skeletons(name)}:
        return False
    others = (one for one in context.change.before.educators.values() if one.id != context.educator)
    if any(person_skeletons(by) & person_skeletons(one.display_name) for one in others):
        return True
    words = {word for name in own for word in bare_name(name)}
    return not words & set(bare_name(by))


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


def _portfolio_goes(context: Context, field: str) -> bool:
    profile = context.change.by_path.get(f"portfolios/{context.educator}/profile.yml")
    return profile is not None and profile.how == "removed"


def _is_new_portfolio(context: Context, field: str) -> bool:
    before = context.change.before
    return context.educator not in before.educators and context.educator not in before.tombstones


CONDITIONS: Mapping[str, Condition] = {
    **AWARD_CONDITIONS,
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
    "names an issuer or a jurisdiction that the author does not speak for": _speaks_as_others,
    "a portfolio gets another account, or loses its own": _changes_hands,
    "an issuer becomes one of one person": _becomes_one_person,
    "there was no such portfolio": lambda c, field: c.educator not in c.change.before.educators,
    "it promises what the author does not answer for": _promises_for_others,
    "it is public": lambda c, field: bool(c.new is not None and c.new.visibility == "public"),
    "shows more": _shows_more,
    "shows more, with a new consent": _new_consent,
    "the consent is in the name of somebody else": _consent_of_another,
    "the author only assesses, and the sheet is another's": _reads_for_another,
    "it is the text of the definition": _is_definition,
    "only words are taken out, and the digest of the whole text stays": _only_redacts,
    "the whole portfolio goes": _portfolio_goes,
    "the portfolio is new": _is_new_portfolio,
}
