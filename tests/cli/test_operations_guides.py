"""The guides to running a site, followed to the letter in a clone with local remotes."""

from __future__ import annotations

import json
import shutil
import tarfile
from pathlib import Path

import pytest

from guide_runner import (
    ROOT,
    blocks_of,
    commands_of,
    guide_environment,
    run_commands,
    run_guide,
)
from pages_remote import IGNORED, git, live_files, make_remote, save

STATUS = "issuers/riverside-usd/status/1.json"
DID = "issuers/riverside-usd/did.json"
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
    run_guide(GUIDES / "upgrade.md", clone, tmp_path / "home")
    assert git(clone, "rev-parse", "--abbrev-ref", "HEAD") == "upgrade"


@pytest.mark.audit
def test_leaving_takes_everything_along(clone: Path, tmp_path: Path) -> None:
    run_guide(GUIDES / "leave.md", clone, tmp_path / "home")
    git(tmp_path, "clone", "-q", "everything.bundle", "opened", "-b", "main")
    assert git(tmp_path / "opened", "rev-parse", "HEAD") == git(clone, "rev-parse", "HEAD")
    with tarfile.open(tmp_path / "site.tar.gz") as archive:
        assert {"site/index.html", "site.manifest.json"} <= set(archive.getnames())


@pytest.mark.audit
def test_after_a_move_old_badges_stay_where_they_were_and_new_ones_name_the_new_address(
    clone: Path, tmp_path: Path
) -> None:
    guide = GUIDES / "move-domain.md"
    new_home = make_remote(tmp_path / "new-home.git")
    shell = guide_environment(tmp_path / "home")
    key = "~/.config/credfolio/first.key"
    first = [
        "mkdir -p ~/.config/credfolio",
        f"credfolio keys new riverside-usd --id key-first --out {key}",
        f"credfolio sign --key-file {key}",
        'git add . && git commit -qm "Sign" && git push -q origin main',
    ]
    run_commands(first, clone, shell)
    old, new = "https://badges.example/credentials/", "https://micro-credentials.example/"
    badge = "portfolios/ana-lopez/active-listening/credential.json"
    settings = clone / "mkdocs.yml"
    built: list[str] = []
    for kind, block in blocks_of(guide):
        if kind == "yaml":
            assert block == f"site_url: {new}\n"
            settings.write_text(settings.read_text().replace(f"site_url: {old}", block.strip()))
            continue
        run_commands(block.splitlines(), clone, shell)
        built.append((clone / "site" / badge).read_text())
    before, looked_at, _, after = built
    assert old in before
    assert new not in before
    assert looked_at == before, "changing the address signs nothing"
    kept = live_files(tmp_path / "origin.git")
    assert kept[badge] == before.strip()
    assert kept[STATUS]
    moved = live_files(new_home)
    assert moved[badge] == after.strip()
    assert new in after
    assert old not in after
    assert f'href="{new}portfolios/ana-lopez/' in moved["portfolios/ana-lopez/index.html"]
    assert f"{new}{STATUS}" in after
    assert json.loads(moved[DID])["id"] == "did:web:micro-credentials.example:issuers:riverside-usd"


def test_every_guide_with_commands_is_followed_here() -> None:
    with_commands = {guide.stem for guide in GUIDES.glob("*.md") if commands_of(guide)}
    assert with_commands == {*("backup", "keys", "leave", "limits", "move-domain", "upgrade")}


@pytest.mark.audit
def test_the_size_can_be_seen(clone: Path, tmp_path: Path) -> None:
    assert "site\n" in run_guide(GUIDES / "limits.md", clone, tmp_path / "home")
