"""A roster meets people who are there: whose record it completes, and whose it leaves alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from credfolio.cli import main
from pairs import TwoRepositories, make_pair
from proposals import TODAY, lay

CREDENTIAL = "riverside-usd/active-listening"


@pytest.fixture
def pair(tmp_path: Path) -> TwoRepositories:
    return make_pair(tmp_path)


def run(pair: TwoRepositories, text: str, *options: str) -> Result:
    sheet = pair.work.with_name("people.csv")
    sheet.write_text(text, encoding="utf-8")
    arguments = ["--project", pair.private, "import", "people", sheet, "--with", pair.public]
    arguments += ["--today", TODAY.isoformat(), *options]
    done = CliRunner().invoke(main, [str(one) for one in arguments])
    assert not isinstance(done.exception, Exception), done.exception
    return done


def test_what_a_part_of_a_record_lacks_is_added_there(pair: TwoRepositories) -> None:
    path = "office/people/p-lee1.yml"
    text = "name: Lee Osei\nassesses:\n  trained_on: 2024-08-20\nextra: {note: x}\n"
    lay(pair.private, {path: text})
    sheet = "Name,Person id,Assesses until,Assesses\nLee Osei,77,2027-01-01,Active Listening\n"
    run(pair, sheet, "--write")
    assert (pair.private / path).read_text() == (
        "name: Lee Osei\nassesses:\n  trained_on: 2024-08-20\n  until: 2027-01-01\n"
        f'  credentials: ["{CREDENTIAL}"]\nextra: {{note: x, old_number: "77"}}\n'
    ).replace('"77"', "77")
    assert "1 there already" in run(pair, sheet, "--write").output
    other = run(pair, sheet.replace("2027", "2028"))
    assert other.output.count("error[") == 1
    assert "import-differs" in other.output


def test_an_id_that_is_not_there_yet_is_of_another_person_whatever_the_name(
    pair: TwoRepositories,
) -> None:
    run(pair, "Name,Office id,School\nRosa Duarte,p-rosa9,Other School\n", "--write")
    people = pair.private / "office/people"
    assert (people / "p-rosa9.yml").read_text() == "name: Rosa Duarte\nschool: Other School\n"
    assert "Other School" not in (people / "p-rosa.yml").read_text()
    # A number that is Rosa's says that the id is wrong.
    run(pair, "Name,Office id,Person id\nRosa Duarte,p-rosa,77\n", "--write")
    done = run(pair, "Name,Office id,Person id\nRosa Duarte,p-rosa8,77\n", "--write")
    assert done.output.count("error[") == 1
    assert "import-person" in done.output
    assert "its number or address is p-rosa's" in done.output
