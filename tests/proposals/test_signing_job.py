"""The scripts of the signing job, against a remote on this machine."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from demo import ROOT
from proposals import commit, git, lay, make_base


def test_what_waits_is_counted_signed_and_pushed_once(tmp_path: Path) -> None:
    folder = make_base(tmp_path / "project")
    lay(folder, {"mkdocs.yml": "site_name: X\nsite_url: https://badges.example/credentials/\n"})
    git(tmp_path, "init", "--quiet", "--bare", "--template=", "remote.git")
    command = tmp_path / "credfolio"
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m credfolio "$@"\n')
    command.chmod(0o755)
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT / "hooks"),
        "SOURCE_DATE_EPOCH": "1780315200",  # the first of June 2026
        "CREDFOLIO": str(command),
        "REMOTE": str(tmp_path / "remote.git"),
        "BRANCH": "main",
        "SIGNING_KEY_OF_NOBODY": "",
    }

    def run(*words: str) -> str:
        done = subprocess.run(
            words, cwd=folder, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def script(name: str) -> str:
        return run("bash", str(ROOT / ".github/scripts" / name))

    key = run(str(command), "keys", "new", "riverside-usd", "--stdout")
    unsigned = commit(folder, "A key")
    assert script("count_pending.sh") == "number=2\n"
    environment["SIGNING_KEY"] = key.strip()
    (folder / "left-over.txt").write_text("no signed file\n")
    (line,) = script("sign_pending.sh").splitlines()
    signed = line.removeprefix("commit=")
    assert git(tmp_path / "remote.git", "rev-parse", "main") == signed != unsigned
    assert git(folder, "diff", "--name-only", unsigned, signed).splitlines() == [
        "catalog/riverside-usd/status/1.json",
        "portfolios/ana-lopez/credentials/active-listening.json",
    ]
    # The other award is of an issuer that has no key here.
    assert script("count_pending.sh") == "number=1\n"
    assert script("sign_pending.sh") == f"commit={signed}\n"
