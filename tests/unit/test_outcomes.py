"""From the files of a cohort to its figures, as somebody counted them on paper."""

from __future__ import annotations

import shutil
from datetime import date
from decimal import Decimal

import pytest

from credfolio.checking.check import check_project
from credfolio.records.model.figures import Band, Figures
from credfolio.records.model.office import Closure
from credfolio.records.reckoned.figures import figures_of
from credfolio.records.reckoned.leaving import percentile
from credfolio.records.reckoned.outcomes import (
    Outcomes,
    groups,
    journeys,
    outcomes,
)
from credfolio.records.reckoned.working_days import working_days
from credfolio.records.registry import Registry
from paper_run import write_paper_run
from proposals import TESTS, TODAY


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    root = tmp_path_factory.mktemp("cohort")
    shutil.copytree(TESTS / "examples" / "base" / "catalog", root / "catalog")
    # Her portfolio is no part of this cohort.
    shutil.copytree(TESTS / "examples" / "base" / "portfolios", root / "portfolios")
    write_paper_run(root)
    checked = check_project(root, TODAY, 1)
    assert checked.findings == ()
    return checked.registry


@pytest.fixture(scope="module")
def found(registry: Registry) -> Outcomes:
    return outcomes(registry, journeys(registry))


def test_those_who_never_passed_are_counted(found: Outcomes) -> None:
    assert (found.number, found.not_at_first) == (300, 145)
    assert round(100 * found.not_at_first / found.number, 1) == 48.3
    assert (found.tried_again, found.passed_later) == (70, 70)
    assert round(100 * found.tried_again / found.not_at_first, 1) == 48.3
    assert found.passed == 225


def test_days_lateness_and_third_readings_are_counted_over_all_attempts(found: Outcomes) -> None:
    assert len(found.attempts) == 370
    assert (percentile(found.days, 0.5), percentile(found.days, 0.9)) == (10, 15)
    assert (found.late, found.third_readings) == (81, 111)
    assert found.total("hours") == Decimal("6.5") * 370


def test_agreement_is_of_the_first_two_readers_and_never_of_the_third(found: Outcomes) -> None:
    agreed = found.agreement()
    assert agreed is not None
    assert agreed.pairs == 370
    assert agreed.raw == pytest.approx(259 / 370)


def test_groups_hold_each_case_once(registry: Registry) -> None:
    all_of = journeys(registry)
    for table in ("role", "school", "grade"):
        parted = groups(registry, all_of, table)
        assert sum(one.number for one in parted.values()) == 300
    assert {name: one.number for name, one in groups(registry, all_of, "role").items()} == {
        "teacher": 180,
        "coach": 60,
        "librarian": 60,
    }


def test_a_term_has_those_who_first_handed_in_in_it(registry: Registry) -> None:
    early = journeys(registry, date(2026, 1, 1), date(2026, 1, 11))
    late = journeys(registry, date(2026, 1, 12), date(2026, 12, 31))
    assert len(early) + len(late) == 300
    assert any(one.tried_again for one in early)


def test_what_leaves_says_the_same_in_bands(registry: Registry, found: Outcomes) -> None:
    frame = Figures(id="term", counted_on=date(2026, 12, 31), small=10)
    said = figures_of(registry, found, frame, date(2026, 12, 31))
    assert said.whole is not None
    assert said.whole.cases == Band(least=100)
    assert said.whole.not_at_first == Band(least=48, most=48)
    assert said.whole.tried_again == Band(least=40, most=50)
    assert said.whole.passed_later == Band(least=90, most=100)
    assert said.whole.passed == Band(least=75, most=75)
    assert [table.by for table in said.tables] == ["role", "school", "grade", "credential"]
    assert said.waiting is not None
    assert (said.waiting.half_within, said.waiting.most_within) == (10, 15)
    (hours,) = said.use
    assert (hours.what, hours.typical) == ("hours", Band(least=5, most=10))
    assert hours.together == Band(least=2_000, most=5_000)
    decisions, *levels = said.agreement
    assert decisions.scale == ()
    assert {len(one.scale) for one in levels} >= {2, 3}


def test_closed_days_and_weekends_are_no_working_days() -> None:
    friday, wednesday = date(2026, 1, 2), date(2026, 1, 7)
    assert working_days(friday, wednesday) == 3
    closed = Closure.model_validate({"from": "2026-01-05", "until": "2026-01-06", "reason": "Snow"})
    assert working_days(friday, wednesday, [closed]) == 1


def test_retries_are_stated_when_their_time_is_over(found: Outcomes) -> None:
    office = found.office.model_copy(update={"retry_within_days": 60})
    waiting = Outcomes(found.journeys, office)
    last = max(one.attempts[0].decision.on for one in found.journeys if one.attempts[0].decision)
    assert not waiting.may_state_retries(last)
    assert waiting.may_state_retries(date(2026, 12, 31))
    assert found.may_state_retries(last)
