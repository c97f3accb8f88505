"""Which browser the tests take, among those that a machine has."""

from __future__ import annotations

from pathlib import Path

import pytest

from chromium import find_chromium


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder in which programs are looked for."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CREDFOLIO_CHROMIUM", raising=False)
    return tmp_path


def install(folder: Path, name: str) -> str:
    program = folder / name
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    return str(program)


def test_the_headless_shell_is_taken_before_a_whole_browser(programs: Path) -> None:
    whole = install(programs, "chromium")
    assert find_chromium() == whole
    shell = install(programs, "chromium-headless-shell")
    assert find_chromium() == shell


def test_pictures_for_readers_are_never_taken_with_the_headless_shell(programs: Path) -> None:
    install(programs, "chromium-headless-shell")
    whole = install(programs, "google-chrome")
    assert find_chromium(shell=False) == whole


def test_a_browser_that_is_named_is_taken(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(programs, "chromium-headless-shell")
    named = install(programs, "another")
    monkeypatch.setenv("CREDFOLIO_CHROMIUM", named)
    assert find_chromium() == find_chromium(shell=False) == named
