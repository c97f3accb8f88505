"""A clone of this repository with changes of its own becomes small, and keeps every address."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import venv
from datetime import UTC, datetime, time
from pathlib import Path

import pytest

from demo import ROOT, TODAY
from pages_remote import git, live_files, make_remote, save

pytestmark = pytest.mark.audit

NOON = str(int(datetime.combine(TODAY, time(12), UTC).timestamp()))
HOME = "https://docs.program.org/credfolio/"
OWNER = ("--owner", "badges@district.org", "--program", "HEAD~1")  # newer than `make history`


def run(program: list[str], folder: Path, **more: str) -> str:
    environment = os.environ | {"SOURCE_DATE_EPOCH": NOON} | more
    done = subprocess.run(
        program, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture
def installed(tmp_path: Path) -> list[str]:
    """The program as a wheel, on top of the libraries of this environment."""
    pip = [sys.executable, "-m", "pip", "-q", "--disable-pip-version-check"]
    options = ("--no-deps", "--no-build-isolation")
    run([*pip, "wheel", str(ROOT), *options, "-w", str(tmp_path / "wheel")], tmp_path)
    wheel = next((tmp_path / "wheel").glob("*.whl"))
    venv.create(tmp_path / "venv", system_site_packages=True)
    place = next((tmp_path / "venv").rglob("site-packages"))
    # The libraries of this environment, and not its own way to the program.
    packages = next(path for path in sys.path if path.endswith("site-packages"))
    run([*pip, "install", "--no-deps", "--target", str(place), str(wheel)], tmp_path)
    (place / "beside.pth").write_text(packages + "\n")
    return [str(tmp_path / "venv" / "bin" / "python"), "-W", "ignore", "-m", "credfolio"]


def test_a_clone_with_own_changes_migrates_and_upgrades_without_losing_an_address(
    installed: list[str], tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    git(tmp_path, "clone", "-q", str(ROOT), str(copy))
    git(copy, "checkout", "-q", "-B", "main")
    forge = make_remote(tmp_path / "forge.git")
    git(copy, "remote", "set-url", "origin", str(forge))
    (copy / "docs/about.md").write_text("# About us\n\nOur own words.\n", encoding="utf-8")
    (copy / "docs/ours.md").write_text("# Ours\n\nA page of our own.\n", encoding="utf-8")
    (copy / "theme/assets/own.css").write_text("/* ours */\n", encoding="utf-8")
    settings = (copy / "mkdocs.yml").read_text(encoding="utf-8")
    settings = settings.replace("site_name: Tamarack Educator Credentials", "site_name: Ours")
    # Where the program's own pages are; nobody has published them yet.
    settings = settings.replace("  credfolio:\n", f"  credfolio:\n    documentation: {HOME}\n", 1)
    (copy / "mkdocs.yml").write_text(settings, encoding="utf-8")
    save(copy, "Our own")
    git(copy, "push", "-q", "origin", "main")
    shutil.copytree(ROOT / "theme/assets/built", copy / "theme/assets/built")
    old = [sys.executable, "-W", "ignore", "-m", "credfolio"]
    run([*old, "deploy"], copy, PYTHONPATH=str(copy / "hooks"))
    before = live_files(forge)
    records = git(copy, "ls-tree", "-r", "HEAD", "catalog", "portfolios")

    said = run([*installed, "migrate", *OWNER], copy, PYTHONPATH="")
    assert "0 would be lost" in said
    assert "Nothing was changed" in said
    assert git(copy, "status", "--porcelain") == ""
    run([*installed, "migrate", *OWNER, "--write"], copy, PYTHONPATH="")
    assert not (copy / "hooks/credfolio").exists()
    assert not (copy / "theme/assets/built").exists()
    assert (copy / "docs/ours.md").is_file()
    save(copy, "Small")
    assert git(copy, "ls-tree", "-r", "HEAD", "catalog", "portfolios") == records
    run([*installed, "deploy"], copy, PYTHONPATH="")
    after = live_files(forge)
    lost = {path for path in before.keys() - after.keys() if path.endswith((".html", ".json"))}
    assert not {path for path in lost if not path.startswith(("assets/", "search/"))}
    page = after["adr/0080-installed-not-copied/index.html"]
    assert f'url={HOME}adr/0080-installed-not-copied/"' in page
    assert "adr/" not in after["sitemap.xml"]
    badge = "portfolios/priya-raman/active-listening/credential.json"
    signed = badge if badge in before else next(p for p in before if p.endswith("/credential.json"))
    assert json.loads(after[signed]) == json.loads(before[signed])

    # An upgrade begins with a note of an older version.
    note = (copy / ".credfolio.yml").read_text(encoding="utf-8")
    version = next(line for line in note.splitlines() if line.startswith("version:"))
    (copy / ".credfolio.yml").write_text(note.replace(version, "version: 0.0.9"), encoding="utf-8")
    said = run([*installed, "upgrade", "--write"], copy, PYTHONPATH="")
    assert "0 would be lost" in said
    assert version in (copy / ".credfolio.yml").read_text(encoding="utf-8")
