"""The commands of a guide, taken out of its text and run from top to bottom as written."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def blocks_of(guide: Path) -> list[tuple[str, str]]:
    """The fenced blocks: language, or "" where there is none, and text."""
    text = guide.read_text(encoding="utf-8")
    return re.findall(r"^```(\w*)\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def commands_of(guide: Path) -> list[str]:
    """Every line of the fenced blocks without a language; blocks with one are not for running."""
    return [line for kind, block in blocks_of(guide) if not kind for line in block.splitlines()]


def guide_environment(home: Path, hooks: Path = ROOT / "hooks") -> dict[str, str]:
    """What a shell of somebody who follows a guide has: `credfolio`, a home, a name for git."""
    program = home / "bin" / "credfolio"
    program.parent.mkdir(parents=True)
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -W ignore -m credfolio "$@"\n')
    program.chmod(0o755)
    return os.environ | {
        "HOME": str(home),
        "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(hooks),
        **{f"GIT_{who}_NAME": "Robin" for who in ("AUTHOR", "COMMITTER")},
        **{f"GIT_{who}_EMAIL": "robin@example.org" for who in ("AUTHOR", "COMMITTER")},
    }


def driver(commands: list[str]) -> list[str]:
    """The command that runs `commands` in one process."""
    return [sys.executable, str(Path(__file__).with_name("guide_driver.py")), *commands]


def run_guide(guide: Path, project: Path, home: Path) -> str:
    """Run them in `project` until the first failure; what they printed."""
    return run_commands(commands_of(guide), project, guide_environment(home))


def run_commands(commands: list[str], project: Path, environment: dict[str, str]) -> str:
    """Run `commands` until the first failure, in one process; what they printed."""
    done = subprocess.run(
        driver(commands),
        cwd=project,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout + done.stderr
