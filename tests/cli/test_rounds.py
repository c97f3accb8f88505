"""The commands of a round, in a private repository beside its public one."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from credfolio.cli import main
from kill_steps import Killed
from pairs import TwoRepositories, make_pair
from proposals import lay

NUMBER = "9p3ra-2c4m6"
PLACE = f"submissions/2026/{NUMBER}"


@pytest.fixture
def pair(tmp_path: Path) -> TwoRepositories:
    """Ana's submission is decided; Max, who is no reader of hers, hands one in on 4 May."""
    made = make_pair(tmp_path)
    text = 'person: p-eva1\ncredential: riverside-usd/active-listening\nversion: "1.1"\n'
    lay(
        made.private,
        {
            "office/people/p-eva1.yml": "name: Eva Lund\naddress: eva@district.example\n",
            f"{PLACE}/submission.yml": f"{text}submitted_on: 2026-05-04\n",
        },
    )
    return made


def run(pair: TwoRepositories, day: str, command: str, *options: object) -> Result:
    arguments = ["--project", pair.private, command, "--with", pair.public, "--today", day]
    done = CliRunner().invoke(main, [str(one) for one in (*arguments, *options)])
    assert not isinstance(done.exception, Exception), done.exception
    return done


def test_a_submission_goes_from_triage_to_a_letter_and_an_appeal(pair: TwoRepositories) -> None:
    sheets, letters = pair.work.with_name("sheets"), pair.work.with_name("letters")
    triaged = run(pair, "2026-05-05", "triage", NUMBER, "--write").output
    assert "can be assigned" in triaged
    assert triaged.endswith("\nRecorded for 1 submission\n")
    events = (pair.private / f"submissions/2026/{NUMBER}/events.yml").read_text()
    assert "    on: 2026-05-05\n" in events, "a day is written alike in a first item and in others"
    dry = run(pair, "2026-05-05", "assign", "--sheets", sheets)
    assert dry.output.endswith("Nothing is written yet. Run it again with --write.\n")
    assert (sheets.exists(), (pair.private / PLACE / "assigned.yml").exists()) == (False, False)

    done = run(pair, "2026-05-05", "assign", "--sheets", sheets, "--write", "--json")
    told = json.loads(done.stdout)
    assert (told["credfolio_round"], told["written"]) == (1, True)
    [line] = told["lines"]
    assert (line["about"], line["due"], len(line["assessors"])) == (NUMBER, "2026-05-19", 2)
    files = sorted(sheets.rglob("*.yml"))
    # Sent back, they may come into one folder.
    names = [f"{line['blind']}-{one}.yml" for one in sorted(line["assessors"])]
    assert [file.name for file in files] == names
    assert all("Eva" not in file.read_text() and NUMBER not in file.read_text() for file in files)

    for file in files:
        text = file.read_text().replace("\non: #", "\non: 2026-05-12 #")
        text = text.replace("decision: #", "decision: resubmit #")
        text = text.replace("level: # dem", "level: progressing # dem")
        file.write_text(text.replace("level: # yes", 'level: "yes" # yes'))
    done = run(pair, "2026-05-13", "record", *files, "--write")
    assert done.exit_code == 0, done.output
    assert "agreed: resubmit; to be confirmed with `credfolio decide`" in done.output
    done = run(pair, "2026-05-13", "decide", f"{NUMBER},", "--by", "p-rosa", "--write")
    assert "the next try keeps part 2" in done.output
    done = run(pair, "2026-05-14", "letter", NUMBER, "--out", letters, "--write")
    assert "to eva@district.example" in done.output
    letter = (letters / f"{NUMBER}.txt").read_text()
    assert letter.startswith(f"Active Listening\n\nSubmission {NUMBER}, attempt 1")
    run(pair, "2026-05-18", "appeal", NUMBER, "--note", "I did wait.", "--write")

    late = run(pair, "2026-05-29", "due")
    assert late.exit_code == 1
    assert "was due on 2026-05-19, late: office has to ask readers" in late.output
    status = run(pair, "2026-05-29", "status", NUMBER).output
    assert "appealed; riverside-usd/active-listening 1.1, attempt 1" in status
    assert pair.check().findings == ()


def test_one_wrong_sheet_ends_in_1_and_the_others_are_written(pair: TwoRepositories) -> None:
    text = "assessors:\n" + "".join(
        f"  - assessor: {who}\n    on: 2026-05-05\n    due: 2026-05-19\n"
        for who in ("p-tom1", "p-lee1")
    )
    lay(pair.private, {f"{PLACE}/assigned.yml": text})
    results = "results:\n  - {part: 1, level: demonstrated}\n  - {part: 2, level: 'yes'}\n"
    good = f"number: {NUMBER}\nreader: p-tom1\non: 2026-05-12\ndecision: pass\n{results}"
    lay(pair.work.parent, {"good.yml": good, "bad.yml": "\x00"})
    files = [pair.work.with_name(name) for name in ("bad.yml", "good.yml")]
    done = run(pair, "2026-05-13", "record", *files, "--write")
    assert done.exit_code == 1
    assert "bad.yml  " in done.output.splitlines()[0]
    assert f"{NUMBER}  waits for p-lee1" in done.output
    assert (pair.private / PLACE / "sheets/p-tom1.yml").is_file()


@pytest.mark.parametrize(
    ("command", "options", "expected"),
    [
        ("decide", [NUMBER, "--by", "p-nobody"], '"p-nobody" is not in office/people/'),
        ("triage", [NUMBER, "--withdrawn", "--coach-met"], "more than one thing"),
        ("letter", [NUMBER, "--write"], "nothing says where the letters go"),
    ],
)
def test_what_cannot_be_done_is_said_with_what_to_do(
    pair: TwoRepositories, command: str, options: list[str], expected: str
) -> None:
    done = run(pair, "2026-05-13", command, *options)
    assert (done.exit_code, expected in done.output) == (2, True)
    assert "fix: " in done.output


def test_sheets_and_letters_are_kept_out_of_the_repository(pair: TwoRepositories) -> None:
    assert run(pair, "2026-05-13", "assign", "--sheets", pair.private / "out").exit_code == 2
    assert run(pair, "2026-05-13", "letter", "--out", pair.private / "out").exit_code == 2


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a forked process")
def test_a_killed_command_goes_on_and_leaves_nothing_half_written(pair: TwoRepositories) -> None:
    shutil.rmtree(pair.private / ".git")
    numbers = [NUMBER, *(f"9p3ra-2c4m{n}" for n in range(3))]
    text = (pair.private / PLACE / "submission.yml").read_text()
    for number in numbers:
        lay(pair.private, {f"submissions/2026/{number}/submission.yml": text})

    def work() -> None:
        assert run(pair, "2026-05-05", "triage", *numbers, "--write").exit_code in (0, 1)

    done = list(Killed(pair.private, work, submissions_of).at(6, 1))
    assert len(done) >= 3


def submissions_of(project: Path) -> dict[str, bytes]:
    return {
        file.relative_to(project).as_posix(): file.read_bytes()
        for file in sorted((project / "submissions").rglob("*.yml"))
    }
