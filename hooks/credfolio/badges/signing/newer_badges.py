"""The file about superseded badges that belongs next to a status list."""

from __future__ import annotations

from collections.abc import Mapping

from credfolio.badges.openbadges.credential import StatusPlace
from credfolio.badges.openbadges.home import credential_json
from credfolio.badges.signing.signers import Signer
from credfolio.records.model import Award
from credfolio.records.model.award_facts import AwardKey
from credfolio.records.registry import Registry
from credfolio.records.superseded_file import Newer, render_superseded


def superseded_beside(
    registry: Registry, signer: Signer, number: int, used: Mapping[StatusPlace, AwardKey]
) -> bytes:
    """The bytes of the file next to list `number` of the signer; empty where none is needed.

    `used` has the places of all its badges, with those that are signed in the same run. A file
    that is there stays, if only to say that there is nothing any more.
    """
    signed_now = set(used.values())
    found: dict[str, Newer] = {}
    for place, key in used.items():
        award = registry.awards.get(key)
        if place.number != number or award is None or not _is_public(award, registry):
            continue
        newer = registry.awards.get((award.educator, award.superseded_by or ""))
        if award.status != "superseded" or newer is None or not _is_public(newer, registry):
            continue
        by = _badge(newer, registry, signer, signed_now)
        if by:
            on = (award.status_on or newer.awarded_on).isoformat()
            found[_badge(award, registry, signer, signed_now)] = Newer(by, on)
    is_there = (signer.issuer, number) in registry.superseded
    return render_superseded(found) if found or is_there else b""


def _badge(award: Award, registry: Registry, signer: Signer, signed_now: set[AwardKey]) -> str:
    """The id of the badge of an award; "" while it has none."""
    key = (award.educator, award.id)
    if signed := registry.signed.get(key):
        return signed.id
    return signer.home.at(credential_json(*key)) if key in signed_now else ""


def _is_public(award: Award, registry: Registry) -> bool:
    # What is unlisted is known to those who have its address, and this file has none for others.
    educator = registry.educators.get(award.educator)
    return award.visibility == "public" and educator is not None and educator.visibility == "public"
