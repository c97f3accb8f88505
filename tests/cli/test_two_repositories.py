"""What a command does to a pair: a home moves, a credential is renamed, the forge checks both."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from credfolio.authoring.private_repository import PUBLISHING, WORKFLOW, private_files
from credfolio.checking.check import check_project
from credfolio.cli import main
from demo import ROOT
from pairs import TwoRepositories, make_pair
from proposals import TODAY, commit, lay
from workflows import command_of, options_missing

OLD, NEW = "riverside-usd/active-listening", "riverside-usd/listening"
SUBMISSION = "submissions/2026/k7qm3-xw9t2/submission.yml"
STARTER = ROOT / "hooks/credfolio/founding/starter/dot-github/workflows/check.yml"


@pytest.fixture
def pair(tmp_path: Path) -> TwoRepositories:
    return make_pair(tmp_path)


def run(project: Path, *words: object) -> Result:
    done = CliRunner().invoke(main, ["--project", str(project), *map(str, words)])
    assert not isinstance(done.exception, Exception), done.exception
    return done


def test_a_home_moves_and_the_lines_that_still_name_it_are_said(pair: TwoRepositories) -> None:
    handle = "tom-berg"
    done = run(pair.public, "move-home", handle, "--to", pair.private)
    assert done.exit_code == 0, done.output
    assert not (pair.public / "portfolios" / handle).exists()
    governance = (pair.public / "catalog/governance.yml").read_text().splitlines()
    named = [n for n, line in enumerate(governance, 1) if re.search(r"\btom-berg\b", line)]
    assert named
    for n in named:
        assert f"  catalog/governance.yml:{n}\n" in done.output
    back = run(pair.private, "move-home", handle, "--to", pair.public)
    assert (pair.public / "portfolios" / handle / "profile.yml").is_file()
    assert "still names" not in back.output


def test_a_rename_takes_submissions_and_what_the_public_knows_along(pair: TwoRepositories) -> None:
    known = f"commit: {'a' * 40}\nprogram: '1'\nawarded:\n  {OLD}: ['1.1']\n"
    lay(pair.public, {"catalog/records.yml": known})
    shown = run(pair.public, "rename", OLD, "listening", "--with", pair.private)
    assert f"2 files of {pair.private} would change" in shown.output
    assert OLD in (pair.private / SUBMISSION).read_text()

    done = run(pair.public, "rename", OLD, "listening", "--with", pair.private, "--write")
    assert done.exit_code == 0, done.output
    assert f"  {NEW}: ['1.1']\n" in (pair.public / "catalog/records.yml").read_text()
    assert f"credential: {NEW}\n" in (pair.private / SUBMISSION).read_text()
    pair.settle(commit(pair.public, "Renamed"))
    assert [one for one in pair.check().findings if one.is_error] == []
    assert [one for one in check_project(pair.public, TODAY, 1).findings if one.is_error] == []


def test_private_records_follow_a_rename_that_was_made_before(pair: TwoRepositories) -> None:
    run(pair.public, "rename", OLD, "listening", "--write")
    done = run(pair.public, "rename", OLD, "listening", "--with", pair.private, "--write")
    assert "called listening already" in done.output
    assert f"credential: {NEW}\n" in (pair.private / SUBMISSION).read_text()


def test_the_forge_checks_the_pair_with_the_actions_of_a_founded_site() -> None:
    text = private_files('https://forge.example/d/it\'s "c"', "a" * 40, "1")[WORKFLOW]
    workflow = yaml.safe_load(text)
    [job] = workflow["jobs"].values()
    assert job["permissions"] == {"contents": "read"}
    steps = {one["name"]: one for one in job["steps"]}
    assert steps["Fetch the public repository"]["env"]["PUBLIC"].startswith("https://forge.example")
    used = {one["uses"] for one in job["steps"] if "uses" in one}
    assert used <= set(re.findall(r"uses: (\S+)", STARTER.read_text()))
    # Nothing that a change can choose is put into a line that a shell runs.
    assert not any("${{" in one.get("run", "") for one in job["steps"])
    assert "secrets." not in text


def test_the_private_repository_publishes_both_and_only_its_last_step_may_write() -> None:
    text = private_files('https://forge.example/d/it\'s "c"', "a" * 40, "1")[PUBLISHING]
    workflow = yaml.safe_load(text)
    build, deploy = workflow["jobs"].values()
    assert build["if"] == "${{ vars.CREDFOLIO_PUBLISH == 'true' }}"
    assert deploy["needs"] == "build"
    for job in (build, deploy):
        assert job["permissions"] == {"contents": "read"}
        assert not any("${{" in one.get("run", "") for one in job["steps"])
    *before, last = [*build["steps"], *deploy["steps"]]
    assert "secrets." not in str(before)
    assert last["env"]["CREDFOLIO_TOKEN"] == "${{ secrets.PUBLIC_TOKEN }}"
    assert last["env"]["CREDFOLIO_REMOTE"].startswith("https://forge.example")
    lines = [line for one in (*before, last) for line in one.get("run", "").splitlines()]
    commands = [found for line in lines if (found := command_of(line))]
    assert [options_missing(one, set()) for one in commands] == [set(), set()]
    assert [one.split()[2] for one in commands] == ["build", "ci"]
    pinned = set(re.findall(r"uses: (\S+)", STARTER.with_name("publish.yml").read_text()))
    assert set(re.findall(r"uses: (\S+)", text)) <= pinned
