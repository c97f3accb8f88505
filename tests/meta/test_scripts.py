"""The standard that every script is held to: no file goes round it. `make js` runs the checks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from demo import ROOT

SCRIPTS = sorted(
    path
    for folder in ("web", "theme", "tests/js")
    for ending in ("*.js", "*.mjs")
    for path in (ROOT / folder).rglob(ending)
    if not {"node_modules", "generated", "built"} & set(path.relative_to(ROOT).parts)
)
WIDTH = 100
LEFT = re.compile(r"(?:theme/|web/builder/rules/)")
"""Folders whose scripts are not typed and formatted yet; this list only gets shorter."""
LOOSE = re.compile(r"@ts-ignore|@ts-expect-error|\{(?:.*[^\w.])?any(?:[^\w].*)?\}|biome-ignore")


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", SCRIPTS, ids=relative)
def test_a_script_takes_no_way_round_its_types(path: Path) -> None:
    loose = [line for line in path.read_text(encoding="utf-8").splitlines() if LOOSE.search(line)]
    assert not loose


@pytest.mark.parametrize("path", SCRIPTS, ids=relative)
def test_a_script_has_types_and_short_lines(path: Path) -> None:
    if LEFT.match(relative(path)):
        return
    text = path.read_text(encoding="utf-8")
    assert "@ts-nocheck" not in text
    assert [line for line in text.splitlines() if len(line) > WIDTH] == []
