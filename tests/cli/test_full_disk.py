"""A disk that is full or may not be written: said in words, and the old site stays."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from credfolio.disk.manifest import tree_hash
from credfolio.disk.writer import list_other_files

ROOT = Path(__file__).parents[2]


def build(project: Path, target: Path, *, most_bytes: int = 0) -> tuple[int, str]:
    """Build in a process of its own; no file may grow beyond `most_bytes`, where that is given."""
    limit = f"import resource as r; r.setrlimit(r.RLIMIT_FSIZE, ({most_bytes},) * 2); "
    code = (limit if most_bytes else "") + "from credfolio.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code, "build", "--quiet", "--output", str(target)],
        cwd=project,
        env=os.environ | {"PYTHONPATH": str(ROOT / "hooks")},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def rename_site(project: Path) -> None:
    """Change what every page says, so that a build has to write them all."""
    settings = project / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    assert "site_name: " in text
    settings.write_text(text.replace("site_name: ", "site_name: New ", 1), encoding="utf-8")


def tree(folder: Path) -> str:
    return tree_hash(list_other_files(folder, ()))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 6 MB, where this user may make one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=6m,mode=777", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("needs the right to mount; the limit on a file's size below stands for it")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_leaves_the_old_site_and_no_rest(project: Path, small_disk: Path) -> None:
    target = small_disk / "site"
    assert build(project, target)[0] == 0
    before = tree(target)
    with open(small_disk / "ballast", "wb") as ballast:
        free = os.statvfs(small_disk)
        ballast.write(b"x" * (free.f_bavail * free.f_frsize - 100_000))
    rename_site(project)
    code, said = build(project, target)
    assert code == 3, said
    assert "No space left on device" in said
    assert "the old site is untouched" in said
    assert "Traceback" not in said
    assert tree(target) == before
    assert sorted(path.name for path in small_disk.iterdir()) == [
        "ballast", "site", "site.manifest.json"
    ]  # fmt: skip


@pytest.mark.parametrize("most", [2_000, 40_000], ids=["at a small file", "at a large one"])
def test_a_file_that_cannot_be_written_whole_stops_the_build(project: Path, most: int) -> None:
    assert build(project, project / "site")[0] == 0
    before = tree(project / "site")
    rename_site(project)
    code, said = build(project, project / "site", most_bytes=most)
    assert code == 3, said
    assert "cannot write " in said
    assert "File too large" in said
    assert "Traceback" not in said
    assert tree(project / "site") == before
    assert [path.name for path in project.iterdir() if path.name.startswith(".")] in (
        [],
        [".cache"],
    )


def test_a_target_that_may_not_be_written_is_named(project: Path, tmp_path: Path) -> None:
    target = tmp_path / "fixed" / "site"
    assert build(project, target)[0] == 0
    before = tree(target)
    if os.geteuid() == 0:
        mount = ["mount", "-t", "tmpfs", "-o", "ro", "tmpfs", str(target.parent)]
        if subprocess.run(mount, capture_output=True, check=False).returncode:
            pytest.skip("root may write everywhere, and cannot mount here")
        try:
            code, said = build(project, target)
        finally:
            subprocess.run(["umount", str(target.parent)], check=True)
    else:
        target.parent.chmod(0o555)
        code, said = build(project, target)
        target.parent.chmod(0o755)
    assert code == 3, said
    assert f"cannot write {target}: " in said
    assert "Traceback" not in said
    assert tree(target) == before
