"""Templates are compiled once for a program, and again when their text changes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from jinja2 import DictLoader, Environment

from credfolio.disk.compiled_code import CompiledCode
from credfolio.pages.fragments.compiled_templates import CompiledTemplates


class Counting(Environment):
    """An environment that counts how often it compiles."""

    compiled = 0

    def _generate(self, *arguments: Any, **named: Any) -> str:
        type(self).compiled += 1
        return super()._generate(*arguments, **named)


def rendered(compiled: CompiledTemplates, text: str, **values: object) -> str:
    """`text` in an environment of its own, as each build has one."""
    environment = Counting(loader=DictLoader({"page": text}), bytecode_cache=compiled)
    environment.globals.update(values)
    return environment.get_template("page").render()


def test_a_second_build_compiles_nothing_and_shows_its_own_values() -> None:
    compiled, before = CompiledTemplates(), Counting.compiled
    assert rendered(compiled, "Hello {{ name }}", name="Ana") == "Hello Ana"
    assert rendered(compiled, "Hello {{ name }}", name="Tom") == "Hello Tom"
    assert Counting.compiled == before + 1


def test_a_template_that_was_changed_is_compiled_again() -> None:
    compiled, before = CompiledTemplates(), Counting.compiled
    assert rendered(compiled, "one") == "one"
    assert rendered(compiled, "two") == "two"
    assert Counting.compiled == before + 2
    compiled.clear()
    assert rendered(compiled, "one") == "one"
    assert Counting.compiled == before + 3


# --- in the next process ------------------------------------------------------------------------


def in_a_new_process(folder: Path, text: str, program: str = "1") -> int:
    """How often a process compiled that renders `text` once."""
    before, compiled = Counting.compiled, CompiledTemplates()
    compiled.keep_in(CompiledCode(str(folder / "module.py"), program))
    assert rendered(compiled, text + "{{ 1 + 1 }}") == text + "2"
    compiled.keep()
    return Counting.compiled - before


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    assert in_a_new_process(tmp_path, "text") == 1
    return tmp_path


def test_the_next_process_compiles_nothing(folder: Path) -> None:
    assert in_a_new_process(folder, "text") == 0
    assert [path.suffix for path in (folder / "__pycache__").iterdir()] == [".pyc"]


def test_another_text_and_another_program_find_nothing(folder: Path) -> None:
    assert in_a_new_process(folder, "text", program="2") == 1
    assert in_a_new_process(folder, "other", program="2") == 1
    assert in_a_new_process(folder, "other", program="2") == 0
    assert in_a_new_process(folder, "text", program="2") == 1  # what nobody used is not kept


def test_damaged_code_is_not_run(folder: Path) -> None:
    (kept,) = (folder / "__pycache__").iterdir()
    whole = kept.read_bytes()
    for damaged in (whole[:-1], b"", whole[:40] + bytes([whole[40] ^ 1]) + whole[41:]):
        kept.write_bytes(damaged)
        assert in_a_new_process(folder, "text") == 1
        assert kept.read_bytes() == whole


def test_nothing_is_written_where_python_is_told_not_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert in_a_new_process(tmp_path, "text") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_costs_time_only(folder: Path) -> None:
    (kept,) = (folder / "__pycache__").iterdir()
    kept.unlink()
    (folder / "__pycache__").rmdir()
    (folder / "__pycache__").write_text("in the way")
    assert in_a_new_process(folder, "text") == 1
