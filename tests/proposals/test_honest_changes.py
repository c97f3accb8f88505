"""Honest changes pass: what is meant to stop the hostile ones is in nobody's way."""

from __future__ import annotations

from pathlib import Path

import pytest

from proposals import check, make_base, propose
from threats import Threat, honest


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_base(tmp_path_factory.mktemp("honest") / "base")


@pytest.mark.parametrize("change", honest.CHANGES, ids=lambda change: change.what)
def test_an_honest_change_passes(change: Threat, base: Path, tmp_path: Path) -> None:
    folder = propose(base, tmp_path / "project", change.before, change.change)
    found = check(folder, change.author, reviewers=change.reviewers).checked.findings
    assert [f"{one.rule}: {one.message}" for one in found if one.is_error] == []
