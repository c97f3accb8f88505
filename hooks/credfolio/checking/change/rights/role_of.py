"""The roles of an account for one record, read only from governance.yml of the base."""

from __future__ import annotations

from collections.abc import Iterable

from credfolio.checking.change.rights import Role, Roles
from credfolio.checking.change.rights.context import Context
from credfolio.checking.change.standing import access_of, approves, assesses, persons_of
from credfolio.records.model import Award
from credfolio.records.model.governance import IssuerAccess


def roles_of(context: Context) -> Roles:
    """All roles of the author of the change for this record."""
    registry, account = context.change.before, context.author
    governance = registry.governance
    if governance is None:
        return frozenset({Role.STRANGER})
    found: set[Role] = set()
    if account in governance.maintainers:
        found.add(Role.MAINTAINER)
    if account in governance.publishers:
        found.add(Role.PUBLISHER)
    found.update(in_office(context) if context.is_private else _at_issuer(context))
    partners = set(_partners(context))
    for access in _accesses(context):
        if access.issuer == context.issuer:
            continue
        cares = account in access.editors and _looks_after(access, context)
        if cares:
            found.add(Role.CARER)
        elif account in access.editors:
            is_partner = access.issuer in partners
            found.add(Role.PARTNER if is_partner else Role.EDITOR_ELSEWHERE)
        if account in access.assessors or account in access.approvers:
            found.add(Role.JUDGE_ELSEWHERE)
    own = persons_of(registry, account)
    if context.is_private:
        own |= {one.id for one in registry.people.values() if one.account == account}
    if context.educator and context.educator in own:
        found.add(Role.HERSELF)
    elif own:
        found.add(Role.OTHER_EDUCATOR)
    return frozenset(found or {Role.STRANGER})


def _accesses(context: Context) -> tuple[IssuerAccess, ...]:
    """What governance.yml gives, and for private records what office/records.yml gives."""
    registry = context.change.before
    public = registry.governance.issuers if registry.governance else ()
    private = registry.office.issuers if registry.office and context.is_private else ()
    return (*public, *private)


def in_office(context: Context) -> Iterable[Role]:
    """What an account is to a submission: the entries in issuer.yml are for public records."""
    for access in _accesses(context):
        if access.issuer == context.issuer:
            if context.author in access.editors:
                yield Role.EDITOR
            if context.author in access.approvers:
                yield Role.APPROVER
            if context.author in access.assessors:
                yield Role.ASSESSOR


def _at_issuer(context: Context) -> Iterable[Role]:
    registry, account, issuer = context.change.before, context.author, context.issuer
    if not issuer:
        return
    access = access_of(registry, issuer)
    if account in access.editors:
        yield Role.EDITOR
        if _looks_after(access, context):
            yield Role.CARER
    if approves(registry, account, issuer, context.today):
        yield Role.APPROVER
    award = context.record if isinstance(context.record, Award) else None
    if award is None and context.awards:
        award = context.awards[0]
    reference = (award.credential or award.stack or "") if award else ""
    if award is None:
        is_assessor = account in access.assessors
    else:
        is_assessor = assesses(registry, account, issuer, reference, award.awarded_on)
    if is_assessor:
        yield Role.ASSESSOR


def _looks_after(access: IssuerAccess, context: Context) -> bool:
    if context.educator:
        return context.educator in access.educators
    names = {"frameworks": access.frameworks, "jurisdictions": access.jurisdictions}
    return context.key in names.get(context.kind, ())


def _partners(context: Context) -> Iterable[str]:
    """The co-issuers of the record, as of the base."""
    record = context.record
    if isinstance(record, Award):
        definition = context.change.before.definition_of(record)
        yield from getattr(definition, "co_issuers", ())
        yield (record.credential or record.stack or "").partition("/")[0]
    else:
        yield from getattr(context.old, "co_issuers", ())
