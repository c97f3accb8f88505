"""``credfolio deploy`` as people meet it: what it says, also when something is wrong."""

from __future__ import annotations

import os
import shutil
import stat
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from pages_remote import (
    IGNORED,
    git,
    live_files,
    make_remote,
    make_site,
    over_http,
    save,
)

CANARY = "canary-5f1c9e"


@pytest.fixture
def remote(tmp_path: Path) -> Path:
    return make_remote(tmp_path / "remotes" / "pages.git")


@pytest.fixture
def repository(project: Path, remote: Path) -> Path:
    """The small project, committed, with a remote and a built site of one page."""
    git(project, "init", "-q", "-b", "main")
    (project / ".gitignore").write_text(IGNORED)
    git(project, "remote", "add", "origin", str(remote))
    commit = save(project, "First records")
    git(project, "push", "-q", "origin", "main")
    make_site(project / "site", {"index.html": "home"}, commit)
    return project


def two_lines(result, code: int) -> str:
    """The error of a run, which is two lines and no more."""
    assert result.exit_code == code, result.output
    lines = result.stderr.splitlines()
    assert len(lines) == 2, result.stderr
    assert lines[0].startswith("credfolio: ")
    assert lines[1].startswith("  fix: ")
    return result.stderr


def test_it_builds_publishes_and_says_the_address(run, repository, remote):
    result = run("deploy")
    assert result.exit_code == 0, result.output
    assert "From commit " in result.stdout
    assert "(First records) to branch gh-pages of origin:" in result.stdout
    assert "and the remote confirms it." in result.stdout
    assert "The site: https://badges.example/credentials/" in result.stdout
    assert "Note: https://badges.example/credentials/ is an example's address" in result.stdout
    live = live_files(remote)
    assert "catalog/riverside-usd/active-listening/index.html" in live
    assert ".nojekyll" in live
    assert not any("manifest.json" in path for path in live)  # it names unlisted pages
    again = run("deploy")
    assert "Nothing to do: this is what is live." in again.stdout


def test_a_portfolio_that_is_made_private_may_vanish_and_a_lost_one_may_not(run, repository):
    run("deploy")
    profile = repository / "portfolios" / "ana-lopez" / "profile.yml"
    text = profile.read_text()
    profile.write_text(text.replace("visibility: public", "visibility: private"))
    assert profile.read_text() != text
    save(repository, "She asked for it")
    told = run("deploy", "--dry-run").stdout
    assert "(the portfolio was made private)" in told
    assert "nothing in the records explains" not in told
    assert run("deploy").exit_code == 0
    profile.write_text(text)
    save(repository, "Back")
    assert run("deploy").exit_code == 0
    shutil.rmtree(repository / "portfolios" / "ana-lopez")
    save(repository, "Lost")
    told = run("deploy", "--dry-run").stdout
    assert "(nothing in the records says why)" in told
    assert "A deploy would stop: nothing in the records explains" in told
    assert "would vanish" in two_lines(run("deploy"), 1)
    assert run("deploy", "--allow-vanished").exit_code == 0


def test_saving_waits_for_records_without_errors(run, repository, remote):
    before = git(remote, "rev-parse", "main")
    (repository / "catalog/riverside-usd/broken.yml").write_text("titel: x\n")
    result = run("deploy", "--save", "Broken")
    assert result.exit_code == 1
    assert "broken.yml:1:1: error" in result.stderr
    assert "the records have errors; nothing was saved" in result.stderr
    assert git(repository, "status", "--porcelain") != ""
    assert git(remote, "rev-parse", "main") == before
    for words in (("--save", "x", "--dry-run"), ("--save", " ")):
        assert run("deploy", *words).exit_code == 2


def test_a_dry_run_names_what_would_change(run, repository, remote):
    result = run("deploy", "--site", "site", "--dry-run")
    assert result.exit_code == 0
    assert "  2 new, 0 changed, 0 removed, 0 as before\n" in result.stdout
    assert "  new      index.html\n" in result.stdout
    assert result.stdout.endswith("Dry run: nothing was changed.\n")
    assert git(remote, "for-each-ref", "refs/heads/gh-pages") == ""


