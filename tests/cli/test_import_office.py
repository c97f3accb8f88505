"""A clerk moves from an old platform: people, attempts, what readers wrote, and requests."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from credfolio.cli import main
from pairs import TwoRepositories, make_pair
from paper_run import READERS, THIRDS, attempts, days_of
from proposals import TODAY, lay

HEAD = "Submission ID,Name,Micro-credential,Submitted,Decided,Outcome\n"
ONE = HEAD + "S-1,Eva Lind,Active Listening,2026-01-05,2026-01-19,Passed\n"
WIDE = "Submission ID,Reviewer,Reviewed on,Decision,Part 1 Waiting,Part 2\n"
LONG = "Submission ID,Reviewer,Reviewed on,Part,Criterion,Level,Comment\n"
CREDENTIAL = "riverside-usd/active-listening"


@pytest.fixture
def pair(tmp_path: Path) -> TwoRepositories:
    return make_pair(tmp_path)


def run(pair: TwoRepositories, kind: str, text: str, *options: str) -> Result:
    sheet = pair.work.with_name(f"{kind}.csv")
    sheet.write_text(text, encoding="utf-8")
    arguments = ["--project", pair.private, "import", kind, sheet, "--with", pair.public]
    arguments += ["--today", TODAY.isoformat(), *options]
    if kind != "people":
        arguments += ["--system", "Old Platform"]
    if kind == "cohort":
        arguments += ["--approved-by", "p-rosa"]
    done = CliRunner().invoke(main, [str(one) for one in arguments])
    assert not isinstance(done.exception, Exception), done.exception
    return done


def write(pair: TwoRepositories, kind: str, text: str) -> Result:
    done = run(pair, kind, text, "--write")
    assert done.exit_code == 0, done.output
    return done


def files(pair: TwoRepositories) -> dict[str, bytes]:
    return {
        file.relative_to(pair.private).as_posix(): file.read_bytes()
        for file in sorted(pair.private.rglob("*.yml"))
    }


def new_in(pair: TwoRepositories, before: dict[str, bytes]) -> dict[str, object]:
    """The data of each file that was not there, or said something else."""
    return {
        path: yaml.load(data, yaml.BaseLoader)
        for path, data in files(pair).items()
        if before.get(path) != data
    }


def rules_of(done: Result) -> list[str]:
    lines = [line for line in done.output.splitlines() if "error[" in line]
    return [line.split("error[")[1].split("]")[0] for line in lines]


def errors(pair: TwoRepositories) -> list[str]:
    return [f"{one.path}: {one.message}" for one in pair.check().findings if one.is_error]


# --- people -------------------------------------------------------------------------------------

ROSTER = (
    "Educator ID,First name,Last name,E-mail,Role,School,Grade band,Coach,License number,Trained\n"
    "U-1,Eva,Lind,eva@schools.example,teacher,Oak School,elementary; middle,Max Hale,00421,\n"
    "U-2,Otto,Berg,otto@schools.example,coach,Elm School,,,,2025-09-01\n"
)


def test_a_roster_becomes_people_and_a_second_run_says_nothing_new(pair: TwoRepositories) -> None:
    before = files(pair)
    assert "Nothing is written yet" in run(pair, "people", ROSTER).output
    assert files(pair) == before
    done = write(pair, "people", ROSTER)
    assert "2 rows: 2 new people, 0 with more lines; 0 there already" in done.output
    eva, otto = sorted(new_in(pair, before).values(), key=lambda one: str(one["name"]))
    assert eva == {
        "name": "Eva Lind",
        "address": "eva@schools.example",
        "school": "Oak School",
        "roles": ["teacher"],
        "grades": ["elementary", "middle"],
        "numbers": [{"jurisdiction": "maple", "number": "00421"}],
        "extra": {"old_number": "U-1"},
        "coached_by": ["p-max1"],
    }
    assert otto["assesses"] == {"trained_on": "2025-09-01"}
    assert errors(pair) == []
    again = write(pair, "people", ROSTER)
    assert "0 new people, 0 with more lines; 2 there already" in again.output


def test_what_a_record_lacks_is_added_and_every_line_of_it_stays(pair: TwoRepositories) -> None:
    path = "office/people/p-ana1.yml"
    lay(pair.private, {path: "# Ana moved in 2025.\nname: Ana López\nroles: [teacher]\n"})
    done = write(pair, "people", "Name,E-mail,Role\nana lopez,ana@schools.example,teacher\n")
    assert "1 row: 0 new people, 1 with more lines" in done.output
    assert (pair.private / path).read_text() == (
        "# Ana moved in 2025.\nname: Ana López\nroles: [teacher]\naddress: ana@schools.example\n"
    )


def test_a_row_that_says_something_else_is_told_and_nothing_is_written(
    pair: TwoRepositories,
) -> None:
    before = files(pair)
    done = run(pair, "people", "Name,School\nAna López,Oak School\nEva Lind,Oak\n", "--write")
    assert done.exit_code == 1
    assert 'people.csv:2:2: error[import-differs]: office/people/p-ana1.yml has another `school:`' \
        in done.output  # fmt: skip
    assert files(pair) == before


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("Name\nEva Lind\nEva Lind\n", ["import-person"]),
        ("Name\n,\n\n", []),
        ("Role\nteacher\n", ["import-missing"]),
        ("Name,Role\nEva Lind,pilot\n", ["import-unknown"]),
        ("Name,Grade band\nEva Lind,elementry\n", ["import-unknown"]),
        ("Name,Coach\nEva Lind,Nobody Here\n", ["import-person"]),
        ("Name,Assesses until\nEva Lind,2027-01-01\n", ["import-missing"]),
        ("Name,Trained,Assesses\nEva Lind,2025-01-01,Alchemy\n", ["import-unknown"]),
        ("Name,Trained\nEva Lind,05/06/2025\n", ["import-date"]),
        ("Name,Consent on\nEva Lind,2026-01-01\n", ["import-missing"]),
        ("Name,License number,State\nEva Lind,17,Oz\n", ["import-unknown"]),
        ("Name,Office id\nEva Lind,EVA\n", ["import-id"]),
        ("Name,Portfolio\nEva Lind,no-such-handle\n", ["import-unknown"]),
        ("Name,School\nEva Lind,=A1\n", ["import-formula"]),
        ("Name,Most open,Trained\nEva Lind,many,2025-01-01\n", ["wrong-value"]),
    ],
)
def test_a_wrong_roster_is_told_by_row(pair: TwoRepositories, text: str, rules: list[str]) -> None:
    before = files(pair)
    done = run(pair, "people", text, "--write")
    assert rules_of(done) == rules
    if rules:
        assert done.exit_code == 1
        assert "  fix: " in done.output
        assert files(pair) == before


def test_two_people_of_one_name_are_told_apart_by_their_addresses(pair: TwoRepositories) -> None:
    text = "Name,E-mail\nEva Lind,eva@a.example\nEva Lind,eva@b.example\n"
    assert "2 new people" in write(pair, "people", text).output


# --- sheets -------------------------------------------------------------------------------------


def test_sheets_of_an_old_platform_are_checked_with_its_decisions(pair: TwoRepositories) -> None:
    write(pair, "cohort", ONE)
    before = files(pair)
    text = (
        WIDE
        + "S-1,Lee Osei,2026-01-12,Passed,Demonstrated,Yes\n"
        + "S-1,p-tom1,2026-01-13,Passed,demonstrated,yes\n"
    )
    assert "Nothing is written yet" in run(pair, "sheets", text).output
    assert files(pair) == before
    assert "2 rows: 2 new sheets of 1 submission; 0 there already" in write(
        pair, "sheets", text
    ).output  # fmt: skip
    made = new_in(pair, before)
    assert [path.rpartition("/")[2] for path in made] == ["p-lee1.yml", "p-tom1.yml"]
    assert next(iter(made.values())) == {
        "on": "2026-01-12",
        "decision": "pass",
        "results": [
            {"part": "1", "criterion": "waiting", "level": "demonstrated"},
            {"part": "2", "level": "yes"},
        ],
    }
    assert errors(pair) == []
    assert "0 new sheets of 0 submissions; 2 there already" in write(pair, "sheets", text).output


def test_a_row_may_be_one_result_and_the_levels_say_what_was_decided(
    pair: TwoRepositories,
) -> None:
    write(pair, "cohort", ONE)
    before = files(pair)
    rows = LONG + (
        "S-1,lee-o,2026-01-12,1,Waiting,Demonstrated,Three seconds.\nS-1,lee-o,2026-01-12,2,,Yes,\n"
    )
    assert "2 rows: 1 new sheet of 1 submission" in write(pair, "sheets", rows).output
    (sheet,) = new_in(pair, before).values()
    assert sheet["decision"] == "pass"
    assert sheet["results"][0]["comment"] == "Three seconds."


def test_a_third_reader_decides_and_the_decision_says_so(pair: TwoRepositories) -> None:
    write(pair, "cohort", ONE)
    before = files(pair)
    done = write(
        pair,
        "sheets",
        WIDE
        + "S-1,p-max1,2026-01-16,pass,demonstrated,yes\n"
        + "S-1,p-lee1,2026-01-12,resubmit,progressing,yes\n"
        + "S-1,p-tom1,2026-01-12,pass,demonstrated,yes\n",
    )
    assert "3 new sheets of 1 submission; 1 decided by a third reader" in done.output
    (decision,) = (one for path, one in new_in(pair, before).items() if "decision" in path)
    assert decision["basis"] == "third"
    assert errors(pair) == []
    figures = ["--project", str(pair.private), "figures", "--with", str(pair.public)]
    assert "Read by a third person: 1 of 2" in CliRunner().invoke(main, figures).output


def test_who_was_asked_is_kept_where_the_table_says_it(pair: TwoRepositories) -> None:
    write(pair, "cohort", ONE)
    before = files(pair)
    head = WIDE.rstrip("\n") + ",Assigned,Due\n"
    rows = (
        "S-1,p-lee1,2026-01-12,pass,demonstrated,yes,2026-01-06,2026-01-16\n"
        "S-1,p-tom1,2026-01-12,pass,demonstrated,yes,2026-01-06,2026-01-16\n"
    )
    write(pair, "sheets", head + rows)
    (asked,) = (one for path, one in new_in(pair, before).items() if "assigned" in path)
    assert asked["assessors"][1] == {"assessor": "p-tom1", "on": "2026-01-06", "due": "2026-01-16"}
    assert errors(pair) == []


LEE = "S-1,p-lee1,2026-01-12,pass,demonstrated,yes\n"


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("Reviewer,Decision\nLee,pass\n", ["import-missing", "import-missing"]),
        (WIDE + LEE + LEE, ["import-twice"]),
        (WIDE + LEE.replace("S-1", "S-9"), ["import-unknown"]),
        (WIDE + LEE.replace("p-lee1", "Nobody"), ["import-person"]),
        (WIDE + LEE.replace("demonstrated", "superb"), ["import-unknown"]),
        (WIDE + LEE.replace("pass", "perhaps"), ["import-unknown"]),
        (WIDE + LEE.replace("2026-01-12", ""), ["import-missing"]),
        (WIDE + "S-1,p-lee1,2026-01-12,,,\n", ["import-missing"]),
        (WIDE.replace("Part 2", "Part 7") + LEE, ["import-unknown"]),
        (WIDE.replace("Waiting", "Patience") + LEE, ["import-unknown"]),
        # Rules of the check, told of the row.
        (WIDE + LEE.replace("2026-01-12", "2024-01-12"), ["reader-may-not", "date-order"]),
        (WIDE + LEE.replace("2026-01-12", "2026-01-21"), ["date-order"]),
        (WIDE + LEE.replace("pass,demonstrated", "resubmit,progressing"), ["decision-differs"]),
        (WIDE + LEE + LEE.replace("lee1", "tom1").replace("pass,dem", "resubmit,dem"),
         ["import-differs"]),
        (LONG + "S-1,p-lee1,2026-01-12,one,,yes,\n", ["import-unknown"]),
        (LONG + "S-1,p-lee1,2026-01-12,2,,yes,\nS-1,p-lee1,2026-01-12,2,,no,\n", ["import-twice"]),
    ],
)  # fmt: skip
def test_wrong_sheets_are_told_by_row(pair: TwoRepositories, text: str, rules: list[str]) -> None:
    write(pair, "cohort", ONE)
    before = files(pair)
    done = run(pair, "sheets", text, "--write")
    assert sorted(rules_of(done)) == sorted(rules), done.output
    assert done.exit_code == 1
    assert all("sheets.csv:" in line for line in done.output.splitlines() if "error[" in line)
    assert files(pair) == before


def test_the_paper_run_comes_from_three_spreadsheets(pair: TwoRepositories) -> None:
    """300 people, 370 attempts, and 851 sheets, of which 111 are a third reader's."""
    people = "Name,Educator ID,Role,Trained\n"
    people += "".join(f"Reader {n},R-{n},,2025-01-10\n" for n in range(len(READERS)))
    cohort, sheets = HEAD.replace("Name,", "Educator ID,Name,"), WIDE
    for person in range(300):
        people += f"Earner {person},U-{person},teacher,\n"
    for n, (person, attempt, passed) in enumerate(attempts()):
        month, end = (4 if attempt == 2 else 1 + n % 2), 5 + days_of(n)
        said = ("Passed", "Not yet") if passed else ("Not yet", "Passed")
        cohort += (
            f"S-{n},U-{person},Earner {person},Active Listening,2026-0{month}-05,"
            f"2026-0{month}-{end:02},{said[0]}\n"
        )
        readers = ((n, said[0], end - 2), (n + 1, said[n < THIRDS], end - 2))
        if n < THIRDS:
            readers = (*readers, (n + 2, said[0], end))
        for reader, decision, day in readers:
            level = "Demonstrated" if decision == "Passed" else "Progressing"
            sheets += f"S-{n},R-{reader % 14},2026-0{month}-{day:02},{decision},{level},Yes\n"
    assert "314 rows: 314 new people" in write(pair, "people", people).output
    assert "225 passed; 0 new people" in write(pair, "cohort", cohort).output
    done = write(pair, "sheets", sheets)
    assert "851 new sheets of 370 submissions; 111 decided by a third reader" in done.output
    assert errors(pair) == []
    arguments = ["--project", str(pair.private), "figures", "--with", str(pair.public)]
    told = CliRunner().invoke(main, arguments).output
    assert "Not at first try: 145 of 301 (48.2 %)\n" in told
    assert "Read by a third person: 111 of 371" in told


