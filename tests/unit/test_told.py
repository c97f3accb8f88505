"""Which e-mail fits a submission at each step of a round."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from credfolio.records.model.submission import Sealed
from credfolio.rounds.assign import plan_assignment
from credfolio.rounds.decide import plan_decisions
from credfolio.rounds.due import tell_status
from credfolio.rounds.letter import plan_letters
from credfolio.rounds.messages import messages
from credfolio.rounds.progress import Progress
from credfolio.rounds.told import message_with_letter
from credfolio.rounds.triage import plan_event
from paper_run import number
from round_desk import FAIL, PASS, SECRET, Desk, judge

SEAL = "3f2b8c1e-9d4a-4b6f-8e2d-1a5c7b9d0e3f"
PEOPLE = {
    "p-head": "name: Rosa Duarte\n",
    **{
        f"p-read{n}": f"name: Reader {n}\nassesses: {{trained_on: 2025-01-10, most_open: 9}}\n"
        for n in range(5)
    },
    **{f"p-earn{n}": f"name: Earner {n}\nschool: Elm School\n" for n in (2, 4)},
}


def test_status_and_letter_name_the_e_mail_that_fits(tmp_path: Path) -> None:
    name, other = number(2), number(4)
    desk = Desk(tmp_path / "office", PEOPLE, "coach_after: 2\n")
    for n in (2, 4):
        desk.submit(number(n), f"p-earn{n}", "2026-03-02")
    known, told = {one.id for one in messages()}, list[list[str]]()

    def tell(day: str, of: str = name) -> None:
        (line,) = tell_status(desk.on(day), [of]).lines
        steps = sorted({one["message"] for one in line.facts["waits_for"]})
        told.append([line.facts["message"], *steps])
        assert {one for one in told[-1] if one} <= known

    def decide(day: str, which: str) -> None:
        of = desk.on(day)
        desk.write(plan_decisions(of, [which], of.registry.people["p-head"]))

    tell("2026-03-02")
    desk.write(plan_event(desk.on("2026-03-03"), [name, other], "triaged"))
    tell("2026-03-03")
    desk.write(plan_assignment(desk.on("2026-03-03"), SECRET)[0])
    tell("2026-03-04")
    tell("2026-06-01")
    judge(desk, name, "2026-03-09", FAIL, FAIL)
    tell("2026-03-09")
    decide("2026-03-10", name)
    tell("2026-03-10")
    assert told == [
        ["", ""],
        ["received", "asked"],
        ["", "due-soon"],
        ["", "late"],
        ["", "decide"],
        ["again", "again"],
    ]
    outcome, _ = plan_letters(desk.on("2026-03-11"), [name])
    assert outcome.lines[0].facts["message"] == "again"
    settings = desk.root / "office/records.yml"
    settings.write_text(settings.read_text().replace("coach_after: 2", "coach_after: 1"))
    outcome, _ = plan_letters(desk.on("2026-03-11"), [name])
    assert outcome.lines[0].facts["message"] == "coach-next"
    desk.write(outcome)
    tell("2026-03-11")
    desk.write(plan_event(desk.on("2026-03-12"), [name], "appealed"))
    tell("2026-03-12")
    judge(desk, other, "2026-03-09", PASS, PASS)
    decide("2026-03-12", other)
    tell("2026-03-12", other)
    assert told[-3:] == [[""], ["appeal-received", "asked"], ["passed", "passed"]]
    # Whatever was decided, the e-mail with a sealed letter is one and the same.
    of = desk.on("2026-03-12")
    found = of.find(other)
    assert isinstance(found, Progress)
    assert found.case.decision is not None
    digest = "uEi" + "A" * 44
    came = Sealed(id=SEAL, digest=digest, bytes=9, reply_to=f"age1{'q' * 58}")
    sealed = found.case.submission.model_copy(update={"sealed": came})
    for result in ("pass", "resubmit"):
        decision = found.case.decision.model_copy(update={"outcome": result})
        case = replace(found.case, submission=sealed, decision=decision)
        told_in = replace(found, case=case)
        assert message_with_letter(of, told_in) == "sealed-answer"
        # One that is not sealed says the outcome itself, and so does its e-mail.
        plain = message_with_letter(of, told_in, is_sealed=False)
        assert plain == ("passed" if result == "pass" else "coach-next")