# --- what can be wrong --------------------------------------------------------------------------


def test_without_git(run, repository, monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert "git is not installed" in two_lines(run("deploy", "--site", "site"), 3)


def test_outside_of_a_repository(run, project):
    make_site(project / "site", {"index.html": "home"}, "a" * 40)
    assert "not in a git repository" in two_lines(run("deploy", "--site", "site"), 3)
    assert "not in a git repository" in two_lines(run("deploy"), 3)


def test_before_the_first_commit(run, project):
    git(project, "init", "-q")
    assert "nothing is committed in this repository yet" in two_lines(run("deploy"), 3)


def test_without_a_remote_or_with_another_name(run, repository):
    said = two_lines(run("deploy", "--site", "site", "--remote", "pages"), 2)
    assert "there is no remote 'pages'" in said
    assert "--remote: origin" in said
    git(repository, "remote", "remove", "origin")
    said = two_lines(run("deploy", "--site", "site"), 2)
    assert "this repository has no remote" in said
    assert "git remote add origin ADDRESS" in said


def test_a_remote_that_is_not_there(run, repository, tmp_path):
    git(repository, "remote", "set-url", "origin", str(tmp_path / "nowhere.git"))
    said = two_lines(run("deploy", "--site", "site"), 3)
    assert "there is no repository where origin points" in said
    assert "Nothing was changed." in said


def test_changes_that_are_not_committed(run, repository):
    issuer = repository / "catalog" / "riverside-usd" / "issuer.yml"
    issuer.write_text(issuer.read_text() + "\n# note\n")
    (repository / "docs" / "new.md").write_text("# New\n")
    said = two_lines(run("deploy"), 1)
    assert "these changes are not committed" in said
    assert "catalog/riverside-usd/issuer.yml, docs/new.md" in said
    (repository / "notes.txt").write_text("no build reads this")
    git(repository, "stash", "-q", "--include-untracked", "--", "catalog", "docs")
    assert run("deploy").exit_code == 0


def test_a_detached_head_is_fine_and_is_mentioned(run, repository):
    git(repository, "checkout", "-q", "--detach")
    result = run("deploy", "--site", "site")
    assert result.exit_code == 0
    assert "Note: No branch is checked out here" in result.stdout


def test_a_commit_that_nobody_else_has_is_mentioned(run, repository):
    commit = save(repository, "Only here")
    make_site(repository / "site", {"index.html": "home"}, commit)
    assert "Note: This commit is not on the remote yet" in run("deploy", "--site", "site").stdout


def test_a_protected_branch(run, repository, remote):
    hook = remote / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\necho 'error: GH006: Protected branch update failed.' >&2\nexit 1\n")
    hook.chmod(0o755)
    said = two_lines(run("deploy", "--site", "site"), 3)
    assert "origin does not accept the site: GH006: Protected branch update failed" in said
    assert "The live site is as it was." in said
    assert git(remote, "for-each-ref", "refs/heads/gh-pages") == ""


class _Answers(BaseHTTPRequestHandler):
    status = 403

    def do_GET(self) -> None:
        self.send_response(self.status)
        if self.status == 401:
            self.send_header("WWW-Authenticate", 'Basic realm="forge"')
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_POST = do_GET

    def log_message(self, *_: object) -> None:
        pass


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (401, "does not know who you are"),
        (403, "may not be read"),
        (404, "there is no repository where"),
        (500, "cannot be reached"),
    ],
)
def test_a_forge_that_refuses_never_shows_the_password(
    run, repository, tmp_path, status, words, monkeypatch
):
    monkeypatch.setenv("GIT_ASKPASS", "true")
    handler = type("Answer", (_Answers,), {"status": status})
    with over_http(tmp_path, handler) as root:
        address = root.replace("://", f"://robin:{CANARY}@") + f"/x.git?key={CANARY}"
        git(repository, "remote", "set-url", "origin", address)
        named = run("deploy", "--site", "site")
        by_address = run("deploy", "--site", "site", "--remote", address)
    assert f"origin {words}" in two_lines(named, 3) or words in named.stderr
    two_lines(by_address, 3)
    assert CANARY not in named.output + by_address.output


