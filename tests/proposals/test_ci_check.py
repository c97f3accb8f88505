"""``credfolio ci check``: what the merge would make, against the branch that it goes into."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from credfolio.checking.merge_reader import plan_merge, settled_signatures
from credfolio.cli import main
from proposals import commit, git, lay, make_base
from threats import base_text

CREDENTIAL = "catalog/riverside-usd/active-listening.yml"
AWARD = "portfolios/ana-lopez/awards/active-listening.yml"
OTHERS = "catalog/hillcrest-university/mentoring.yml"
REVOKED = "status: revoked\nstatus_on: 2026-05-20\nstatus_reason: Issued in error.\n"
EDIT = base_text(CREDENTIAL, ("Show students", "Show your students"))


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone with the branch `mine` checked out, which began at `main`."""
    folder = make_base(tmp_path / "project")
    git(folder, "switch", "--quiet", "--create", "mine")
    return folder


def on(folder: Path, branch: str, files: dict[str, str | None]) -> str:
    """Commit `files` on a branch, and come back to `mine`."""
    git(folder, "switch", "--quiet", branch)
    lay(folder, files)
    made = commit(folder, "A change")
    git(folder, "switch", "--quiet", "mine")
    return made


def run(folder: Path, *options: str, author: str = "riverside-office") -> Result:
    day = ("--today", "2026-06-01", "--author", author)
    result = CliRunner().invoke(main, ["--project", str(folder), "ci", "check", *day, *options])
    assert not isinstance(result.exception, Exception), result.exception
    return result


def merge_into_main(folder: Path) -> None:
    """Make the merge as the forge does, and check it out."""
    git(folder, "switch", "--quiet", "--detach", "main")
    git(folder, "merge", "--quiet", "--no-ff", "--message", "Merge", "mine")


def rules_of(result: Result) -> set[str]:
    return {line.split("[")[1].split("]")[0] for line in result.stdout.splitlines() if "[" in line}


@pytest.mark.parametrize("way", ["branch", "merge commit", "queue"])
def test_what_others_merged_meanwhile_is_nobodys_fault(clone: Path, way: str) -> None:
    on(clone, "mine", {CREDENTIAL: EDIT})
    tip = on(clone, "main", {OTHERS: base_text(OTHERS) + "# As before.\n"})
    if way == "branch":
        options = ["--base", "main"]
    else:
        merge_into_main(clone)
        options = ["--merge-commit"] if way == "merge commit" else ["--base", tip]
    result = run(clone, *options)
    assert result.exit_code == 0, result.output
    assert result.stdout.endswith("no findings\nready\n")
    refused = run(clone, *options, author="stranger")
    assert refused.exit_code == 1
    assert OTHERS not in refused.stdout
    assert rules_of(refused) == {"may-not-change"}


def test_a_queue_compares_each_proposal_with_the_one_before_it(clone: Path) -> None:
    """The group's base is the head of the group before; what is in between is not this author's."""
    on(clone, "main", {OTHERS: base_text(OTHERS) + "# As before.\n"})
    before = git(clone, "rev-parse", "main")
    on(clone, "mine", {CREDENTIAL: EDIT})
    git(clone, "switch", "--quiet", "--detach", before)
    git(clone, "merge", "--quiet", "--squash", "mine")
    git(clone, "commit", "--quiet", "--message", "Squashed")  # no merge commit at all
    assert run(clone, "--base", before).exit_code == 0
    assert run(clone, "--merge-commit").exit_code == 2


def criss_cross(clone: Path) -> None:
    """`mine` merges the main branch before a revocation, and takes the revocation back unseen.

    Main merged a part of `mine`, and `mine` a part of main: two beginnings. One of them has the
    award as it was, and the branch has it like that again.
    """
    on(clone, "mine", {CREDENTIAL: EDIT})
    first = git(clone, "rev-parse", "mine")
    revoked = on(clone, "main", {AWARD: base_text(AWARD) + REVOKED})
    git(clone, "switch", "--quiet", "main")
    git(clone, "merge", "--quiet", "--no-ff", "--message", "Merge", first)
    git(clone, "switch", "--quiet", "mine")
    git(clone, "merge", "--quiet", "--no-ff", "--no-commit", revoked)
    git(clone, "checkout", "--quiet", first, "--", AWARD)
    git(clone, "commit", "--quiet", "--message", "Merge main")
    assert len(git(clone, "merge-base", "--all", "main", "mine").split()) == 2
    assert "revoked" not in (clone / AWARD).read_text()


