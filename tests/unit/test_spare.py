"""A site and its spare: what is the same is the same file, whatever happened in between."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from credfolio.disk import staging as staging_module
from credfolio.disk.kept import Kept
from credfolio.disk.manifest import Written, parse_manifest, tree_hash
from credfolio.disk.old_site import OldSite
from credfolio.disk.spare import complete, keep_as_spare, spare_of
from credfolio.disk.staging import (
    begin_staging,
    manifest_of,
    publish,
    recover,
    replace_manifest,
    write_manifest,
)
from credfolio.disk.writer import FileWriter, list_other_files
from credfolio.errors import CredfolioError
from kill_steps import NEVER, run_until

FIRST = {"index.html": "home", "a/index.html": "a", "a/b/c.txt": "c", "x": "a file", "y/z": "z"}
SECOND = FIRST | {"index.html": "other home"}
THIRD = {"index.html": "third", "a/index.html": "a", "a/n/new.txt": "n", "x/y": "y", "y": "file"}


class Builds:
    """Builds of a site in `folder`: each writes only what the site before it does not have."""

    def __init__(self, folder: Path) -> None:
        self.target = folder / "site"
        self.kept = Kept(folder / "kept", 1_000_000)
        self.wrote: list[str] = []

    def __call__(self, files: Mapping[str, str]) -> None:
        staging = begin_staging(self.target)
        old = OldSite(self.target, self.kept)
        writer = FileWriter(staging)
        listed, reused = [], []
        self.wrote = []
        for path, text in sorted(files.items()):
            data = text.encode()
            digest = hashlib.sha256(data).hexdigest()
            listed.append(Written(path, len(data), digest, ""))
            if old.digest(path) == digest:
                reused.append(path)
            else:
                writer.write(path, data, "")
                self.wrote.append(path)
        write_manifest(staging, listed)
        done = complete(staging, old, listed, reused)
        if done.is_other:
            publish(staging, self.target, lambda former: keep_as_spare(former, self.target, done))
        else:
            replace_manifest(staging, self.target)
        old.note(listed, done.stamps)


@pytest.fixture
def build(tmp_path: Path) -> Builds:
    """A site that was built twice, so that it has a spare."""
    builds = Builds(tmp_path)
    builds(FIRST)
    builds(SECOND)
    return builds


def texts(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in folder.rglob("*")
        if path.is_file()
    }


def assert_pair(target: Path, files: Mapping[str, str]) -> None:
    """The site has `files` with their manifest, its spare has the same ones, and that is all."""
    assert texts(target) == files
    listed = parse_manifest(manifest_of(target).read_text(encoding="utf-8"), "manifest")
    assert listed.tree == tree_hash(list_other_files(target, ()))
    assert texts(spare_of(target)) == files
    for path in files:
        assert (target / path).samefile(spare_of(target) / path), path
    folders = [{p.relative_to(top) for p in top.rglob("*")} for top in (target, spare_of(target))]
    assert folders[0] == folders[1]
    names = {path.name for path in target.parent.iterdir()}
    assert names - {"kept"} == {"site", "site.manifest.json", ".site.spare"}


def test_a_first_build_leaves_no_spare_because_nobody_may_build_again(tmp_path: Path) -> None:
    build = Builds(tmp_path)
    build(FIRST)
    assert texts(build.target) == FIRST
    assert not spare_of(build.target).exists()


def test_what_is_the_same_is_the_very_file_of_the_former_site(build: Builds) -> None:
    before = (build.target / "a/index.html").stat()
    assert_pair(build.target, SECOND)
    build(THIRD)
    assert build.wrote == ["a/n/new.txt", "index.html", "x/y", "y"]
    assert_pair(build.target, THIRD)
    after = (build.target / "a/index.html").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_site_that_is_built_again_without_a_change_is_not_touched(build: Builds) -> None:
    def all_names() -> list[tuple[str, int, int]]:
        found = [*sorted(build.target.rglob("*")), build.target, manifest_of(build.target)]
        return [(str(p), p.stat().st_ino, p.stat().st_ctime_ns) for p in found]

    before = all_names()
    build(SECOND)
    assert build.wrote == []
    assert all_names() == before


def test_a_file_that_was_noted_is_not_read_again(tmp_path: Path) -> None:
    build = Builds(tmp_path)
    build(FIRST)
    for path in FIRST:
        os.utime(build.target / path, (1_000_000_000, 1_000_000_000))  # well before the note
    build(FIRST)
    noted = OldSite(build.target, build.kept).digest("x")
    (build.target / "x").write_text("A FILE")
    assert OldSite(build.target, build.kept).digest("x") != noted
    os.utime(build.target / "x", (1_000_000_000, 1_000_000_000))
    assert OldSite(build.target, build.kept).digest("x") == noted
    assert OldSite(build.target).digest("x") != noted


def in_place(site: Path) -> None:
    with open(site / "a/index.html", "a") as page:
        page.write("edited")


def with_its_time(site: Path) -> None:
    page = site / "a/index.html"
    before = page.stat()
    page.write_text("edited")
    os.utime(page, ns=(before.st_atime_ns, before.st_mtime_ns))


def replaced(site: Path) -> None:
    (site / "new").write_text("A")
    (site / "new").replace(site / "a/index.html")


def removed(site: Path) -> None:
    (site / "a/index.html").unlink()


def added(site: Path) -> None:
    (site / "stray").mkdir()
    (site / "stray/file").write_text("stray")
    (site / "empty").mkdir()


def linked(site: Path) -> None:
    (site / "a/index.html").unlink()
    (site / "a/index.html").symlink_to(site / "index.html")


def all_gone(site: Path) -> None:
    shutil.rmtree(site)


def emptied(site: Path) -> None:
    shutil.rmtree(site)
    site.mkdir()


MEDDLING = (in_place, with_its_time, replaced, removed, added, linked, all_gone, emptied)


@pytest.mark.parametrize("meddle", MEDDLING)
@pytest.mark.parametrize("which", ["site", "spare"])
def test_what_somebody_changed_in_the_site_or_its_spare_is_mended(
    build: Builds, meddle: Callable[[Path], None], which: str
) -> None:
    meddle(build.target if which == "site" else spare_of(build.target))
    build(THIRD)
    assert texts(build.target) == THIRD
    build(SECOND)
    assert_pair(build.target, SECOND)


def test_a_spare_that_is_no_folder_is_put_away(build: Builds, tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    spare_of(build.target).rename(tmp_path / "kept" / "elsewhere")
    spare_of(build.target).symlink_to(tmp_path / "kept" / "elsewhere")
    build(THIRD)
    assert_pair(build.target, THIRD)
    assert texts(tmp_path / "kept" / "elsewhere") == SECOND


def test_without_links_files_are_copied_and_no_spare_is_kept(
    build: Builds, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*names: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    for path in (build.target, spare_of(build.target)):
        (path / "a/index.html").unlink()
        (path / "a/index.html").write_text("a")  # two files now, so that a link is needed
    monkeypatch.setattr(os, "link", no_links)
    build(THIRD)
    assert texts(build.target) == THIRD
    assert not spare_of(build.target).exists()
    build(SECOND)
    assert texts(build.target) == SECOND


def test_a_build_that_is_refused_leaves_site_and_spare(build: Builds) -> None:
    staging = begin_staging(build.target)
    FileWriter(staging).write("x", b"new", "catalog/a.yml")
    row = Written("x", 3, hashlib.sha256(b"new").hexdigest(), "catalog/a.yml")
    with pytest.raises(CredfolioError, match=r"published at x, one from catalog/a\.yml"):
        complete(staging, OldSite(build.target), [row], ["x"])
    staging_module.discard(staging)
    assert_pair(build.target, SECOND)


def kill(folder: Path, every: int, can_exchange: bool) -> set[str]:
    """Kill a build before its steps, `every` apart; which site was found after each."""
    found = set()
    step, steps = NEVER, 1
    while step < steps:
        builds = Builds(folder / f"{step}")
        builds.target.parent.mkdir()
        builds(FIRST)
        builds(SECOND)
        done = run_until(step, builds.target.parent, lambda b=builds: b(THIRD))  # type: ignore[misc]
        if step == NEVER:
            steps = done
            assert steps > 25
        elif can_exchange:
            assert texts(builds.target) in (SECOND, THIRD)  # before anybody repairs anything
        recover(builds.target)
        site = texts(builds.target)
        assert site in (SECOND, THIRD), f"step {step} left half a site"
        listed = parse_manifest(manifest_of(builds.target).read_text(encoding="utf-8"), "manifest")
        assert listed.tree == tree_hash(list_other_files(builds.target, ())), step
        found.add("new" if site == THIRD else "old")
        for files in (FIRST, THIRD):
            builds(files)
        assert_pair(builds.target, THIRD)
        step += every if step >= 0 else 1
    return found


@pytest.mark.parametrize("can_exchange", [True, False], ids=["one step", "two renames"])
def test_killed_before_a_step_old_or_new_is_whole_and_the_next_build_goes_on(
    tmp_path: Path, can_exchange: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not can_exchange:
        monkeypatch.setattr(staging_module, "_exchange", lambda one, other: False)
    assert kill(tmp_path, 7, can_exchange) == {"old", "new"}


@pytest.mark.audit
@pytest.mark.parametrize("can_exchange", [True, False], ids=["one step", "two renames"])
def test_killed_before_every_step_old_or_new_is_whole_and_the_next_build_goes_on(
    tmp_path: Path, can_exchange: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not can_exchange:
        monkeypatch.setattr(staging_module, "_exchange", lambda one, other: False)
    assert kill(tmp_path, 1, can_exchange) == {"old", "new"}