# --- requests -----------------------------------------------------------------------------------

ASKED = "Ticket,Request,About,Name,E-mail,Received,Status,Closed,Closed by\n"


def test_requests_come_over_with_their_answers_and_the_others_get_a_day(
    pair: TwoRepositories,
) -> None:
    before = files(pair)
    site = "https://credfolio.example/portfolios/ana-lopez/active-listening/?from=mail"
    text = ASKED + (
        f"7,Hide this,{site},Ana López,ana@a.example,2026-03-02,done,2026-03-05,Rosa Duarte\n"
        "8,New photo,tom-berg,Tom Berg,tom@a.example,2026-03-25,open,,\n"
    )
    options = ("--issuer", "riverside-usd")
    assert "Nothing is written yet" in run(pair, "requests", text, *options).output
    done = run(pair, "requests", text, *options, "--write")
    assert "2 rows: 2 new requests, 1 to be answered; 0 there already" in done.output
    hide, photo = sorted(new_in(pair, before).values(), key=lambda one: str(one["what"]))
    assert hide["about"] == "portfolios/ana-lopez/active-listening/"
    assert hide["answered"] == {"outcome": "done", "on": "2026-03-05", "by": "p-rosa"}
    assert (photo["about"], photo["due"] > photo["received_on"]) == ("portfolios/tom-berg/", True)
    assert errors(pair) == []
    assert "0 new requests" in run(pair, "requests", text, *options, "--write").output
    due = ["--project", pair.private, "due", "--with", pair.public, "--today", "2026-12-01"]
    told = CliRunner().invoke(main, [str(one) for one in due]).output
    assert told.count("office has to answer a request") == 1


