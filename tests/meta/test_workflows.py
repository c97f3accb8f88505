"""What runs on the forge: nothing more than it needs, and nothing that cannot be run here.

Ours, and those that `credfolio init` writes into a new site, for answers that mean harm.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from credfolio import __version__
from credfolio.founding.answers import take_answers
from credfolio.founding.starter_files import starter_files
from demo import ROOT
from workflows import Workflow, command_of, options_missing

GITHUB = ROOT / ".github"
OURS = [
    Workflow(path.name, path.read_text(encoding="utf-8"))
    for path in sorted((GITHUB / "workflows").glob("*.yml"))
]
NAMES = (
    """Badges of the "Example" District's schools""",
    "${{ secrets.SIGNING_KEY }}",
    "name: [yaml, {not: this}] # nor this",
    "'; rm -rf / #",
    "`id` $(id) && exit 1 | cat",
    "@{ site.owner }@ @% for x in y %@ {{ site }}",
    "学校の認定バッジ",
    "شارات المنطقة التعليمية",
    "🎓👩🏽‍🏫 Badges",
    "--- !!python/object:os.system",
    "%YAML 1.2 & *alias | > - ?",
)
"""Names of sites, for which the forge's files must come out the same, and the others in order."""


def founded(name: str) -> dict[str, str]:
    """The files of a new site below .github/, and those that it installs from."""
    answers = take_answers(
        {"name": name, "address": "https://badges.district.org/", "zone": "America/Denver"}
        | {"maintainers": "robin-example", "owner": "badges@district.org", "language": "en"}
    )
    made = starter_files(answers, __version__, {}, "0" * 64)
    return {path: data.decode() for path, data in made.items()}


FOUNDED = founded("Badges")
THEIRS = [
    Workflow(f"new site: {path.rpartition('/')[2]}", text)
    for path, text in sorted(FOUNDED.items())
    if path.startswith(".github/workflows/")
]
every = pytest.mark.parametrize("workflow", [*OURS, *THEIRS], ids=lambda one: one.name)
both = pytest.mark.parametrize("workflows", [OURS, THEIRS], ids=["ours", "a new site's"])
MOST_STEPS = 8


def test_there_are_the_workflows_that_the_documents_name() -> None:
    assert {one.name for one in OURS} == {
        *("check.yml", "comment.yml", "publish.yml", "links.yml", "tests.yml"),
        "systems.yml",
    }
    assert {one.name.partition(": ")[2] for one in THEIRS} == {
        *("check.yml", "comment.yml", "publish.yml", "links.yml", "daily.yml")
    }


