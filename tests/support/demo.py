"""The repository's own project: where it is, the day it is built for, and one build of it."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 22)
SITE_PATH = "/credentials/"
"""The path of site_url in mkdocs.yml."""


COMMAND = ("-m", "credfolio")
WITHOUT_RULES = (
    "-c",
    "\n".join(
        (
            "from credfolio.checking import rules",
            "from credfolio.cli import main",
            "rules.RULES.clear()",
            "main()",
        )
    ),
)
"""The same command as if no rule had looked at the records: what the pages hold by themselves."""


def build(
    project: Path, target: Path, *, today: date = TODAY, command: tuple[str, str] = COMMAND
) -> Path:
    """`project` built into `target` by the real command, in a process of its own."""
    environment = {k: v for k, v in os.environ.items() if k != "SOURCE_DATE_EPOCH"}
    done = subprocess.run(
        [
            *(sys.executable, *command, "--project", str(project)),
            *("build", "--quiet", "--output", str(target), "--today", today.isoformat()),
        ],
        env=environment | {"PYTHONPATH": str(ROOT / "hooks")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return target


def small_project(folder: Path) -> Path:
    """A folder with settings like the repository's and no records yet."""
    (folder / "docs").mkdir(parents=True)
    (folder / "docs" / "about.md").write_text("# About\n\nWho we are.\n", encoding="utf-8")
    settings = {
        "site_name": "Example",
        "site_description": "Micro-credentials of an example.",
        "site_url": f"https://badges.example{SITE_PATH}",
        "theme": {"name": "material", "custom_dir": str(ROOT / "theme"), "font": False},
        "hooks": [str(ROOT / "hooks" / "site_records.py")],
        "extra_css": ["assets/credfolio.css"],
    }
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    return folder


def build_once(
    folder: Path, project: Callable[[Path], Path], command: tuple[str, str] = COMMAND
) -> Path:
    """The site in `folder`, built by whichever test process comes first.

    `project` is given an empty folder to make the project in, and says where it is.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "site").exists():
            build(project(folder / "project"), folder / "site", command=command)
    return folder / "site"
