"""What the page desk/ loads: Python and its libraries as they are, and the program that builds."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import material
import pytest
from jinja2 import FileSystemLoader

from credfolio.building.desk_files import (
    _LEFT_OUT,
    INDEX,
    PLACE,
    RUNTIME,
    desk_files,
    program_modules,
)
from credfolio.disk.shipped import PACKAGE
from credfolio.pages.contribute.builder_page import build_contribute
from credfolio.pages.fragments.page import Page, Site
from credfolio.pages.fragments.renderer import Renderer
from credfolio.pages.fragments.tool_pages import build_desk
from credfolio.records.registry import Registry
from demo import ROOT, TODAY
from proposals import git


@pytest.fixture
def runtime(tmp_path: Path) -> Path:
    for name in RUNTIME:
        (tmp_path / name).write_bytes(name.encode())
    return tmp_path


def test_the_index_names_a_folder_that_changes_with_any_file(runtime: Path) -> None:
    files = dict(desk_files(runtime))
    index = json.loads(files[INDEX])
    place = f"{PLACE}{index['folder']}/"
    assert files[f"{place}packages.zip"] == b"packages.zip"
    assert index["sizes"]["program.json"] == len(files[f"{place}program.json"])
    assert files == dict(desk_files(runtime))
    (runtime / "packages.zip").write_bytes(b"other")
    assert f"{place}packages.zip" not in dict(desk_files(runtime))
    assert dict(desk_files(None)) == {}


def test_the_program_is_what_belongs_to_it_and_nothing_else(tmp_path: Path) -> None:
    tracked = git(PACKAGE, "ls-files").split()
    wanted = {f"credfolio/{one}" for one in tracked if one.partition("/")[0] not in _LEFT_OUT}
    assert wanted <= set(json.loads(program_modules(PACKAGE)))
    (tmp_path / "credfolio/text").mkdir(parents=True)
    for name in ("a.py", "notes.txt", "token.json", "._a.py", "a copy.py", "text/.DS_Store"):
        (tmp_path / "credfolio" / name).write_bytes(b"x" if name == "a.py" else b"\xff")
    assert list(json.loads(program_modules(tmp_path / "credfolio"))) == ["credfolio/a.py"]


def test_the_program_in_the_browser_starts_without_what_is_left_out(tmp_path: Path) -> None:
    """Every module that a command of a round loads is in it, and nothing absent is made."""
    for path, text in json.loads(program_modules(PACKAGE)).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    code = r"""
from credfolio.desk.absent import allow_imports
allow_imports(instead=True)
import credfolio.desk.run
from credfolio.records.picture import read_picture
print(credfolio.__file__, read_picture(b"\x89PNG\r\n\x1a\n....", "a.png").ending)
print(read_picture(b"GIF89a", "a.png").rule)
from credfolio.text.prose import render_line
render_line("a [link](https://a.example)")
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert done.stdout == f"{tmp_path}/credfolio/__init__.py .png\npicture-unreadable\n", (
        done.stderr
    )
    assert "nh3.Cleaner.clean does not run in a browser" in done.stderr


def test_only_a_site_that_has_python_leads_to_the_desk() -> None:
    folders = (ROOT / "theme", Path(material.__file__).parent / "templates")
    renderer = Renderer(FileSystemLoader(folders), Site("Example", "", TODAY))
    for has_desk in (True, False):
        renderer.add_values(has_desk=has_desk)
        doors = next(iter(build_contribute(renderer, Registry())))
        assert isinstance(doors, Page)
        assert ("Open the desk" in doors.body) == has_desk
        assert ("credfolio[desk]" in build_desk(renderer, Registry()).body) != has_desk
