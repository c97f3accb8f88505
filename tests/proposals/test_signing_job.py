"""The commands of the signing job, against a remote on this machine."""

from __future__ import annotations

import base64
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from credfolio.cli import main
from credfolio.forge.pushing import right_to_push
from proposals import commit, git, lay, make_base

LOG = "catalog/riverside-usd/status/1.jsonl"
STATUS_LIST = "catalog/riverside-usd/status/1.json"
BADGE = "portfolios/ana-lopez/credentials/active-listening.json"
JUNE = {"SOURCE_DATE_EPOCH": "1780315200"}


class Job:
    """A clone with its remote, and the environment that the workflow gives its steps."""

    def __init__(self, folder: Path) -> None:
        self.folder = make_base(folder / "project")
        self.remote = folder / "remote.git"
        lay(
            self.folder,
            {"mkdocs.yml": "site_name: X\nsite_url: https://badges.example/credentials/\n"},
        )
        git(folder, "init", "--quiet", "--bare", "--template=", "remote.git")
        self.environment = JUNE | {
            "CREDFOLIO_REMOTE": str(self.remote),
            "CREDFOLIO_BRANCH": "main",
            "SIGNING_KEY_OF_NOBODY": "",
        }

    def run(self, *words: str) -> str:
        """What a command prints on standard output."""
        result = CliRunner().invoke(
            main, ["--project", str(self.folder), *words], env=self.environment
        )
        assert result.exit_code == 0, result.output
        return result.stdout


@pytest.fixture
def job(tmp_path: Path) -> Job:
    return Job(tmp_path)


def test_what_waits_is_counted_signed_and_pushed_once(job: Job) -> None:
    key = job.run("keys", "new", "riverside-usd", "--stdout")
    unsigned = commit(job.folder, "A key")
    # An award and its status list; the other award is of an issuer that has no key here.
    assert job.run("ci", "pending") == "number=2\n"
    job.environment["SIGNING_KEY"] = key.strip()
    (job.folder / "left-over.txt").write_text("no signed file\n")
    signed = job.run("ci", "sign").splitlines()[-1].removeprefix("commit=")
    assert git(job.remote, "rev-parse", "main") == signed != unsigned
    changed = git(job.folder, "diff", "--name-only", unsigned, signed).splitlines()
    assert changed == [STATUS_LIST, BADGE]
    assert job.run("ci", "pending") == "number=0\n"
    assert job.run("ci", "sign").endswith(f"commit={signed}\n")

    # A revocation makes no award wait, and still has to reach its list and its log.
    revoke = ("revoke", "ana-lopez/active-listening", "--reason", "A slip.", "--on", "2026-06-01")
    job.run(*revoke)
    revoked = commit(job.folder, "Revoke")
    assert job.run("ci", "pending") == "number=2\n"
    job.run("ci", "sign")
    changed = git(job.remote, "diff", "--name-only", revoked, "main").splitlines()
    assert changed == [STATUS_LIST, LOG]


def test_somebody_who_was_quicker_is_not_overwritten(job: Job) -> None:
    job.environment["SIGNING_KEY"] = job.run("keys", "new", "riverside-usd", "--stdout").strip()
    commit(job.folder, "A key")
    git(job.folder, "push", "--quiet", str(job.remote), "HEAD:refs/heads/main")
    others = git(job.remote, "commit-tree", "main^{tree}", "-p", "main", "-m", "Somebody else's")
    git(job.remote, "update-ref", "refs/heads/main", others)
    words = ["--project", str(job.folder), "ci", "sign"]
    result = CliRunner().invoke(main, words, env=job.environment)
    assert result.exit_code == 3
    assert "git push failed: " in result.stderr
    assert git(job.remote, "rev-parse", "main") == others


@pytest.mark.parametrize(
    ("remote", "asked", "gets_it"),
    [
        ("https://forge.example/o/r", "https://forge.example/o/r", True),
        ("https://forge.example/o/r", "https://forge.example.evil.example/o/r", False),
        ("https://forge.example/o/r", "http://forge.example/o/r", False),
        ("git@forge.example:o/r", "https://forge.example/o/r", False),
    ],
)
def test_the_token_goes_to_the_server_of_the_remote_alone(
    remote: str, asked: str, gets_it: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "core.autocrlf")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "false")

    def header() -> str:
        ask = ["git", "config", "--get-urlmatch", "http.extraheader", asked]
        return subprocess.run(ask, capture_output=True, text=True, check=False).stdout.strip()

    with right_to_push(remote, "s3cret"):
        said = header()
        assert (said != "") == gets_it
        if gets_it:
            basic = said.removeprefix("AUTHORIZATION: basic ")
            assert base64.b64decode(basic) == b"x-access-token:s3cret"
    assert header() == ""
