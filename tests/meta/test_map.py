"""The developers' map agrees with the code: its drawing, its table of rooms, and every module."""

from __future__ import annotations

import ast
import re
import tomllib

from demo import ROOT

PACKAGE = ROOT / "hooks/credfolio"
MAP = (ROOT / "docs/contributing/map.md").read_text(encoding="utf-8")
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
    "importlinter"
]["contracts"]
WRITTEN = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def rows_of_the_drawing(text: str) -> list[list[str]]:
    drawing = re.search(r"^```text\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    assert drawing, "the map has no drawing of the rooms"
    return [line.split(" | ") for line in drawing[1].splitlines()]


def rows_of_the_contract() -> list[list[str]]:
    rooms = next(contract for contract in CONTRACTS if contract["name"].startswith("Rooms"))
    return [
        [name.strip().removeprefix("credfolio.") for name in layer.split("|")]
        for layer in rooms["layers"]
    ]


def test_the_drawing_has_the_rows_of_the_contract() -> None:
    assert rows_of_the_drawing(MAP) == rows_of_the_contract()


def test_the_drawing_names_each_room_of_the_package_once() -> None:
    drawn = [room for row in rows_of_the_drawing(MAP) for room in row]
    there = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    modules = {path.stem for path in PACKAGE.glob("*.py")} - {"__init__", "__main__"}
    assert sorted(drawn) == sorted(there | modules)


def test_the_table_says_of_each_room_what_its_docstring_says() -> None:
    rooms = MAP.partition("| Room | Rooms inside |")[0]
    table = dict(re.findall(r"^\| `(\w+)` \| (.+) \|$", rooms, re.MULTILINE))
    for path in PACKAGE.glob("*/__init__.py"):
        docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
        assert table[path.parent.name] == docstring.partition("\n")[0].replace("``", "`")


def test_the_map_names_each_room_inside_a_room() -> None:
    table = re.search(r"^\| Room \| Rooms inside \|\n(.*?)\n\n", MAP, re.MULTILINE | re.DOTALL)
    assert table
    named = {
        room: set(re.findall(r"`(\w+)`", inside))
        for room, inside in re.findall(r"^\| `(\w+)` \| (.+) \|$", table[1], re.MULTILINE)
    }
    for room in ("pages", "records", "checking", "badges", "exchange"):
        there = {path.parent.name for path in (PACKAGE / room).glob("*/__init__.py")}
        assert there <= named[room], room


def is_there(name: str) -> bool:
    """Whether a dotted name is a module or folder of the package, or a name inside one."""
    path = ROOT / "hooks" / name.replace(".", "/")
    if path.is_dir() or path.with_suffix(".py").is_file():
        return True
    file = path.parent.with_suffix(".py")
    file = file if file.is_file() else path.parent / "__init__.py"
    return file.is_file() and bool(
        re.search(rf"\b{re.escape(path.name)}\b", file.read_text(encoding="utf-8"))
    )


def test_a_module_that_a_document_names_is_there() -> None:
    for path in WRITTEN:
        named = set(re.findall(r"`(credfolio(?:\.\w+)+)`", path.read_text(encoding="utf-8")))
        assert {name for name in named if not is_there(name)} == set(), path


def test_a_path_of_the_program_that_a_document_names_is_there() -> None:
    for path in WRITTEN:
        text = path.read_text(encoding="utf-8")
        named = re.findall(r"`((?:hooks|theme|tests|web|\.github)/[\w./-]+)`", text)
        gone = {name for name in named if not (ROOT / name).exists()}
        assert gone == set(), path


def test_a_module_that_is_gone_would_be_noticed() -> None:
    assert is_there("credfolio.records.registry")
    assert is_there("credfolio.findings.words.said")
    assert not is_there("credfolio.records.nothing")
    assert not is_there("credfolio.comment")
