"""The guides to running a site, followed to the letter in a clone with local remotes."""

from __future__ import annotations

import json
import shutil
import tarfile
from pathlib import Path

import pytest

from guide_runner import ROOT, commands_of, run_guide
from pages_remote import IGNORED, git, make_remote, save

GUIDES = ROOT / "docs" / "guides" / "operations"


@pytest.fixture
def clone(project: Path, tmp_path: Path) -> Path:
    """The small project in git, unsigned, with an `origin` and an upstream that is ahead."""
    for folder in (*project.glob("portfolios/*/credentials"), *project.glob("catalog/*/status")):
        shutil.rmtree(folder)
    git(project, "init", "-q", "-b", "main")
    (project / ".gitignore").write_text(IGNORED + "/.cache/\n")
    save(project, "First records")
    for name in ("origin", "upstream"):
        git(project, "remote", "add", name, str(make_remote(tmp_path / f"{name}.git")))
        git(project, "push", "-q", name, "main")
    (project / "docs" / "news.md").write_text("# News\n\nOf the new version.\n")
    save(project, "A newer version")
    git(project, "push", "-q", "upstream", "main")
    git(project, "reset", "-q", "--hard", "HEAD~1")
    git(project, "remote", "remove", "upstream")
    return project


def test_a_backup_can_be_restored(clone: Path, tmp_path: Path) -> None:
    run_guide(GUIDES / "backup.md", clone, tmp_path / "home")
    assert git(tmp_path / "restored", "rev-parse", "HEAD") == git(clone, "rev-parse", "HEAD")
    assert (tmp_path / "restored" / "site" / "index.html").is_file()


def test_a_key_can_be_made_rotated_and_replaced(clone: Path, tmp_path: Path) -> None:
    run_guide(GUIDES / "keys.md", clone, tmp_path / "home")
    signed = [
        json.loads(file.read_text())
        for file in clone.glob("portfolios/*/credentials/*.json")
        if "riverside-usd" in file.read_text()
    ]
    assert signed
    assert all("#key-second" in json.dumps(badge["proof"]) for badge in signed)
    assert git(clone, "status", "--porcelain") == ""
    assert (tmp_path / "home" / ".config" / "credfolio" / "second.key").stat().st_mode & 0o77 == 0


@pytest.mark.audit
def test_an_upgrade_is_looked_at_before_it_is_published(clone: Path, tmp_path: Path) -> None:
    said = run_guide(GUIDES / "upgrade.md", clone, tmp_path / "home")
    assert git(clone, "rev-parse", "--abbrev-ref", "HEAD") == "upgrade"
    assert "news/index.html" in said


@pytest.mark.audit
def test_leaving_takes_everything_along(clone: Path, tmp_path: Path) -> None:
    run_guide(GUIDES / "leave.md", clone, tmp_path / "home")
    git(tmp_path, "clone", "-q", "everything.bundle", "opened", "-b", "main")
    assert git(tmp_path / "opened", "rev-parse", "HEAD") == git(clone, "rev-parse", "HEAD")
    with tarfile.open(tmp_path / "site.tar.gz") as archive:
        assert {"site/index.html", "site.manifest.json"} <= set(archive.getnames())


def test_every_guide_with_commands_is_followed_here() -> None:
    with_commands = {guide.stem for guide in GUIDES.glob("*.md") if commands_of(guide)}
    assert with_commands == {"backup", "keys", "leave", "limits", "upgrade"}


@pytest.mark.audit
def test_the_size_can_be_seen(clone: Path, tmp_path: Path) -> None:
    assert "site\n" in run_guide(GUIDES / "limits.md", clone, tmp_path / "home")
