"""The repository's own project: where it is, the day it is built for, and one build of it."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 22)
SITE_PATH = "/credentials/"
"""The path of site_url in mkdocs.yml."""


def build(project: Path, target: Path, *, today: date = TODAY) -> Path:
    """`project` built into `target` by the real command, in a process of its own."""
    environment = {k: v for k, v in os.environ.items() if k != "SOURCE_DATE_EPOCH"}
    done = subprocess.run(
        [
            *(sys.executable, "-m", "credfolio", "--project", str(project)),
            *("build", "--quiet", "--output", str(target), "--today", today.isoformat()),
        ],
        env=environment | {"PYTHONPATH": str(ROOT / "hooks")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return target


def build_once(project: Path, folder: Path) -> Path:
    """The site in `folder`, built by whichever test process comes first."""
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "site").exists():
            build(project, folder / "site")
    return folder / "site"
