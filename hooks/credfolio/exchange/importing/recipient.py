"""The person a badge was made for: named, hashed, or missing. It is compared, never stored."""

from __future__ import annotations

from typing import Any, Literal

from credfolio.badges.verification.holder import identities_of, is_made_for

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
    identities = identities_of(document)
    if not identities:
        return "not named"
    if not address:
        return "not compared"
    return "matched" if is_made_for(identities, address) else "other"
