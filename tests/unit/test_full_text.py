"""Passages into Pagefind's index, without a site."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from credfolio.errors import EnvironmentProblem
from credfolio.full_text import BUNDLE, write_full_text
from credfolio.search_words import SynonymGroups

ADDRESSES = ["catalog/a/one/", "catalog/a/two/", "catalog/a/stacks/three/"]


def staged(folder: Path) -> Path:
    for name, text in (
        ("one", "Pedagogy & <b>care</b>"),
        ("two", "Families\n家庭"),
        ("stacks/three", ""),
    ):
        file = folder / f"search/text/a/{name}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def files(folder: Path) -> dict[str, bytes]:
    home = folder / BUNDLE
    return {f.relative_to(home).as_posix(): f.read_bytes() for f in home.rglob("*") if f.is_file()}


def test_two_runs_give_the_same_bytes_and_only_what_a_browser_needs(tmp_path: Path) -> None:
    written = [
        write_full_text(staged(tmp_path / name), ADDRESSES, SynonymGroups([]), "en")
        for name in ("first", "second")
    ]
    assert files(tmp_path / "first") == files(tmp_path / "second")
    assert {file.path for file in written[0]} == {BUNDLE + n for n in files(tmp_path / "first")}
    assert not (tmp_path / "first/search/.pagefind").exists()
    assert not [name for name in files(tmp_path / "first") if "fragment" in name or "ui" in name]
    table = json.loads(files(tmp_path / "first")["records.json"])
    assert len(table["ids"]) == 3 * table["length"]
    assert files(tmp_path / "first")["known-0.txt"].decode().split() == [
        "care", "family", "pedagogy"
    ]  # fmt: skip


def test_nothing_to_index_needs_no_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(tmp_path / "none"))
    assert write_full_text(tmp_path, [], SynonymGroups([]), "en") == []


@pytest.mark.parametrize(
    ("script", "said"),
    [
        (None, "was not found"),
        ("#!/bin/sh\necho no luck >&2; exit 3\n", "pagefind stopped: no luck"),
        ("#!/bin/sh\nexit 0\n", "pagefind stopped: exit code 0"),
    ],
)
def test_a_missing_or_failing_program_is_said_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str | None, said: str
) -> None:
    program = tmp_path / "pagefind"
    if script is not None:
        program.write_text(script)
        program.chmod(0o755)
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(program))
    with pytest.raises(EnvironmentProblem, match=said) as caught:
        write_full_text(staged(tmp_path / "site"), ADDRESSES, SynonymGroups([]), "en")
    assert "pagefind[bin]" in (caught.value.fix or "")