def test_a_criss_cross_merge_does_not_undo_a_revocation(clone: Path) -> None:
    criss_cross(clone)
    result = run(clone, "--base", "main")
    assert result.exit_code == 1
    assert f"{AWARD}:" in result.stdout
    arguments = ["--project", str(clone), "check", "--base", "main", "--today", "2026-06-01"]
    result = CliRunner().invoke(main, [*arguments, "--author", "riverside-office"])
    assert result.exit_code == 1, "the working copy is held to the same"
    assert f"{AWARD}:" in result.stdout


def test_a_merge_that_the_forge_made_of_it_is_refused_too(clone: Path) -> None:
    criss_cross(clone)
    git(clone, "switch", "--quiet", "--detach", "main")
    git(clone, "merge", "--quiet", "--no-ff", "--strategy-option", "theirs", "-m", "M", "mine")
    git(clone, "checkout", "--quiet", "mine", "--", AWARD)
    git(clone, "commit", "--quiet", "--amend", "--no-edit")
    result = run(clone, "--merge-commit")
    assert result.exit_code == 1
    assert f"{AWARD}:" in result.stdout


def test_a_conflict_is_said_with_its_files(clone: Path) -> None:
    on(clone, "mine", {CREDENTIAL: EDIT})
    on(clone, "main", {CREDENTIAL: base_text(CREDENTIAL, ("Show students", "Tell students"))})
    result = run(clone, "--base", "main")
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"in conflict with what was merged meanwhile: {CREDENTIAL}\n" in result.stderr


def test_what_is_wrong_on_main_already_is_not_held_against_the_author(clone: Path) -> None:
    on(clone, "main", {OTHERS: base_text(OTHERS) + "zzz: 1\n"})
    on(clone, "mine", {CREDENTIAL: EDIT})
    assert run(clone, "--base", "main").exit_code == 0
    on(clone, "mine", {CREDENTIAL: EDIT + "zzz: 1\n"})
    result = run(clone, "--base", "main")
    assert result.exit_code == 1
    assert f"{CREDENTIAL}:" in result.stdout
    assert OTHERS not in result.stdout


@pytest.mark.parametrize(
    "slip",
    [("title:", "title: Hello:"), ("version:", "version"), ("title:", "\ttitle:")],
    ids=["colon", "no colon", "tab"],
)
def test_a_slip_in_one_file_reports_that_file_alone(clone: Path, slip: tuple[str, str]) -> None:
    """The definition cannot be read, and so its awards and stacks look wrong as well."""
    on(clone, "mine", {CREDENTIAL: base_text(CREDENTIAL).replace(*slip, 1)})
    result = run(clone, "--base", "main")
    assert result.exit_code == 1
    named = {line.split(":")[0] for line in result.stdout.splitlines() if "error[" in line}
    assert named == {CREDENTIAL}


def test_a_refusal_is_told_without_what_follows_from_it_elsewhere(clone: Path) -> None:
    on(clone, "mine", {CREDENTIAL: None})
    result = run(clone, "--base", "main", author="keeper")
    assert result.exit_code == 1
    assert "error[definition-removed]" in result.stdout
    assert f"{AWARD}:" not in result.stdout


def test_a_consequence_is_told_when_the_files_of_the_change_are_right(clone: Path) -> None:
    on(clone, "mine", {"catalog/jurisdictions/maple.yml": None})
    result = run(clone, "--base", "main", author="keeper")
    assert result.exit_code == 1
    assert f"{AWARD}:" in result.stdout


def test_what_is_not_committed_does_not_count(clone: Path) -> None:
    on(clone, "mine", {CREDENTIAL: EDIT})
    lay(clone, {OTHERS: "zzz\n", AWARD: None})
    assert run(clone, "--base", "main").exit_code == 0


