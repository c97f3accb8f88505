"""The state of an award on a given day, in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from credfolio.records.model import Award
from credfolio.records.model.award_facts import AwardFacts
from credfolio.records.model.standing import is_recorded


@dataclass(frozen=True, slots=True)
class AwardState:
    """`id` is active, recorded, expired or one of the states that end an award."""

    id: str
    words: str

    @property
    def is_active(self) -> bool:
        return self.id == "active"


STATE_WORDS = {
    "active": "Active",
    "recorded": "Recorded, not approved yet",
    "expired": "Expired",
    "revoked": "Revoked",
    "corrected": "Replaced by a correction",
    "superseded": "Superseded",
    "withdrawn": "Withdrawn",
}


def award_state(award: Award | AwardFacts, today: date) -> AwardState:
    """The state on `today`: an end overrides a missing approval, and both an expiration."""
    if award.status != "active":
        return AwardState(award.status, STATE_WORDS[award.status])
    if is_recorded(award):
        return AwardState("recorded", STATE_WORDS["recorded"])
    end = award.expires_on if isinstance(award, Award) else award.last_day
    if end is not None and end < today:
        return AwardState("expired", STATE_WORDS["expired"])
    return AwardState("active", STATE_WORDS["active"])
