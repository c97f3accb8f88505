"""``credfolio rename``: one definition, every record that names it, and the check of the change."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from test_build import tree

from credfolio.cli import main
from proposals import commit, git, lay, make_base
from threats import AWARD, CREDENTIAL, GOVERNANCE, OFFICE, base_text

OLD, NEW = "riverside-usd/active-listening", "riverside-usd/listening"
RENAMED = "catalog/riverside-usd/listening.yml"
STACK = "catalog/riverside-usd/stacks/people-first.yml"
MENTORING = "catalog/hillcrest-university/mentoring.yml"
KEPT = "catalog/riverside-usd/versions/active-listening/1.1.yml"
SIGN = ("sign", "--demonstration", "--created", "2026-06-01T12:00:00Z")


def read(project: Path, path: str) -> str:
    return (project / path).read_text("utf-8")


# --- the command --------------------------------------------------------------------------------


def test_without_write_it_only_shows_the_difference(run, project: Path) -> None:
    before = tree(project)
    result = run("rename", OLD, "listening")
    assert result.exit_code == 0
    assert f"{CREDENTIAL} becomes {RENAMED}" in result.output
    assert f"-credential: {OLD}\n+credential: {NEW}\n" in result.output
    assert "4 files would change; run it again with --write" in result.output
    assert tree(project) == before


def test_every_record_names_it_by_its_new_id_and_is_otherwise_as_it_was(run, project: Path) -> None:
    before = {path: read(project, path) for path in (CREDENTIAL, AWARD, STACK, MENTORING)}
    assert run("rename", OLD, "listening", "--write").exit_code == 0
    assert not (project / CREDENTIAL).exists()
    assert read(project, RENAMED) == f"{before[CREDENTIAL]}former_ids: [active-listening]\n"
    for path in (AWARD, STACK, MENTORING):
        assert read(project, path) == before[path].replace(OLD, NEW)
    assert run("check").exit_code == 0


def test_the_old_addresses_lead_on_those_of_kept_versions_too(run, project: Path) -> None:
    (project / KEPT).parent.mkdir(parents=True)
    (project / KEPT).write_text(read(project, CREDENTIAL), "utf-8")
    assert run("rename", OLD, "listening", "--write").exit_code == 0
    assert not (project / KEPT).parent.exists()
    assert run("build", "-q").exit_code == 0
    for below in ("", "versions/1.1/"):
        page = read(project, f"site/catalog/{OLD}/{below}index.html")
        assert f"/catalog/{NEW}/{below}" in page


def test_a_stack_is_renamed_the_same_way(run, project: Path) -> None:
    assert run("rename", "riverside-usd/people-first", "people", "--write").exit_code == 0
    assert read(project, "catalog/riverside-usd/stacks/people.yml").endswith(
        "former_ids: [people-first]\n"
    )
    assert run("check").exit_code == 0


def test_a_signed_badge_is_not_touched_and_stays_signed(run, project: Path) -> None:
    assert run(*SIGN).exit_code == 0
    signed = {path: data for path, data in tree(project).items() if path.endswith(".json")}
    assert run("rename", OLD, "listening", "--write").exit_code == 0
    assert {p: data for p, data in tree(project).items() if p.endswith(".json")} == signed
    assert run("check").exit_code == 0
    assert "Nothing to sign" in run(*SIGN).output


def test_done_again_it_says_so_and_there_and_back_is_possible(run, project: Path) -> None:
    before = read(project, AWARD)
    assert run("rename", OLD, "listening", "--write").exit_code == 0
    again = run("rename", OLD, "listening", "--write")
    assert (again.exit_code, "is called listening already" in again.output) == (0, True)
    assert run("rename", NEW, "active-listening", "--write").exit_code == 0
    assert read(project, AWARD) == before
    assert read(project, CREDENTIAL).endswith("former_ids: [listening]\n")
    assert run("check").exit_code == 0


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("riverside-usd/nothing", "listening", "there is no readable"),
        ("riverside-usd", "riverside", "issuers and handles keep their ids"),
        (OLD, "Listening", "cannot be an id here"),
        (OLD, "issuer", "cannot be an id here"),
        (OLD, "people-first", "leads to riverside-usd/people-first already"),
        (OLD, "active-listening", "choose another id"),
    ],
)
def test_what_cannot_be_is_refused_with_the_way_on(
    run, project: Path, old: str, new: str, said: str
) -> None:
    before = tree(project)
    result = run("rename", old, new, "--write")
    assert result.exit_code == 2
    assert said in result.output
    assert tree(project) == before


def test_an_alias_of_its_own_is_given_up_first(run, project: Path) -> None:
    with (project / CREDENTIAL).open("a") as record:
        record.write("aliases: [listening]\n")
    result = run("rename", OLD, "listening", "--write")
    assert result.exit_code == 2
    assert "under `aliases:`" in result.output


# --- the check of the change --------------------------------------------------------------------


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A repository whose definition was awarded, with its text kept."""
    folder = make_base(tmp_path / "project")
    lay(folder, {KEPT: read(folder, CREDENTIAL), ".git/info/exclude": ".cache\n"})
    commit(folder, "Keep the text")
    git(folder, "switch", "--quiet", "--create", "mine")
    return folder


