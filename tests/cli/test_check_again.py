"""``credfolio check`` with what earlier runs parsed: the same findings, whatever was edited."""

from __future__ import annotations

import hashlib
import os
import random
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from credfolio.building.inputs import opened_files
from credfolio.checking.check import check_project
from credfolio.cli import main
from credfolio.disk.kept import CACHE
from credfolio.findings.report import render_findings
from credfolio.records.model.kinds import EDUCATORS
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


def test_where_nothing_changed_no_record_is_read(project: Path) -> None:
    unknown_field(project / "portfolios" / min(awards(project)), random.Random(1))
    first = check(project)
    check(project)  # the files were too young to be known by their times
    for file in project.rglob("*.yml"):
        os.utime(file, (1_750_000_000, 1_750_000_000))
    again = [check(project), check(project)]
    with opened_files() as opened:
        again.append(check(project))
    assert again == [first] * 3
    assert not any(name.endswith(".yml") and "/portfolios/" in name for name in opened)
    day = (TODAY + timedelta(1)).isoformat()
    for edited in (None, min(project.glob(f"portfolios/*/{EDUCATORS.file_name}"))):
        if edited is not None:
            edited.write_bytes(edited.read_bytes() + b"\n")
        with opened_files() as opened:
            check(project, *(() if edited else ("--today", day)))
        assert any(name.endswith(EDUCATORS.file_name) for name in opened)


def awards(root: Path) -> list[str]:
    top = root / "portfolios"
    return [file.relative_to(top).as_posix() for file in top.glob("*/awards/*.yml")]


def test_settings_are_looked_at_again_where_nothing_changed(project: Path) -> None:
    check(project)
    assert "unknown-time-zone" not in check(project)
    settings = project / "mkdocs.yml"
    text = settings.read_text("utf-8") if settings.exists() else "site_name: x\n"
    settings.write_text(text + "\nextra: {credfolio: {time_zone: Nowhere/Here}}\n", "utf-8")
    assert check(project) == checked_from_nothing(project)


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


@pytest.fixture
def edited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a base, and an edit that is an error."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)  # whatever the tests run with
    folder = make_base(tmp_path / "project")
    git(folder, "tag", "base")
    issuer = folder / "catalog/riverside-usd/issuer.yml"
    issuer.write_text(
        issuer.read_text("utf-8").replace("district", "districx", 1), "utf-8", newline="\n"
    )
    return folder


def forge(folder: Path) -> None:
    """Keep that the edit was never made, as far as anybody can who wrote the project."""
    for name, data in entries(folder).items():
        forged = data[32:].replace(b"districx", b"district")
        (folder / PARSED / name).write_bytes(hashlib.sha256(forged).digest() + forged)


BASE = ("--base", "base", "--author", "keeper")


def test_what_somebody_else_kept_is_not_believed(edited: Path) -> None:
    assert "districx" in check(edited)
    forge(edited)
    lies = entries(edited)
    assert "districx" in check(edited, *BASE)
    assert entries(edited) != lies, "what was forged is not made again"
    forge(edited)
    assert "districx" in check(edited)


def test_what_is_kept_in_the_place_of_something_else_is_not_believed(edited: Path) -> None:
    first = check(edited)
    made = entries(edited)
    for name, other in zip(made, (*list(made.values())[1:], b""), strict=True):
        (edited / PARSED / name).write_bytes(other)
    assert check(edited) == first
    assert entries(edited) == made


def test_without_a_secret_only_a_check_of_ones_own_project_believes_what_is_kept(
    edited: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not that of a proposal, and nobody's where a commit brought it along."""
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert "districx" in check(edited)
    forge(edited)
    assert "districx" not in check(edited), "this is not what a check would believe"
    lies = entries(edited)
    assert "districx" in check(edited, *BASE)
    assert entries(edited) == lies, "a proposal's check wrote to what is kept"
    git(edited, "add", "--force", CACHE)
    assert "districx" in check(edited)


def test_a_proposal_is_judged_alike_with_what_is_kept_and_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    folder, chance = make_base(tmp_path / "project"), random.Random(5)
    git(folder, "tag", "base")
    check(folder, *BASE)
    for number in range(12):
        file = chance.choice(sorted(folder.glob("[cp]*/**/*.yml")))
        before = file.read_bytes()
        EDITS[number % len(EDITS)](file, chance)
        found = check(folder, *BASE)
        with monkeypatch.context() as without:
            without.setattr(sys, "dont_write_bytecode", True)
            assert check(folder, *BASE) == found, f"edit {number}: {file}"
        if number % 3 == 2:
            file.write_bytes(before)
