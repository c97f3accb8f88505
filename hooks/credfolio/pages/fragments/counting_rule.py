"""What a place does with the credit of awards that have ended, in a sentence."""

from __future__ import annotations

from credfolio.records.model import Jurisdiction

_COUNTING = {
    (True, True): "Credit still counts after its award has expired or was superseded.",
    (False, True): "Credit of an expired award does not count; that of a superseded award does.",
    (True, False): "Credit of an expired award still counts. The credit of a superseded award does "
    "not count if the award that replaced it is in the same cycle.",
    (False, False): "Credit of an expired award does not count. The credit of a superseded award "
    "does not count if the award that replaced it is in the same cycle.",
}
"""What a place does with the credit of awards that have expired, and that were superseded."""


def counting_rule(place: Jurisdiction | None) -> str:
    """The rule of `place`; what it does not say, and an unknown place, counts."""
    if place is None:
        return _COUNTING[True, True]
    return _COUNTING[place.expired_counts is not False, place.superseded_counts is not False]
