"""How long one definition takes beside all others."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from credfolio.pages.catalog.hours_beside import hours_beside
from credfolio.records.model.credential import TimeEstimate


def hours(low: float, high: float) -> TimeEstimate:
    return TimeEstimate.model_validate({"min_hours": low, "max_hours": high})


def test_a_definition_lies_among_the_others_on_a_scale_of_square_roots() -> None:
    found = hours_beside(hours(8, 18), [hours(4, 6), hours(20, 40), None])
    assert found is not None
    assert (found.others, found.shorter) == (2, 1)
    assert (found.low, found.low + found.width) == (40, 60)  # of 50 hours
    assert found.ticks == (32, 77)
    assert found.labels == ((1, 14), (5, 32), (10, 45), (20, 63), (30, 77), (50, 100))


def test_without_hours_or_others_there_is_nothing_to_compare() -> None:
    assert hours_beside(None, [hours(1, 2)]) is None
    assert hours_beside(hours(1, 2), [None]) is None


@given(st.lists(st.tuples(st.integers(0, 12_000), st.integers(0, 400)), min_size=2, max_size=9))
def test_everything_is_within_the_drawing_and_labels_are_apart(
    ranges: list[tuple[int, int]],
) -> None:
    own, *others = [hours(low, low + more) for low, more in ranges]
    found = hours_beside(own, others)
    assert found is not None
    places = [found.low, found.low + found.width, *found.ticks, *(at for _, at in found.labels)]
    assert all(0 <= place <= 100 for place in places)
    at = [place for _, place in found.labels]
    assert all(after - before >= 12 for before, after in pairwise(at))
    assert found.labels[-1][1] == 100
