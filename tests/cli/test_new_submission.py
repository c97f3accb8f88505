"""`credfolio new submission`: work on paper or by e-mail, from which a round goes on."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from credfolio.cli import main
from pairs import TwoRepositories, make_pair
from proposals import lay

CREDENTIAL = "riverside-usd/active-listening"
READERS = {
    f"office/people/p-read{n}.yml": f"name: Reader {n}\nassesses: {{trained_on: 2025-01-10}}\n"
    for n in (1, 2)
}
EVA = {
    "office/people/p-eva1.yml": "name: Eva Lund\nroles: [coach]\nschool: Hill School\n"
    "grades: [middle]\n"
}
DECISION = "outcome: {}\nbasis: agreed\napproved_by: p-rosa\non: 2026-05-20\n"


@pytest.fixture
def pair(tmp_path: Path) -> TwoRepositories:
    made = make_pair(tmp_path)
    lay(made.private, {**READERS, **EVA})
    return made


def run(pair: TwoRepositories, *words: object, on: str = "2026-06-01") -> Result:
    arguments = ["--project", pair.private, *words, "--with", pair.public, "--today", on]
    done = CliRunner().invoke(main, [str(one) for one in arguments])
    assert not isinstance(done.exception, Exception), done.exception
    return done


def new(pair: TwoRepositories, *words: object, on: str = "2026-06-01") -> Result:
    given = ("--no-ask", "--person", "p-eva1", "--credential", CREDENTIAL)
    return run(pair, "new", "submission", *given, *words, on=on)


def record(pair: TwoRepositories, number: str) -> str:
    return (pair.private / f"submissions/2026/{number}/submission.yml").read_text()


def test_a_round_goes_on_from_a_submission_on_paper(pair: TwoRepositories) -> None:
    done = new(pair, "--submitted-on", "2026-05-28", "--evidence", "1")
    assert done.exit_code == 0, done.output
    assert "Wrote submissions/2026/2026-0001/submission.yml\n" in done.output
    assert "credfolio triage 2026-0001 --with" in done.output
    text = record(pair, "2026-0001")
    for line in ("person: p-eva1", 'version: "1.1"', "submitted_on: 2026-05-28", "role: coach"):
        assert f"{line}\n" in text
    assert "school: Hill School\n" in text
    assert [one.message for one in pair.check().findings if one.is_error] == []
    [folder] = (pair.private / "submissions/2026").glob("2026-*")
    assert [one.name for one in folder.iterdir()] == ["submission.yml"]

    for words in (("triage", "2026-0001"), ("assign", "--sheets", pair.work.with_name("sheets"))):
        done = run(pair, *words, "--write")
        assert done.exit_code == 0, done.output
    status = run(pair, "status", "2026-0001").output
    assert "assigned" in status
    sheets = sorted(pair.work.with_name("sheets").rglob("*.yml"))
    for sheet in sheets:
        filled = sheet.read_text().replace("\non: #", "\non: 2026-06-03 #")
        filled = filled.replace("decision: #", "decision: pass #")
        filled = filled.replace("level: # dem", "level: demonstrated # dem")
        sheet.write_text(filled.replace("level: # ", "level: 'yes' # "))
    done = run(pair, "record", *sheets, "--write", on="2026-06-03")
    assert "agreed: pass" in done.output, done.output
    done = run(pair, "decide", "2026-0001", "--by", "p-rosa", "--write", on="2026-06-04")
    assert done.exit_code == 0, done.output
    assert [one.message for one in pair.check(date(2026, 6, 4)).findings if one.is_error] == []


def test_another_try_follows_the_one_before_and_numbers_go_on(pair: TwoRepositories) -> None:
    new(pair, "--submitted-on", "2026-05-04")
    done = new(pair)
    assert (done.exit_code, "2026-0001, is not decided yet" in done.output) == (2, True)
    folder = "submissions/2026/2026-0001"
    asked = "".join(
        f"  - {{assessor: p-read{n}, on: 2026-05-05, due: 2026-05-15}}\n" for n in (1, 2)
    )
    result = "  - {part: 1, criterion: waiting, level: progressing}\n  - {part: 2, level: 'yes'}\n"
    sheet = f"on: 2026-05-14\ndecision: resubmit\nresults:\n{result}"
    lay(
        pair.private,
        {
            f"{folder}/assigned.yml": f"assessors:\n{asked}",
            f"{folder}/decision.yml": DECISION.format("resubmit"),
            **{f"{folder}/sheets/p-read{n}.yml": sheet for n in (1, 2)},
        },
    )
    done = new(pair, "--submitted-on", "2026-05-19")
    assert (done.exit_code, "is before the decision on 2026-0001" in done.output) == (2, True)
    done = new(pair)
    assert done.exit_code == 0, done.output
    assert "attempt: 2\n" in record(pair, "2026-0002")
    assert "follows: 2026-0001\n" in record(pair, "2026-0002")
    assert [one.message for one in pair.check().findings if one.is_error] == []


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["--person", "p-none"], '"p-none"'),
        (["--person", "Eva"], "write the id: p-eva1: Eva Lund"),
        (["--person", "Nobody Here"], "run `credfolio new person`"),
        (["--credential", "riverside-usd/none"], '"riverside-usd/none"'),
        (["--version", "9.9"], 'the text of version "9.9" of riverside-usd/active-listening'),
        (["--evidence", "7/none"], 'no evidence "7/none"'),
        (["--submitted-on", "2026-06-02"], "2026-06-02 is after 2026-06-01"),
        (["A number"], "cannot be a number"),
        (["k7qm3-xw9t2"], "there is a submission"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    pair: TwoRepositories, words: list[str], why: str
) -> None:
    done = new(pair, *words)
    assert (done.exit_code, why in done.output) == (2, True), done.output
    assert list((pair.private / "submissions/2026").glob("2026-*")) == []


def test_what_is_missing_is_named_and_a_number_of_ones_own_is_kept(pair: TwoRepositories) -> None:
    done = run(pair, "new", "submission", "--no-ask")
    assert (done.exit_code, "needs --person, --credential" in done.output) == (2, True), done.output
    assert new(pair, "paper-7").exit_code == 0
    assert "person: p-eva1\n" in record(pair, "paper-7")
    done = CliRunner().invoke(
        main,
        ["--project", str(pair.public), "new", "submission", "--with", str(pair.private)],
    )
    assert "in the private repository" in done.output
