"""``credfolio check`` with what earlier runs parsed: the same findings, whatever was edited."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from credfolio.checking.check import check_project
from credfolio.cli import main
from credfolio.disk.own_cache import CACHE
from credfolio.findings.report import render_findings
from proposals import git, make_base
from synth_catalog import TODAY
from synthesize import Size, synthesize

PARSED = f"{CACHE}/parsed"


def check(root: Path, *options: str) -> str:
    """What the command prints about the project at `root`, as JSON."""
    day = ("--today", TODAY.isoformat())
    arguments = ["--project", str(root), "check", *day, "--format", "json", *options]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code in (0, 1), result.output
    return result.stdout


def checked_from_nothing(root: Path) -> str:
    checked = check_project(root, TODAY, 1)
    return render_findings(checked.findings, checked.files, "json")


def entries(root: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted((root / PARSED).iterdir())}


def cut_short(file: Path, chance: random.Random) -> None:
    data = file.read_bytes()
    file.write_bytes(data[: chance.randrange(len(data) + 1)])


def not_text(file: Path, chance: random.Random) -> None:
    file.write_bytes(file.read_bytes() + b"\xff\n")


def line_twice(file: Path, chance: random.Random) -> None:
    lines = file.read_bytes().splitlines(keepends=True)
    number = chance.randrange(len(lines)) if lines else 0
    file.write_bytes(b"".join([*lines[:number], *lines[number : number + 1], *lines[number:]]))


def unknown_field(file: Path, chance: random.Random) -> None:
    file.write_bytes(file.read_bytes() + b"colour: green\n")


def gone(file: Path, chance: random.Random) -> None:
    file.unlink()


def another_name(file: Path, chance: random.Random) -> None:
    file.rename(file.with_name(f"{file.stem}-b.yml"))


EDITS: tuple[Callable[[Path, random.Random], None], ...] = (
    cut_short, not_text, line_twice, unknown_field, gone, another_name,
)  # fmt: skip


@pytest.fixture
def project(tmp_path: Path) -> Path:
    synthesize(tmp_path / "records", Size(4, 8, 20), 1)
    return tmp_path / "records"


def test_after_any_edits_the_findings_are_those_of_a_first_check(project: Path) -> None:
    chance = random.Random(21)
    most = 0
    for file in sorted(project.rglob("portfolios/*/*.yml")):
        unknown_field(file, chance)
    for number in range(24):
        file = chance.choice(sorted(project.glob("[cp]*/**/*.yml")))
        before = file.read_bytes()
        EDITS[number % len(EDITS)](file, chance)
        first = checked_from_nothing(project)
        assert check(project) == first, f"edit {number}: {file}"
        most = max(most, first.count('"rule"'))
        if number % 4 == 3:
            file.write_bytes(before)  # as an entry of an earlier run has it
    assert check(project) == check(project) == checked_from_nothing(project)
    assert most > 20, f"{most} findings say little about their order"


def test_damaged_entries_are_made_again(project: Path) -> None:
    unknown_field(project / "mkdocs.yml", random.Random(1))
    first = check(project)
    made = entries(project)
    assert len(made) > 8, "nothing was kept"
    for number, (name, data) in enumerate(made.items()):
        file = project / PARSED / name
        file.write_bytes((b"", data[:-1], data[:40], data + b"x")[number % 4])
    assert check(project) == first
    assert entries(project) == made


def test_a_place_that_cannot_be_written_to_costs_only_time(project: Path) -> None:
    first = checked_from_nothing(project)
    (project / CACHE).parent.mkdir()
    (project / CACHE).write_text("a file", encoding="utf-8")
    assert check(project) == first


def test_only_a_check_of_ones_own_project_believes_what_is_kept(tmp_path: Path) -> None:
    """Not that of a proposal, and nobody's where a commit brought it along."""
    folder = make_base(tmp_path / "project")
    git(folder, "tag", "base")
    issuer = folder / "catalog/riverside-usd/issuer.yml"
    issuer.write_text(
        issuer.read_text("utf-8").replace("district", "districx", 1), "utf-8", newline="\n"
    )
    assert "districx" in check(folder)
    for name, data in entries(folder).items():
        forged = data[32:].replace(b"districx", b"district")
        (folder / PARSED / name).write_bytes(hashlib.sha256(forged).digest() + forged)
    assert "districx" not in check(folder), "this is not what a check would believe"
    lies = entries(folder)
    assert "districx" in check(folder, "--base", "base", "--author", "keeper")
    assert entries(folder) == lies, "a proposal's check wrote to what is kept"
    git(folder, "add", "--force", CACHE)
    assert "districx" in check(folder)
