"""A build is left out only if it would read the same files and give the site that is there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from credfolio.building import unchanged
from credfolio.building.inputs import find_changed, opened_files, rows_of
from credfolio.building.unchanged import Built, Inputs, Wanted, site_of_same_build
from credfolio.disk.manifest import tree_hash
from credfolio.disk.spare import spare_of
from credfolio.disk.staging import (
    begin_staging,
    manifest_of,
    publish,
    staging_folder,
    write_manifest,
)
from credfolio.disk.writer import list_other_files

LONG_AGO = 1_000_000_000


@dataclass
class Project:
    """A project whose builds copy one file into the site."""

    root: Path
    wanted: Wanted

    @property
    def target(self) -> Path:
        return self.wanted.output or self.root / "site"

    def build(self, during: Callable[[], object] = lambda: None) -> None:
        inputs = Inputs(self.wanted)
        with opened_files() as opened:
            text = (self.root / "catalog/a.yml").read_text()
            (self.root.parent / "elsewhere.txt").read_text()
            during()
            staging = begin_staging(self.target)
            (staging / "index.html").write_text(text)
            files = list(list_other_files(staging, ()))
        write_manifest(staging, files)
        publish(staging, self.target)
        built = Built(self.target, date(2026, 11, 22), ("", ""), tree_hash(files), "a finding\n")
        inputs.keep(built, opened)

    def is_same(self, **options: object) -> bool:
        return site_of_same_build(replace(self.wanted, **options)) is not None  # type: ignore[arg-type]


@pytest.fixture(params=["new files", "old files"])
def project(tmp_path: Path, request: pytest.FixtureRequest) -> Project:
    """Built once; files are known by their digests, or by size, time and number."""
    root = tmp_path / "project"
    (root / "catalog/below").mkdir(parents=True)
    (root / "mkdocs.yml").write_text("site_name: x\n")
    (root / "catalog/a.yml").write_text("first")
    (root / "catalog/below/b.yml").write_text("b")
    (tmp_path / "elsewhere.txt").write_text("elsewhere")
    (root / "link.yml").symlink_to(tmp_path / "linked.txt")
    (tmp_path / "linked.txt").write_text("linked")
    (root / "theme").symlink_to(tmp_path / "theme")
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme/page.html").write_text("page")
    made = Project(root, Wanted(root, today=date(2026, 11, 22)))
    if request.param == "old files":
        for path in (*root.rglob("*.yml"), tmp_path / "elsewhere.txt", tmp_path / "linked.txt"):
            os.utime(path, (LONG_AGO, LONG_AGO))
    made.build()
    return made


def test_nothing_has_changed(project: Project) -> None:
    found = site_of_same_build(project.wanted)
    assert found is not None
    assert (found.target, found.said) == (project.target, "a finding\n")
    assert not list(project.root.glob(".site.*"))


def test_a_copy_of_the_same_content_is_the_same_where_the_digest_is_known(
    tmp_path: Path, project: Project
) -> None:
    is_new = (project.root / "catalog/a.yml").stat().st_mtime_ns > LONG_AGO * 10**9
    (project.root / "catalog/a.yml").unlink()
    (project.root / "catalog/a.yml").write_text("first")
    assert project.is_same() == is_new


def edit(p: Project) -> None:
    (p.root / "catalog/a.yml").write_text("other")  # as long as before


def add(p: Project) -> None:
    (p.root / "catalog/below/new.yml").write_text("")


def remove(p: Project) -> None:
    (p.root / "catalog/below/b.yml").unlink()


def rename(p: Project) -> None:
    (p.root / "catalog/below/b.yml").rename(p.root / "catalog/below/c.yml")


def change_the_settings(p: Project) -> None:
    (p.root / "mkdocs.yml").write_text("site_name: y\n")


def name_another_version(p: Project) -> None:
    (p.root / ".credfolio.yml").write_text("version: 0.0.1\n")


def change_a_file_elsewhere(p: Project) -> None:
    (p.root.parent / "elsewhere.txt").write_text("elsewhare")


def remove_a_file_elsewhere(p: Project) -> None:
    (p.root.parent / "elsewhere.txt").unlink()


def change_what_is_linked(p: Project) -> None:
    (p.root.parent / "linked.txt").write_text("Linked")


def change_what_is_in_a_linked_folder(p: Project) -> None:
    (p.root.parent / "theme/page.html").write_text("Page")


def link_a_folder_around(p: Project) -> None:
    (p.root / "more").symlink_to(p.root.parent)


def edit_the_site(p: Project) -> None:
    (p.target / "index.html").write_text("other")


def add_to_the_site(p: Project) -> None:
    (p.target / "stray.html").write_text("")


def add_a_name_that_is_no_text(p: Project) -> None:
    (p.target / os.fsdecode(b"stray-\xff")).write_text("")


def remove_the_site(p: Project) -> None:
    p.target.rename(p.root.parent / "gone")


def edit_the_manifest(p: Project) -> None:
    with open(manifest_of(p.target), "a") as manifest:
        manifest.write(" ")


def add_an_empty_folder(p: Project) -> None:
    (p.root / "portfolios/newperson").mkdir(parents=True)


def change_a_mode(p: Project) -> None:
    (p.root / "catalog/a.yml").chmod(0o200)


def change_the_mode_of_a_folder(p: Project) -> None:
    (p.root / "catalog/below").chmod(0o500)


def name_a_folder_as_python_does(p: Project) -> None:
    (p.root / "catalog/__pycache__").mkdir()


def link_records(p: Project) -> None:
    (p.root / "catalog/link.yml").symlink_to(p.root.parent / "linked.txt")


def link_in_a_circle(p: Project) -> None:
    (p.root / "loop").symlink_to("loop")


def link_what_has_no_end(p: Project) -> None:
    (p.root / "endless").symlink_to("/proc/self/pagemap")


def commit(p: Project) -> None:
    git = ("git", "-c", "user.name=a", "-c", "user.email=a@example.org", "-C", str(p.root))
    subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, "commit", "-q", "--allow-empty", "-m", "x"], check=True)


CHANGES = (
    edit, add, remove, rename, change_the_settings, name_another_version, change_a_file_elsewhere,
    remove_a_file_elsewhere, change_what_is_linked,
    change_what_is_in_a_linked_folder, link_a_folder_around, edit_the_site,
    add_a_name_that_is_no_text, add_to_the_site,
    remove_the_site, edit_the_manifest, add_an_empty_folder, change_a_mode,
    change_the_mode_of_a_folder, name_a_folder_as_python_does, link_records, link_in_a_circle,
    link_what_has_no_end, commit,
)  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_after_a_change_there_is_something_to_build(
    project: Project, change: Callable[[Project], None]
) -> None:
    change(project)
    assert not project.is_same()


@pytest.mark.parametrize("link", [link_records, link_in_a_circle])
def test_what_cannot_be_said_to_stay_is_built_each_time(
    project: Project, link: Callable[[Project], None]
) -> None:
    link(project)
    project.build()
    assert not project.is_same()


def test_any_number_of_folders_may_lie_in_each_other(
    project: Project, request: pytest.FixtureRequest
) -> None:
    place = project.root / "docs"
    docs = str(place)
    # Python, and so pytest, removes only some hundred.
    request.addfinalizer(lambda: subprocess.run(["rm", "-rf", docs], check=True))
    for _ in range(1200):
        place.mkdir()
        place = place / "d"
    project.build()
    assert project.is_same()
    place.mkdir()
    assert not project.is_same()


def test_what_changes_while_a_build_reads_is_built_next_time(project: Project) -> None:
    project.build(during=lambda: edit(project))
    assert not project.is_same()
    project.build()
    assert project.is_same()


def test_a_cache_that_git_keeps_is_not_believed(project: Project) -> None:
    commit(project)
    assert project.wanted.kept.read(project.wanted.key) is not None
    subprocess.run(["git", "-C", str(project.root), "add", "-f", ".cache"], check=True)
    assert project.wanted.kept.read(project.wanted.key) is None


def test_other_options_are_another_build(project: Project) -> None:
    assert not project.is_same(strict=True)
    assert not project.is_same(today=date(2026, 11, 23))
    assert not project.is_same(output=project.root / "site")
    assert not project.is_same(beside=project.root)


def test_a_folder_is_another_one_seen_from_elsewhere(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project.root)
    named = replace(project.wanted, output=Path("site"))
    assert named.key == replace(named, output=project.target).key
    here = named.key
    monkeypatch.chdir(project.root / "catalog")
    assert named.key != here


def test_what_a_build_leaves_next_to_the_site_is_none_of_its_input(project: Project) -> None:
    (project.root / "made").mkdir()
    below = Project(project.root, replace(project.wanted, output=project.root / "made/out"))
    below.build()
    for beside in (spare_of(below.target), staging_folder(below.target)):
        beside.mkdir()
        (beside / "index.html").write_text("first")
    assert site_of_same_build(below.wanted) is not None
    (project.root / "made/else.html").write_text("")
    assert site_of_same_build(below.wanted) is None


def test_a_folder_may_have_a_name_that_is_no_text(project: Project) -> None:
    odd = project.root.parent / os.fsdecode(b"odd-\xff")
    project.root.rename(odd)
    moved = Project(odd, replace(project.wanted, root=odd))
    assert site_of_same_build(moved.wanted) is None
    moved.build()
    assert site_of_same_build(moved.wanted) is not None


def test_another_program_and_other_variables_are_another_build(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CREDFOLIO_ENGINE", "properdocs")
    assert not project.is_same()
    monkeypatch.delenv("CREDFOLIO_ENGINE")
    assert project.is_same()
    monkeypatch.setattr(unchanged, "program_digest", lambda: "another")
    assert not project.is_same()


def test_a_build_that_depends_on_more_than_files_is_never_left_out(project: Project) -> None:
    inputs = Inputs(project.wanted)
    inputs.doubt()
    shutil.rmtree(project.root / ".cache")
    inputs.keep(Built(project.target, date(2026, 11, 22), ("", ""), "", ""), ())
    assert not project.is_same()


def test_what_the_program_keeps_of_itself_is_no_input(project: Project) -> None:
    made = project.root.parent / "program/__pycache__/made"
    made.parent.mkdir(parents=True)
    made.write_text("once")
    files = list(list_other_files(project.target, ()))
    built = Built(project.target, date(2026, 11, 22), ("", ""), tree_hash(files), "")
    Inputs(project.wanted).keep(built, [str(made)])
    made.write_text("again")
    assert project.is_same()


def own_hook() -> None:
    """What a site's own hook file could define."""


