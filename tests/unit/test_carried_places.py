"""Nothing is taken or left where somebody's files are, or where a commit could have put some."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from credfolio.disk.carried import keep
from credfolio.disk.carried_places import find_kept_by_git, refuse_places
from credfolio.errors import EnvironmentProblem, UsageError
from proposals import commit, git

SECRET = b"s" * 32


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with a site, in a repository."""
    git(tmp_path, "init", "--quiet", "--template=", "project")
    write(tmp_path / "project/site/index.html", "page")
    return tmp_path / "project"


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def files_below(folder: Path) -> list[str]:
    return sorted(one.relative_to(folder).as_posix() for one in folder.rglob("*"))


@pytest.mark.parametrize(
    "path",
    [
        *(".cache/credfolio/pages/entry", ".cache/other", ".Cache/entry", "site/index.html"),
        *(
            "Site/x",
            "site.manifest.json",
            "SITE.manifest.json",
            ".site.spare/x",
            ".site.new-7.manifest.json",
        ),
    ],
)
def test_what_git_keeps_in_one_of_the_places_is_named(root: Path, path: str) -> None:
    write(root / path, "of a commit")
    git(root, "add", "--force", path)
    assert find_kept_by_git(root, root / "site") == path


def test_a_link_in_git_is_named_and_neighbors_are_not(root: Path) -> None:
    for path in ("sites/x", "docs/site/x", ".cached", "my.site.spare/x", ".site.local"):
        write(root / path, "of a commit")
        git(root, "add", "--force", path)
    assert find_kept_by_git(root, root / "site") == ""
    assert find_kept_by_git(root, root / "docs/site") == "docs/site/x"
    (root / "out").symlink_to("docs")
    git(root, "add", "out")
    assert find_kept_by_git(root, root / "out") == "out"


def test_without_a_repository_nobody_can_say_what_a_commit_brought(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="which files it keeps"):
        find_kept_by_git(tmp_path, tmp_path / "site")


def test_a_folder_with_other_files_is_left_alone(root: Path) -> None:
    write(root.with_name("kept") / "thesis.txt", "mine")
    with pytest.raises(UsageError, match=r"thesis\.txt"):
        refuse_places(root.with_name("kept"), root, root / "site")


def test_all_of_the_repository_is_asked_not_the_project_alone(root: Path) -> None:
    below = root / "courses/badges"
    below.mkdir(parents=True)
    write(root / "out/index.html", "of a commit")
    git(root, "add", "out/index.html")
    assert find_kept_by_git(below, root / "out") == "out/index.html"
    assert find_kept_by_git(below, below / "site") == ""
    write(below / ".cache/entry", "of a commit")
    git(root, "add", "--force", "courses")
    assert find_kept_by_git(below, below / "site") == "courses/badges/.cache/entry"


def test_another_repository_in_the_place_or_around_it_counts(root: Path) -> None:
    write(root.with_name("inner") / "site/index.html", "of a commit")
    git(root.parent, "init", "--quiet", "--template=", "inner")
    commit(root.with_name("inner"), "A site")
    added = ("submodule", "--quiet", "add", str(root.with_name("inner")), "pages")
    git(root, "-c", "protocol.file.allow=always", *added)
    assert find_kept_by_git(root, root / "pages/site") == "pages"
    below = root / "pages"
    assert find_kept_by_git(below, below / "out") == ""
    write(root / "out/index.html", "of a commit")
    git(root, "add", "out")
    assert find_kept_by_git(below, root / "out") == "out/index.html"
    with pytest.raises(UsageError, match="in the checkout"):
        refuse_places(root / "kept", below, below / "out")


@pytest.mark.parametrize(
    ("site", "kept", "said"),
    [
        ("site", "kept", "in the checkout"),
        ("courses/site", "kept", "in the checkout"),
        ("site", "..", "in the checkout"),
        ("site", "link", "in the checkout"),
        (".", "../kept", "replace other files"),
        ("..", "../kept", "replace other files"),
        ("../out", "../out/kept", "replace other files"),
        ("../out/site", "../out", "replace other files"),
        ("../out", "../Out", "replace other files"),
        *(
            (name, "../kept", "other files than a site's")
            for name in (".git", ".git/site", ".venv", ".cache", ".cache/credfolio", "a/.b/site")
        ),
        ("../other/.git/site", "../kept", "other files than a site's"),
        ("../thesis", "../kept", r"no build has made, such as thesis\.txt"),
        ("portfolios", "../kept", "no build has made, such as ana"),
        ("../other", "../kept", r"no build has made, such as \.git"),
        ("link/site", "../kept", "is a link in the project"),
        ("link/more/site", "../kept", "is a link in the project"),
        ("../out", "../.out.spare", "place of a build"),
        ("../out", "../.out.spare/kept", "place of a build"),
        ("../out", "../.out.lock", "place of a build"),
        ("../out", "../.out.new-7.manifest.json", "place of a build"),
        ("../out", "../out.manifest.json", "place of a build"),
        ("site", "../thesis", r"no build left there, such as thesis\.txt"),
        ("site", "../other", r"no build left there, such as \.git"),
        ("site", "../pages", "no build left there, such as site"),
    ],
)
def test_no_place_is_one_of_other_files(root: Path, site: str, kept: str, said: str) -> None:
    for path in ("../thesis/thesis.txt", "portfolios/ana", ".venv/x", "../pages/site/index.html"):
        write(root / path, "somebody's")
    write(root / "../other/.git/config", "somebody's")
    (root / "link").symlink_to("../thesis")
    before = files_below(root.parent)
    folder, target = (Path(os.path.normpath(root / one)) for one in (kept, site))
    with pytest.raises(UsageError, match=said):
        refuse_places(
            root.parent if kept == ".." else folder, root, root.parent if site == ".." else target
        )
    assert files_below(root.parent) == before


@pytest.mark.parametrize("site", ["site", "none", "empty", "linked", "../elsewhere/site"])
def test_a_folder_of_their_own_is_no_fault(root: Path, site: str) -> None:
    (root / "empty").mkdir()
    write(root / "../thesis/thesis.txt", "somebody's")
    (root / "linked").symlink_to("../thesis")
    kept, target = (Path(os.path.normpath(root / one)) for one in ("../kept", site))
    refuse_places(kept, root, target)
    kept.mkdir()
    refuse_places(kept, root, target)
    keep(kept, root, root / "site", SECRET, "")
    refuse_places(kept, root, target)
    (kept / "credfolio-kept.txt").unlink()
    with pytest.raises(UsageError, match="no build left there"):
        refuse_places(kept, root, target)


def test_a_folder_that_cannot_be_listed_is_no_traceback(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root.with_name("kept").mkdir()
    (root / "out").mkdir()

    def iterdir(folder: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", iterdir)
    refuse_places(root.with_name("kept"), root, root / "none")
    with pytest.raises(EnvironmentProblem, match="cannot be read: Permission denied"):
        refuse_places(root.with_name("kept"), root, root / "out")
