"""1EdTech's revocation list: a file of the badges that an issuer has revoked, by their ids."""

from __future__ import annotations

from typing import Any

from credfolio.badges.verification.issuer import home_of
from credfolio.badges.verification.resolving import Resolver
from credfolio.badges.verification.shape import id_of
from credfolio.proof.limits import FOREIGN
from credfolio.proof.refusal import Refusal, Undecided
from credfolio.proof.strict_json import read_json

REVOCATION_LIST = "1EdTechRevocationList"
_MAX_LISTED = 100_000


def is_listed(
    entry: dict[str, Any], document: dict[str, Any], issuer: str, resolver: Resolver
) -> bool:
    """Whether the list that `entry` names has the badge `document`.

    The list is not signed, so it is believed only from the issuer's own host.
    """
    address = entry.get("id")
    if not isinstance(address, str) or not address.startswith("https://"):
        raise Refusal("bad-address", "Its status list has no sound address.")
    if not home_of(issuer) or home_of(address) != home_of(issuer):
        raise Undecided(
            "unknown-status", "Its status list is not signed, and not at the issuer's own site."
        )
    found = read_json(resolver.fetch(address), FOREIGN)
    listed = found.get("revokedCredential") if isinstance(found, dict) else None
    listed = [] if isinstance(found, dict) and listed is None else listed
    if not isinstance(found, dict) or not isinstance(listed, list) or len(listed) > _MAX_LISTED:
        raise Refusal("not-a-status-list", "What the issuer publishes as status list is none.")
    if id_of(found.get("issuer")) != issuer:
        raise Refusal("status-list-of-another", "The status list was issued by somebody else.")
    own = document.get("id")
    if not isinstance(own, str):
        raise Undecided("unknown-status", "It has no id by which the list could name it.")
    return any(
        id_of(each) == own and not (isinstance(each, dict) and each.get("revoked") is False)
        for each in listed
    )
