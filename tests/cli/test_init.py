"""``init``, ``doctor``, ``explain``, ``demo show`` and the guard over versions, as commands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from credfolio.checking.check import check_project
from credfolio.cli import main
from demo import TODAY

ANSWERS = (
    *("--name", "Badges", "--address", "https://badges.district.org", "--zone", "America/Denver"),
    *("--maintainer", "robin-example", "--owner", "badges@district.org"),
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, which is the current one."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(main, arguments)
    assert not isinstance(result.exception, Exception), result.exception
    return result


def test_a_founded_site_passes_its_own_check(folder: Path) -> None:
    done = run("init", "own", *ANSWERS)
    assert done.exit_code == 0, done.output
    assert "The time zone is America/Denver" in done.output
    root = folder / "own"
    assert check_project(root, TODAY).findings == ()
    assert (root / ".git").is_dir()
    assert run("init", "own").output.startswith("0 files written")
    again = run("init", "own", "--owner", "x@y.org", "--name", "X", "--zone", "UTC").output
    fixes = [line.strip() for line in again.splitlines() if "fix:" in line]
    assert [fix.split()[2] for fix in fixes[:2]] == ["the", "the"]
    assert "mkdocs.yml" in fixes[0]
    assert all((root / path.strip(",")).is_file() for path in fixes[1].split() if "." in path)
    assert "SECURITY.md" in fixes[1]
    assert "catalog/governance.yml" in run("init", "own", "--maintainer", "sam").output


def test_without_git_a_site_is_founded_and_the_next_step_is_said(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setenv("PATH", str(folder))
        said = run("init", "own", *ANSWERS).output
    assert "This folder is no git repository yet: git is not installed" in said
    assert "run `credfolio init` again" in said
    assert run("init", "own").exit_code == 0
    assert (folder / "own" / ".git").is_dir()
    (folder / "file").write_text("x")
    assert "file/own cannot be made" in run("init", "file/own", *ANSWERS).output


@pytest.mark.parametrize("missing", ["--name", "--address", "--maintainer", "--owner"])
def test_without_a_terminal_a_missing_answer_names_its_option(folder: Path, missing: str) -> None:
    given = list(ANSWERS)
    place = given.index(missing)
    del given[place : place + 2]
    done = run("init", "own", *given)
    assert done.exit_code == 2
    assert f"add {missing} to the command" in done.output
    assert not (folder / "own").exists()


def test_an_answer_that_cannot_be_taken_names_its_option(folder: Path) -> None:
    done = run("init", "own", *ANSWERS, "--language", "English please")
    assert done.exit_code == 2
    assert "--language cannot be taken" in done.output
    assert not (folder / "own").exists()


def test_the_doctor_says_the_same_as_json(folder: Path) -> None:
    run("init", "own", *ANSWERS)
    text = run("--project", "own", "doctor")
    plain = run("--project", "own", "doctor", "--format", "json")
    assert text.exit_code == plain.exit_code == 1
    listed = json.loads(plain.output)
    assert f"{len(listed)} things to do." in text.output
    assert all(one["what"] in text.output and one["fix"] in text.output for one in listed)


def test_another_version_may_look_and_may_not_sign(folder: Path) -> None:
    run("init", "own", *ANSWERS)
    note = folder / "own" / ".credfolio.yml"
    note.write_text(note.read_text("utf-8").replace("version: ", "version: 9"), encoding="utf-8")
    assert "this repository uses credfolio 9" in run("--project", "own", "check").output
    assert run("--project", "own", "check").exit_code == 0
    refused = run("--project", "own", "sign", "--list")
    assert refused.exit_code == 1
    assert "this repository uses credfolio 9" in refused.output
    # An older program cannot upgrade it.
    assert "credfolio upgrade" not in refused.output
    assert "pip install -r requirements.txt" in refused.output
    # Its hash would stand in the lock of another one.
    assert (
        "cannot install the program: this repository uses credfolio 9" in run("init", "own").output
    )
    note.write_text(note.read_text("utf-8").replace("version: 9", "version: 0.0."), "utf-8")
    assert "or run `credfolio upgrade`" in run("--project", "own", "check").output


def test_a_rule_is_explained_without_a_network() -> None:
    assert run("explain", "award-end").output.startswith("# award-end")
    wrong = run("explain", "award-ends")
    assert wrong.exit_code == 2
    assert "did you mean award-end?" in wrong.output


def test_the_demonstration_is_laid_out_whole_and_never_over_something(folder: Path) -> None:
    assert run("demo", "show", "look").exit_code == 0
    root = folder / "look"
    assert check_project(root, TODAY).findings == ()
    again = run("demo", "show", "look")
    assert again.exit_code == 2
    assert "look is not empty" in again.output