OPEN = "7,hide,tom-berg,Tom Berg,,2026-03-02,open,,\n"


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("Name\nEva\n", ["import-missing"] * 3),
        (ASKED + OPEN.replace("hide", "sing"), ["import-unknown"]),
        (ASKED + OPEN.replace("tom-berg", "nobody-here"), ["import-unknown"]),
        (ASKED + OPEN.replace("Tom Berg", ""), ["import-missing"]),
        (ASKED + OPEN.replace("open,,", "open,2026-03-04,"), ["import-missing"]),
        (ASKED + OPEN.replace("open,,", "done,2026-03-04,Nobody"), ["import-person"]),
        (ASKED + OPEN.replace("open,,", "done,,p-rosa"), ["import-missing"]),
        (ASKED + OPEN + OPEN, ["import-twice"]),
        (ASKED + OPEN.replace("open,,", "done,2026-02-04,p-rosa"), ["date-order"]),
    ],
)
def test_wrong_requests_are_told_by_row(pair: TwoRepositories, text: str, rules: list[str]) -> None:
    before = files(pair)
    done = run(pair, "requests", text, "--issuer", "riverside-usd", "--write")
    assert rules_of(done) == rules, done.output
    assert files(pair) == before


def test_without_an_issuer_it_asks_for_one(pair: TwoRepositories) -> None:
    done = run(pair, "requests", ASKED + OPEN)
    assert rules_of(done) == ["import-unknown"]
    assert "give it with --issuer" in done.output


