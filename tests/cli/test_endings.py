"""Endings: whose act each is, and the public log that only grows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from test_signing import key_file as key_file

from html_tree import load_page

AWARD = "portfolios/ana-lopez/awards/active-listening.yml"
ANA = "ana-lopez/active-listening"
LOG = "catalog/riverside-usd/status/1.jsonl"
DEMONSTRATION = ("--demonstration", "--created", "2026-06-01T12:00:00Z")
SIGN = ("sign", *DEMONSTRATION)
REASON = ("--reason", "Ana López never handed it in.")


def log(project: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (project / LOG).read_text("utf-8").splitlines()]


def test_revoking_says_what_when_by_whose_act_and_why(run, project: Path) -> None:
    assert run(*SIGN).exit_code == 0
    assert not (project / LOG).exists()
    result = run("revoke", ANA, *REASON, "--as", "Rosa-D", *DEMONSTRATION)
    assert result.exit_code == 0, result.output
    assert "status_by: rosa-d\n" in (project / AWARD).read_text("utf-8")
    assert log(project) == [
        {
            "place": 0,
            "status": "revoked",
            "on": "2026-06-01",
            "by": "rosa-d",
            "reason": "[name] never handed it in.",
            "noted": "2026-06-01T12:00:00Z",
        }
    ]
    assert run("check").exit_code == 0
    assert "Nothing to sign" in run(*SIGN).output


def test_the_log_is_published_beside_the_list_and_the_page_says_whose_act_it_was(
    run, project: Path
) -> None:
    run(*SIGN)
    run("revoke", ANA, *REASON, "--as", "rosa-d", *DEMONSTRATION)
    assert run("build", "-q").exit_code == 0
    issuer = project / "site/issuers/riverside-usd/status"
    assert (issuer / "1.json").is_file()
    assert (issuer / "1.jsonl").read_bytes() == (project / LOG).read_bytes()
    page = load_page(project / "site", f"portfolios/{ANA}/")
    assert "Revoked on 1 June 2026, by Rosa Duarte." in " ".join(page.main.text.split())


def test_a_later_ending_is_one_more_line_and_the_first_stays(run, project: Path) -> None:
    second = project / "portfolios/tom-berg/awards/active-listening.yml"
    text = (project / AWARD).read_text("utf-8").replace("Ana López", "Tom Berg")
    second.write_text(text.replace("tom-berg", "Lee Osei"), "utf-8")
    run(*SIGN)
    run("revoke", ANA, *REASON, *DEMONSTRATION)
    first = (project / LOG).read_bytes()
    result = run("revoke", "tom-berg/active-listening", "--reason", "A slip.", *DEMONSTRATION)
    assert f"noted what ended in {LOG}" in result.output
    assert (project / LOG).read_bytes().startswith(first)
    assert [line["place"] for line in log(project)] == [0, 1]


def test_what_was_marked_before_there_was_a_log_is_noted_by_the_next_run(
    run, project: Path
) -> None:
    run(*SIGN)
    run("revoke", ANA, *REASON, *DEMONSTRATION)
    (project / LOG).unlink()
    result = run("check")
    assert result.exit_code == 0
    assert "the public log of its list does not say so yet" in result.output
    assert f"{LOG}: notes 0" in run("sign", "--demonstration", "--dry-run").output
    assert run(*SIGN).exit_code == 0
    assert len(log(project)) == 1


@pytest.mark.parametrize("how", [["--remove", "--revoke"], ["--anonymise", "--revoke"]])
def test_after_a_takedown_the_log_names_nobody(run, project: Path, how: list[str]) -> None:
    run(*SIGN)
    assert run("takedown", "ana-lopez", *how, "--write", *DEMONSTRATION).exit_code == 0
    [line] = log(project)
    assert (line["status"], line["by"], line["reason"]) == ("withdrawn", None, None)


def test_a_log_that_says_more_than_its_list_is_an_error(run, project: Path) -> None:
    run(*SIGN)
    run("revoke", ANA, *REASON, *DEMONSTRATION)
    with (project / LOG).open("a") as stream:
        stream.write((project / LOG).read_text("utf-8").replace('"place":0', '"place":7'))
    result = run("check")
    assert result.exit_code == 1
    assert "it says that place 7 ended, and the status list next to it does not" in result.output


def test_revoked_twice_for_one_reason_is_no_error_and_signs_what_waits(run, project: Path) -> None:
    run(*SIGN)
    told = run("revoke", ANA, *REASON)
    assert "give your account with --as" in told.output
    again = run("revoke", ANA, *REASON, *DEMONSTRATION)
    assert (again.exit_code, "revoked already" in again.output) == (0, True)
    assert len(log(project)) == 1
    assert run("revoke", ANA, "--reason", "Another.").exit_code == 2


def test_an_account_is_written_as_the_forge_knows_it(run) -> None:
    result = run("revoke", ANA, *REASON, "--as", "@rosa")
    assert result.exit_code == 2
    assert "write it without @" in result.output
