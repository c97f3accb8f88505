"""Builds and signing that are killed: the old files or the new ones, whole, and nothing between.

Eleven kills here; the two hundred are in `make audit`. Every step of the swap is killed on purpose
in tests/unit/test_staging.py.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from credfolio.disk.manifest import parse_manifest, tree_hash
from credfolio.disk.staging import lock_target, manifest_of, recover
from credfolio.disk.writer import list_other_files

ROOT = Path(__file__).parents[2]
COMMAND = (sys.executable, "-W", "ignore", "-m", "credfolio")
SIGN = ("sign", "--demonstration", "--created", "2026-06-01T12:00:00Z")


def start(project: Path, *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*COMMAND, *arguments],
        cwd=project,
        env=os.environ | {"PYTHONPATH": str(ROOT / "hooks")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


def finish(project: Path, *arguments: str) -> float:
    """Run to the end, without a word of complaint; how long it took, in seconds."""
    began = time.monotonic()
    with start(project, *arguments) as process:
        _, said = process.communicate()
        assert process.returncode == 0, said.decode()
    return time.monotonic() - began


class Killer:
    """Starts commands and kills them -9, mostly towards the end, where most is changed on disk.

    How long a command takes it learns anew from each that was quicker than it was.
    """

    def __init__(self, took: float, seed: int) -> None:
        self.took = took
        self.killed = 0
        self._chance = random.Random(seed)

    def until(self, kills: int) -> Iterator[int]:
        """A number for each command to start, until `kills` of them were killed."""
        for number in range(10 * kills):
            if self.killed == kills:
                return
            yield number
        assert self.killed == kills, "most commands ended before they could be killed"

    def __call__(self, project: Path, *arguments: str) -> None:
        began = time.monotonic()
        with start(project, *arguments) as process:
            try:
                process.wait(self.took * self._chance.triangular(0.2, 1.1, 0.9))
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
            if process.wait() == -signal.SIGKILL:
                self.killed += 1
                self.took *= 1.02
            else:
                self.took = time.monotonic() - began


def site_as_it_is(target: Path) -> str:
    """The tree hash of the site at `target`, which is there and whole; nothing is repaired."""
    assert (target / "index.html").is_file()
    return tree_hash(list_other_files(target, ()))


def strays(project: Path) -> list[str]:
    """Temporary files anywhere in the project; what builds keep for the next one is none."""
    return [
        path.relative_to(project).as_posix()
        for path in project.rglob(".*")
        if path.name not in (".nojekyll", ".well-known", ".cache", ".site.spare", ".gitignore")
    ]


def kill_builds(project: Path, kills: int) -> None:
    target = project / "site"
    about = project / "docs" / "about.md"
    trees = set()
    for number in range(2):
        about.write_text(f"# About\n\nNumber {number}.\n")
        took = finish(project, "build", "--quiet")
        trees.add(site_as_it_is(target))
    assert len(trees) == 2
    kill = Killer(took, kills)
    for number in kill.until(kills):
        about.write_text(f"# About\n\nNumber {number % 2}.\n")
        kill(project, "build", "--quiet")
        assert site_as_it_is(target) in trees, f"kill {number} left half a site"
        lock = lock_target(target)  # as the next build, deploy or audit does
        recover(target)
        lock.release()
        listed = parse_manifest(manifest_of(target).read_text(encoding="utf-8"), "manifest")
        assert listed.tree == site_as_it_is(target), f"kill {number} left another's manifest"
    finish(project, "build", "--quiet")
    assert strays(project) == []


def kill_signing(project: Path, kills: int) -> None:
    took = finish(project, *SIGN)
    signed = {
        path: path.read_bytes()
        for kind in ("portfolios/*/credentials/*.json", "catalog/*/status/*.json")
        for path in project.glob(kind)
    }
    assert signed
    kill = Killer(took, kills)
    for number in kill.until(kills):
        for path in signed:
            path.unlink(missing_ok=True)
        kill(project, *SIGN)
        for path, whole in signed.items():
            if path.exists():
                json.loads(path.read_bytes())
                assert path.read_bytes() == whole, f"kill {number} left half of {path}"
    finish(project, *SIGN)
    assert {path: path.read_bytes() for path in signed} == signed
    finish(project, "check")
    assert strays(project) == []


def test_builds_that_are_killed_leave_a_whole_site(project: Path) -> None:
    kill_builds(project, 6)


def test_signing_that_is_killed_leaves_whole_files(project: Path) -> None:
    kill_signing(project, 5)


@pytest.mark.audit
def test_a_hundred_and_twenty_killed_builds(project: Path) -> None:
    kill_builds(project, 120)


@pytest.mark.audit
def test_eighty_killed_signings(project: Path) -> None:
    kill_signing(project, 80)
