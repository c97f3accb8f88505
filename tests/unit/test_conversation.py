"""Conversations about the work: who is asked for one, who holds it, and what waits for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from credfolio.rounds.assign import plan_assignment
from credfolio.rounds.conversation import is_asked
from credfolio.rounds.decide import plan_decisions
from credfolio.rounds.due import tell_due, tell_status
from credfolio.rounds.said import Said
from credfolio.rounds.triage import plan_event
from paper_run import number
from round_desk import PASS, SECRET, Desk, judge, judge_all

PEOPLE = {
    "p-head": "name: Rosa Duarte\n",
    **{
        f"p-read{n}": f"name: Reader {n}\nassesses: {{trained_on: 2025-01-10, most_open: 9}}\n"
        for n in range(4)
    },
    **{f"p-earn{n}": f"name: Earner {n}\nschool: Elm School\n" for n in range(24)},
}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """24 people submitted on 2 March 2026, a Monday."""
    made = Desk(tmp_path / "office", PEOPLE)
    for n in range(24):
        made.submit(number(n), f"p-earn{n}", "2026-03-02")
    return made


def begin(desk: Desk, *numbers: str) -> None:
    """Look the submissions through, and ask two readers of each."""
    desk.write(plan_event(desk.on("2026-03-03"), numbers, "triaged"))
    desk.write(plan_assignment(desk.on("2026-03-03"), SECRET)[0])


def decide(desk: Desk, day: str, *numbers: str) -> dict[str, Said]:
    of = desk.on(day)
    return desk.write(plan_decisions(of, numbers, of.registry.people["p-head"]))


def test_without_the_secret_nobody_is_drawn_however_many_are(desk: Desk) -> None:
    settings = desk.root / "office/records.yml"
    plain = settings.read_text()
    settings.write_text(f"{plain}conversation: sample\nconversation_percent: 100\n")
    of = desk.on("2026-03-03")
    assert all(is_asked(of, one, SECRET) for one in of.all())
    assert not any(is_asked(of, one, b"") for one in of.all())
    settings.write_text(f"{plain}conversation: sample\nconversation_percent: 101\n")
    [found] = desk.findings()
    assert found.path == "office/records.yml"
    assert "100" in found.message


def test_nothing_is_decided_before_the_conversation_that_the_office_asks_for(desk: Desk) -> None:
    settings = desk.root / "office/records.yml"
    plain = settings.read_text()
    names = [number(n) for n in range(2, 12)]
    begin(desk, *names)
    judge_all(desk, "2026-03-09", dict.fromkeys(names, (PASS, PASS)))
    settings.write_text(f"{plain}conversation: required\n")
    said = decide(desk, "2026-03-10")
    assert all(one.text.startswith("waits for a conversation") for one in said.values())
    more = {"minutes": "10", "confirms": "no"}
    desk.write(plan_event(desk.on("2026-03-10"), names[:1], "talked", "p-head", more=more))
    assert "does not confirm that it is their own work" in decide(desk, "2026-03-11")[names[0]].text
    settings.write_text(f"{plain}conversation: sample\nconversation_percent: 40\n")
    of = desk.on("2026-03-11")
    lines = plan_decisions(of, (), of.registry.people["p-head"], SECRET).lines
    waiting = {one.about for one in lines if one.is_problem}
    again = plan_decisions(of, names[1:], of.registry.people["p-head"], SECRET).lines
    assert waiting == {one.about for one in again if one.is_problem}
    assert 0 < len(waiting) < 9
    assert desk.findings() == ()


def test_an_educator_hears_of_the_offices_rule_before_anybody_reads(desk: Desk) -> None:
    settings = desk.root / "office/records.yml"
    plain, name = settings.read_text(), number(2)
    told = {}
    desk.write(plan_event(desk.on("2026-03-03"), [name], "triaged"))
    for rule in ("none", "required", "sample"):
        settings.write_text(f"{plain}conversation: {rule}\n")
        (told[rule],) = tell_status(desk.on("2026-03-03"), [name], SECRET).lines
    assert "a conversation about the work comes before the decision" in told["required"].text
    assert "a conversation about the work may come before the decision" in told["sample"].text
    assert "conversation" not in told["none"].text
    assert "conversation" not in told["none"].facts
    messages = [one.facts["message"] for one in told.values()]
    assert messages == ["received", "received-talk", "received-talk"]


def test_a_definition_asks_for_a_conversation_that_no_reader_holds(desk: Desk) -> None:
    definition = desk.root / "catalog/riverside-usd/active-listening.yml"
    definition.write_text(definition.read_text() + "conversation: required\n")
    name = number(2)
    begin(desk, name)
    asked = [line.text for line in tell_due(desk.on("2026-03-04"), 30, SECRET).lines]
    how = f"`credfolio triage {name} --talked MINUTES yes --by PERSON`"
    what = f"office has to talk with the educator about the work: {how}"
    assert f"due on 2026-03-17: {what}" in asked
    first = judge(desk, name, "2026-03-09", PASS, PASS)[name]
    assert first.text.startswith("agreed: pass; a conversation about the work comes first: ")
    assert first.facts["waits_for"] == "conversation"
    assert (
        "has to talk with the educator" in tell_status(desk.on("2026-03-10"), [name]).lines[0].text
    )
    assert decide(desk, "2026-03-10", name)[name].text.startswith("waits for a conversation")

    def talk(by: str) -> Said:
        more = {"minutes": "10", "confirms": "yes"}
        return desk.write(plan_event(desk.on("2026-03-10"), [name], "talked", by, more=more))[name]

    reader = desk.on("2026-03-10").numbers[name].sheets[0].id
    assert talk(reader).text == (
        f"{reader} reads it without knowing whose it is, so somebody else talks"
    )
    assert "submitted it, so somebody else" in talk("p-earn2").text
    assert not talk("p-head").is_problem
    assert decide(desk, "2026-03-11", name)[name].text == "pass (agreed)"
    assert desk.findings() == ()


def test_a_sample_of_a_definition_is_drawn_by_the_rounds_secret_and_the_same_again(
    desk: Desk,
) -> None:
    definition = desk.root / "catalog/riverside-usd/active-listening.yml"
    definition.write_text(definition.read_text() + "conversation: sample\n")
    settings = desk.root / "office/records.yml"
    settings.write_text(settings.read_text() + "conversation_percent: 40\n")
    of = desk.on("2026-03-03")
    drawn = [is_asked(of, one, SECRET) for one in of.all()]
    assert drawn == [is_asked(of, one, SECRET) for one in desk.on("2026-04-01").all()]
    assert 3 < sum(drawn) < 17
    assert drawn != [is_asked(of, one, SECRET[::-1]) for one in of.all()]
    assert not any(is_asked(of, one, b"") for one in of.all())
    settings.write_text(settings.read_text() + "conversation: required\n")
    of = desk.on("2026-03-03")
    assert all(is_asked(of, one, SECRET) for one in of.all())
