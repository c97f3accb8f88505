"""The days to wait before another try: in the letter, in status, when it comes, and in due."""

from __future__ import annotations

from pathlib import Path

import pytest

from credfolio.rounds.archive import Package
from credfolio.rounds.assign import plan_assignment
from credfolio.rounds.decide import plan_decisions
from credfolio.rounds.due import tell_due, tell_status
from credfolio.rounds.intake import Opened, plan_intake
from credfolio.rounds.letter import plan_letters
from credfolio.rounds.manifest import Manifest
from credfolio.rounds.triage import plan_event
from paper_run import number
from round_desk import FAIL, PASS, SECRET, Desk, judge
from sealed import manifest

TRAINED = "assesses: {trained_on: 2025-01-10}\n"
PEOPLE = {
    "p-head": "name: Rosa Duarte\n",
    "p-read1": f"name: Reader 1\n{TRAINED}",
    "p-read2": f"name: Reader 2\n{TRAINED}",
    "p-earn2": "name: Earner 2\n",
}
NAME = number(2)
DEFINITION = "catalog/riverside-usd/active-listening.yml"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path / "office", PEOPLE)
    made.submit(NAME, "p-earn2", "2026-03-02")
    return made


def decided(desk: Desk, sheet: str, wait: str = "wait_days: 14") -> None:
    """Decided on 10 March 2026, where the definition asks to wait so."""
    file = desk.root / DEFINITION
    file.write_text(file.read_text().replace("attempts: {max: 3}", f"attempts: {{max: 3, {wait}}}"))
    desk.write(plan_event(desk.on("2026-03-03"), [NAME], "triaged"))
    desk.write(plan_assignment(desk.on("2026-03-03"), SECRET)[0])
    judge(desk, NAME, "2026-03-09", sheet, sheet)
    of = desk.on("2026-03-10")
    desk.write(plan_decisions(of, [NAME], of.registry.people["p-head"]))


def again(desk: Desk, on: str) -> None:
    desk.submit("try-two00", "p-earn2", on, f"attempt: 2\nfollows: {NAME}\n")


def test_the_letter_and_the_status_name_the_day(desk: Desk) -> None:
    decided(desk, FAIL)
    _, letters = plan_letters(desk.on("2026-03-11"), [NAME])
    assert "Wait 14 days first: submit again on 2026-03-24 or later." in letters[NAME].text
    assert letters[NAME].data["next_from"] == "2026-03-24"
    [line] = tell_status(desk.on("2026-03-11"), [NAME], SECRET).lines
    assert "another try may come on 2026-03-24 or later" in line.text
    assert line.facts["next_from"] == "2026-03-24"


@pytest.mark.parametrize(("sheet", "wait"), [(PASS, "wait_days: 14"), (FAIL, "after_max: No.")])
def test_after_a_pass_or_without_a_wait_no_day_is_named(desk: Desk, sheet: str, wait: str) -> None:
    decided(desk, sheet, wait)
    _, letters = plan_letters(desk.on("2026-03-11"), [NAME])
    assert "first: submit again" not in letters[NAME].text
    assert letters[NAME].data["next_from"] is None
    [line] = tell_status(desk.on("2026-03-11"), [NAME], SECRET).lines
    assert "next_from" not in line.facts


@pytest.mark.parametrize(("on", "is_early"), [("2026-03-23", True), ("2026-03-24", False)])
def test_a_try_that_comes_early_is_named_while_it_is_open(
    desk: Desk, on: str, is_early: bool
) -> None:
    decided(desk, FAIL)
    again(desk, on)
    early = (
        f"it came on {on}, and the definition asks to wait 14 days after {NAME}, until 2026-03-24"
    )
    [line] = tell_status(desk.on("2026-03-25"), ["try-two00"], SECRET).lines
    assert (early in line.text, "too_early" in line.facts) == (is_early, is_early)
    due = {one.about: one.text for one in tell_due(desk.on("2026-03-25"), 3, SECRET).lines}
    assert (f"look it through: `credfolio triage try-two00` ({early})" in due["try-two00"]) == (
        is_early
    )


def test_a_returned_try_is_none_that_starts_a_wait(desk: Desk) -> None:
    decided(desk, FAIL)
    again(desk, "2026-03-26")
    desk.write(plan_event(desk.on("2026-03-26"), ["try-two00"], "returned", note="No file."))
    follows = "attempt: 2\nfollows: try-two00\n"
    desk.submit("try-three", "p-earn2", "2026-03-12", follows)
    [line] = tell_status(desk.on("2026-03-27"), ["try-three"], SECRET).lines
    assert "until 2026-03-24" in line.text


@pytest.mark.parametrize(("on", "is_early"), [("2026-03-23", True), ("2026-03-24", False)])
def test_intake_names_a_try_that_comes_early_and_takes_it(
    desk: Desk, on: str, is_early: bool
) -> None:
    decided(desk, FAIL)
    said = manifest({}, attempt=2, follows=NAME)
    package = Package(Manifest.model_validate(said), b'{"fields": {}}')
    file = Opened("again.age", "00000-00002", bytes(32), 9, package)
    outcome, places = plan_intake(desk.on(on), [file], {"again.age": "p-earn2"})
    early = f"it came on {on}, and the definition asks to wait 14 days after {NAME}"
    [line] = outcome.lines
    assert (early in line.text, places) == (is_early, {"again.age": "taken"})
