"""How the work behind an award was verified, in words: on its page, and in its badge."""

from __future__ import annotations

from typing import Any

from credfolio.records.model.award import Judged
from credfolio.records.model.terms import KnownBy, VerifiedBy
from credfolio.text.listed import listed

VERIFIED_BY: dict[VerifiedBy, str] = {
    "documents": "the documents",
    "recording": "a recording",
    "observation": "an observation",
    "conversation": "a conversation with the educator",
}

KNOWN_BY: dict[KnownBy, str] = {
    "roster-address": "by the work address that the issuer has",
    "office": "by the issuer, who asked",
    "form-sign-in": "by a sign-in when it was submitted",
    "in-person": "in person",
}


def rests_on(judged: Judged) -> str:
    """``the documents and a conversation with the educator``; "" where nothing is said."""
    return listed([VERIFIED_BY[one] for one in judged.verified_by])


def known(judged: Judged) -> str:
    """How it was known whose work it was; "" where nothing is said."""
    return KNOWN_BY[judged.identity] if judged.identity else ""


def how_verified(judged: Judged | None) -> list[dict[str, Any]]:
    """The same as a piece of `evidence` of a badge (Open Badges 3.0, section B.1.5).

    Empty for awards that do not say it, so that what was signed before stays as it is.
    """
    if judged is None or not judged.verified_by:
        return []
    said = f"The decision rests on {rests_on(judged)}."
    if judged.identity:
        said += f" The educator was known {known(judged)}."
    piece = {"type": ["Evidence"], "name": "How the work was verified", "narrative": said}
    return [{**piece, "genre": "verification"}]
