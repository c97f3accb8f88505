"""The person a badge was made for: named, hashed, or missing. It is compared, never stored.

Open Badges 2.0, IdentityObject: ``identity`` is the address or ``algorithm$hash`` of the
address and the salt. Open Badges 3.0, IdentityObject: the same under ``identityHash``.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import Any, Literal

from credfolio.badges.verification.shape import names

Match = Literal["matched", "other", "not compared", "not named"]

WORDS: dict[Match, str] = {
    "matched": "The badge was made for this e-mail address.",
    "other": "The badge was not made for this e-mail address.",
    "not compared": "The badge names its recipient by an e-mail address or a hash of one. It was "
    "not compared with anybody; --recipient ADDRESS does it, and stores nothing.",
    "not named": "The badge names no recipient that could be compared with an e-mail address.",
}


def match_recipient(document: dict[str, Any], address: str) -> Match:
    """Whether the badge in `document` was made for `address`; "" compares nothing."""
    identities = [one for one in _identities(document) if _is_comparable(one)]
    if not identities:
        return "not named"
    if not address:
        return "not compared"
    spellings = {address.strip(), address.strip().lower()}
    found = any(_is_of(one, spelling) for one in identities for spelling in spellings)
    return "matched" if found else "other"


def _identities(document: dict[str, Any]) -> list[tuple[str, str]]:
    """The names or hashes of the holder, each with the salt of its hash."""
    found: list[Any] = names(document.get("recipient"))
    for subject in names(document.get("credentialSubject")):
        if isinstance(subject, dict):
            found += names(subject.get("identifier"))
    return [
        (identity, salt if isinstance(salt := one.get("salt"), str) else "")
        for one in found
        if isinstance(one, dict)
        if isinstance(identity := one.get("identity", one.get("identityHash")), str)
    ]


def _is_comparable(identity: tuple[str, str]) -> bool:
    return "@" in identity[0] or identity[0].partition("$")[0].lower() in ("sha256", "md5")


def _is_of(identity: tuple[str, str], address: str) -> bool:
    text, salt = identity
    algorithm, _, digest = text.partition("$")
    if not digest:
        return text.strip().lower() == address.lower()
    made = hashlib.new(algorithm.lower(), (address + salt).encode(), usedforsecurity=False)
    return hmac.compare_digest(made.hexdigest().encode(), digest.lower().encode())
