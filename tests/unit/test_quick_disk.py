"""Tests write in memory only where there is room, and where nobody named another folder."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

import quick_disk
from quick_disk import free_memory, write_in_memory

BLOCKS = 4096
PLENTY = quick_disk.ROOM // BLOCKS + 1


@pytest.fixture(autouse=True)
def _keep_where_this_run_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", tempfile.tempdir)
    monkeypatch.setattr(quick_disk, "free_memory", lambda: quick_disk.ROOM)


def disk(monkeypatch: pytest.MonkeyPatch, free: int, flags: int = 0) -> None:
    figures = (BLOCKS, BLOCKS, PLENTY, free, free, 0, 0, 0, flags, 255)
    monkeypatch.setattr(os, "statvfs", lambda _: os.statvfs_result(figures))


def test_children_write_in_memory_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    disk(monkeypatch, PLENTY)
    environment: dict[str, str] = {}
    assert write_in_memory(environment, tmp_path)
    assert environment == {"TMPDIR": str(tmp_path)}


@pytest.mark.parametrize(("free", "flags"), [(PLENTY - 2, 0), (PLENTY, os.ST_NOEXEC)])
def test_little_memory_and_memory_that_starts_no_program_will_not_do(
    free: int, flags: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk(monkeypatch, free, flags)
    environment: dict[str, str] = {}
    assert not write_in_memory(environment, tmp_path)
    assert environment == {}


def test_a_computer_that_is_short_of_memory_keeps_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk(monkeypatch, PLENTY)
    monkeypatch.setattr(quick_disk, "free_memory", lambda: quick_disk.ROOM - 1)
    assert not write_in_memory({}, tmp_path)
    assert not write_in_memory({}, tmp_path / "nowhere")


def test_whoever_named_a_folder_keeps_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    disk(monkeypatch, PLENTY)
    environment = {"TMPDIR": "/elsewhere"}
    assert not write_in_memory(environment, tmp_path)
    assert environment == {"TMPDIR": "/elsewhere"}


def test_what_is_free_is_read_as_the_system_tells_it(tmp_path: Path) -> None:
    told = tmp_path / "meminfo"
    assert free_memory(told) == 0
    told.write_text("MemTotal:  9 kB\nMemAvailable:    2048 kB\n")
    assert free_memory(told) == 2 << 20


@pytest.mark.parametrize("time", ["once", "again"])
def test_a_test_that_goes_elsewhere_leaves_the_next_one_a_folder(time: str, tmp_path: Path) -> None:
    assert Path.cwd().is_dir(), time
    os.chdir(tmp_path)