def test_links_programs_and_submodules_are_seen_in_the_merge(clone: Path) -> None:
    (clone / "portfolios/ana-lopez/x.yml").symlink_to("/etc/passwd")
    (clone / CREDENTIAL).chmod(0o755)
    other = git(clone, "rev-parse", "HEAD")
    git(clone, "add", "--all")
    git(clone, "update-index", "--add", "--cacheinfo", f"160000,{other},catalog/riverside-usd/sub")
    git(clone, "commit", "--quiet", "--message", "Links")
    result = run(clone, "--base", "main", author="keeper")
    assert result.exit_code == 1
    assert "root:" not in result.output
    for name in ("portfolios/ana-lopez/x.yml", CREDENTIAL, "catalog/riverside-usd/sub"):
        assert f"{name}:" in result.stdout


def test_a_git_that_cannot_merge_without_a_working_copy_is_named(
    clone: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = subprocess.run(["which", "git"], capture_output=True, text=True, check=True).stdout
    old = tmp_path / "bin" / "git"
    old.parent.mkdir()
    old.write_text(
        '#!/bin/sh\nfor word in "$@"; do\n'
        '  [ "$word" = version ] && echo "git version 2.34.1" && exit 0\n'
        '  [ "$word" = merge-tree ] && echo "usage: git merge-tree <base>" >&2 && exit 129\n'
        f'done\nexec {real.strip()} "$@"\n'
    )
    old.chmod(0o755)
    on(clone, "mine", {CREDENTIAL: EDIT})
    monkeypatch.setenv("PATH", f"{old.parent}:{os.environ['PATH']}")
    result = run(clone, "--base", "main")
    assert (result.exit_code, result.stdout) == (3, "")
    assert "git version 2.34.1 cannot say what a merge would make" in result.stderr
    assert "install git 2.38 or newer" in result.stderr


def test_a_merge_never_runs_a_program(clone: Path, tmp_path: Path) -> None:
    marker = tmp_path / "ran"
    git(clone, "config", "merge.mine.driver", f"touch {marker}")
    on(clone, "mine", {CREDENTIAL: EDIT, ".gitattributes": "*.yml merge=mine\n"})
    on(clone, "main", {CREDENTIAL: base_text(CREDENTIAL, ("Show students", "Tell students"))})
    result = run(clone, "--base", "main")
    assert result.exit_code == 3
    assert "set up to run a program in a merge" in result.stderr
    assert not marker.exists()


@pytest.mark.parametrize("options", [(), ("--base", "main", "--merge-commit")])
def test_one_says_what_it_would_be_merged_into(clone: Path, options: tuple[str, ...]) -> None:
    result = run(clone, *options)
    assert result.exit_code == 2
    assert "say what HEAD would be merged into" in result.stderr


def test_the_report_is_written_as_json(clone: Path, tmp_path: Path) -> None:
    on(clone, "mine", {CREDENTIAL: EDIT})
    file = tmp_path / "report.json"
    assert run(clone, "--base", "main", "--report", str(file)).exit_code == 0
    assert json.loads(file.read_text())["ending"] == "ready"


# --- what started the run -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--event", "merge_group"), "a queue says what it is compared with"),
        (("--event", "pull_request", "--base", "main"), "first parent of its merge commit"),
    ],
)
def test_an_event_that_does_not_fit_is_refused(
    clone: Path, options: tuple[str, ...], said: str
) -> None:
    result = run(clone, *options)
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_proposal_without_an_author_is_refused_and_a_push_needs_none(clone: Path) -> None:
    merge_into_main(clone)
    for event, code in (("pull_request", 2), ("push", 0)):
        words = ["--project", str(clone), "ci", "check", "--event", event, "--today", "2026-06-01"]
        result = CliRunner().invoke(main, words, env={"CREDFOLIO_AUTHOR": ""})
        assert result.exit_code == code, result.output
    assert result.stdout.endswith("no findings\n")


