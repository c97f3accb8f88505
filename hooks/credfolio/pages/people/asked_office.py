"""Whom the owner of a portfolio asks for a change of it."""

from __future__ import annotations

from collections.abc import Iterable

from credfolio.ids import fold_name
from credfolio.records.model import Award, Educator
from credfolio.records.registry import Registry


def asked_office(registry: Registry, educator: Educator, shown: Iterable[Award]) -> str:
    """The issuer's id; "" where nobody is nearer than others, so that the owner chooses.

    Who looks after the portfolio, else the first open issuer of the awards that are `shown`, the
    last one first; where none are, the district that the page names as theirs.
    """
    issuers, awards = registry.issuers, list(shown)
    governance = registry.governance
    for access in governance.issuers if governance else ():
        if educator.id in access.educators and access.issuer in issuers:
            return access.issuer
    for award in awards:
        issuer = issuers.get(award.issuer_id)
        if issuer is not None and issuer.closed_on is None:
            return issuer.id
    if awards or not educator.district or "district" in educator.hide:
        return ""
    own = fold_name(educator.district)
    return next(
        (
            one.id
            for one in issuers.values()
            if one.closed_on is None and own in map(fold_name, (one.name, one.legal_name or ""))
        ),
        "",
    )
