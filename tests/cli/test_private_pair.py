"""The privacy page's way to two repositories, followed to the letter."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

from proposals import commit, git

PAGE = Path(__file__).parents[2] / "docs" / "privacy.md"
HOME = "portfolios/ana-lopez"
PERSON = """\
name: Ana López
educator: ana-lopez
numbers: [{jurisdiction: maple, number: MP-0042-7781, on_transcript: yes}]
"""


def commands() -> list[str]:
    """The commands of the section, in order."""
    section = PAGE.read_text(encoding="utf-8").partition("## Keeping records private")[2]
    section = section.partition("\n## ")[0]
    blocks = re.findall(r"```\n(.*?)```", section, re.DOTALL)
    return [line for block in blocks for line in block.splitlines()]


def follow(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    words = shlex.split(line.replace("<educator>", "ana-lopez"))
    if words[0] == "credfolio":
        words[:1] = [sys.executable, "-m", "credfolio"]
    return subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)


def test_the_guide_leads_to_two_clean_repositories_and_the_same_address(project: Path) -> None:
    public = project.rename(project.with_name("public"))
    records = public.with_name("records")
    profile = public / HOME / "profile.yml"
    profile.write_text(profile.read_text().replace("visibility: public", "visibility: unlisted"))
    git(public, "init", "--quiet", "--initial-branch=main", "--template=")
    commit(public, "First")
    begin, init, move, check, build = commands()

    for line in (begin, init, move):
        done = follow(line, public)
        assert done.returncode == 0, done.stdout + done.stderr
    pinned = commit(public, "Ana's home is in the private repository")
    settings = records / "office" / "records.yml"
    text = re.sub(r"commit: \w+", f"commit: {pinned}", settings.read_text())
    settings.write_text(text)
    person = records / "office" / "people" / "p-ana1.yml"
    person.parent.mkdir()
    person.write_text(PERSON)

    assert not (public / HOME).exists()
    alone = follow("credfolio check", public)
    assert "no findings" in alone.stdout, alone.stdout
    both = follow(check, records)
    assert "no findings" in both.stdout, both.stdout + both.stderr
    refused = follow("credfolio check", records)
    assert refused.returncode == 2
    assert "--with ../public" in refused.stderr
    done = follow(build, public)
    assert done.returncode == 0, done.stdout + done.stderr
    page = public / "site" / HOME / "index.html"
    assert "Ana López" in page.read_text(encoding="utf-8")
    transcript = (page.parent / "transcript" / "index.html").read_text(encoding="utf-8")
    assert "ends in 7781" in transcript
    written = [one.read_bytes() for one in (public / "site").rglob("*") if one.is_file()]
    assert not any(re.search(rb"(?i)MP-?0042", one) for one in written)
