"""``credfolio check --base``, ``credfolio codeowners``: options in, words and exit codes out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from credfolio.authoring.codeowners import render_codeowners
from credfolio.cli import main
from credfolio.records.model import Governance
from proposals import git, lay, make_base
from threats import CREDENTIAL, base_text

CHANGE = {CREDENTIAL: base_text(CREDENTIAL, ("Show students", "Show your students"))}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = make_base(tmp_path / "project")
    git(folder, "tag", "base")
    lay(folder, CHANGE)
    return folder


def run(folder: Path, *options: str) -> Result:
    arguments = ["--project", str(folder), "check", "--today", "2026-06-01", *options]
    result = CliRunner().invoke(main, arguments)
    assert not isinstance(result.exception, Exception), result.exception
    return result


def test_the_author_is_the_option_or_the_variable(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(folder, "--base", "base", "--author", "Riverside-Office").exit_code == 0
    monkeypatch.setenv("CREDFOLIO_AUTHOR", "stranger")
    assert (
        "error[may-not-change]: stranger is not an editor" in run(folder, "--base", "base").stdout
    )
    assert run(folder, "--base", "base", "--author", "riverside-office").exit_code == 0
    assert run(folder).exit_code == 0, "without a base nobody is asked"


def test_a_change_without_an_author_is_a_wrong_use(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CREDFOLIO_AUTHOR", raising=False)
    result = run(folder, "--base", "base")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("credfolio: a change is judged by who proposes it")


@pytest.mark.parametrize("name", ["@keeper", "keeper other", "keeper\n", "-", "a" * 200, "x[bot]y"])
def test_an_author_that_is_no_account_is_a_wrong_use(folder: Path, name: str) -> None:
    assert run(folder, "--base", "base", "--author", name).exit_code == 2


@pytest.mark.parametrize("path", [CREDENTIAL, "catalog/governance.yml"])
def test_line_ends_that_a_commit_changes_are_a_change(tmp_path: Path, path: str) -> None:
    folder = make_base(tmp_path / "project")
    git(folder, "tag", "base")
    (folder / path).write_bytes((folder / path).read_bytes().replace(b"\n", b"\r\n"))
    by_git_on_windows = run(folder, "--base", "base", "--author", "stranger")
    assert "may-not-change" not in by_git_on_windows.stdout
    (folder / ".gitattributes").unlink(missing_ok=True)
    git(folder, "-c", "core.autocrlf=false", "add", path)
    git(folder, "-c", "core.autocrlf=false", "commit", "--quiet", "-m", "Line ends")
    result = run(folder, "--base", "base", "--author", "stranger")
    assert result.exit_code == 1
    assert path in result.stdout


def test_a_program_has_no_rights(folder: Path) -> None:
    result = run(folder, "--base", "base", "--author", "dependabot[bot]")
    assert "dependabot[bot] is not an editor of riverside-usd" in result.stdout


def test_outside_of_git_it_ends_in_3(folder: Path, tmp_path: Path) -> None:
    (folder / ".git").rename(tmp_path / "git")
    result = run(folder, "--base", "base", "--author", "keeper")
    assert (result.exit_code, result.stdout) == (3, "")
    assert "git rev-parse failed" in result.stderr


def test_the_report_is_written_beside_what_is_printed(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "report.json"
    options = ("--base", "base", "--author", "stranger", "--report", str(file))
    printed = run(folder, *options, "--format", "github")
    assert printed.exit_code == 1
    assert printed.stdout.startswith(f"::error file={CREDENTIAL},")
    report = json.loads(file.read_text())
    assert report["ending"] == "blocked"
    assert report["change"]["files"] == [{"path": CREDENTIAL, "how": "changed", "lines": 1}]
    (definition,) = report["change"]["definitions"]
    assert definition["changes"] == ["The summary has other words."]
    assert {item["section"] for item in definition["checklist"]} >= {"The rubric", "Privacy"}
    assert run(folder, *options[:-1], str(tmp_path / "nowhere" / "x.json")).exit_code == 3


def test_the_comment_links_to_the_forge_of_the_base_and_not_of_the_change(folder: Path) -> None:
    settings = "site_name: X\nextra: {{credfolio: {{forge: 'https://{}.example/o/r'}}}}\n"
    lay(folder, {"mkdocs.yml": settings.format("forge")})
    git(folder, "commit", "--quiet", "--message", "Settings", "mkdocs.yml")
    git(folder, "tag", "--force", "base")
    lay(folder, {"mkdocs.yml": settings.format("attacker")})
    text = run(folder, "--base", "base", "--author", "x", "--format", "markdown").stdout
    head = git(folder, "rev-parse", "HEAD")
    assert f"https://forge.example/o/r/blob/{head}/{CREDENTIAL}" in text
    assert "attacker" not in text


def test_hints_of_a_change_count_with_strict(folder: Path) -> None:
    lay(folder, {"catalog/riverside-usd/m.yml": "title: Mentoring Colleagues\n"})
    options = ("--base", "base", "--author", "riverside-office")
    assert run(folder, *options).stdout.endswith("good, with suggestions\n")
    assert run(folder, *options, "--strict").exit_code == 1


def test_codeowners_are_written_checked_and_found_stale(folder: Path) -> None:
    def owners(*options: str) -> Result:
        return CliRunner().invoke(main, ["--project", str(folder), "codeowners", *options])

    assert owners("--check").exit_code == 1
    assert owners().exit_code == 0
    assert owners("--check").exit_code == 0
    text = (folder / ".github/CODEOWNERS").read_text()
    assert "\n* @keeper\n/catalog/riverside-usd/ @riverside-office @keeper\n" in text
    lay(folder, {"catalog/governance.yml": base_text("catalog/governance.yml", ("keeper", "x-y"))})
    assert "fix: run `credfolio codeowners`" in owners("--check").output
    lay(folder, {"catalog/governance.yml": None})
    assert owners("--check").exit_code == 1


def test_a_portfolio_that_two_issuers_look_after_has_both_as_owners() -> None:
    governance = Governance.model_validate(
        {
            "id": "governance",
            "maintainers": ["M"],
            "issuers": [
                {"issuer": "a", "editors": ["ea"], "educators": ["ana"]},
                {"issuer": "b", "editors": ["eb"], "educators": ["ana"]},
                {"issuer": "c"},
            ],
        }
    )
    rows = render_codeowners(governance, "").splitlines()
    assert rows[-1] == "/portfolios/ana/ @ea @eb @m"
    assert "/catalog/c/ @m" in rows
