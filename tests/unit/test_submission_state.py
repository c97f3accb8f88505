"""How far a submission is follows from its files, whatever order they came in."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from credfolio.records.model import Assignment, Events, Office, Sheet, Submission, Verdict
from credfolio.records.model.award import PartResult
from credfolio.records.model.submission import Assigned, Happened
from credfolio.records.reckoned.submission import Case, State, by_number, cases
from credfolio.records.registry import Registry

PLACE: dict[str, Any] = {"year": "2026", "id": "k7qm3-xw9t2"}
KEY = "2026/k7qm3-xw9t2"
OFFICE = Office(id="records")
HANDED_IN = Submission(
    **PLACE, person="p-ana1", credential="a/b", version="1", submitted_on=date(2026, 3, 2)
)


def sheet(reader: str, day: int, decision: str, level: str = "yes") -> Sheet:
    return Sheet(
        year="2026",
        submission=PLACE["id"],
        id=reader,
        on=date(2026, 3, day),
        decision=decision,
        results=(PartResult(part=1, level=level),),
    )


def asked(*readers: str, third: str = "", declined: str = "") -> Assignment:
    return Assignment(
        **PLACE,
        assessors=tuple(
            Assigned(
                assessor=one,
                on=date(2026, 3, 4),
                due=date(2026, 3, 18),
                third="yes" if one == third else "no",
                declined_on=date(2026, 3, 5) if one == declined else None,
            )
            for one in readers
        ),
    )


def decided(on: int, basis: str = "agreed", told: int | None = None) -> Verdict:
    return Verdict(
        **PLACE,
        outcome="pass",
        basis=basis,
        approved_by="p-rosa",
        on=date(2026, 3, on),
        told_on=date(2026, 3, told) if told else None,
    )


def happened(*events: tuple[str, int]) -> Events:
    return Events(
        **PLACE, events=tuple(Happened(what=what, on=date(2026, 3, on)) for what, on in events)
    )


def case(*files: Any) -> Case:
    """The submission with these other files, read as a registry gives them."""
    records: dict[str, Any] = {"submissions": {KEY: HANDED_IN}}
    names: dict[type, str] = {
        Assignment: "assignments",
        Verdict: "decisions",
        Events: "events",
    }
    for file in files:
        if isinstance(file, Sheet):
            records.setdefault("sheets", {})[f"{KEY}/{file.id}"] = file
        else:
            records[names[type(file)]] = {KEY: file}
    return cases(Registry(**records))[KEY]


TWO = (sheet("p-tom1", 12, "pass"), sheet("p-lee1", 13, "pass"))
SPLIT = (sheet("p-tom1", 12, "pass"), sheet("p-lee1", 13, "resubmit"))


@pytest.mark.parametrize(
    ("state", "files"),
    [
        ("received", ()),
        ("received", (happened(("triaged", 3)),)),
        ("returned", (happened(("returned", 3)),)),
        ("assigned", (asked("p-tom1", "p-lee1"),)),
        ("received", (asked("p-tom1", declined="p-tom1"),)),
        ("assigned", (asked("p-tom1", "p-lee1"), TWO[0])),
        ("judged", (asked("p-tom1", "p-lee1"), *TWO)),
        ("disagreed", (asked("p-tom1", "p-lee1"), *SPLIT)),
        (
            "judged",
            (
                asked("p-tom1", "p-lee1", "p-max1", third="p-max1"),
                *SPLIT,
                sheet("p-max1", 17, "pass"),
            ),
        ),
        ("decided", (*TWO, decided(20))),
        ("told", (*TWO, decided(20, told=23))),
        ("appealed", (*SPLIT, decided(20, told=23), happened(("appealed", 25)))),
        ("told", (*TWO, happened(("appealed", 25)), decided(30, "appeal", told=31))),
        ("withdrawn", (*TWO, happened(("withdrawn", 14)))),
        ("closed", (*TWO, decided(20, told=23), happened(("destroyed", 30)))),
    ],
)
def test_the_state_follows_from_the_files(state: State, files: tuple[Any, ...]) -> None:
    assert case(*files).state(OFFICE) == state
    assert case(*reversed(files)).state(OFFICE) == state


def test_an_office_may_ask_a_third_reader_wherever_levels_differ() -> None:
    same = (sheet("p-tom1", 12, "pass"), sheet("p-lee1", 13, "pass", level="no"))
    assert case(*same).state(OFFICE) == "judged"
    assert case(*same).state(OFFICE.model_copy(update={"third_on": "level"})) == "disagreed"


def test_a_third_reader_comes_after_the_first_two_of_the_same_day() -> None:
    found = case(
        asked("p-aaa1", "p-tom1", "p-lee1", third="p-aaa1"),
        sheet("p-aaa1", 13, "pass"),
        sheet("p-lee1", 13, "resubmit"),
        sheet("p-tom1", 12, "pass"),
    )
    assert [one.id for one in found.sheets] == ["p-tom1", "p-lee1", "p-aaa1"]
    assert [one.id for one in found.first_sheets] == ["p-tom1", "p-lee1"]


def test_a_submission_is_found_by_its_number_alone() -> None:
    registry = Registry(submissions={KEY: HANDED_IN})
    assert by_number(registry)["k7qm3-xw9t2"].key == KEY