def test_on_the_runner_only_annotations_are_commands_and_the_summary_is_escaped(
    clone: Path, tmp_path: Path
) -> None:
    on(clone, "mine", {CREDENTIAL: EDIT.replace("status: active", "status: '::warning::x'")})
    merge_into_main(clone)
    summary = tmp_path / "summary.md"
    words = ("--event", "pull_request", "--author", "riverside-office", "--today", "2026-06-01")
    result = CliRunner().invoke(
        main,
        ["--project", str(clone), "ci", "check", *words, "--format", "github"],
        env={"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(summary)},
    )
    assert result.exit_code == 1
    first, on_again, *rest, off_again, last = result.stdout.splitlines()
    word = first.removeprefix("::stop-commands::")
    assert (on_again, off_again, last) == (f"::{word}::", first, f"::{word}::")
    assert len(word) == 32
    assert rest[0].startswith(f"::error file={CREDENTIAL},")
    assert not any(line.startswith("::warning") for line in rest)
    assert summary.read_text("utf-8").startswith("<!-- credfolio:check -->\n### Cannot be merged")
    text = CliRunner().invoke(
        main, ["--project", str(clone), "ci", "check", *words], env={"GITHUB_ACTIONS": "true"}
    )
    assert f"\n{text.stdout.splitlines()[0]}\n" not in text.stdout, "text stays muted throughout"


SIGN = (
    *("sign", "--demonstration", "--issuer", "riverside-usd"),
    *("--created", "2026-06-01T12:00:00Z"),
)
BADGE = "portfolios/ana-lopez/credentials/active-listening.json"
LIST = "catalog/riverside-usd/status/1.json"


@pytest.fixture
def signed(clone: Path) -> Path:
    """The same, with a signed badge and its list on both branches."""
    git(clone, "switch", "--quiet", "main")
    assert CliRunner().invoke(main, ["--project", str(clone), *SIGN]).exit_code == 0
    shutil.rmtree(clone / ".cache", ignore_errors=True)
    commit(clone, "Sign")
    git(clone, "switch", "--quiet", "mine")
    git(clone, "merge", "--quiet", "main")
    return clone


def settled(clone: Path, files: dict[str, str | None]) -> frozenset[str]:
    """The signed files that need not be verified again when the branch changes `files`."""
    on(clone, "mine", files)
    return settled_signatures(plan_merge(clone, "main"))


def test_what_was_signed_and_did_not_change_is_not_verified_again(signed: Path) -> None:
    assert settled(signed, {CREDENTIAL: EDIT}) == {BADGE, LIST}


@pytest.mark.parametrize(
    ("files", "rest"),
    [
        ({"catalog/hillcrest-university/issuer.yml": "name: Another\nkind: university\n"}, set()),
        ({AWARD: base_text(AWARD) + "visibility: private\n"}, {LIST}),
        ({AWARD: None}, {LIST}),
        ({BADGE: "{}\n"}, {LIST}),
        ({LIST: None}, {BADGE}),
    ],
)
def test_another_key_owner_or_text_is_verified(
    signed: Path, files: dict[str, str | None], rest: set[str]
) -> None:
    assert settled(signed, files) == rest


def test_a_signed_file_of_the_change_is_verified(signed: Path) -> None:
    text = (signed / BADGE).read_text("utf-8").replace("Ana L", "Eva L")
    on(signed, "mine", {BADGE: text})
    assert {"signed-file", "bad-signature"} <= rules_of(run(signed, "--base", "main"))


def test_what_follows_from_a_refused_change_waits_until_it_is_mended(clone: Path) -> None:
    """Other people's awards name the part whose levels were changed under them."""
    on(clone, "mine", {CREDENTIAL: base_text(CREDENTIAL).replace("demonstrated", "shown")})
    result = run(clone, "--base", "main")
    assert "frozen-version" in rules_of(result)
    assert AWARD not in result.stdout


def test_the_log_of_endings_only_grows(signed: Path) -> None:
    git(signed, "switch", "--quiet", "main")
    revoke = ("revoke", "ana-lopez/active-listening", "--reason", "A slip.", *SIGN[1:2], *SIGN[4:])
    assert CliRunner().invoke(main, ["--project", str(signed), *revoke]).exit_code == 0
    shutil.rmtree(signed / ".cache", ignore_errors=True)
    commit(signed, "Revoke")
    git(signed, "switch", "--quiet", "mine")
    git(signed, "merge", "--quiet", "main")
    log = "catalog/riverside-usd/status/1.jsonl"
    line = (signed / log).read_text("utf-8")
    for text, said in (
        (None, "it only grows"),
        (line.replace("A slip.", "A fraud."), "it only grows"),
        (line + line.replace('"place":0', '"place":1'), "a signed file was changed"),
    ):
        on(signed, "mine", {log: text})
        result = run(signed, "--base", "main", author="keeper")
        assert "signed-file" in rules_of(result)
        assert said in result.stdout
