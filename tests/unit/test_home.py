"""A home moves whole, and an interruption leaves nothing that the next run cannot finish."""

from __future__ import annotations

from pathlib import Path

import pytest

from credfolio.errors import UsageError
from credfolio.removing.home import move_home

PROFILE = "portfolios/ana/profile.yml"
AWARD = "portfolios/ana/awards/one.yml"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    root = tmp_path / "source"
    for path in (PROFILE, AWARD):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(f"# {path}\n")
    return root


@pytest.fixture
def target(tmp_path: Path) -> Path:
    root = tmp_path / "target"
    root.mkdir()
    return root


def test_all_files_are_in_the_new_place_and_none_in_the_old(source: Path, target: Path) -> None:
    assert move_home(source, target, "ana") == [AWARD, PROFILE]
    assert (target / AWARD).read_text() == f"# {AWARD}\n"
    assert list((source / "portfolios").iterdir()) == []


def test_a_run_that_stopped_after_the_copy_is_finished_by_the_next(
    source: Path, target: Path
) -> None:
    for path in (PROFILE, AWARD):
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (target / path).write_text(f"# {path}\n")
    assert move_home(source, target, "ana") == [AWARD, PROFILE]
    assert not (source / "portfolios/ana").exists()


def test_another_home_in_the_new_place_stops_it(source: Path, target: Path) -> None:
    (target / "portfolios/ana").mkdir(parents=True)
    (target / PROFILE).write_text("display_name: Another\n")
    with pytest.raises(UsageError, match="has other files"):
        move_home(source, target, "ana")
    assert (source / AWARD).is_file()


def test_a_link_in_a_home_is_not_followed(source: Path, target: Path) -> None:
    (source / "portfolios/ana/photo.png").symlink_to("/etc/hostname")
    with pytest.raises(UsageError, match="no plain file"):
        move_home(source, target, "ana")
    assert not (target / "portfolios").exists()


def test_who_has_no_home_here_is_said(source: Path, target: Path) -> None:
    with pytest.raises(UsageError, match='no home "tom"'):
        move_home(source, target, "tom")
