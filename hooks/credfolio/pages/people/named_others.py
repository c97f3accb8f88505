"""Whom an award names besides its earner, as far as they may be named in public."""

from __future__ import annotations

from credfolio.pages.fragments.catalog_view import CatalogView
from credfolio.records.model import Award, Issuer, MicroCredential, Stack
from credfolio.records.reckoned.account_names import account_name
from credfolio.records.reckoned.as_earned import passing_submission
from credfolio.records.registry import Registry


def partners_of(
    definition: MicroCredential | Stack | None, issuer: Issuer, registry: Registry
) -> tuple[Issuer, ...]:
    """The co-issuers of the award, by the text that it was judged by."""
    names = getattr(definition, "co_issuers", ())
    owner = (definition.issuer,) if definition else ()
    return tuple(
        registry.issuers[name]
        for name in dict.fromkeys((*owner, *names))
        if name != issuer.id and name in registry.issuers
    )


def replacement_of(award: Award, registry: Registry) -> Award | None:
    """The award that superseded it, if it has a page."""
    found = registry.awards.get((award.educator, award.superseded_by or ""))
    return found if found is not None and found.visibility != "private" else None


def assessors_of(
    award: Award, earned: MicroCredential | None, view: CatalogView
) -> tuple[str, ...]:
    """Who assessed the submission that passed. Double-blind assessors and educators who are not
    listed are left out.
    """
    passing = passing_submission(award)
    if passing is None or earned is None or earned.double_blind:
        return ()
    named = (public_name(one.assessor, view) for one in passing[1].assessments)
    return tuple(dict.fromkeys(name for name in named if name))


def approver_name(award: Award, view: CatalogView) -> str:
    """The approver by name; an educator who is not listed is not named."""
    return public_name(award.approved_by or "", view)


def public_name(written: str, view: CatalogView) -> str:
    """The name of an account or an educator; "" for an educator who is not listed."""
    named = account_name(view.registry, written)
    if named is not None:
        return named
    educator = view.registry.educators.get(written)
    if educator is None:
        return written
    return educator.display_name if educator.visibility == "public" else ""
