"""The privacy page's way to two repositories, followed to the letter."""

from __future__ import annotations

import re
import shlex
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from credfolio.cli import main
from pages_remote import IGNORED, make_remote
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


def follow(line: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[int, str]:
    """Run a line in `folder`, ours in this process; its exit code and output."""
    words = shlex.split(line.replace("<educator>", "ana-lopez"))
    if words[0] == "credfolio":
        monkeypatch.chdir(folder)
        result = CliRunner().invoke(main, words[1:])
        assert not isinstance(result.exception, Exception), result.exception
        return result.exit_code, result.output
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_the_guide_leads_to_two_clean_repositories_and_the_same_address(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    public = project.rename(project.with_name("badges"))
    records = public.with_name("records")
    profile = public / HOME / "profile.yml"
    profile.write_text(profile.read_text().replace("visibility: public", "visibility: unlisted"))
    git(public, "init", "--quiet", "--initial-branch=main", "--template=")
    (public / ".gitignore").write_text(IGNORED)
    commit(public, "First")
    git(public, "remote", "add", "origin", str(make_remote(tmp_path / "remotes" / "pages.git")))
    begin, init, move, pin, check, deploy = commands()

    for line in (begin, init, move):
        code, said = follow(line, public, monkeypatch)
        assert code == 0, said
    commit(public, "Ana's home is in the private repository")
    person = records / "office" / "people" / "p-ana1.yml"
    person.parent.mkdir()
    person.write_text(PERSON)

    assert not (public / HOME).exists()
    for line, folder in (("credfolio check", public), (pin, records), (check, records)):
        code, said = follow(line, folder, monkeypatch)
        assert code == 0, said
        assert line == pin or "no findings" in said, said
    commit(records, "The records")
    code, said = follow("credfolio check", records, monkeypatch)
    assert code == 2
    assert "--with ../badges" in said
    code, said = follow(deploy, public, monkeypatch)
    assert code == 0, said
    page = public / "site" / HOME / "index.html"
    assert "Ana López" in page.read_text(encoding="utf-8")
    transcript = (page.parent / "transcript" / "index.html").read_text(encoding="utf-8")
    assert "ends in 7781" in transcript
    written = [one.read_bytes() for one in (public / "site").rglob("*") if one.is_file()]
    assert not any(re.search(rb"(?i)MP-?0042", one) for one in written)
