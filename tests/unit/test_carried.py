"""What a build leaves for another computer is taken whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from credfolio.building.inputs import digests_of, find_changed, rows_of
from credfolio.disk import carried
from credfolio.disk.carried import give_back, keep, take
from credfolio.disk.kept import CACHE
from credfolio.disk.systems import remove_folder
from credfolio.errors import EnvironmentProblem
from proposals import git

SECRET = b"s" * 32


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project that was built, and what it left in the folder `kept` next to it."""
    root = tmp_path / "project"
    git(tmp_path, "init", "--quiet", "--template=", "project")
    write(root / CACHE / "pages/entry", "notes")
    write(root / "site/index.html", "page")
    keep(tmp_path / "kept", root, root / "site", SECRET, "state\n")
    return root


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def test_what_was_kept_is_put_where_it_was_and_nothing_else_stays(root: Path) -> None:
    for left in ("site/old.html", ".site.spare/old.html", "site.manifest.json", f"{CACHE}/old"):
        write(root / left, "of the checkout")
    brought = take(root.with_name("kept"), root, root / "site")
    assert (brought.secret, brought.state) == (SECRET, "state\n")
    files = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
    assert {one for one in files if not one.startswith(".git/")} == {
        *("site/index.html", f"{CACHE}/pages/entry", f"{CACHE}/.gitignore")
    }


def remove_secret(kept: Path) -> None:
    (kept / "secret").unlink()


def cut_secret(kept: Path) -> None:
    (kept / "secret").write_bytes(SECRET[:-1])


def link_secret(kept: Path) -> None:
    (kept / "secret").rename(kept.with_name("elsewhere"))
    (kept / "secret").symlink_to(kept.with_name("elsewhere"))


def link_all(kept: Path) -> None:
    kept.rename(kept.with_name("elsewhere"))
    kept.symlink_to("elsewhere")


def link_site(kept: Path) -> None:
    (kept / "site").rename(kept.with_name("elsewhere"))
    (kept / "site").symlink_to("../elsewhere")


def remove_cache(kept: Path) -> None:
    (kept / "cache").rename(kept.with_name("elsewhere"))


DAMAGES = (remove_secret, cut_secret, link_secret, link_all, link_site, remove_cache)


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_is_not_whole_brings_nothing(root: Path, damage: Callable[[Path], None]) -> None:
    damage(root.with_name("kept"))
    brought = take(root.with_name("kept"), root, root / "site")
    assert len(brought.secret) == len(SECRET)
    assert brought.secret != SECRET
    assert (brought.state, brought.is_all_there) == ("", False)
    assert not (root / "site").exists()
    assert not (root / CACHE).exists()
    write(root / "site/index.html", "page")
    keep(root.with_name("kept"), root, root / "site", brought.secret, "")
    assert take(root.with_name("kept"), root, root / "site").secret == brought.secret


@pytest.mark.parametrize("place", [".cache", CACHE, "site", ".site.spare"])
def test_a_link_that_a_checkout_brings_is_not_followed(root: Path, place: str) -> None:
    outside = root.with_name("outside")
    write(outside / "file", "somebody's")
    if (root / place).exists():
        (root / place).rename(root.with_name("former"))
    (root / place).symlink_to(outside)
    assert take(root.with_name("kept"), root, root / "site").secret == SECRET
    assert [one.name for one in outside.iterdir()] == ["file"]
    assert not (root / place).is_symlink()


def test_a_file_on_another_disk_is_known_by_its_digest_alone(root: Path) -> None:
    file = root / "page.md"
    write(file, "before")
    os.utime(file, (1, 1))
    then = rows_of([str(file)])
    digests = digests_of(then)
    assert find_changed(then, then) == set()
    for text, is_same in (("before", True), ("beyond", False)):
        file.unlink()
        write(file, text)
        os.utime(file, (2, 2))
        now = rows_of([str(file)])
        assert find_changed(then, now) == {str(file)}
        assert (find_changed(then, now, digests) == set()) is is_same
    assert digests_of(then) == {}, "it was changed after somebody looked"


def test_a_spare_is_kept_only_where_it_has_the_same_files(root: Path) -> None:
    site, spare, kept = root / "site", root / ".site.spare", root.with_name("kept")
    spare.mkdir()
    (spare / "index.html").hardlink_to(site / "index.html")
    write(spare / "old.html", "of a build that was killed")
    keep(kept, root, site, SECRET, "")
    assert [one.name for one in (kept / "site").iterdir()] == ["index.html"]
    assert spare.exists()
    (spare / "old.html").unlink()
    keep(kept, root, site, SECRET, "")
    assert (kept / "site/index.html").samefile(site / "index.html")
    assert not spare.exists()


