"""Which files are in the folders of records: no link is followed, and no depth is too deep."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from credfolio.records.loading.record_files import list_files, read_records
from credfolio.records.loading.source_files import files_below
from demo import ROOT


def test_all_files_of_the_demonstration_are_there() -> None:
    known = {
        file.relative_to(ROOT).as_posix()
        for top in ("catalog", "portfolios")
        for file in (ROOT / top).rglob("*")
        if not file.is_dir()
    }
    assert {path for path in list_files(ROOT) if path.startswith(("cat", "port"))} == known
    assert len(known) > 100


def test_a_link_is_named_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere/ana").mkdir(parents=True)
    (tmp_path / "elsewhere/ana/profile.yml").write_text("display_name: Ana\n")
    (tmp_path / "catalog").mkdir()
    (tmp_path / "catalog/folder").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "catalog/loop").symlink_to("loop")
    (tmp_path / "catalog/x.yml").symlink_to(tmp_path / "elsewhere/ana/profile.yml")
    (tmp_path / "portfolios").symlink_to(tmp_path / "elsewhere")
    found = list_files(tmp_path)
    assert found == ["catalog/folder", "catalog/loop", "catalog/x.yml"]
    assert read_records(tmp_path, found) == {}
    assert list(files_below(tmp_path, "nowhere")) == []


def test_folders_may_lie_in_each_other(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    # Python, and so pytest, removes only some hundred.
    top = tmp_path / "catalog"
    request.addfinalizer(lambda: subprocess.run(["rm", "-rf", str(top)], check=True))
    place = str(top)
    for _ in range(1300):
        Path(place).mkdir()
        place += "/d"
    Path(place).write_text("", encoding="utf-8")
    [found] = files_below(tmp_path, "catalog")
    assert found.count("/d") == 1300
