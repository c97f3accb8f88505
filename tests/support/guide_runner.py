"""The commands of a guide, taken out of its text and run from top to bottom as written."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def commands_of(guide: Path) -> list[str]:
    """Every line of the fenced blocks without a language; blocks with one are not for running."""
    text = guide.read_text(encoding="utf-8")
    blocks = re.findall(r"^```(\w*)\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return [line for kind, block in blocks if not kind for line in block.splitlines()]


def run_guide(guide: Path, project: Path, home: Path) -> str:
    """Run them in `project` in one shell that stops at the first failure; what they printed."""
    program = home / "bin" / "credfolio"
    program.parent.mkdir(parents=True)
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -W ignore -m credfolio "$@"\n')
    program.chmod(0o755)
    done = subprocess.run(
        ["bash", "-ex", "-c", "\n".join(commands_of(guide))],
        cwd=project,
        env=os.environ
        | {
            "HOME": str(home),
            "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT / "hooks"),
            **{f"GIT_{who}_NAME": "Robin" for who in ("AUTHOR", "COMMITTER")},
            **{f"GIT_{who}_EMAIL": "robin@example.org" for who in ("AUTHOR", "COMMITTER")},
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout + done.stderr