def test_neighbors_of_the_site_stay_that_no_build_has_made(root: Path) -> None:
    for name in (".site.local", ".site.building", ".site.new-7.manifest.json"):
        write(root / name, "next to the site")
    take(root.with_name("kept"), root, root / "site")
    assert sorted(one.name for one in root.glob(".site.*")) == [".site.local"]


@pytest.mark.parametrize("place", ["site", CACHE, "site.manifest.json"])
def test_what_cannot_be_removed_stops_it(
    root: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    write(root / "site.manifest.json/file", "a folder")
    real = remove_folder
    monkeypatch.setattr(
        carried, "remove_folder", lambda one: None if one == root / place else real(one)
    )
    with pytest.raises(EnvironmentProblem, match="cannot be removed") as refused:
        take(root.with_name("kept"), root, root / "site")
    assert "untouched" not in str(refused.value.fix)
    assert (root.with_name("kept") / "site/index.html").is_file()


def test_what_is_left_in_a_kept_folder_is_noticed(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carried, "remove_folder", lambda _: None)
    with pytest.raises(EnvironmentProblem, match="cannot be removed"):
        keep(root.with_name("kept"), root, root / "site", SECRET, "")


def refuse(*_: object, **__: object) -> None:
    raise PermissionError(13, "Permission denied")


def refuse_some(*_: object, **__: object) -> None:
    raise shutil.Error([("a page", "its copy", "Permission denied")])


@pytest.mark.parametrize("fault", [refuse, refuse_some])
def test_a_disk_that_refuses_costs_time_alone(
    root: Path, monkeypatch: pytest.MonkeyPatch, fault: Callable[..., None]
) -> None:
    """The cache was brought by then."""
    real = Path.replace

    def rename(source: Path, target: Path) -> Path:
        if source.name != "cache":
            refuse()
        return real(source, target)

    monkeypatch.setattr(Path, "replace", rename)
    monkeypatch.setattr(shutil, "copytree", fault)
    brought = take(root.with_name("kept"), root, root / "site")
    assert brought.problem.endswith("Permission denied")
    assert (brought.state, len(brought.secret)) == ("", len(SECRET))
    assert brought.secret != SECRET
    assert not (root / "site").exists()
    assert not (root / CACHE).exists()


def test_a_secret_that_cannot_be_read_costs_time_alone(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert take(root.with_name("kept"), root, root / "site").problem == "Permission denied"


def test_a_folder_that_cannot_be_changed_is_copied_from(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "replace", refuse)
    assert take(root.with_name("kept"), root, root / "site").secret == SECRET
    assert (root / "site/index.html").is_file()
    monkeypatch.undo()
    give_back(root.with_name("kept"), root, root / "site")
    assert take(root.with_name("kept"), root, root / "site").secret == SECRET


def test_what_a_failing_run_gives_back_is_there_for_the_next_one(root: Path) -> None:
    for _ in range(2):
        brought = take(root.with_name("kept"), root, root / "site")
        assert (brought.secret, brought.state) == (SECRET, "state\n")
        assert (root / "site/index.html").is_file()
        give_back(root.with_name("kept"), root, root / "site")
        assert not (root / "site").exists()


def test_a_folder_of_others_is_never_filled(root: Path) -> None:
    write(root.with_name("mine") / "site/index.html", "mine")
    with pytest.raises(EnvironmentProblem, match="has other files, such as site"):
        keep(root.with_name("mine"), root, root / "site", SECRET, "")
    assert (root.with_name("mine") / "site/index.html").read_text() == "mine"


@pytest.mark.parametrize("is_all", [False, True])
def test_entries_that_a_run_did_not_use_are_left_out(root: Path, *, is_all: bool) -> None:
    kept = root.with_name("kept")
    write(root / CACHE / "pages/gone", "notes")
    keep(kept, root, root / "site", SECRET, "")
    brought = take(kept, root, root / "site")
    (root / CACHE / "pages/entry").touch()
    write(root / CACHE / "pages/new", "notes")
    keep(kept, root, root / "site", brought.secret, "", is_all=is_all)
    names = {one.name for one in (kept / "cache/pages").iterdir()}
    assert names == {"entry", "new", *(["gone"] if is_all else [])}
