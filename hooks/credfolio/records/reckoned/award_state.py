"""The state of an award on a given day, in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from credfolio.records.model import Award


@dataclass(frozen=True, slots=True)
class AwardState:
    """`id` is active, expired or one of the recorded states that end an award."""

    id: str
    words: str

    @property
    def is_active(self) -> bool:
        return self.id == "active"


STATE_WORDS = {
    "active": "Active",
    "expired": "Expired",
    "revoked": "Revoked",
    "corrected": "Replaced by a correction",
    "superseded": "Superseded",
    "withdrawn": "Withdrawn",
}


def award_state(award: Award, today: date) -> AwardState:
    """The state of an award on `today`; a recorded end overrides an expiration."""
    if award.status != "active":
        return AwardState(award.status, STATE_WORDS[award.status])
    if award.expires_on is not None and award.expires_on < today:
        return AwardState("expired", STATE_WORDS["expired"])
    return AwardState("active", STATE_WORDS["active"])
