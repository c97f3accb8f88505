"""``credfolio check``: where it looks, what it prints, how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

BASE = Path(__file__).parents[1] / "examples" / "base"
FILES = len([*BASE.glob("catalog/**/*.*"), *BASE.glob("portfolios/**/*.*")])
CLEAN = f"checked {FILES} files: no findings\n"
BROKEN = "name: Riverside\nkind: distrct\n"
FINDING = (
    "catalog/riverside-usd/issuer.yml:2:7: error[wrong-value]: kind: expected one of district, "
    'state, nonprofit, university, association, vendor, found "distrct"\n'
    "  2 | kind: distrct\n"
    "    |       ^\n"
    '  fix: did you mean "district"? Choose one of the words listed.\n'
)


@pytest.fixture
def broken(project: Path) -> Path:
    (project / "catalog/riverside-usd/issuer.yml").write_text(BROKEN)
    return project


def test_a_clean_project_ends_in_0_and_one_line(run):
    result = run("check")
    assert (result.exit_code, result.output) == (0, CLEAN)


def test_a_finding_ends_in_1_and_stands_on_standard_output(run, broken):
    result = run("check")
    assert result.exit_code == 1
    assert FINDING in result.stdout
    assert result.stdout.endswith("1 error\n")
    assert result.stderr == ""


def test_json_holds_every_part_of_a_finding(run, broken):
    result = run("check", "--format", "json")
    assert result.exit_code == 1
    body = json.loads(result.stdout)
    assert (body["schema_version"], body["files"], body["errors"], body["hints"]) == (
        1,
        FILES,
        1,
        0,
    )
    [finding] = body["findings"]
    assert finding["path"] == "catalog/riverside-usd/issuer.yml"
    assert (finding["line"], finding["column"]) == (2, 7)
    assert (finding["rule"], finding["severity"]) == ("wrong-value", "error")
    assert finding["message"].startswith("kind: expected one of")
    assert finding["fix"].startswith("did you mean")


def test_json_of_a_clean_project_is_json(run):
    assert json.loads(run("check", "--format", "json").stdout)["findings"] == []


def test_github_gets_one_annotation_for_a_finding(run, broken):
    result = run("check", "--format", "github")
    assert result.exit_code == 1
    first, last = result.stdout.splitlines()
    assert first.startswith(
        "::error file=catalog/riverside-usd/issuer.yml,line=2,col=7,title=wrong-value::kind: "
    )
    assert "%0Afix: did you mean" in first
    assert last == f"checked {FILES} files: 1 error"


def test_an_unknown_format_ends_in_2(run):
    assert run("check", "--format", "xml").exit_code == 2


def test_hints_are_errors_only_with_strict(run, project):
    profile = project / "portfolios/tom-berg/profile.yml"
    profile.write_text("display_name: Tom Berg\nvisibility: unlisted\n")
    assert "hint[consent-missing]" in run("check").output
    assert run("check").exit_code == 0
    assert run("check", "--strict").exit_code == 1


def test_the_day_is_the_option_before_the_environment(run):
    assert "future-date" in run("check", "--today", "2025-01-01").output
    assert run("check", "--today", "2026-02-30").exit_code == 2


def test_an_environment_date_that_is_none_ends_in_2(run, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    result = run("check")
    assert result.exit_code == 2
    assert "SOURCE_DATE_EPOCH is not a number of seconds: 'yesterday'" in result.stderr


def test_it_runs_from_a_folder_inside_the_project(run, project, monkeypatch):
    monkeypatch.chdir(project / "catalog" / "riverside-usd" / "stacks")
    assert run("check").output == CLEAN


def test_the_project_can_be_named(run, project, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run("--project", project, "check").exit_code == 0
    assert run("--project", project / "catalog", "check").exit_code == 0


def test_outside_a_project_it_says_so_and_ends_in_2(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = run("check")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr == (
        f"credfolio: no mkdocs.yml in {tmp_path} or any folder above it\n"
        "  fix: change to the project's folder, or name it with --project\n"
    )


def test_a_project_without_a_catalog_has_one_finding_about_that(run, project):
    for record in [*project.glob("catalog/**/*.yml"), *project.glob("portfolios/**/*.yml")]:
        record.unlink()
    for folder in sorted([*project.glob("catalog/**"), *project.glob("portfolios/**")])[::-1]:
        folder.rmdir()
    result = run("check")
    assert result.exit_code == 1
    assert "catalog: error[no-catalog]: there is no folder catalog/" in result.output
    assert run("build", "-q").exit_code == 1