def test_a_password_in_the_remote_is_neither_shown_nor_published(run, repository, remote):
    with over_http(remote.parent) as root:
        address = root.replace("://", f"://robin:{CANARY}@") + "/pages.git"
        git(repository, "remote", "set-url", "origin", address)
        results = [
            run("deploy", "--site", "site", "--remote", address, "--dry-run"),
            run("deploy", "--site", "site", "--remote", address),
        ]
    assert [one.exit_code for one in results] == [0, 0]
    assert not any(CANARY in one.output for one in results)
    objects = git(remote, "cat-file", "--batch-all-objects", "--batch")
    assert CANARY not in objects


class _DropsTheLine(BaseHTTPRequestHandler):
    """A connection that ends while the site is on its way."""

    def do_GET(self) -> None:
        self.connection.close()

    do_POST = do_GET

    def log_message(self, *_: object) -> None:
        pass


def test_a_network_that_is_gone(run, repository, tmp_path):
    with over_http(tmp_path, _DropsTheLine) as root:
        git(repository, "remote", "set-url", "origin", f"{root}/x.git")
        said = two_lines(run("deploy", "--site", "site"), 3)
    assert "origin cannot be reached" in said
    assert "Nothing was changed." in said
    assert "run the same command again" in said


@pytest.mark.parametrize("arrived", [False, True], ids=["before it arrived", "after it arrived"])
def test_a_network_that_goes_midway(run, repository, remote, monkeypatch, tmp_path, arrived):
    # A helper of git's that stands for the other side, and drops the line at the push.
    bin_ = tmp_path / "bin"
    bin_.mkdir()
    receive = bin_ / "receive"
    first = f"git-receive-pack '{remote}' >/dev/null 2>&1 & kill -9 $$"
    second = f"git-receive-pack '{remote}'; kill -9 $$"
    receive.write_text(f"#!/bin/sh\n{second if arrived else first}\n")
    receive.chmod(0o755)
    git(repository, "config", "remote.origin.receivepack", str(receive))
    result = run("deploy", "--site", "site")
    if arrived:
        assert result.exit_code == 0, result.output
        assert live_files(remote)["index.html"] == "home"
    else:
        assert "The live site is as it was." in two_lines(result, 3)
        git(repository, "config", "--unset", "remote.origin.receivepack")
        assert run("deploy", "--site", "site").exit_code == 0


def test_a_remote_that_may_not_be_written(run, repository, remote):
    if os.geteuid() == 0:
        # The right to write is root's always; an http server without pushing stands for it.
        git(remote, "config", "http.receivepack", "false")
        with over_http(remote.parent) as root:
            git(repository, "remote", "set-url", "origin", f"{root}/pages.git")
            said = two_lines(run("deploy", "--site", "site"), 3)
    else:
        (remote / "objects").chmod(stat.S_IRUSR | stat.S_IXUSR)
        said = two_lines(run("deploy", "--site", "site"), 3)
    assert "you may not write to origin" in said
    assert "The live site is as it was." in said


def test_in_a_terminal_of_another_language_it_understands_git_all_the_same(
    run, repository, monkeypatch, tmp_path
):
    monkeypatch.setenv("LANGUAGE", "de")
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    git(repository, "remote", "set-url", "origin", str(tmp_path / "nowhere.git"))
    assert "there is no repository where origin points" in run("deploy", "--site", "site").stderr


def test_a_job_publishes_what_another_one_built(run, repository, remote):
    result = run("ci", "deploy", "site", "--remote", remote)
    assert result.exit_code == 0, result.output
    assert live_files(remote)["index.html"] == "home"
    (repository / "site" / "index.html").write_text("changed by hand")
    refused = run("ci", "deploy", "site", "--remote", remote)
    assert refused.exit_code == 1
    assert "index.html" in refused.stderr
