"""What is kept between builds: whole or not at all, and within its limit."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from credfolio.disk.kept import Kept


def test_what_was_made_once_is_not_made_again(tmp_path: Path) -> None:
    made: list[int] = []

    def make() -> bytes:
        made.append(1)
        return b"picture"

    kept = Kept(tmp_path / "kept", 1_000)
    assert kept.get("k", make) == kept.get("k", make) == b"picture"
    assert len(made) == 1
    assert len(list((tmp_path / "kept").iterdir())) == 1
    assert Kept(tmp_path / "kept", 1_000, "another program").read("k") is None


@pytest.mark.parametrize("damage", [lambda raw: raw[:-1], lambda raw: raw + b"x", lambda raw: b""])
def test_an_entry_that_was_damaged_is_not_used(tmp_path: Path, damage: object) -> None:
    kept = Kept(tmp_path, 1_000)
    kept.write("k", b"picture")
    [file] = tmp_path.iterdir()
    file.write_bytes(damage(file.read_bytes()))  # type: ignore[operator]
    assert kept.read("k") is None
    assert kept.get("k", lambda: b"again") == b"again"
    assert kept.read("k") == b"again"


def test_a_folder_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    kept = Kept(tmp_path / "file" / "below", 1_000)
    assert kept.get("k", lambda: b"picture") == b"picture"
    kept.sweep()


def test_a_folder_that_somebody_removed_is_made_again(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "kept", 1_000)
    kept.write("k", b"one")
    shutil.rmtree(tmp_path / "kept")
    kept.write("k", b"two")  # what is not kept costs time only
    kept.write("k", b"three")
    assert kept.read("k") == b"three"


def test_what_was_not_used_for_longest_goes_first(tmp_path: Path) -> None:
    kept = Kept(tmp_path, 250)
    for day, key in enumerate("abc"):
        before = set(tmp_path.iterdir())
        kept.write(key, b"x" * 68)  # 100 bytes with its digest
        [file] = set(tmp_path.iterdir()) - before
        os.utime(file, (day, day))
    assert kept.read("a") is not None
    kept.sweep()
    assert [kept.read(key) is not None for key in "abc"] == [True, False, True]


def test_what_this_run_used_stays_whatever_the_limit(tmp_path: Path) -> None:
    """A large project would otherwise make and remove the same again and again."""
    kept = Kept(tmp_path, 150)
    for key in "abc":
        kept.write(key, b"x" * 68)
    kept.sweep()
    assert all(kept.read(key) for key in "abc")
    for file in tmp_path.iterdir():
        os.utime(file, (1, 1))
    later = Kept(tmp_path, 150)
    assert later.read("b") is not None
    later.sweep()
    assert [later.read(key) is not None for key in "abc"] == [False, True, False]
