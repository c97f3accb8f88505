"""What runs on the forge: nothing more than it needs, and nothing that cannot be run here."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from credfolio.cli import all_commands
from demo import ROOT

GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
SCRIPTS = sorted(path for path in (GITHUB / "scripts").iterdir() if path.is_file())


def load(path: Path) -> dict[Any, Any]:
    loaded: dict[Any, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded


def events(path: Path) -> set[str]:
    return set(load(path)[True])  # YAML 1.1 reads the key `on` as true


def steps(path: Path) -> list[dict[str, Any]]:
    return [step for job in load(path)["jobs"].values() for step in job["steps"]]


def test_there_are_the_workflows_that_the_documents_name() -> None:
    names = {path.stem for path in WORKFLOWS}
    assert names == {"check", "comment", "publish", "links", "tests"}


def test_zizmor_finds_nothing() -> None:
    program = Path(sys.executable).parent / "zizmor"
    options = ["--offline", "--strict-collection", "--persona", "pedantic", "--no-progress"]
    done = subprocess.run(
        [program, *options, GITHUB], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No findings to report" in done.stdout
    for path in WORKFLOWS:
        assert path.name in done.stderr, "it was not looked at"


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_has_no_right_beyond_those_of_its_jobs(path: Path) -> None:
    workflow = load(path)
    assert workflow["permissions"] == {}
    for job in workflow["jobs"].values():
        assert job["permissions"]
        assert job["timeout-minutes"] <= 60
        assert job["runs-on"] == "ubuntu-24.04"


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_an_action_is_pinned_to_a_commit_and_says_its_release(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for line in re.findall(r"uses: (.+)", text):
        assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line), line


def test_one_action_has_one_commit_everywhere() -> None:
    found = {
        line
        for path in WORKFLOWS
        for line in re.findall(r"uses: (.+)", path.read_text(encoding="utf-8"))
    }
    assert len({line.partition("@")[0] for line in found}) == len(found)


def test_no_proposal_comes_near_a_secret_or_a_right_to_write() -> None:
    for path in WORKFLOWS:
        assert "pull_request_target" not in events(path)
        if "pull_request" not in events(path):
            continue
        assert "secrets." not in path.read_text(encoding="utf-8")
        for job in load(path)["jobs"].values():
            assert set(job["permissions"]) <= {"contents", "pull-requests"}
            assert set(job["permissions"].values()) == {"read"}
            assert "environment" not in job
            # The token goes to one script of the base, which asks the forge and sees no change.
            holding = [one["run"] for one in job["steps"] if "github.token" in yaml.safe_dump(one)]
            for run in holding:
                assert run.startswith("trusted/.github/scripts/who_proposes.sh ")
            assert bool(holding) == ("pull-requests" in job["permissions"])


def test_what_follows_a_proposal_checks_nothing_out() -> None:
    for path in WORKFLOWS:
        if "workflow_run" in events(path):
            assert not [step for step in steps(path) if "checkout" in step.get("uses", "")]


def test_the_key_is_in_one_job_with_an_environment_of_its_own() -> None:
    holders = [
        (path.stem, name)
        for path in WORKFLOWS
        for name, job in load(path)["jobs"].items()
        if "secrets." in yaml.safe_dump(job)
    ]
    assert holders == [("publish", "sign")]
    assert load(GITHUB / "workflows/publish.yml")["jobs"]["sign"]["environment"] == "signing"


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_checkout_leaves_no_token_behind(path: Path) -> None:
    for step in steps(path):
        if "checkout" in step.get("uses", ""):
            assert step["with"]["persist-credentials"] is False


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_step_runs_a_script_or_a_command_that_is_here(path: Path) -> None:
    for step in steps(path):
        run = step.get("run", "")
        # An expression in a script would let a title or a branch name be run as a command.
        assert "${{" not in run
        for name in re.findall(r"\.github/scripts/([\w.]+)", run):
            assert GITHUB / "scripts" / name in SCRIPTS
        for target in re.findall(r"^make (?:-C \S+ )?(.+)$", run, re.MULTILINE):
            for word in target.split():
                makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
                pattern = re.escape(word.replace(".venv", "$(VENV)"))
                assert re.search(rf"^{pattern}:", makefile, re.MULTILINE), word


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_says_what_it_does_and_names_commands_that_there_are(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".sh":
        assert os.access(path, os.X_OK)
        assert text.startswith("#!/usr/bin/env bash\n# ")
        assert "set -euo pipefail" in text
        subprocess.run(["bash", "-n", path], check=True)
    for line in re.findall(r'"\$credfolio" (?:--project \S+ )?(.+)', text):
        name, *rest = line.split()
        command = all_commands()[name]
        if isinstance(command, click.Group):
            command = command.commands[rest.pop(0)]
        known = {option for p in command.params for option in p.opts}
        assert {word for word in rest if word.startswith("--")} <= known


def test_updates_wait_seven_days() -> None:
    for update in load(GITHUB / "dependabot.yml")["updates"]:
        assert update["cooldown"]["default-days"] >= 7
        for folder in update.get("directories", [update.get("directory")]):
            assert (ROOT / folder.strip("/")).is_dir()
