"""What people type finds what they mean: no figure of benchmarks/finding/ falls."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from bundle import find_node
from demo import ROOT

FINDING = ROOT / "benchmarks/finding"


@pytest.fixture(scope="module")
def figures(demo_site: Path) -> Mapping[str, Any]:
    """What the page's own scripts find in the demonstration's index."""
    done = subprocess.run(
        [find_node()[0], FINDING / "run.mjs", demo_site, "--json"],
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    return dict(json.loads(done.stdout))


def test_no_figure_of_the_search_falls(figures: Mapping[str, Any]) -> None:
    accepted = json.loads((FINDING / "accepted.json").read_text(encoding="utf-8"))
    fallen = {
        name: (figures[name], least)
        for name, least in accepted.items()
        if round(figures[name], 3) < least
    }
    assert not fallen, figures["failed"]


def test_queries_and_sentences_are_as_many_as_were_judged(figures: Mapping[str, Any]) -> None:
    assert (figures["queries"], figures["sentences"]) == (150, 60)
