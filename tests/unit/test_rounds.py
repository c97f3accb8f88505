"""A round of judging, from submissions to second tries, read from the files after each step."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pyrage
import pytest

from credfolio.findings.finding import Finding
from credfolio.proof.digests import digest_of_bytes
from credfolio.records.reckoned.outcomes import journeys, outcomes
from credfolio.records.source_text import parse_yaml
from credfolio.rounds.assign import plan_assignment
from credfolio.rounds.blind import blind_number
from credfolio.rounds.decide import plan_decisions
from credfolio.rounds.due import tell_due, tell_status
from credfolio.rounds.letter import plan_letters
from credfolio.rounds.said import Said
from credfolio.rounds.sheet_files import blank_sheet, read_sheet_file
from credfolio.rounds.triage import plan_event
from paper_run import number
from round_desk import FAIL, PASS, SECRET, Desk, judge, judge_all, record, sheet

READERS = 8
TRAINED = "assesses: {trained_on: 2025-01-10"
PEOPLE = {
    "p-head": "name: Rosa Duarte\n",
    **{f"p-read{n}": f"name: Reader {n}\n{TRAINED}, most_open: 9}}\n" for n in range(READERS)},
    # One at the same school as all earners of Oak School, one who coached Earner 1.
    "p-read0": f"name: Reader 0\nschool: Oak School\n{TRAINED}, most_open: 9}}\n",
    "p-late": "name: Late\nassesses: {trained_on: 2026-05-01}\n",
    "p-gone": f"name: Gone\n{TRAINED}, until: 2026-03-10}}\n",
    "p-else": f"name: Else\n{TRAINED}, credentials: [hillcrest-university/mentoring]}}\n",
    **{
        f"p-earn{n}": f"name: Earner {n}\nschool: {'Oak' if n % 3 == 0 else 'Elm'} School\n"
        + ("coached_by: [p-read1]\n" if n == 1 else "")
        + (f"address: earner{n}@district.example\n" if n % 2 else "")
        for n in range(24)
    },
}
KEY = str(pyrage.x25519.Identity.generate().to_public())


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """24 people handed in on 2 March 2026, a Monday."""
    made = Desk(tmp_path / "office", PEOPLE, "coach_after: 2\n")
    for n in range(24):
        made.submit(number(n), f"p-earn{n}", "2026-03-02")
    return made


def triaged(desk: Desk, day: str, *numbers: str) -> None:
    desk.write(plan_event(desk.on(day), numbers, "triaged"))


def assign(desk: Desk, day: str) -> dict[str, Said]:
    return desk.write(plan_assignment(desk.on(day), SECRET)[0])


def decide(desk: Desk, day: str, *numbers: str) -> dict[str, Said]:
    of = desk.on(day)
    return desk.write(plan_decisions(of, numbers, of.registry.people["p-head"]))


def readers_of(desk: Desk, name: str) -> list[str]:
    data = parse_yaml((desk.root / f"submissions/2026/{name}/assigned.yml").read_text(), "")
    assert not isinstance(data, Finding)
    return [one["assessor"] for one in data["assessors"] if "declined_on" not in one]


def test_a_round_of_24_goes_from_submissions_to_second_tries(desk: Desk) -> None:
    names = [number(n) for n in range(24)]
    triaged(desk, "2026-03-03", *names[:23])
    returned = plan_event(desk.on("2026-03-03"), names[23:], "returned", note="The recording.")
    assert desk.write(returned)[names[23]].text == "goes back as incomplete; that is no attempt"

    said = assign(desk, "2026-03-03")
    assert not any(one.is_problem for one in said.values())
    asked = {name: readers_of(desk, name) for name in names[:23]}
    load = Counter(who for two in asked.values() for who in two)
    assert set(load) == {f"p-read{n}" for n in range(READERS)}
    assert max(load.values()) - min(load.values()) <= 2
    assert not any("p-read0" in asked[names[n]] for n in range(0, 23, 3))
    assert "p-read1" not in asked[names[1]]
    # Ten business days after Tuesday, 3 March.
    assert {one.facts["due"] for one in said.values()} == {"2026-03-17"}
    # The same records, day, and secret give the same readers, so nothing is asked again.
    assert desk.on("2026-03-03").registry.assignments.keys() == {
        f"2026/{one}" for one in names[:23]
    }
    assert assign(desk, "2026-03-03") == {}

    both = {
        name: (PASS, PASS) if n < 12 else (FAIL, FAIL) if n < 20 else (PASS, FAIL)
        for n, name in enumerate(names[:23])
    }
    found = judge_all(desk, "2026-03-12", both)
    expected = ["agreed: pass"] * 12 + ["agreed: resubmit"] * 8 + ["they disagree on part 1"] * 3
    assert [found[name].text.partition(";")[0].partition(": a ")[0] for name in both] == expected
    assert found[names[20]].facts["waits_for"] == "third"

    third = assign(desk, "2026-03-13")
    assert sorted(third) == sorted(names[20:23])
    assert all(len(set(readers_of(desk, name))) == 3 for name in third)
    found = judge_all(desk, "2026-03-16", dict.fromkeys(third, (FAIL,)))
    assert {one.facts["basis"] for one in found.values()} == {"third"}

    decided = decide(desk, "2026-03-17")
    assert len(decided) == 23
    assert decided[names[12]].text == "resubmit (agreed); the next try keeps part 2"
    assert desk.findings() == ()
    letters = plan_letters(desk.on("2026-03-18"), ())[0]
    assert len(desk.write(letters)) == 23

    # Nine of the eleven try again, with the part that is still open.
    again = {f"again-{n:05d}": n for n in range(12, 21)}
    for name, n in again.items():
        desk.submit(name, f"p-earn{n}", "2026-04-06", f"attempt: 2\nfollows: {number(n)}\n")
    triaged(desk, "2026-04-07", *again)
    assert not any(one.is_problem for one in assign(desk, "2026-04-07").values())
    for name, n in again.items():
        before, now = set(readers_of(desk, number(n))), set(readers_of(desk, name))
        assert (len(before & now), len(now)) == (1, 2)
    open_part = PASS.splitlines(keepends=True)[0]
    found = judge_all(desk, "2026-04-14", dict.fromkeys(again, (open_part, open_part)))
    assert {one.facts["outcome"] for one in found.values()} == {"pass"}
    assert len(decide(desk, "2026-04-15")) == 9

    assert desk.findings() == ()
    registry = desk.on("2026-04-15").registry
    found_all = outcomes(registry, journeys(registry))
    assert (found_all.number, found_all.not_at_first) == (23, 11)
    assert (found_all.tried_again, found_all.passed_later, found_all.passed) == (9, 9, 21)
    assert (found_all.third_readings, found_all.late) == (3, 0)


def test_what_is_not_looked_through_or_has_too_few_readers_is_named_with_why(desk: Desk) -> None:
    first, second = number(0), number(1)
    triaged(desk, "2026-03-03", first)
    for n in range(2, READERS):
        (desk.root / f"office/people/p-read{n}.yml").unlink()
    said = assign(desk, "2026-03-03")
    assert said[second].text == f"has not been looked through: `credfolio triage {second}`"
    assert said[first].is_problem
    assert said[first].text.startswith("2 readers needed, and only p-read1 is free (")
    assert "1 has an interest in it (same person, school, or coach)" in said[first].text
    assert "1 stops assessing before it is due" in said[first].text


def test_whoever_declines_or_leaves_is_replaced_and_keeps_nothing_open(desk: Desk) -> None:
    name = number(2)
    triaged(desk, "2026-03-03", name)
    assign(desk, "2026-03-03")
    first, second = readers_of(desk, name)
    desk.write(plan_assignment(desk.on("2026-03-04"), SECRET, {(name, first): "I am ill."})[0])
    assert first not in readers_of(desk, name)
    file = desk.root / f"office/people/{second}.yml"
    file.write_text(file.read_text().replace("most_open: 9", "until: 2026-03-05"))
    said = assign(desk, "2026-03-06")
    assert second in said[name].text or second not in readers_of(desk, name)
    assert len(readers_of(desk, name)) == 2
    assert not {first, second} & set(readers_of(desk, name))
    wrong = plan_assignment(desk.on("2026-03-06"), SECRET, {(name, first): "Again."})[0]
    assert "nothing to decline" in wrong.lines[0].text


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (("decision: resubmit", "decision: pass"), "its levels do not meet the passing rule"),
        (("level: progressing", "level: good"), 'part 1 has no level "good"; write one of'),
        (("criterion: waiting", "criterion: hurry"), 'part 1 has no criterion "hurry"'),
        (("part: 2,", "part: 7,"), "there is no part 7 in version 1.1"),
        (("  - {part: 2, level: 'yes'}\n", ""), "part 2 has no level yet"),
        (("on: 2026-03-09", "on: 2026-04-09"), "it is of 2026-04-09; p-read"),
        (("on: 2026-03-09", "on: 2026-03-01"), "it is of 2026-03-01; p-read"),
        (("number:", "nummer:"), "it does not say what it judges"),
        (('number: "', 'number: "0'), "no submission has the number"),
        (("reader: p-", "reader: q-"), "is not asked to read"),
        (("results:", "\tresults:"), "line 6: "),
        (("decision: resubmit", "decision: maybe"), "maybe"),
    ],
)
def test_a_sheet_that_cannot_be_taken_is_named_and_stops_no_other(
    desk: Desk, change: tuple[str, str], expected: str
) -> None:
    name = number(2)
    triaged(desk, "2026-03-03", name)
    assign(desk, "2026-03-03")
    first, second = readers_of(desk, name)
    blind = blind_number(SECRET, name)
    wrong = sheet(blind, first, "2026-03-09", FAIL).decode().replace(*change).encode()
    said = record(desk, "2026-03-10", wrong, sheet(blind, second, "2026-03-09", FAIL))
    assert said["0.yml"].is_problem
    assert expected in said["0.yml"].text
    assert said[name].text == f"waits for {first}"


def test_a_sheet_is_final_and_the_same_one_again_changes_nothing(desk: Desk) -> None:
    name = number(2)
    triaged(desk, "2026-03-03", name)
    assign(desk, "2026-03-03")
    first = readers_of(desk, name)[0]
    one = sheet(name, first, "2026-03-09")
    record(desk, "2026-03-09", one)
    again = record(desk, "2026-03-10", one)["0.yml"]
    assert (again.is_problem, again.text.endswith("is in already")) == (False, True)
    other = record(desk, "2026-03-10", sheet(name, first, "2026-03-09", FAIL))["0.yml"]
    assert (other.is_problem, other.text.endswith("a sheet is final")) == (True, True)


def test_the_sheet_that_the_page_saves_is_taken_with_its_notes(desk: Desk) -> None:
    name = number(2)
    triaged(desk, "2026-03-03", name)
    assign(desk, "2026-03-03")
    reader = readers_of(desk, name)[0]
    fields = {
        "who": blind_number(SECRET, name),
        "assessor": desk.on("2026-03-04").registry.people[reader].name,
        "on": "2026-03-09",
        "decision": "resubmit",
        "feedback": "Leave more time.",
        "1/criterion/waiting": "progressing",
        "1/criterion/waiting/note": "Once.",
        "2/level": "yes",
    }
    raw = {"credfolio_assessment": 1, "fields": {key: {"v": v} for key, v in fields.items()}}
    record(desk, "2026-03-10", json.dumps(raw).encode())
    found = desk.on("2026-03-10").registry.sheets[f"2026/{name}/{reader}"]
    assert (found.decision, found.feedback) == ("resubmit", "Leave more time.")
    assert [(one.part, one.level, one.comment) for one in found.results] == [
        (1, "progressing", "Once."),
        (2, "yes", None),
    ]


def test_a_sheet_to_fill_in_names_nobody_and_asks_the_open_parts_only(desk: Desk) -> None:
    text = desk.on("2026-03-03").registry.credentials["riverside-usd/active-listening"]
    form = blank_sheet(text, "0a1b2c3d", "p-read1", "2026-03-17", kept=[2])
    assert "criterion: waiting # Waiting" in form
    assert "level: # demonstrated, progressing, not-met" in form
    assert "Part 2 passed in an earlier try and is not judged again." in form
    assert "part: 2" not in form
    assert "talks with" not in form
    for rule, words in (("required", "the educator"), ("sample", "some educators, drawn by lot,")):
        talk = blank_sheet(text, "0a1b2c3d", "p-read1", "2026-03-17", conversation=rule)
        assert f"# The office talks with {words} about the work." in talk
    filled = form.replace("\non: #", "\non: 2026-03-09 #").replace(
        "decision: #", "decision: pass #"
    )
    filled = filled.replace("level: #", "level: demonstrated #")
    read = read_sheet_file("a.yml", filled.encode())
    assert not isinstance(read, str)
    assert (read.number, read.reader) == ("0a1b2c3d", "p-read1")
    assert read.data["results"] == [{"part": "1", "criterion": "waiting", "level": "demonstrated"}]


def test_nobody_confirms_what_they_read_or_have_an_interest_in(desk: Desk) -> None:
    name = number(2)
    triaged(desk, "2026-03-03", name)
    assign(desk, "2026-03-03")
    waiting = decide(desk, "2026-03-04", name)[name]
    assert waiting.text == "waits for " + " and ".join(readers_of(desk, name))
    judge(desk, name, "2026-03-09", PASS, PASS)
    of = desk.on("2026-03-10")
    for approver, expected in ((readers_of(desk, name)[0], "read it as"), ("p-earn2", "submitted")):
        found = plan_decisions(of, [name], of.registry.people[approver])
        assert expected in found.lines[0].text
        assert found.changes == {}
    decide(desk, "2026-03-10", name)
    assert "is decided on 2026-03-10 already" in decide(desk, "2026-03-11", name)[name].text


def test_an_appeal_is_read_by_people_who_have_seen_nothing_of_it(desk: Desk) -> None:
    name = number(2)
    triaged(desk, "2026-03-03", name)
    assign(desk, "2026-03-03")
    early = plan_event(desk.on("2026-03-04"), [name], "appealed").lines[0]
    assert early.text == "is not decided yet, so there is nothing to appeal"
    judge(desk, name, "2026-03-09", FAIL, FAIL)
    decide(desk, "2026-03-10", name)
    before = set(readers_of(desk, name))
    desk.write(plan_event(desk.on("2026-03-12"), [name], "appealed", note="I did wait."))
    assign(desk, "2026-03-12")
    fresh = set(readers_of(desk, name)) - before
    assert len(fresh) == 2
    assert judge(desk, name, "2026-03-16", PASS, PASS)[name].facts["basis"] == "appeal"
    assert decide(desk, "2026-03-17", name)[name].text == "pass (appeal)"
    assert desk.findings() == ()


def test_after_as_many_tries_as_the_office_says_a_coach_is_met_first(desk: Desk) -> None:
    name, tries = number(2), ["try-two00", "try-three"]
    triaged(desk, "2026-03-03", name)
    assign(desk, "2026-03-03")
    judge(desk, name, "2026-03-09", FAIL, FAIL)
    decide(desk, "2026-03-10", name)
    before = name
    for n, one in enumerate(tries):
        desk.submit(one, "p-earn2", "2026-03-11", f"attempt: {n + 2}\nfollows: {before}\n")
        triaged(desk, "2026-03-11", one)
        said = assign(desk, "2026-03-11")[one]
        before = one
        if n == 0:
            first = FAIL.splitlines(keepends=True)[0]
            judge(desk, one, "2026-03-11", first, first)
            assert "that is try 2, so a coach is met" in decide(desk, "2026-03-11", one)[one].text
    assert said.is_problem
    assert "follows 2 tries without a pass, so a coach is met first" in said.text
    desk.write(plan_event(desk.on("2026-03-12"), ["try-three"], "coach-met"))
    assert not assign(desk, "2026-03-12")["try-three"].is_problem
    # Part 2 passed in the first try, and was not judged in the second.
    first = PASS.splitlines(keepends=True)[0]
    assert judge(desk, "try-three", "2026-03-13", first, first)["try-three"].facts["outcome"] == (
        "pass"
    )
    decide(desk, "2026-03-13", "try-three")
    assert desk.findings() == ()


def test_a_letter_names_no_reader_and_says_what_another_try_takes(desk: Desk) -> None:
    name = number(2)
    triaged(desk, "2026-03-03", name)
    assign(desk, "2026-03-03")
    judge(desk, name, "2026-03-09", FAIL, FAIL)
    decide(desk, "2026-03-10", name)
    outcome, letters = plan_letters(desk.on("2026-03-11"), [name])
    text = letters[name].text
    assert "Reader A: submit again" in text
    assert "Reader B: submit again" in text
    assert not any(who in text or f"Reader {who[-1]}:" in text for who in readers_of(desk, name))
    assert "- Part 1, Waiting: Progressing. You leave three seconds now and then." in text
    assert "To reach Demonstrated: You leave three seconds after every answer." in text
    assert "You keep part 2" in text
    assert "You may submit 2 more times." in text
    assert outcome.lines[0].text == "resubmit; p-earn2 has no address: hand it over yourself"
    desk.write(outcome)
    found = desk.on("2026-03-11").registry.decisions[f"2026/{name}"]
    assert (found.told_on, str(found.letter_digest)[:3]) == (date(2026, 3, 11), "uEi")
    # The same letter again is the same letter, and is told once.
    again, same = plan_letters(desk.on("2026-03-20"), [name])
    assert (again.changes, same) == ({}, letters)
    assert letters[name].reply_to == ""
    assert letters[name].data["kept_parts"] == [2]
    assert f"With your next try, state that it follows {name}." in text
    # The page that opens a sealed letter begins a try that says so by itself.
    path = f"submissions/2026/{name}/submission.yml"
    digest = digest_of_bytes(b"sealed")
    sealed = (
        f"id: 0b1f6a2e-4d3c-4e5f-8a9b-0c1d2e3f4a5b, digest: {digest}, bytes: 9, reply_to: {KEY}"
    )
    (desk.root / path).write_bytes((desk.read(path) or b"") + f"sealed: {{{sealed}}}\n".encode())
    letter = plan_letters(desk.on("2026-03-20"), [name])[1][name]
    assert letter.reply_to == KEY
    assert f"Begin it from this letter or its receipt: then it says that it follows {name}." in (
        letter.text
    )


def test_what_is_late_is_said_with_who_has_to_do_what(desk: Desk) -> None:
    one, two = number(2), number(4)
    triaged(desk, "2026-03-03", one, two)
    assign(desk, "2026-03-03")
    assert all("triage" in line.text for line in tell_due(desk.on("2026-03-03"), 3).lines)
    found = {
        line.about: line
        for line in tell_due(desk.on("2026-03-18"), 3).lines
        if line.about in (one, two)
    }
    assert found[one].text.startswith("was due on 2026-03-17, late: p-read")
    assert found[one].text.endswith(" has to read it")
    judge(desk, one, "2026-03-18", PASS, PASS)
    status = tell_status(desk.on("2026-03-18"), [one, "no-such"])
    assert status.lines[0].text.startswith("judged; riverside-usd/active-listening 1.1, attempt 1")
    assert "\n    from p-earn2: Earner 2, " in status.lines[0].text
    assert status.lines[0].facts["waits_for"][0]["due"] == "2026-03-20"
    assert status.lines[1].text == "there is no such submission"
