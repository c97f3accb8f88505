"""A licensing office gets its own numbers, the credit, and where each can be checked."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from credfolio.cli import main
from pairs import TwoRepositories, make_pair
from proposals import TODAY, lay

PERSON = "office/people/p-ana1.yml"
NUMBER = "numbers: [{jurisdiction: maple, number: MP-0042-7781}]\n"


@pytest.fixture
def pair(tmp_path: Path) -> TwoRepositories:
    made = make_pair(tmp_path)
    lay(made.private, {PERSON: (made.private / PERSON).read_text() + NUMBER})
    (made.public / "mkdocs.yml").write_text("site_url: https://badges.example/\n")
    return made


def export(pair: TwoRepositories, *options: object) -> tuple[Result, list[list[str]]]:
    output = pair.work.with_name("table.csv")
    arguments = ["--project", pair.private, "export", "licensing", "--with", pair.public]
    arguments += ["--jurisdiction", "maple", "--output", output, "--today", TODAY, *options]
    done = CliRunner().invoke(main, [str(one) for one in arguments])
    assert not isinstance(done.exception, Exception), done.exception
    text = output.read_text("utf-8-sig") if output.exists() else ""
    return done, list(csv.reader(io.StringIO(text)))


def test_each_credit_is_a_row_with_the_number_and_a_proof(pair: TwoRepositories) -> None:
    done, (head, row) = export(pair)
    assert done.exit_code == 0, done.output
    said = dict(zip(head, row, strict=True))
    assert said["License number"] == "MP-0042-7781"
    assert (said["Name"], said["Amount"], said["Unit"]) == ("Ana López", "0.5", "ceu")
    assert said["Official"] == "Rosa Duarte, Superintendent"
    assert said["Proof"].startswith("https://badges.example/portfolios/ana-lopez/")


def test_the_mark_of_the_transcript_is_next_to_the_number(pair: TwoRepositories) -> None:
    _, (head, row) = export(pair)
    assert dict(zip(head, row, strict=True))["Mark on transcripts"] == "7781"
    pair.settle(more=f"number_marks: {{show: commitment, salt: {'6b' * 16}}}\n")
    _, (head, row) = export(pair)
    code = dict(zip(head, row, strict=True))["Mark on transcripts"]
    assert re.fullmatch(r"[0-9a-z]{5}-[0-9a-z]{5}", code)


def test_an_office_gets_its_own_columns_in_its_own_order(pair: TwoRepositories) -> None:
    mapping = pair.work.with_name("office.yml")
    mapping.write_text(
        "columns:\n  Date: awarded_on\n  ID: number\nfixed:\n  District: Riverside\n"
        "date_format: m/d/y\n"
    )
    _, table = export(pair, "--map", mapping)
    assert table == [["Date", "ID", "District"], ["12/01/2025", "MP-0042-7781", "Riverside"]]


def test_a_mapping_of_an_unknown_field_is_refused_with_the_nearest_name(
    pair: TwoRepositories,
) -> None:
    mapping = pair.work.with_name("office.yml")
    mapping.write_text("columns:\n  ID: nmber\n")
    done, table = export(pair, "--map", mapping)
    assert done.exit_code == 1
    assert 'office.yml:2:7: error[wrong-value]: "nmber" is no field of the table' in done.output
    assert 'did you mean "number"?' in done.output
    assert table == []


def test_who_has_credit_and_no_number_is_told_by_id_only(pair: TwoRepositories) -> None:
    lay(pair.private, {PERSON: (pair.private / PERSON).read_text().replace(NUMBER, "")})
    done, table = export(pair)
    assert len(table) == 1
    assert "without a number there: p-ana1\n" in done.output
    assert "Ana López" not in done.output


def test_awards_outside_the_days_asked_for_are_left_out(pair: TwoRepositories) -> None:
    _, table = export(pair, "--from", "2025-12-02")
    assert len(table) == 1


def test_the_proof_of_a_private_award_is_no_address(pair: TwoRepositories) -> None:
    profile = pair.private / "portfolios/ana-lopez/profile.yml"
    profile.write_text(profile.read_text().replace("visibility: public", "visibility: private"))
    _, (head, row) = export(pair)
    assert dict(zip(head, row, strict=True))["Proof"] == ""
