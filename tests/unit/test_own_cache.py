"""What earlier runs noted is believed only where no commit can have written it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from credfolio.building import program
from credfolio.disk.kept import CACHE, Kept
from credfolio.disk.own_cache import own_cache
from proposals import git

NOTES = f"{CACHE}/verified.json"


def noted(folder: Path) -> Path:
    (folder / CACHE).mkdir(parents=True)
    (folder / NOTES).write_text("{}", encoding="utf-8")
    return folder


def test_without_a_repository_nobody_brought_it(tmp_path: Path) -> None:
    assert own_cache(tmp_path) == tmp_path / CACHE
    assert own_cache(noted(tmp_path)) == tmp_path / CACHE


def test_what_git_keeps_is_not_believed(tmp_path: Path) -> None:
    git(noted(tmp_path), "init", "--quiet", "--template=")
    assert own_cache(tmp_path) == tmp_path / CACHE
    git(tmp_path, "add", NOTES)
    assert own_cache(tmp_path) is None
    inside = noted(tmp_path / "inside")
    assert own_cache(inside) == inside / CACHE
    git(tmp_path, "add", f"inside/{NOTES}")
    assert own_cache(inside) is None


def test_git_passes_over_what_is_kept_whatever_a_project_ignores(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "--template=")
    for name in ("parsed", "pages"):
        Kept(tmp_path / CACHE / name, 1_000).write("key", b"data")
    assert Kept(tmp_path / CACHE / "parsed", 1_000).read("key") == b"data"
    assert not git(tmp_path, "ls-files", "--others", "--exclude-standard")
    assert not list(tmp_path.glob("*.gitignore")), "a project's own is its owner's"


def test_a_repository_that_cannot_be_read_proves_nothing(tmp_path: Path) -> None:
    noted(tmp_path)
    (tmp_path / ".git").write_text("gitdir: nowhere\n", encoding="utf-8")
    assert own_cache(tmp_path) is None


def test_a_link_leads_to_what_somebody_else_wrote(tmp_path: Path) -> None:
    elsewhere = noted(tmp_path / "elsewhere")
    for name in (".cache", CACHE):
        project = tmp_path / f"links-{len(name)}"
        (project / name).parent.mkdir(parents=True)
        (project / name).symlink_to(elsewhere / name)
        assert own_cache(project) is None


def test_another_version_of_a_package_is_another_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also of one that is developed next to us, whose folder of metadata has no version."""
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    (tmp_path / "a-1.0.dist-info").mkdir()
    own = tmp_path / "b.egg-info"
    own.mkdir()
    found = []
    for text in ("Name: b\nVersion: 1\n\nVersion: 7\n", "Name: b\nVersion: 2\n"):
        (own / "PKG-INFO").write_text(text)
        found.append(program._installed())
    (own / "PKG-INFO").unlink()
    assert [*found, program._installed()] == [
        ["a-1.0.dist-info", "b.egg-info 1"],
        ["a-1.0.dist-info", "b.egg-info 2"],
        ["a-1.0.dist-info", "b.egg-info "],
    ]
