"""A private repository is begun beside the public one, never inside it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from credfolio import __version__
from credfolio.cli import main
from credfolio.disk.git_commands import run_git
from credfolio.records.loading.loader import load_project
from proposals import git, lay


@pytest.fixture
def public(project: Path) -> Path:
    """The example project as a git repository with one commit."""
    run_git(project, "init", "--quiet", "--initial-branch=main")
    run_git(project, "add", "--all")
    who = ("-c", "user.name=T", "-c", "user.email=t@example.org")
    assert run_git(project, *who, "commit", "--quiet", "-m", "First").code == 0
    return project


def begin(public: Path, folder: Path, *options: str) -> Result:
    arguments = ["--project", str(public), "new", "records", str(folder), *options]
    return CliRunner().invoke(main, arguments)


def test_it_begins_with_settings_that_the_check_can_read(public: Path, tmp_path: Path) -> None:
    folder = tmp_path / "records"
    done = begin(public, folder, "--public", "https://forge.example/district/catalog")
    assert done.exit_code == 0, done.output
    assert f"Next: git -C {folder} init --initial-branch main" in done.output
    (folder / "catalog").mkdir()
    example = (folder / "README.md").read_text().split("```")[1].removeprefix("yaml\n")
    (folder / "office/people").mkdir()
    (folder / "office/people/p-rosa1.yml").write_text(example)

    loaded = load_project(folder)

    assert loaded.findings == ()
    assert loaded.registry.people["p-rosa1"].assesses is not None
    office = loaded.registry.office
    assert office is not None
    assert office.program == __version__
    assert office.public is not None
    assert office.public.commit == run_git(public, "rev-parse", "HEAD").text
    assert (folder / "docs/schema/office.schema.json").is_file()


def test_work_that_lies_in_the_folder_by_mistake_is_not_committed(
    public: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "records"
    begin(public, folder)
    git(folder, "init", "--quiet", "--initial-branch=main", "--template=")
    written = {file for file in folder.rglob("*") if file.is_file() and ".git/" not in str(file)}
    work = ("k7qm3-xw9t2.age", "submissions/2026/k7qm3-xw9t2/work.age", "office.key", "in/a.bin")
    packets = ("packets/p-tom1/0a1b2c3d.packet.age", "letters/k7qm3-xw9t2.txt", "mail.age.txt")
    made = (".cache/credfolio/verified.json",)
    lay(folder, dict.fromkeys((*work, *packets, *made), b"work"))
    # A sheet of a record is no sheet that somebody sent.
    sheet = "submissions/2026/k7qm3-xw9t2/sheets/p-tom1.yml"
    lay(folder, {sheet: b"on: 2026-05-05\n"})
    git(folder, "add", "--all")
    added = set(git(folder, "ls-files").split())
    assert added == {file.relative_to(folder).as_posix() for file in written} | {sheet}


def test_the_demonstration_ignores_what_a_new_repository_does(public: Path, tmp_path: Path) -> None:
    folder = tmp_path / "records"
    begin(public, folder)
    own = Path(__file__).parents[2] / "demo-records/.gitignore"
    if own.parent.is_dir():
        assert own.read_text() == (folder / ".gitignore").read_text()


def test_nothing_is_overwritten(public: Path, tmp_path: Path) -> None:
    folder = tmp_path / "records"
    (folder / "office").mkdir(parents=True)
    (folder / "office" / "records.yml").write_text("assessors: 3\n")
    done = begin(public, folder, "--public", "https://forge.example/district/catalog")
    assert done.exit_code == 2
    assert (folder / "office" / "records.yml").read_text() == "assessors: 3\n"
    assert not (folder / "README.md").exists()


def test_it_is_never_inside_the_public_repository(public: Path) -> None:
    done = begin(public, public / "records", "--public", "https://forge.example/district/catalog")
    assert done.exit_code == 2
    assert "is inside the public repository" in done.output
    assert not (public / "records").exists()


def test_without_an_address_it_takes_the_forges(public: Path, tmp_path: Path) -> None:
    done = begin(public, tmp_path / "records")
    assert done.exit_code == 0, done.output
    written = (tmp_path / "records/office/records.yml").read_text()
    forge = re.search(r"forge: (\S+)", (public / "mkdocs.yml").read_text())
    assert forge is not None
    assert f"url: {forge[1]}\n" in written