def test_zizmor_finds_nothing_in_ours_or_for_any_name_of_a_site(tmp_path: Path) -> None:
    folders = [GITHUB]
    for number, name in enumerate(NAMES):
        for path, text in founded(name).items():
            if path.startswith(".github/"):
                file = tmp_path / str(number) / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, encoding="utf-8")
        folders.append(tmp_path / str(number))
    program = Path(sys.executable).parent / "zizmor"
    options = ["--offline", "--strict-collection", "--persona", "pedantic", "--no-progress"]
    done = subprocess.run(
        [program, *options, *folders], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No findings to report" in done.stdout
    for one in OURS:
        assert one.name in done.stderr, "it was not looked at"
    assert done.stderr.count("daily.yml") == len(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_changes_no_file_of_the_forge_and_breaks_no_yaml(name: str) -> None:
    made = founded(name)
    for path, text in made.items():
        if path.startswith(".github/"):
            assert text == FOUNDED[path]
        if path.endswith(".yml"):
            assert isinstance(yaml.safe_load(text), dict)
    assert yaml.safe_load(made["mkdocs.yml"])["site_name"] == name


@every
def test_a_workflow_has_no_right_beyond_those_of_its_jobs(workflow: Workflow) -> None:
    assert workflow.plain["permissions"] == {}
    for name, job in workflow.jobs.items():
        assert job["permissions"] or name == "idle"
        assert job["timeout-minutes"] <= 60
        if workflow.name == "systems.yml" and name == "guide":
            systems = job["strategy"]["matrix"]["system"]
            assert systems == ["ubuntu-24.04", "windows-latest", "macos-latest"]
        else:
            assert job["runs-on"] == "ubuntu-24.04"
        assert len(job["steps"]) <= MOST_STEPS


def test_all_that_a_wheel_is_made_of_starts_its_trial_on_other_systems() -> None:
    plain = next(one.plain for one in OURS if one.name == "systems.yml")
    started: Any = plain.get("on") or plain.get(True)  # YAML takes `on` for yes
    asked = [started[event]["paths"] for event in ("pull_request", "push")]
    assert asked[0] == asked[1]
    tops = {path.removesuffix("/**") for path in asked[0]}
    hook = (ROOT / "hatch_build.py").read_text(encoding="utf-8")
    shipped = re.findall(r"for top in \(([^)]+)\)", hook)
    named = set(re.findall(r'"([\w-]+)"', shipped[0]))
    made_with = {"hooks", "web", "mkdocs.yml", "requirements", "pyproject.toml", "hatch_build.py"}
    assert named | made_with <= tops
    assert all((ROOT / path).exists() for path in tops)


def test_an_action_is_pinned_to_one_commit_everywhere_and_says_its_release() -> None:
    found = {line for one in (*OURS, *THEIRS) for line in one.actions}
    for line in found:
        assert re.fullmatch(r"[\w-]+/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line), line
    repositories = {line: "/".join(line.partition("@")[0].split("/")[:2]) for line in found}
    commits = {(name, line.partition("@")[2]) for line, name in repositories.items()}
    assert len(commits) == len(set(repositories.values()))


@both
def test_no_proposal_comes_near_a_secret_or_a_right_to_write(workflows: list[Workflow]) -> None:
    for one in workflows:
        assert "pull_request_target" not in one.events
        if "pull_request" not in one.events:
            continue
        assert "secrets." not in one.text
        for job in one.jobs.values():
            assert set(job["permissions"]) <= {"contents", "pull-requests"}
            assert set(job["permissions"].values()) == {"read"}
            assert "environment" not in job
            # The token goes to one command of the base, which asks the forge and sees no change.
            holding = [step["run"] for step in job["steps"] if "github.token" in yaml.dump(step)]
            assert {command_of(run) for run in holding} <= {"ci who"}
            assert bool(holding) == ("pull-requests" in job["permissions"])


@both
def test_what_runs_keep_for_the_next_is_written_and_read_on_the_main_branch_alone(
    workflows: list[Workflow],
) -> None:
    found = {
        (one.name.rpartition(" ")[2], name): job["steps"]
        for one in workflows
        for name, job in one.jobs.items()
        if "actions/cache" in yaml.dump(job) or "cache:" in yaml.dump(job)
    }
    assert list(found) == [("publish.yml", "build")], "a run of a proposal may believe it"
    (steps,) = found.values()
    used = [step.get("uses", step.get("run", "")).partition("@")[0] for step in steps]
    restore, save = used.index("actions/cache/restore"), used.index("actions/cache/save")
    build = next(n for n, one in enumerate(used) if command_of(one) == "ci build --output site")
    assert used.index("actions/checkout") < restore < build < save == len(steps) - 1
    main = "github.ref == 'refs/heads/main'"
    assert steps[restore]["if"] == f"${{{{ {main} }}}}"
    assert steps[save]["if"] == f"${{{{ {main} && steps.build.outputs.keep == 'true' }}}}"
    # Outside of the checkout, where no commit can have put anything.
    place = "${{ runner.temp }}/kept"
    assert steps[build]["env"] == {"CREDFOLIO_KEPT": place}
    assert steps[restore]["with"]["path"] == steps[save]["with"]["path"] == place
    assert steps[save]["with"]["key"] == steps[restore]["with"]["key"]
    begins = steps[restore]["with"]["restore-keys"]
    assert begins == "credfolio-kept-", "other entries of a project may begin with its name"
    assert steps[save]["with"]["key"].startswith(begins)
    assert "${{ github.run_id }}" in steps[save]["with"]["key"], "a key is written once"


@both
def test_what_follows_a_proposal_takes_from_it_one_report_and_runs_the_main_branch(
    workflows: list[Workflow],
) -> None:
    """There a checkout gets the main branch, unless it is told another place."""
    (one,) = [one for one in workflows if "workflow_run" in one.events]
    (checkout,) = [step for step in one.steps if "checkout" in step.get("uses", "")]
    assert set(checkout["with"]) == {"persist-credentials"}
    (fetched,) = [step for step in one.steps if "download-artifact" in step.get("uses", "")]
    assert fetched["with"]["name"] == "report"
    assert fetched["with"]["path"].startswith("${{ runner.temp }}/")
    install, comment = [step["run"] for step in one.steps if "run" in step]
    assert "sign" in install
    assert command_of(comment) == "ci comment"


@both
def test_the_key_is_in_one_job_with_an_environment_of_its_own(workflows: list[Workflow]) -> None:
    holders = [
        job for one in workflows for job in one.jobs.values() if "secrets." in yaml.dump(job)
    ]
    (holder,) = holders
    assert holder["environment"] == "signing"
    runs = [step["run"] for step in holder["steps"] if "run" in step]
    assert command_of(runs[-1]) == "ci sign"
    for install in runs[:-1]:
        assert install == "make .venv/.sign" or "-r requirements-sign.txt" in install


@every
def test_a_checkout_leaves_no_token_behind(workflow: Workflow) -> None:
    for step in workflow.steps:
        if "checkout" in step.get("uses", ""):
            assert step["with"]["persist-credentials"] is False


@every
def test_a_step_runs_a_command_with_options_that_there_are(workflow: Workflow) -> None:
    for step in workflow.steps:
        run = step.get("run", "")
        # An expression in a script would let a title or a branch name be run as a command.
        assert "${{" not in run
        lines = run.splitlines()
        for line in lines:
            if command := command_of(line):
                # Of two commands in a step, the first is the one that reads the variables.
                given = set(step.get("env", {})) if line == lines[0] else set()
                assert options_missing(command, given) == set()
            else:
                assert OTHER_PROGRAMS.fullmatch(line), line


OTHER_PROGRAMS = re.compile(
    r"make (?:-C trusted )?(?:workflows|wheel|\.venv/\.s\w+(?: bundle)?(?: desk-here)?)|\.ci/run"
    r"|python3 -m venv (?:\.venv|program)|gh workflow run publish\.yml"
    r"|(?:\.venv|program)/bin/pip install --quiet --require-hashes (?:--no-deps )?"
    r"--only-binary :all: -r (?:trusted/)?requirements(?:-sign)?\.txt"
    r"|python tests/support/follow_guide\.py dist report\.json"
    r"|python tests/support/follow_guide\.py --compare reports/\*/report\.json"
    r'|echo "\$WHAT" >> "\$GITHUB_STEP_SUMMARY"'
)


def test_a_target_that_a_workflow_makes_is_there() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for one in OURS:
        for made in re.findall(r"make (?:-C \S+ )?(.+)$", one.text, re.MULTILINE):
            for word in made.split():
                pattern = re.escape(word.replace(".venv", "$(VENV)"))
                assert re.search(rf"^{pattern}:", makefile, re.MULTILINE), word


def test_a_variable_that_no_command_reads_is_noticed() -> None:
    assert options_missing("ci who --heed x", {"CREDFOLIO_HEED"}) == {"--heed", "CREDFOLIO_HEED"}


def test_a_new_site_publishes_nothing_until_its_variable_says_so() -> None:
    for one in THEIRS:
        if one.events & {"pull_request", "workflow_run"}:
            continue  # they publish nothing, and hold no right to
        for name, job in one.jobs.items():
            gate = job.get("if", "")
            waits_for = job.get("needs", [])
            is_gated = "vars.CREDFOLIO_PUBLISH == 'true'" in gate
            is_after = waits_for == "pending" and "()" not in gate
            assert is_gated or is_after or name == "idle", f"{one.name}: {name}"


def test_a_new_site_starts_daily_in_its_zone() -> None:
    (daily,) = [one for one in THEIRS if one.name.endswith("daily.yml")]
    (schedule,) = daily.plain[True]["schedule"]
    assert schedule["timezone"] == "America/Denver"
    assert {tuple(job["permissions"].items()) for job in daily.jobs.values()} == {
        (("actions", "write"),)
    }


def test_forms_for_proposals_are_ours_with_another_example() -> None:
    for path in sorted((GITHUB / "ISSUE_TEMPLATE").iterdir()):
        ours = path.read_text(encoding="utf-8")
        ours = ours.replace("lake-harlow-schools", "example-district")
        ours = ours.replace("co-teaching-in-one-room", "active-listening")
        assert FOUNDED[f".github/ISSUE_TEMPLATE/{path.name}"] == ours


def test_updates_wait_seven_days() -> None:
    ours = yaml.safe_load((GITHUB / "dependabot.yml").read_text(encoding="utf-8"))["updates"]
    for update in ours:
        for folder in update.get("directories", [update.get("directory")]):
            assert (ROOT / folder.strip("/")).is_dir()
    for update in (*ours, *yaml.safe_load(FOUNDED[".github/dependabot.yml"])["updates"]):
        assert update["cooldown"]["default-days"] >= 7
