"""Every command of the guide to publishing, run from its top to its end as it is written."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from pages_remote import IGNORED, git, live_sources, make_remote, save

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "guides" / "publishing.md"


def test_the_guide_can_be_followed_to_the_letter(project: Path, tmp_path: Path) -> None:
    text = GUIDE.read_text(encoding="utf-8")
    blocks = re.findall(r"^```(\w*)\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    commands = [line for kind, block in blocks if not kind for line in block.splitlines()]
    assert sum("credfolio deploy" in line for line in commands) >= 4
    assert sum("credfolio audit" in line for line in commands) == 1

    pages, web = make_remote(tmp_path / "pages.git"), make_remote(project.parent / "web.git")
    git(project, "init", "-q", "-b", "main")
    git(project, "remote", "add", "origin", str(pages))
    (project / ".gitignore").write_text(IGNORED + "/before.json\n")
    save(project, "First records")

    program = tmp_path / "bin" / "credfolio"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -W ignore -m credfolio "$@"\n')
    program.chmod(0o755)
    environment = os.environ | {
        "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT / "hooks"),
        **{f"GIT_{who}_NAME": "Robin" for who in ("AUTHOR", "COMMITTER")},
        **{f"GIT_{who}_EMAIL": "robin@example.org" for who in ("AUTHOR", "COMMITTER")},
    }
    for number, command in enumerate(commands):
        if command.startswith("git add"):
            (project / "docs" / f"page-{number}.md").write_text("# A page\n")
        done = subprocess.run(
            ["bash", "-c", command], cwd=project, env=environment, capture_output=True, text=True
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    assert len(live_sources(pages)) == 2
    assert git(web, "log", "-1", "--format=%s", "pages") == "First version of the site"
