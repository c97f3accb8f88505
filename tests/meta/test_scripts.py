"""The standard that every script is held to: no file goes round it. `make js` runs the checks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from demo import ROOT

SCRIPTS = sorted(
    path
    for folder in ("web", "theme", "tests", "benchmarks")
    for ending in ("*.js", "*.mjs")
    for path in (ROOT / folder).rglob(ending)
    if not {"node_modules", "generated", "built"} & set(path.relative_to(ROOT).parts)
)
WIDTH = 100
LOOSE = re.compile(
    r"@ts-nocheck|@ts-ignore|@ts-expect-error|biome-ignore|\{(?:.*[^\w.])?any(?:[^\w].*)?\}"
)


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", SCRIPTS, ids=relative)
def test_a_script_takes_no_way_round_its_types(path: Path) -> None:
    loose = [line for line in path.read_text(encoding="utf-8").splitlines() if LOOSE.search(line)]
    assert not loose


@pytest.mark.parametrize("path", SCRIPTS, ids=relative)
def test_a_script_has_short_lines(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if len(line) > WIDTH] == []
