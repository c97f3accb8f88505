"""Awards and evidence with the words that cards of them bear."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from credfolio.pages.fragments.by_day import Phase, day_after, phases
from credfolio.records.model import Award
from credfolio.records.model.award import Evidence
from credfolio.records.reckoned.award_state import AwardState, award_state


def states_of(award: Award, today: date) -> tuple[Phase[AwardState], ...]:
    """The state of an award today, and the one that its last day brings."""
    return phases(lambda day: award_state(award, day), today, day_after(award.expires_on))


@dataclass(frozen=True, slots=True)
class ShownAward:
    """An award with what a card of it says, and what a wall of them is filtered by."""

    award: Award
    title: str
    picture: str
    issuer: str
    competency: str
    state: AwardState = field(compare=False)
    states: tuple[Phase[AwardState], ...] = field(compare=False)
    """The state on the day of the build, and those that recorded days bring."""
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownEvidence:
    """A piece of evidence with where it leads.

    `host` is empty for this site; `is_picture` says that `href`
    is a picture of this site.
    """

    evidence: Evidence
    award: Award
    title: str
    href: str
    host: str
    is_picture: bool = False
