"""What an award is worth on a given day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credfolio.records.model import Award
from credfolio.records.model.standing import is_earned, is_waiting
from credfolio.records.model.terms import AwardStatus, values
from credfolio.records.reckoned.award_state import award_state

TODAY = date(2026, 6, 1)


def award(**fields: Any) -> Award:
    return Award.model_validate(
        {
            "id": "active-listening",
            "educator": "ana-lopez",
            "credential": "riverside-usd/active-listening",
            "version": "1",
            "awarded_on": "2024-01-15",
            "name_as_awarded": "Ana López",
        }
        | fields
    )


def test_an_award_without_an_end_is_active() -> None:
    state = award_state(award(), TODAY)
    assert (state.id, state.words, state.is_active) == ("active", "Active", True)


@pytest.mark.parametrize(
    ("days", "expected"), [(-1, "expired"), (0, "active"), (1, "active"), (-4000, "expired")]
)
def test_an_award_is_valid_through_the_whole_of_its_last_day(days: int, expected: str) -> None:
    assert award_state(award(expires_on=TODAY + timedelta(days)), TODAY).id == expected


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("revoked", "Revoked"),
        ("corrected", "Replaced by a correction"),
        ("superseded", "Superseded"),
        ("withdrawn", "Withdrawn"),
    ],
)
def test_a_recorded_end_is_said_and_comes_before_an_expiry(status: str, words: str) -> None:
    for expires in (None, "2025-01-01", "2030-01-01"):
        state = award_state(
            award(status=status, expires_on=expires and date.fromisoformat(expires)), TODAY
        )
        assert (state.id, state.words, state.is_active) == (status, words, False)


def test_an_award_that_nobody_has_approved_is_no_more_than_recorded() -> None:
    for expires in (None, date(2025, 1, 1)):
        waiting = award(approval="recorded", expires_on=expires)
        state = award_state(waiting, TODAY)
        assert (state.id, state.is_active) == ("recorded", False)
        assert state.words == "Recorded, not approved yet"
        assert is_waiting(waiting)
        assert not is_earned(waiting)
    for approval in (None, "approved", "one-person"):
        assert award_state(award(approval=approval), TODAY).is_active
    ended = award(approval="recorded", status="revoked")
    assert award_state(ended, TODAY).id == "revoked"
    assert not is_waiting(ended)


@pytest.mark.parametrize("status", values(AwardStatus))
def test_every_status_has_words(status: str) -> None:
    assert award_state(award(status=status), TODAY).words


@given(st.dates(), st.dates())
def test_only_the_order_of_the_days_counts(expires: date, today: date) -> None:
    state = award_state(award(expires_on=expires), today)
    assert state.is_active == (today <= expires)
