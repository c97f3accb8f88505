"""``credfolio check`` with what earlier runs parsed: the same findings, whatever was edited."""

from __future__ import annotations

import hashlib
import os
import random
import subprocess
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
from credfolio.records.loading import seen
from credfolio.records.model.kinds import EDUCATORS
from proposals import git, make_base
from synth_catalog import TODAY
from synthesize import Size, synthesize

PARSED = f"{CACHE}/parsed"
NEVER_OLD = 10**20
"""Nanoseconds: what is kept holds nothing that the clock decides."""


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


def empty_folder(file: Path, chance: random.Random) -> None:
    """Make one next to the folder of `file`, or take it away again."""
    folder = file.parent.with_name("newcomer")
    if folder.exists():
        folder.rmdir()
    else:
        folder.mkdir()


EDITS: tuple[Callable[[Path, random.Random], None], ...] = (
    cut_short, not_text, line_twice, unknown_field, gone, another_name, empty_folder,
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


def test_where_nothing_changed_no_record_is_read(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seen, "DOUBTFUL", 0)
    unknown_field(project / "portfolios" / min(awards(project)), random.Random(1))
    first = check(project)
    again = [check(project)]
    with opened_files() as opened:
        again.append(check(project))
    assert again == [first] * 2
    assert not any(name.endswith(".yml") and "/portfolios/" in name for name in opened)
    day = (TODAY + timedelta(1)).isoformat()
    for edited in (None, min(project.glob(f"portfolios/*/{EDUCATORS.file_name}"))):
        if edited is not None:
            edited.write_bytes(edited.read_bytes() + b"\n")
        with opened_files() as opened:
            check(project, *(() if edited else ("--today", day)))
        assert sum(f"/{PARSED}/" in name for name in opened) > 2, "records are checked again"
        profiles = {name for name in opened if name.endswith(EDUCATORS.file_name)}
        assert profiles == ({str(edited)} if edited else set())


def new_person(root: Path) -> Callable[[], object]:
    folder = root / "portfolios/newperson"
    folder.mkdir()
    return folder.rmdir


def new_issuer(root: Path) -> Callable[[], object]:
    folder = root / "catalog/neworg"
    folder.mkdir()
    return folder.rmdir


def unreadable(root: Path) -> Callable[[], object]:
    file = min(root.glob("portfolios/*/profile.yml"))
    mode = file.stat().st_mode
    file.chmod(0)
    return lambda: file.chmod(mode)


def linked_top(root: Path) -> Callable[[], object]:
    top, aside = root / "portfolios", root / "aside"
    top.rename(aside)
    top.symlink_to(aside)

    def undo() -> None:
        top.unlink()
        aside.rename(top)

    return undo


def no_top(root: Path) -> Callable[[], object]:
    top, aside = root / "portfolios", root / "aside"
    top.rename(aside)
    return lambda: aside.rename(top)


def same_size_and_time(root: Path) -> Callable[[], object]:
    file = min(root.glob("portfolios/*/profile.yml"))
    times, data = file.stat(), file.read_bytes()

    def put(text: bytes) -> None:
        file.write_bytes(text)
        os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))

    put(data.replace(b":", b"="))
    return lambda: put(data)


def link_in_a_circle(root: Path) -> Callable[[], object]:
    (root / "catalog/loop").symlink_to("loop")
    return (root / "catalog/loop").unlink


def link_without_an_end(root: Path) -> Callable[[], object]:
    (root / "catalog/x.yml").symlink_to("/proc/self/pagemap")
    return (root / "catalog/x.yml").unlink


def link_to_a_system(root: Path) -> Callable[[], object]:
    (root / "catalog/usr").symlink_to("/usr")
    return (root / "catalog/usr").unlink


def deep_folders(root: Path) -> Callable[[], object]:
    top = place = os.open(root / "catalog", os.O_RDONLY)
    for _ in range(1500):
        os.mkdir("d", dir_fd=place)
        inner = os.open("d", os.O_RDONLY, dir_fd=place)
        if place != top:
            os.close(place)
        place = inner
    os.close(place)
    os.close(top)
    return lambda: remove_deep(root)


def remove_deep(root: Path) -> None:
    """Python, and so pytest, removes only some hundred folders in each other."""
    subprocess.run(["rm", "-rf", str(root / "catalog/d")], check=True)


def pipe(root: Path) -> Callable[[], object]:
    os.mkfifo(root / "catalog/x.yml")
    return (root / "catalog/x.yml").unlink


@pytest.mark.skipif(os.name == "nt", reason="no such links, pipes, and modes")
@pytest.mark.parametrize(
    "change",
    [
        new_person, new_issuer, unreadable, linked_top, no_top, same_size_and_time,
        link_in_a_circle, link_without_an_end, link_to_a_system, deep_folders, pipe,
    ],
)  # fmt: skip
def test_whatever_contributors_put_there_is_noticed_and_not_followed(
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
    change: Callable[[Path], Callable[[], object]],
) -> None:
    monkeypatch.setattr(seen, "DOUBTFUL", 0)
    request.addfinalizer(lambda: remove_deep(project))
    clean = check(project)
    with opened_files() as opened:
        assert check(project) == clean
    assert not any("/portfolios/" in name for name in opened), "records are read all the same"
    undo = change(project)
    with opened_files() as opened:
        found = [check(project), check(project)]
    assert not any(name.startswith(("/usr/share", "/proc/self")) for name in opened)
    assert found == [checked_from_nothing(project)] * 2
    # Whoever may read everything can read a file of any mode.
    assert found[0] != clean or (change is unreadable and os.geteuid() == 0)
    undo()
    assert check(project) == check(project) == checked_from_nothing(project) == clean


def test_what_has_just_changed_is_not_believed_to_stay(project: Path) -> None:
    tops = ("catalog", "portfolios")
    assert seen.digest_seen(project, tops) == ""
    assert seen.digest_seen(project, ("nowhere",)) != seen.digest_seen(project, ("elsewhere",))


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


def test_damaged_entries_are_made_again(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seen, "DOUBTFUL", NEVER_OLD)
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


def test_what_is_kept_in_the_place_of_something_else_is_not_believed(
    edited: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seen, "DOUBTFUL", NEVER_OLD)
    first = check(edited)
    made = entries(edited)
    for name, other in zip(made, (*list(made.values())[1:], b""), strict=True):
        (edited / PARSED / name).write_bytes(other)
    assert check(edited) == first
    assert entries(edited) == made


def test_without_a_secret_nothing_is_kept_or_believed(
    edited: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "districx" in check(edited)
    forge(edited)
    lies = entries(edited)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    for options in ((), BASE):
        assert "districx" in check(edited, *options)
    (edited / ".git").rename(edited.with_name("aside"))
    assert "districx" in check(edited), "what an archive brings along is believed"
    assert entries(edited) == lies


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
