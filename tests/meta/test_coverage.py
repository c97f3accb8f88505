"""The floor of coverage, which only rises."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from demo import ROOT

FLOOR = re.compile(r"^fail_under = ([\d.]+)$", re.MULTILINE)


def earlier_floors(repository: Path, file: str) -> list[float]:
    """Each floor that a commit of `repository` gave `file`; none without a history."""
    log = ["git", "log", "--format=", "-p", "-U0", "-G^fail_under = ", "--", file]
    done = subprocess.run(log, cwd=repository, capture_output=True, text=True, check=False)
    return [float(one) for one in re.findall(r"^\+fail_under = ([\d.]+)$", done.stdout, re.M)]


def fallen(now: float, earlier: list[float]) -> bool:
    return now < max(earlier, default=0)


def test_the_floor_of_coverage_is_no_lower_than_it_was() -> None:
    stated = FLOOR.search((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert stated
    assert not fallen(float(stated[1]), earlier_floors(ROOT, "pyproject.toml"))


def test_a_floor_that_a_commit_lowers_is_noticed(tmp_path: Path) -> None:
    def git(*command: str) -> None:
        who = ("-c", "user.name=Ana", "-c", "user.email=ana@badges.example")
        subprocess.run(["git", *who, *command], cwd=tmp_path, check=True)

    git("init", "-q")
    for floor in ("80.5", "81", "70"):
        (tmp_path / "settings.toml").write_text(f"fail_under = {floor}\n")
        git("add", ".")
        git("commit", "-qm", f"Floor {floor}")
    earlier = earlier_floors(tmp_path, "settings.toml")
    assert sorted(earlier) == [70, 80.5, 81]
    assert fallen(70, earlier)
    assert not fallen(81, earlier)
