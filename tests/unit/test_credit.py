"""Credit against a licence cycle: dates, units, caps, minimums."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from credfolio.pages.people.portfolio_credit import MinimumRow, _sentences
from credfolio.records.model import Award, Jurisdiction
from credfolio.records.model.educator import Licence
from credfolio.records.reckoned.credit import CycleProgress, credit_earned, cycle_progress
from credfolio.records.reckoned.one_credit import in_unit

TODAY = date(2026, 6, 1)


def maple(**more: Any) -> Jurisdiction:
    return Jurisdiction.model_validate(
        {
            "id": "maple",
            "name": "State of Maple",
            "kind": "state",
            "units": [{"unit": "ceu", "hours": 10}, {"unit": "clock-hour", "hours": 1}],
            "categories": [{"id": "reading", "name": "Reading"}],
            "cycles": [
                {
                    "licence_type": "Teacher",
                    "years": 5,
                    "unit": "ceu",
                    "amount": 10,
                    "minimums": [{"category": "reading", "unit": "clock-hour", "amount": 20}],
                }
            ],
        }
        | more
    )


def licence(kind: str = "Teacher") -> Licence:
    return Licence.model_validate(
        {"jurisdiction": "maple", "type": kind, "from": "2023-07-01", "until": "2028-06-30"}
    )


def award(on: str, *credits: dict[str, Any], **more: Any) -> Award:
    return Award.model_validate(
        {
            "id": f"award-{on}",
            "educator": "ana",
            "credential": "riverside/listening",
            "version": "1",
            "awarded_on": on,
            "name_as_awarded": "Ana",
            "credits_earned": list(credits),
        }
        | more
    )


def ceu(amount: str, category: str | None = None, **more: Any) -> dict[str, Any]:
    given = {"jurisdiction": "maple", "unit": "ceu", "amount": amount}
    return given | ({"category": category} if category else {}) | more


def progress(*awards: Award, place: Jurisdiction | None = None) -> CycleProgress:
    place = place or maple()
    earned = credit_earned(awards, {place.id: place}, TODAY, licence())
    found = cycle_progress(licence(), place, earned, TODAY)
    assert found is not None
    return found


def words(found: CycleProgress, *rows: tuple[str, str]) -> str:
    return " ".join(
        _sentences(licence(), found, [MinimumRow(n, "", "", m) for n, m in rows], TODAY)
    )


def test_credit_of_the_cycle_is_summed_and_the_minimum_is_read_in_the_cycles_unit() -> None:
    found = progress(award("2024-01-10", ceu("1.5", "reading")), award("2025-01-10", ceu("2")))
    assert (found.earned, found.counted, found.missing) == (Decimal("3.5"),) * 2 + (Decimal("6.5"),)
    (minimum,) = found.minimums
    assert (minimum.needed, minimum.earned, minimum.missing) == (
        Decimal(2),
        Decimal("1.5"),
        Decimal("0.5"),
    )


def test_credit_outside_the_cycle_or_of_another_place_does_not_count() -> None:
    elsewhere = {"jurisdiction": "oak", "unit": "ceu", "amount": "4"}
    found = progress(
        award("2023-06-30", ceu("1")),
        award("2023-07-01", ceu("1")),
        award("2023-06-01", ceu("1", on="2023-08-01")),
        award("2024-01-10", elsewhere),
    )
    assert found.earned == 2


def test_hours_become_units_and_what_has_no_ratio_is_left_out() -> None:
    hours = {"jurisdiction": "maple", "unit": "clock-hour", "amount": "5"}
    lane = {"jurisdiction": "maple", "unit": "salary-hour", "amount": "50"}
    assert progress(award("2024-01-10", hours, lane)).earned == Decimal("0.5")
    assert in_unit(Decimal(1), "salary-hour", "ceu", maple()) is None


@pytest.mark.parametrize("status", ["revoked", "corrected", "withdrawn"])
def test_an_award_that_was_taken_back_gives_no_credit(status: str) -> None:
    assert progress(award("2024-01-10", ceu("1"), status=status)).earned == 0


def test_an_award_that_was_superseded_keeps_its_credit_and_a_private_one_is_not_told() -> None:
    kept = award("2024-01-10", ceu("1"), status="superseded")
    assert progress(kept).earned == 1
    assert progress(award("2024-01-10", ceu("1"), visibility="private")).earned == 0


def cap(amount: int, **more: str) -> dict[str, Any]:
    return {"title": "Cap", "text": "Cap.", "cap_unit": "clock-hour", "cap_amount": amount} | more


def test_the_lowest_cap_in_force_holds_and_the_words_say_what_it_cuts_off() -> None:
    place = maple(rules=[cap(30), cap(60), cap(10, effective_until="2022-01-01")])
    found = progress(award("2024-01-10", ceu("4", "reading")), place=place)
    assert (found.earned, found.cap, found.counted, found.missing) == tuple(
        map(Decimal, (4, 3, 3, 7))
    )
    assert found.minimums[0].earned == 3
    assert words(found).startswith(
        "4 CEUs were earned; 3 CEUs count, the most that micro-credentials may add."
    )


def test_a_cap_below_what_the_cycle_asks_for_is_said_before_it_is_reached() -> None:
    found = progress(award("2024-01-10", ceu("1")), place=maple(rules=[cap(30)]))
    assert words(found).startswith("Micro-credentials may add at most 3 CEUs to a cycle.")


def test_what_is_missing_is_said_in_all_and_within_it() -> None:
    found = progress(award("2024-01-10", ceu("9")))
    assert words(found, ("Reading", "2 CEUs")) == (
        "Still missing: 1 CEU in all. Still to earn for the minimums: 2 CEUs in Reading."
    )
    reached = progress(award("2024-01-10", ceu("12")))
    assert words(reached, ("Reading", "2 CEUs")) == (
        "The total is reached. Still to earn for the minimums: 2 CEUs in Reading."
    )
    full = progress(award("2024-01-10", ceu("10", "reading")))
    assert full.complete
    assert words(full, ("Reading", "")) == (
        "The credit recorded here reaches all that the cycle asks for."
    )


def test_a_licence_that_the_place_does_not_know_has_no_progress() -> None:
    assert cycle_progress(licence("Pilot"), maple(), (), TODAY) is None