def call(folder: Path, *words: str) -> Result:
    result = CliRunner().invoke(main, ["--project", str(folder), *words])
    assert not isinstance(result.exception, Exception), result.exception
    return result


def checked(folder: Path, author: str = OFFICE) -> tuple[int, set[str]]:
    """The exit code and the rules that are broken, the same by both ways of checking."""
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "A change")
    rest = ("--base", "main", "--author", author, "--today", "2026-06-01", "--format", "json")
    found = []
    for way in (("check",), ("ci", "check")):
        result = call(folder, *way, *rest)
        findings = json.loads(result.stdout)["findings"]
        found.append(
            (result.exit_code, {one["rule"] for one in findings if one["severity"] == "error"})
        )
    assert found[0] == found[1]
    return found[0]


def rename(folder: Path) -> None:
    assert call(folder, "rename", OLD, "listening", "--write").exit_code == 0


def test_an_editor_may_rename_what_was_awarded(clone: Path) -> None:
    rename(clone)
    assert checked(clone) == (0, set())


def test_retired_and_signed_definitions_are_renamed_like_others(clone: Path) -> None:
    git(clone, "switch", "--quiet", "main")
    text = base_text(CREDENTIAL, ("status: active", "status: retired"))
    lay(clone, {CREDENTIAL: text, KEPT: text})
    assert call(clone, *SIGN).exit_code == 0
    git(clone, "add", "--all")
    git(clone, "commit", "--quiet", "--message", "Retire and sign")
    git(clone, "switch", "--quiet", "mine")
    git(clone, "merge", "--quiet", "main")
    rename(clone)
    assert checked(clone) == (0, set())


def test_a_rename_by_hand_is_known_as_well(clone: Path) -> None:
    lay(
        clone,
        {
            CREDENTIAL: None,
            RENAMED: f"# By hand.\nformer_ids:\n  - active-listening\n{base_text(CREDENTIAL)}",
            KEPT: None,
            KEPT.replace("active-", ""): base_text(CREDENTIAL),
            **{path: base_text(path, (OLD, NEW)) for path in (AWARD, STACK, MENTORING)},
        },
    )
    assert checked(clone) == (0, set())


@pytest.mark.parametrize("author", ["hillcrest-office", "rosa-d", "stranger"])
def test_nobody_else_may_rename_it(clone: Path, author: str) -> None:
    rename(clone)
    assert checked(clone, author) == (1, {"may-not-change"})


COUNTED = """{"issuer": "riverside-usd", "until": "2025-12-31", "counted_on": "2026-05-04",
"small": 10, "tables": [{"by": "credential", "groups": [{"group": "riverside-usd/active-listening",
"cases": {"least": 20}, "not_at_first": {"most": 20}, "passed": {"least": 80, "most": 100}}]}]}
"""


