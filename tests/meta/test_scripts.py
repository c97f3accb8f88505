"""The standard that every script is held to: no file goes round it. `make js` runs the checks."""

from __future__ import annotations

import re
from collections.abc import Iterator

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


def test_no_script_takes_a_way_round_its_types() -> None:
    assert [place for place, line in lines() if LOOSE.search(line)] == []


def test_scripts_have_short_lines() -> None:
    assert [place for place, line in lines() if len(line) > WIDTH] == []


def lines() -> Iterator[tuple[str, str]]:
    """Each line of each script, with its place."""
    for path in SCRIPTS:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            yield f"{path.relative_to(ROOT).as_posix()}:{number}", line
