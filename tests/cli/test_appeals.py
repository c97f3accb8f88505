"""An appeal, from the letter before it to the one after: others read it, and the office goes on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from credfolio.cli import main
from credfolio.records.reckoned.outcomes import journeys, outcomes
from pairs import TwoRepositories, make_pair
from proposals import lay

NUMBER, OTHER = "9p3ra-2c4m6", "7aaaa-2bbbb"
PASS = "decision: pass\nresults:\n  - {part: 1, level: demonstrated}\n  - {part: 2, level: 'yes'}\n"
KEPT = "decision: resubmit\nresults:\n  - {part: 1, level: progressing}\n"
FAIL, NOTHING = KEPT + "  - {part: 2, level: 'yes'}\n", KEPT + "  - {part: 2, level: 'no'}\n"


@pytest.fixture
def pair(tmp_path: Path) -> TwoRepositories:
    """Eva and Ida hand one in each, and seven people may read."""
    made = make_pair(tmp_path)
    text = 'credential: riverside-usd/active-listening\nversion: "1.1"\nsubmitted_on: 2026-05-04\n'
    for number, name in ((NUMBER, "eva"), (OTHER, "ida")):
        person, place = f"p-{name}1", f"submissions/2026/{number}/submission.yml"
        lay(made.private, {f"office/people/{person}.yml": f"name: {name.title()} Lund\n"})
        lay(made.private, {place: f"person: {person}\n{text}"})
    for n in range(5):
        reader = f"name: Reader {n}\nassesses: {{trained_on: 2025-01-10}}\n"
        lay(made.private, {f"office/people/p-read{n}.yml": reader})
    return made


def run(pair: TwoRepositories, day: int, command: str, *options: object) -> Result:
    on = f"2026-05-{day:02}"
    arguments = ["--project", pair.private, command, "--with", pair.public, "--today", on]
    done = CliRunner().invoke(main, [str(one) for one in (*arguments, *options, "--json")])
    assert not isinstance(done.exception, Exception), done.output
    return done


def says(done: Result, number: str = NUMBER) -> str:
    return "\n".join(
        one["says"] for one in json.loads(done.stdout)["lines"] if number == one["about"]
    )


def read(pair: TwoRepositories, day: int, *sheets: str) -> str:
    """Ask readers, and record what those who were asked now send; what is said of it."""
    done = run(pair, day, "assign", "--write")
    [asked] = [one for one in json.loads(done.stdout)["lines"] if one["about"] == NUMBER]
    assert len(asked["assessors"]) == len(sheets), asked
    files = []
    for who, sheet in zip(asked["assessors"], sheets, strict=True):
        file = pair.work.with_name(f"{who}.yml")
        file.write_text(f"number: {asked['blind']}\nreader: {who}\non: 2026-05-{day:02}\n{sheet}")
        files.append(file)
    return says(run(pair, day, "record", *files, "--write"))


def decide(pair: TwoRepositories, day: int) -> str:
    done = run(pair, day, "decide", NUMBER, "--by", "p-rosa", "--write")
    assert done.exit_code == 0, done.output
    return says(done)


def letter(pair: TwoRepositories, day: int) -> str:
    out = pair.work.with_name(f"letters-{len(list(pair.work.parent.iterdir()))}")
    assert run(pair, day, "letter", NUMBER, "--out", out, "--write").exit_code == 0
    return (out / f"{NUMBER}.txt").read_text()


def appealed(pair: TwoRepositories, day: int, *first: str) -> None:
    """It was triaged, read on 5 May, decided, and told; then it is appealed on `day`."""
    run(pair, 5, "triage", NUMBER, "--write")
    said = read(pair, 5, *first[:2])
    if len(first) > 2:
        assert "a third reader is needed" in said
        read(pair, 5, *first[2:])
    assert decide(pair, 5).startswith("resubmit")
    assert "Please submit again." in letter(pair, 5)
    assert run(pair, day, "appeal", NUMBER, "--note", "I did wait.", "--write").exit_code == 0


def others_go_on(pair: TwoRepositories, day: int) -> None:
    assert pair.check().findings == ()
    done = run(pair, day, "triage", OTHER)
    assert "can be assigned" in says(done, OTHER)


@pytest.mark.parametrize("day", [5, 18], ids=["same day", "later"])
@pytest.mark.parametrize("first", [(FAIL, FAIL), (PASS, FAIL, FAIL)], ids=["agreed", "third"])
@pytest.mark.parametrize("second", [(PASS, PASS), (FAIL, PASS, PASS), (FAIL, FAIL)])
def test_an_appeal_is_read_decided_and_told_and_others_go_on(
    pair: TwoRepositories, day: int, first: tuple[str, ...], second: tuple[str, ...]
) -> None:
    appealed(pair, day, *first)
    others_go_on(pair, day)
    said = read(pair, day, *second[:2])
    others_go_on(pair, day)
    if len(second) > 2:
        assert "a third reader is needed" in said
        said = read(pair, day, *second[2:])
        others_go_on(pair, day)
    outcome = "pass" if second[-1] == PASS else "resubmit"
    assert said.startswith(f"on appeal: {outcome}; to be confirmed")
    assert decide(pair, day).startswith(f"{outcome} (appeal)")
    others_go_on(pair, day)
    told = letter(pair, day)
    names = "CDEF"[len(first) - 2 :][: len(second)]
    listed = f"{', '.join(names[:-1])} and {names[-1]}"
    assert f"This answers your appeal. Readers {listed} had not seen your work" in told
    assert ("You passed." in told) == (outcome == "pass")
    status = says(run(pair, day, "status", NUMBER))
    assert status.startswith("told; ")
    assert " for the appeal, due" in status
    registry = pair.check().registry
    found = outcomes(registry, [one for one in journeys(registry) if one.person == "p-eva1"])
    assert (found.passed, found.third_readings) == (outcome == "pass", len(first) > 2)


def test_an_appeal_takes_nothing_away_and_the_next_try_keeps_it(pair: TwoRepositories) -> None:
    appealed(pair, 5, FAIL, FAIL)
    read(pair, 5, NOTHING, NOTHING)
    assert decide(pair, 5) == "resubmit (appeal); the next try keeps part 2"
    again = "9p3ra-3c4m6"
    own = (pair.private / f"submissions/2026/{NUMBER}/submission.yml").read_text()
    text = own.replace("05-04", "05-06") + f"attempt: 2\nfollows: {NUMBER}\n"
    lay(pair.private, {f"submissions/2026/{again}/submission.yml": text})
    assert pair.check().findings == ()
    run(pair, 6, "triage", again, "--write")
    done = run(pair, 6, "assign", "--write")
    [asked] = [one for one in json.loads(done.stdout)["lines"] if one["about"] == again]
    only = "decision: pass\nresults:\n  - {part: 1, level: demonstrated}\n"
    files = [pair.work.with_name(f"{who}.yml") for who in asked["assessors"]]
    for file in files:
        file.write_text(f"number: {again}\nreader: {file.stem}\non: 2026-05-06\n{only}")
    assert "agreed: pass" in says(run(pair, 6, "record", *files, "--write"), again)
    assert run(pair, 6, "decide", again, "--by", "p-rosa", "--write").exit_code == 0
    assert pair.check().findings == ()


def test_a_second_appeal_waits_a_day_and_is_read_by_others_again(pair: TwoRepositories) -> None:
    appealed(pair, 5, FAIL, FAIL)
    read(pair, 5, FAIL, FAIL)
    decide(pair, 5)
    assert "on a later day" in says(run(pair, 5, "appeal", NUMBER))
    assert run(pair, 6, "appeal", NUMBER, "--write").exit_code == 0
    others_go_on(pair, 6)
    assert read(pair, 6, PASS, PASS).startswith("on appeal: pass")
    assert decide(pair, 6) == "pass (appeal)"
    others_go_on(pair, 6)


def test_what_is_tried_again_is_not_appealed_at_the_same_time(pair: TwoRepositories) -> None:
    run(pair, 5, "triage", NUMBER, "--write")
    read(pair, 5, FAIL, FAIL)
    decide(pair, 5)
    own = (pair.private / f"submissions/2026/{NUMBER}/submission.yml").read_text()
    text = own.replace("05-04", "05-06") + f"attempt: 2\nfollows: {NUMBER}\n"
    lay(pair.private, {"submissions/2026/9p3ra-3c4m6/submission.yml": text})
    assert "credfolio triage 9p3ra-3c4m6 --withdrawn" in says(run(pair, 6, "appeal", NUMBER))
    run(pair, 6, "triage", "9p3ra-3c4m6", "--withdrawn", "--write")
    assert run(pair, 6, "appeal", NUMBER, "--write").exit_code == 0
    read(pair, 7, PASS, PASS)
    decide(pair, 7)
    assert pair.check().findings == ()
