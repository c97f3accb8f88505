"""What Windows and macOS do differently, simulated: the site has the same bytes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from credfolio.disk.slices import useful_jobs
from credfolio.publishing.built_site import load_manifest
from pages_remote import git, save

ROOT = Path(__file__).parents[2]

# What Python lacks on Windows, and a lock of its kind: a byte of the file, taken or refused.
WINDOWS = """
import fcntl, os, pathlib, subprocess, sys, types
def locking(handle, mode, size):
    fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB, size, os.lseek(handle, 0, os.SEEK_CUR))
sys.modules["msvcrt"] = types.SimpleNamespace(LK_NBLCK=2, locking=locking)
sys.modules["fcntl"] = None
for name in ("fork", "O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_DIRECTORY", "fchmod", "getuid",
             "geteuid", "sched_getaffinity"):
    delattr(os, name)
sys.platform = "win32"
import credfolio.disk.lock
sys.platform = "linux"
import credfolio.disk.slices
credfolio.disk.slices.sys = types.SimpleNamespace(platform="win32")
"""


def build(project: Path, *path: Path, jobs: int = 2) -> dict[str, object]:
    """The manifest's files of the project's site, built in a process of its own."""
    folders = os.pathsep.join(map(str, (*path, ROOT / "hooks")))
    done = subprocess.run(
        [*(sys.executable, "-W", "ignore", "-m", "credfolio"), "build", "-q", "--jobs", str(jobs)],
        cwd=project,
        env=os.environ | {"PYTHONPATH": folders},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return dict(load_manifest(project / "site").files)


def texts(project: Path) -> list[Path]:
    return [
        file
        for folder in ("catalog", "portfolios", "docs")
        for file in (project / folder).rglob("*")
        if file.suffix in (".yml", ".md")
    ]


def test_without_what_windows_lacks_the_bytes_are_the_same(project: Path, tmp_path: Path) -> None:
    (tmp_path / "windows").mkdir()
    (tmp_path / "windows" / "sitecustomize.py").write_text(WINDOWS)
    assert build(project, tmp_path / "windows", jobs=4) == build(project)


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(project: Path) -> None:
    before = build(project)
    for file in texts(project):
        text = file.read_bytes().replace(b"\n", b"\r\n")
        file.write_bytes(b"\xef\xbb\xbf" + text)
    assert b"\r\n" in texts(project)[0].read_bytes()
    assert build(project) == before


def test_letters_taken_apart_as_on_macos_change_nothing(project: Path) -> None:
    profile = next((project / "portfolios").glob("*/profile.yml"))
    text = profile.read_text(encoding="utf-8")
    name = next(line for line in text.splitlines() if line.startswith("display_name:"))
    composed = text.replace(name, "display_name: Zoë Müller-Ängström")
    profile.write_text(composed, encoding="utf-8")
    before = build(project)
    apart = unicodedata.normalize("NFD", composed)
    assert apart != composed
    profile.write_text(apart, encoding="utf-8")
    assert build(project) == before


def test_a_file_name_taken_apart_is_a_finding(run, project: Path) -> None:
    issuer = next((project / "catalog").glob("*/issuer.yml")).parent
    (issuer / unicodedata.normalize("NFD", "écoute.yml")).write_text("title: Écoute\n")
    result = run("check")
    assert result.exit_code == 1
    assert "error[bad-name]" in result.output


@pytest.mark.parametrize("name", ["aux.yml", "com1.yml", "Active-Listening.yml"])
def test_names_that_windows_cannot_keep_apart_are_findings(run, project: Path, name: str) -> None:
    issuer = next((project / "catalog").glob("*/active-listening.yml")).parent
    shutil.copy(issuer / "active-listening.yml", issuer / name)
    result = run("check")
    assert result.exit_code == 1
    assert f"{issuer.name}/{name}" in result.output


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_where_processes_cannot_be_forked_there_is_one(
    monkeypatch: pytest.MonkeyPatch, system: str
) -> None:
    monkeypatch.setattr(sys, "platform", system)
    assert useful_jobs(8, 100_000, 1) == 1


def test_git_on_windows_checks_text_out_with_plain_line_ends(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    git(source, "init", "-q", "-b", "main")
    for name in (".gitattributes", "mkdocs.yml", "theme/assets/credfolio.css", "Makefile"):
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, source / name)
    save(source, "First")
    git(tmp_path, "-c", "core.autocrlf=true", "clone", "-q", str(source), str(tmp_path / "copy"))
    for file in source.rglob("*"):
        if file.is_file() and ".git" not in file.parts:
            copy = tmp_path / "copy" / file.relative_to(source)
            assert copy.read_bytes() == file.read_bytes()
