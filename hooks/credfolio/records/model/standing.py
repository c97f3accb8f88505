"""What "on offer", "earned" and "listed" mean: one definition each, for every page and file.

A page that counts asks here, so that no two pages count differently. See ADR 0063.
"""

from __future__ import annotations

from credfolio.records.model.award import Award
from credfolio.records.model.award_facts import AwardFacts
from credfolio.records.model.credential import MicroCredential
from credfolio.records.model.educator import Educator
from credfolio.records.model.stack import Stack

ON_OFFER = ("active", "beta", "deprecated")
"""States in which somebody may begin; docs/how-it-works.md says the same in words."""

EARNED = ("active", "superseded")
"""Recorded states of an award that was earned and not revoked; it may have expired since."""


def is_on_offer(definition: MicroCredential | Stack) -> bool:
    """Whether an educator may begin it today."""
    return definition.status in ON_OFFER


def is_still_awarded(definition: MicroCredential | Stack) -> bool:
    """Whether it may still be awarded: on offer, or closing while those who began finish."""
    return is_on_offer(definition) or definition.status == "teach-out"


def is_recorded(award: Award | AwardFacts) -> bool:
    """Whether somebody recorded the award, and nobody has approved it."""
    return award.approval == "recorded"


def is_earned(award: Award | AwardFacts) -> bool:
    """Whether the award was earned and not revoked.

    An expired award and a superseded one were earned. One that was revoked,
    corrected or withdrawn was not, or another award says it better; and one that
    nobody has approved is not earned yet.
    """
    return award.status in EARNED and not is_recorded(award)


def is_shown(award: Award | AwardFacts) -> bool:
    """Whether its earner shows it as earned."""
    return award.visibility == "public" and is_earned(award)


def is_waiting(award: Award) -> bool:
    """Whether its earner shows the award and it waits for its approval."""
    return award.visibility == "public" and award.status == "active" and is_recorded(award)


def is_listed(educator: Educator) -> bool:
    """Whether the educator agreed to be named in the lists of the site.

    A listed award is a shown award of a listed educator.
    """
    return educator.visibility == "public"
