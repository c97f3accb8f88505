"""What earlier runs noted is believed only where no commit can have written it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from credfolio.building import program
from credfolio.disk import own_cache as own
from credfolio.disk.kept import CACHE, Kept, Shelf
from credfolio.disk.own_cache import believed_cache, own_cache, own_shelf
from proposals import git

NOTES = f"{CACHE}/verified.json"


def noted(folder: Path) -> Path:
    (folder / CACHE).mkdir(parents=True)
    (folder / NOTES).write_text("{}", encoding="utf-8")
    return folder


def test_only_what_is_sealed_is_believed(tmp_path: Path) -> None:
    """The archive of a commit has no repository, and may bring a cache along."""
    assert own_cache(tmp_path) == tmp_path / CACHE
    assert own_cache(noted(tmp_path)) == tmp_path / CACHE
    assert believed_cache(tmp_path, b"secret") == tmp_path / CACHE
    assert believed_cache(tmp_path, b"") is None
    git(tmp_path, "init", "--quiet", "--template=")
    assert believed_cache(tmp_path, b"") is None


FORGED = b"what somebody else wrote"


@pytest.mark.parametrize("name", ["previews", "parsed", "pages", "templates", "full_text", "sites"])
@pytest.mark.parametrize("has_secret", [True, False])
def test_no_entry_of_an_archive_is_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, has_secret: bool
) -> None:
    monkeypatch.setattr(own, "own_secret", lambda: b"s" * 32 if has_secret else b"")
    forger = getattr(Shelf(tmp_path / CACHE, "program"), name)
    forger.write("key", FORGED)
    assert forger.read("key") == FORGED
    kept = getattr(own_shelf(tmp_path, "program"), name)
    assert kept.read("key") is None
    kept.write("key", b"ours")
    assert kept.read("key") == (b"ours" if has_secret else None)


def test_every_shelf_of_a_project_is_tried(tmp_path: Path) -> None:
    kept = {name for name, one in vars(Shelf(tmp_path, "")).items() if one._folder}
    assert kept == {"previews", "parsed", "pages", "templates", "full_text", "sites"}


# --- the secret -------------------------------------------------------------------------------


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(own, "folder_of_made", lambda: tmp_path / "code/made")
    return tmp_path / "code/secret"


@pytest.mark.parametrize("damage", [b"", b"short", b"x" * 33, None])
def test_a_secret_that_is_not_whole_is_made_again_once(place: Path, damage: bytes | None) -> None:
    if damage is not None:
        place.parent.mkdir()
        place.write_bytes(damage)
    found = own.own_secret()
    assert len(found) == 32
    assert own.own_secret() == found == place.read_bytes()
    assert list(place.parent.iterdir()) == [place]


def refuse(source: Path, target: Path) -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("damage", [b"", None])
def test_a_secret_that_cannot_be_put_in_its_place_leaves_no_draft(
    place: Path, monkeypatch: pytest.MonkeyPatch, damage: bytes | None
) -> None:
    place.parent.mkdir()
    if damage is not None:
        place.write_bytes(damage)
    for name in ("rename", "rename_to_new"):
        monkeypatch.setattr(own, name, refuse)
    assert own.own_secret() == b""
    assert [one for one in place.parent.iterdir() if one != place] == []


def test_of_two_secrets_made_at_once_the_first_counts(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_late(source: Path, target: Path) -> None:
        target.write_bytes(b"f" * 32)
        raise FileExistsError(target)

    monkeypatch.setattr(own, "rename_to_new", too_late)
    assert own.own_secret() == b"f" * 32
    assert list(place.parent.iterdir()) == [place]


# --- whose folder it is -----------------------------------------------------------------------


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
