"""What a build leaves for another computer is taken whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from credfolio.building.inputs import digests_of, find_changed, rows_of
from credfolio.disk.carried import find_kept_by_git, keep, refuse_places, take
from credfolio.disk.kept import CACHE
from credfolio.errors import EnvironmentProblem, UsageError
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
    assert brought.state == ""
    assert not (root / "site").exists()
    assert not (root / CACHE).exists()
    write(root / "site/index.html", "page")
    keep(root.with_name("kept"), root, root / "site", brought.secret, "")
    assert take(root.with_name("kept"), root, root / "site") == brought


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


@pytest.mark.parametrize(
    "path",
    [
        *(".cache/credfolio/pages/entry", ".cache/other", ".Cache/entry", "site/index.html"),
        *("Site/x", "site.manifest.json", "SITE.manifest.json", ".site.spare/x", "kept/secret"),
    ],
)
def test_what_git_keeps_in_one_of_the_places_is_named(root: Path, path: str) -> None:
    write(root / path, "of a commit")
    git(root, "add", "--force", path)
    assert find_kept_by_git(root, root / "site", root / "kept") == path


def test_a_link_in_git_is_named_and_neighbors_are_not(root: Path) -> None:
    for path in ("sites/x", "docs/site/x", ".cached", "my.site.spare/x", "keptx"):
        write(root / path, "of a commit")
        git(root, "add", "--force", path)
    assert find_kept_by_git(root, root / "site", root / "kept") == ""
    assert find_kept_by_git(root, root / "docs/site", root / "kept") == "docs/site/x"
    (root / "kept").symlink_to("site")
    git(root, "add", "kept")
    assert find_kept_by_git(root, root / "site", root / "kept") == "kept"


def test_without_a_repository_nobody_can_say_what_a_commit_brought(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="which files it keeps"):
        find_kept_by_git(tmp_path, tmp_path / "site", tmp_path / "kept")


def test_a_folder_with_other_files_is_left_alone(root: Path) -> None:
    write(root.with_name("kept") / "thesis.txt", "mine")
    with pytest.raises(UsageError, match=r"thesis\.txt"):
        refuse_places(root.with_name("kept"), root, root / "site")


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