@pytest.mark.parametrize(
    ("handler", "settings", "kept"),
    [
        (Inputs.add, "site_name: x\n", True),
        (own_hook, "site_name: x\n", False),
        (Inputs.add, "site_name: !ENV NAME\n", False),
    ],
    ids=["our events", "an event of the site's own", "a variable in the settings"],
)
def test_what_a_site_runs_of_its_own_makes_every_build_a_whole_one(
    project: Project, handler: object, settings: str, kept: bool
) -> None:
    from credfolio.building.engine import MkDocsConfig
    from credfolio.building.site_commands import _look_at

    shutil.rmtree(project.root / ".cache")
    (project.root / "mkdocs.yml").write_text(settings)
    config = SimpleNamespace(
        docs_dir=str(project.root / "docs"),
        theme=SimpleNamespace(dirs=[str(project.root.parent / "elsewhere")]),
        plugins=SimpleNamespace(events={"config": [handler], "env": []}),
        config_file_path=str(project.root / "mkdocs.yml"),
    )
    theme = project.root.parent / "elsewhere"
    theme.mkdir()
    (theme / "page.html").write_text("a")
    inputs = Inputs(project.wanted)
    _look_at(cast("MkDocsConfig", config), inputs)
    files = list(list_other_files(project.target, ()))
    inputs.keep(Built(project.target, date(2026, 11, 22), ("", ""), tree_hash(files), ""), ())
    assert project.is_same() == kept
    (theme / "page.html").write_text("b")
    assert not project.is_same()


def test_nothing_of_a_build_is_loaded_before_it_is_known_to_be_needed() -> None:
    code = (
        "import sys; import credfolio.cli.build_command\n"
        "print(sorted({'mkdocs', 'properdocs', 'pydantic', 'jinja2', 'PIL'} & set(sys.modules)))"
    )
    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "[]\n"


def test_a_file_that_was_opened_and_is_in_a_folder_of_the_build_now_is_new(tmp_path: Path) -> None:
    """Such as a link to it, which somebody put into docs/."""
    file = tmp_path / "page.md"
    file.write_text("text", encoding="utf-8")
    row = rows_of([str(file)])
    assert find_changed({}, row, {str(file): "0" * 64}) == {str(file)}
