"""The standard that every script is held to: style, lint and types, with no file left out."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from demo import ROOT

SCRIPTS = sorted(
    path
    for folder in ("web", "theme")
    for ending in ("*.js", "*.mjs")
    for path in (ROOT / folder).rglob(ending)
    if not {"node_modules", "generated", "built"} & set(path.relative_to(ROOT).parts)
)
LOOSE = re.compile(r"@ts-ignore|@ts-expect-error|\{(?:.*[^\w.])?any(?:[^\w].*)?\}|biome-ignore")


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("check", ["lint", "types"])
def test_a_check_of_the_scripts_finds_nothing(check: str) -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "web" / "check.py", check],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", SCRIPTS, ids=relative)
def test_a_script_takes_no_way_round_its_types(path: Path) -> None:
    loose = [line for line in path.read_text(encoding="utf-8").splitlines() if LOOSE.search(line)]
    assert not loose
