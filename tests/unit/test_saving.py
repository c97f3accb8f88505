"""Saving with git for people who do not know it: committed and sent, or a sentence why not."""

from __future__ import annotations

from pathlib import Path

import pytest

from credfolio.errors import CredfolioError, EnvironmentProblem, UsageError
from credfolio.proof.multikey import encode_secret_key
from credfolio.publishing.saving import save
from pages_remote import git, make_project, make_remote
from pages_remote import save as saved


@pytest.fixture(autouse=True)
def somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "Robin")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "robin@example.org")


@pytest.fixture
def remote(tmp_path: Path) -> Path:
    return make_remote(tmp_path / "forge.git")


@pytest.fixture
def project(tmp_path: Path, remote: Path) -> Path:
    return make_project(tmp_path / "badges", str(remote))


def test_all_that_is_not_ignored_is_committed_and_sent(project: Path, remote: Path) -> None:
    (project / "site").mkdir()
    (project / "site/index.html").write_text("built")
    (project / "new.yml").write_text("new")
    (project / "mkdocs.yml").write_text("site_name: Other\n")
    commit, number = save(project, "Two files", "origin")
    assert number == 2
    assert git(remote, "rev-parse", "main") == commit
    assert git(remote, "log", "-1", "--format=%s", "main") == "Two files"
    assert git(project, "status", "--porcelain") == ""
    assert save(project, "Nothing", "origin") == (commit, 0)


def test_the_first_commit_of_a_repository(tmp_path: Path, remote: Path) -> None:
    folder = tmp_path / "new"
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main")
    git(folder, "remote", "add", "origin", str(remote))
    (folder / "mkdocs.yml").write_text("site_name: New\n")
    commit, number = save(folder, "First", "origin")
    assert (git(remote, "rev-parse", "main"), number) == (commit, 1)
    assert git(folder, "rev-parse", "--abbrev-ref", "HEAD") == "main"


def test_work_of_others_is_never_overwritten(project: Path, remote: Path, tmp_path: Path) -> None:
    git(project, "push", "-q", "origin", "main")
    git(tmp_path, "clone", "-q", str(remote), str(tmp_path / "other"))
    (tmp_path / "other/theirs.yml").write_text("theirs")
    theirs = saved(tmp_path / "other", "Theirs")
    git(tmp_path / "other", "push", "-q", "origin", "main")
    (project / "ours.yml").write_text("ours")
    with pytest.raises(CredfolioError, match="work of others that is not here") as refused:
        save(project, "Ours", "origin")
    assert "git pull --rebase origin main," in str(refused.value.fix)
    assert "saved on this computer" in refused.value.message
    assert git(remote, "rev-parse", "main") == theirs
    git(project, "pull", "-q", "--rebase", "origin", "main")
    assert save(project, "Ours", "origin") == (git(remote, "rev-parse", "main"), 0)


def test_a_remote_that_a_forge_began_is_joined_as_the_message_says(
    project: Path, remote: Path, tmp_path: Path
) -> None:
    # Not another project: made in the same second, both would begin with one and the same commit.
    theirs = tmp_path / "theirs"
    git(tmp_path, "init", "-q", "-b", "main", str(theirs))
    (theirs / "README.md").write_text("# The forge's\n")
    saved(theirs, "Initial commit")
    git(theirs, "push", "-q", str(remote), "main")
    (project / "README.md").write_text("# Ours\n")
    with pytest.raises(CredfolioError, match="the remote began by itself") as refused:
        save(project, "Ours", "origin")
    words = str(refused.value.fix).partition("git pull ")[2].split()
    git(project, "pull", *words)
    assert (project / "README.md").read_text() == "# Ours\n"
    commit, _ = save(project, "Ours", "origin")
    assert git(remote, "rev-parse", "main") == commit


def test_files_that_hold_both_texts_of_a_merge_are_not_saved(project: Path) -> None:
    git(project, "checkout", "-q", "-b", "other")
    (project / "mkdocs.yml").write_text("site_name: Theirs\n")
    saved(project, "Theirs")
    git(project, "checkout", "-q", "main")
    (project / "mkdocs.yml").write_text("site_name: Ours\n")
    before = saved(project, "Ours")
    with pytest.raises(AssertionError):
        git(project, "merge", "-q", "other")
    with pytest.raises(UsageError, match=r"a merge is not finished.*mkdocs\.yml"):
        save(project, "x", "origin")
    assert git(project, "rev-parse", "HEAD") == before


@pytest.mark.parametrize(
    "text",
    [
        "# created: 2026\nAGE-SECRET-KEY-1QQ\n",
        "-----BEGIN OPENSSH PRIVATE KEY-----\n",
        f"{encode_secret_key(bytes(range(32)))}\n",
        f"{encode_secret_key(bytes(range(32)), 'P-256')}\r\n",
    ],
)
@pytest.mark.parametrize("state", ["new", "staged", "changed", "ignored"])
def test_a_private_key_is_not_sent(project: Path, text: str, state: str) -> None:
    before = git(project, "rev-parse", "HEAD")
    folder = project / "part"
    folder.mkdir()
    (folder / "mkdocs.yml").write_text("site_name: Part\n")
    (project / "site").mkdir()
    name = {"changed": "mkdocs.yml", "ignored": "site/key", "staged": "key"}.get(state, "part/key")
    (project / name).write_text(text, newline="")
    if state == "staged":
        git(project, "add", "key")
    root = folder if state == "staged" else project
    if state == "ignored":
        assert save(root, "x", "origin")[1] == 1
        return
    with pytest.raises(UsageError, match=r"looks like a private key; nothing was saved"):
        save(root, "x", "origin")
    assert git(project, "rev-parse", "HEAD") == before


def test_without_a_remote_nothing_is_committed(project: Path) -> None:
    git(project, "remote", "remove", "origin")
    (project / "new.yml").write_text("new")
    before = git(project, "rev-parse", "HEAD")
    with pytest.raises(UsageError, match="this repository has no remote"):
        save(project, "x", "origin")
    assert git(project, "rev-parse", "HEAD") == before


def test_a_protected_branch_is_no_work_of_others(project: Path, remote: Path) -> None:
    hook = remote / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho 'GH006: Protected branch update failed.' >&2\nexit 1\n")
    hook.chmod(0o755)
    (project / "new.yml").write_text("new")
    with pytest.raises(EnvironmentProblem, match=r"Protected branch.*saved on this computer"):
        save(project, "x", "origin")


def test_what_git_lacks_is_said(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(UsageError, match="no remote 'nowhere'"):
        save(project, "x", "nowhere")
    with pytest.raises(EnvironmentProblem, match=r"no repository where .*Nothing was sent\."):
        save(project, "x", str(tmp_path / "gone.git"))
    git(project, "checkout", "-q", "--detach")
    with pytest.raises(UsageError, match="no branch is checked out"):
        save(project, "x", "origin")
    git(project, "checkout", "-q", "main")
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.delenv(f"GIT_{who}_NAME")
        monkeypatch.delenv(f"GIT_{who}_EMAIL")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    git(project, "config", "user.useConfigOnly", "true")
    (project / "new.yml").write_text("new")
    with pytest.raises(EnvironmentProblem, match="git does not know who you are") as unknown:
        save(project, "x", "origin")
    for command in ('user.name "Your name"', "user.email you@your-district.org"):
        assert f"git config --global {command}" in str(unknown.value.fix)
