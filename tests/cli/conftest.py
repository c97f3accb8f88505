"""A small project that builds, and the command run inside this process."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from credfolio.cli import main

ROOT = Path(__file__).parents[2]
Run = Callable[..., Result]

SETTINGS = f"""\
site_name: Example
site_url: https://badges.example/credentials/
docs_dir: docs
site_dir: site
theme: {{name: material, custom_dir: {ROOT / "theme"}, font: false}}
hooks: [{ROOT / "hooks" / "site_records.py"}]
extra_css: [assets/credfolio.css]
extra:
  credfolio:
    # The repository's address.
    forge: https://forge.example/badges
"""


@pytest.fixture(autouse=True)
def _the_first_of_june_2026(monkeypatch: pytest.MonkeyPatch) -> None:
    noon = datetime(2026, 6, 1, 12, tzinfo=UTC)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(noon.timestamp())))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the examples' clean base, with a page of its own and settings to build it."""
    folder = tmp_path / "project"
    shutil.copytree(ROOT / "tests" / "examples" / "base", folder)
    (folder / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    (folder / "docs").mkdir()
    (folder / "docs" / "about.md").write_text("# About\n\nWho we are.\n", encoding="utf-8")
    return folder


@pytest.fixture
def run(project: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """``run("check", "--strict")`` in the project's folder; the output has both streams."""
    monkeypatch.chdir(project)

    def invoke(*arguments: object, answers: str | None = None) -> Result:
        result = CliRunner().invoke(main, [str(one) for one in arguments], input=answers)
        assert not isinstance(result.exception, Exception), result.exception
        return result

    return invoke
