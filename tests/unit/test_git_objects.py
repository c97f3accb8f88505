"""The git layer: what it answers, and that a prepared repository makes it run nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from credfolio.disk.git_objects import Repository
from credfolio.errors import EnvironmentProblem, UsageError
from proposals import TODAY, check, commit, git, lay, make_base

CREDENTIAL = "catalog/riverside-usd/active-listening.yml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_base(tmp_path / "project")


def test_it_reads_the_tree_and_the_text_of_a_commit(folder: Path) -> None:
    repository = Repository(folder)
    tree = repository.tree(repository.commit("main"))
    entry = tree[CREDENTIAL]
    assert entry.mode == "100644"
    text = repository.blobs([entry.object])[entry.object]
    assert text == (folder / CREDENTIAL).read_bytes()
    assert entry.size == len(text)


def test_many_objects_come_in_one_answer(folder: Path) -> None:
    lay(folder, {"catalog/empty.md": "", "catalog/two.md": b"a\n\nb\0c"})
    repository = Repository(folder)
    tree = repository.tree(commit(folder, "More"))
    found = repository.blobs(entry.object for entry in tree.values())
    assert found[tree["catalog/empty.md"].object] == b""
    assert found[tree["catalog/two.md"].object] == b"a\n\nb\0c"
    assert len(found) == len({entry.object for entry in tree.values()})


def test_a_name_that_is_no_text_is_kept(folder: Path) -> None:
    lay(folder, {"catalog/caf\udce9.md": "x"})
    repository = Repository(folder)
    assert "catalog/caf\udce9.md" in repository.files()
    assert "catalog/caf\udce9.md" in repository.tree(commit(folder, "More"))


@pytest.mark.parametrize("name", ["nothing", "--output=x", "-h", "main:catalog", "HEAD^{tree}", ""])
def test_a_revision_that_is_no_commit_is_a_wrong_use(folder: Path, name: str) -> None:
    with pytest.raises(UsageError, match="there is no commit"):
        Repository(folder).commit(name)
    assert not (folder / "x").exists()


def test_a_folder_without_a_repository_is_named(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="git rev-parse failed"):
        Repository(tmp_path)


def test_a_folder_inside_a_repository_is_refused(folder: Path) -> None:
    with pytest.raises(UsageError, match="not the top folder"):
        Repository(folder / "catalog")


def test_a_history_that_is_cut_off_is_said_to_be(folder: Path, tmp_path: Path) -> None:
    commit(folder, "Second")
    address = folder.as_uri()
    git(tmp_path, "clone", "--quiet", "--depth=1", "--template=", address, "shallow")
    shallow = Repository(tmp_path / "shallow")
    # An orphan has nothing in common with anything, and here nobody can know.
    git(tmp_path / "shallow", "checkout", "--quiet", "--orphan", "other")
    commit(tmp_path / "shallow", "Other")
    with pytest.raises(EnvironmentProblem, match="only the newest commits"):
        shallow.merge_base(shallow.commit("main"), shallow.commit("other"))


def test_a_history_that_has_nothing_in_common_is_compared_as_a_whole(folder: Path) -> None:
    git(folder, "tag", "base")
    git(folder, "checkout", "--quiet", "--orphan", "other")
    lay(folder, {CREDENTIAL: (folder / CREDENTIAL).read_text() + "# more\n"})
    commit(folder, "Other")
    assert [file.path for file in check(folder, "keeper").change.files] == [CREDENTIAL]


HOSTILE_CONFIG = """
[core]
	fsmonitor = "{run}"
	hooksPath = {folder}
	pager = "{run}"
	sshCommand = "{run}"
	gitProxy = "{run}"
	alternateRefsCommand = "{run}"
	attributesFile = {folder}/attributes
[filter "evil"]
	clean = "{run}"
	smudge = "{run}"
	process = "{run}"
	required = true
[diff "evil"]
	textconv = "{run}"
	command = "{run}"
[diff]
	external = "{run}"
[alias]
	ls-tree = "!{run}"
	rev-parse = "!{run}"
[remote "origin"]
	url = "ext::{run}"
	promisor = true
[extensions]
	partialClone = origin
[credential]
	helper = "!{run}"
[uploadpack]
	packObjectsHook = "{run}"
"""


def test_a_prepared_repository_runs_nothing(folder: Path, tmp_path: Path) -> None:
    git(folder, "tag", "base")
    marker, run = tmp_path / "ran", tmp_path / "run"
    run.write_text(f"#!/bin/sh\necho $0 $@ >> {marker}\n")
    run.chmod(0o755)
    for hook in ("post-checkout", "post-index-change", "reference-transaction", "pre-commit"):
        (folder / ".git/hooks").mkdir(exist_ok=True)
        (folder / ".git/hooks" / hook).symlink_to(run)
        (tmp_path / hook).symlink_to(run)
    attributes = "* filter=evil diff=evil working-tree-encoding=UTF-16\n"
    (tmp_path / "attributes").write_text(attributes)
    lay(folder, {".gitattributes": attributes, "catalog/x.yml": "a: b\n"})
    with (folder / ".git/config").open("a") as config:
        config.write(HOSTILE_CONFIG.format(run=run, folder=tmp_path))
    lay(folder, {CREDENTIAL: (folder / CREDENTIAL).read_text() + "# more\n"})
    found = check(folder, "keeper")
    assert {file.path for file in found.change.files} == {
        *(".gitattributes", "catalog/x.yml", CREDENTIAL)
    }
    assert not marker.exists(), marker.read_text()


def test_an_object_that_was_replaced_is_read_as_it_was(folder: Path) -> None:
    git(folder, "tag", "base")
    entry = "catalog/governance.yml"
    was = git(folder, "rev-parse", f"base:{entry}")
    evil = git(folder, "hash-object", "-w", "--stdin", stdin="maintainers: [stranger]\n")
    git(folder, "replace", was, evil)
    repository = Repository(folder)
    assert b"keeper" in repository.blobs([was])[was]
    lay(folder, {"mkdocs.yml": "site_name: Mine\n"})
    assert check(folder, "stranger").checked.has_errors


def test_a_working_copy_with_carriage_returns_is_no_change(folder: Path) -> None:
    git(folder, "tag", "base")
    for path in (CREDENTIAL, "mkdocs.yml"):
        lay(folder, {path: (folder / path).read_bytes().replace(b"\n", b"\r\n")})
    assert check(folder, "stranger").change.files == ()


def test_what_git_ignores_is_seen_among_the_records_and_nowhere_else(folder: Path) -> None:
    lay(folder, {".gitignore": "*.log\n/site/\n"})
    commit(folder, "Ignore")
    git(folder, "tag", "base")
    lay(folder, {"x.log": "1\n", "site/index.html": "1\n", "catalog/x.log": "1\n"})
    assert [file.path for file in check(folder, "keeper").change.files] == ["catalog/x.log"]


def test_the_day_of_the_tests_is_the_examples_day() -> None:
    assert TODAY.isoformat() == "2026-06-01"