# --- where it belongs ---------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["people", "sheets", "requests"])
def test_the_public_repository_takes_none_of_it(pair: TwoRepositories, kind: str) -> None:
    (pair.public / "mkdocs.yml").touch()
    sheet = pair.work.with_name("any.csv")
    sheet.write_text("Name\nEva\n")
    arguments = ["--project", pair.public, "import", kind, sheet, "--with", pair.public]
    arguments += [] if kind == "people" else ["--system", "Old"]
    done = CliRunner().invoke(main, [str(one) for one in arguments])
    assert done.exit_code == 2
    assert "is run in the private repository" in done.output


def test_one_person_is_begun_with_every_field_to_see(pair: TwoRepositories) -> None:
    said = ["--project", str(pair.private), "new", "person", "--with", str(pair.public)]
    said += ["--no-ask", "--name", "Eva Lind"]
    done = CliRunner().invoke(
        main, [*said, "p-eva1", "--role", "teacher", "--trained-on", "2025-09-01"]
    )
    assert done.exit_code == 0, done.output
    assert done.output == "Wrote office/people/p-eva1.yml\n"
    text = (pair.private / "office/people/p-eva1.yml").read_text()
    assert text.startswith("# yaml-language-server: $schema=../../docs/schema/person.schema.json\n")
    assert "#coached_by: [p-rosa1]\n" in text
    assert errors(pair) == []
    assert CliRunner().invoke(main, [*said, "p-eva1"]).exit_code == 2  # nothing is overwritten
    drawn = CliRunner().invoke(main, said)
    assert "Eva Lind is the name of p-eva1, too" in drawn.output
    wrong = CliRunner().invoke(main, [*said, "eva"])
    assert (wrong.exit_code, "cannot be the id of a person" in wrong.output) == (2, True)
    outside = CliRunner().invoke(main, ["--project", str(pair.public), *said[2:]])
    assert outside.exit_code == 2
