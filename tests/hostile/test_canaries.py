"""Secrets that lie about where the program runs are in nothing that it writes or says."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from demo import ROOT

EXAMPLES = ROOT / "tests" / "examples" / "base"
CANARY = "c4n4ry-7f3e9b"
SETTINGS = f"""\
site_name: Example
site_url: https://badges.example/credentials/
theme: {{name: material, custom_dir: {ROOT / "theme"}, font: false}}
hooks: [{ROOT / "hooks" / "site_records.py"}]
extra_css: [assets/credfolio.css]
"""
VARIABLES = ("GITHUB_TOKEN", "AWS_SECRET_ACCESS_KEY", "CREDFOLIO_KEY", "NPM_TOKEN", "USER_PASSWORD")
FILES = (
    ".git/config", ".env", ".netrc", ".npmrc", "id_ed25519", "secrets.yml", "docs/.env",
    "catalog/.secret.yml", "portfolios/.secret.yml", "portfolios/ana-lopez/.note.yml",
    "portfolios/ana-lopez/awards/.note.yml", "catalog/riverside-usd/.key",
)  # fmt: skip


@pytest.fixture
def planted(tmp_path: Path) -> Path:
    project = tmp_path / "project"
    shutil.copytree(EXAMPLES, project)
    (project / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    (project / "docs").mkdir()
    (project / "docs/about.md").write_text(
        "# About\n\n--8<-- \".env\"\n\n{{ config.extra }} {% include '.env' %} ${GITHUB_TOKEN}\n"
    )
    for name in FILES:
        file = project / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"[remote]\n url = https://{CANARY}@forge.example/x.git\n", "utf-8")
    (tmp_path / "outside.yml").write_text(f"name: {CANARY}\n")
    (project / "catalog/riverside-usd/linked.yml").symlink_to(tmp_path / "outside.yml")
    (project / "portfolios/ana-lopez/environ.png").symlink_to("/proc/self/environ")
    return project


def ran(project: Path, *arguments: str) -> tuple[int, str]:
    """The real command in a process whose environment is full of secrets."""
    secrets = {name: f"{CANARY}-{name}" for name in VARIABLES}
    settings = {"PYTHONPATH": str(ROOT / "hooks"), "SOURCE_DATE_EPOCH": "1780315200"}
    done = subprocess.run(
        [sys.executable, "-m", "credfolio", *arguments],
        cwd=project,
        env=os.environ | secrets | settings,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def written(folder: Path) -> list[str]:
    """Files below `folder`, beside those planted, that hold the canary."""
    return [
        name
        for file in sorted(folder.rglob("*"))
        if file.is_file()
        and not file.is_symlink()
        and (name := file.relative_to(folder).as_posix()) not in FILES
        and CANARY.encode() in file.read_bytes()
    ]


def test_no_command_says_or_writes_a_secret(planted: Path) -> None:
    said = [ran(planted, "check")]
    assert said[0][0] == 1, "links are refused"
    assert "linked.yml" in said[0][1]
    (planted / "catalog/riverside-usd/linked.yml").unlink()
    (planted / "portfolios/ana-lopez/environ.png").unlink()
    for arguments in (
        ["sign", "--demonstration"],
        ["build"],
        ["verify", "portfolios", "--site", "site"],
        ["links", "--offline"],
        ["takedown", "ana-lopez", "--remove", "--keep-valid"],
        ["sign", "--key-env", "GITHUB_TOKEN"],
    ):
        said.append(ran(planted, *arguments))
    assert [CANARY in output for _, output in said] == [False] * len(said)
    assert not any("Traceback" in output for _, output in said)
    assert (planted / "site/index.html").is_file()
    assert written(planted) == []


def test_a_canary_that_is_written_would_be_found(planted: Path) -> None:
    (planted / "site").mkdir()
    (planted / "site/leak.html").write_text(f"<p>{CANARY}</p>")
    assert written(planted) == ["site/leak.html"]