@pytest.mark.parametrize("smuggled", [False, True])
def test_published_figures_follow_and_nothing_else_of_them_changes(
    clone: Path, smuggled: bool
) -> None:
    path = "catalog/figures/riverside-2025.json"
    git(clone, "switch", "--quiet", "main")
    lay(clone, {path: COUNTED})
    commit(clone, "Publish figures")
    git(clone, "switch", "--quiet", "mine")
    git(clone, "merge", "--quiet", "main")
    rename(clone)
    assert read(clone, path) == COUNTED.replace(OLD, NEW)
    if smuggled:
        lay(clone, {path: read(clone, path).replace('"least": 80', '"least": 60')})
    assert checked(clone) == ((1, {"may-not-change"}) if smuggled else (0, set()))


SMUGGLED = {
    "a date in an award": (AWARD, "awarded_on: 2025-12-01", "awarded_on: 2025-11-30"),
    "what the version asks for": (RENAMED, "requires: demonstrated", "requires: progressing"),
    "a promise": (RENAMED, "cost: {amount: 0}", "cost: {amount: 90}"),
    "a kept text": (KEPT.replace("active-", ""), "requires: demonstrated", "requires: progressing"),
    "another issuer's record": (MENTORING, "Help one colleague", "Help a colleague"),
    "a stack that was never awarded": (STACK, "Listen to students", "Listen to all students"),
}


@pytest.mark.parametrize("what", SMUGGLED)
def test_what_a_rename_brings_along_is_judged_as_if_it_came_alone(clone: Path, what: str) -> None:
    path, old, new = SMUGGLED[what]
    rename(clone)
    lay(clone, {path: read(clone, path).replace(old, new)})
    expected = {
        "a date in an award": {"award-add-only"},
        "what the version asks for": {"frozen-version", "version-differs"},
        "a promise": {"awarded-terms"},
        "a kept text": {"kept-version", "version-differs"},
        "another issuer's record": {"may-not-change", "one-issuer"},
        "a stack that was never awarded": set(),
    }[what]
    assert checked(clone) == (1 if expected else 0, expected)


def test_the_old_address_is_not_given_up_on_the_way(clone: Path) -> None:
    rename(clone)
    lay(clone, {RENAMED: base_text(CREDENTIAL)})
    assert checked(clone)[1] >= {"definition-removed"}


def test_the_kept_text_does_not_disappear_on_the_way(clone: Path) -> None:
    rename(clone)
    lay(clone, {KEPT.replace("active-", ""): None})
    assert checked(clone) == (1, {"kept-version"})


def test_one_definition_does_not_swallow_another(clone: Path) -> None:
    other = "catalog/riverside-usd/wait-time.yml"
    git(clone, "switch", "--quiet", "main")
    lay(clone, {other: base_text(CREDENTIAL, ("Active Listening", "Wait Time"))})
    commit(clone, "Another")
    git(clone, "switch", "--quiet", "mine")
    git(clone, "merge", "--quiet", "main")
    rename(clone)
    lay(clone, {other: None})
    text = read(clone, RENAMED).replace("[active-listening]", "[active-listening, wait-time]")
    lay(clone, {RENAMED: text})
    assert checked(clone)[1] >= {"definition-removed"}


def test_renaming_what_many_hold_is_one_small_change(clone: Path) -> None:
    git(clone, "switch", "--quiet", "main")
    limits = "limits: {files: 3, lines: 30, days_back: 30}\n"
    lay(clone, {GOVERNANCE: base_text(GOVERNANCE) + limits})
    commit(clone, "A low limit")
    git(clone, "switch", "--quiet", "mine")
    git(clone, "merge", "--quiet", "main")
    rename(clone)
    assert checked(clone) == (0, set())


def test_other_texts_go_on_naming_it_as_it_was(clone: Path) -> None:
    """A kept text of another definition names the old id, and asks for the same thing."""
    text = base_text(MENTORING)
    git(clone, "switch", "--quiet", "main")
    lay(clone, {"catalog/hillcrest-university/versions/mentoring/1.yml": text})
    commit(clone, "Keep the other text")
    git(clone, "switch", "--quiet", "mine")
    git(clone, "merge", "--quiet", "main")
    rename(clone)
    assert read(clone, "catalog/hillcrest-university/versions/mentoring/1.yml") == text
    assert checked(clone) == (0, set())
