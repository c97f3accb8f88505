"""Decisions: each has a status, the index lists it once, and a gap in the numbers is explained."""

from __future__ import annotations

import re

from demo import ROOT

FOLDER = ROOT / "docs/adr"
DECISIONS = sorted(FOLDER.glob("[0-9]*.md"))
INDEX = (FOLDER / "index.md").read_text(encoding="utf-8")
# Work under way reserves numbers, so some of the newest may be missing for a while.
RESERVED = 20
STATUS = re.compile(r"# .+\n\nStatus: ([Aa]ccepted|Superseded by \[\d{4}\]\([\w-]+\.md\)).*\n\n")


def test_each_decision_begins_with_its_number_title_and_status() -> None:
    for path in DECISIONS:
        text = path.read_text(encoding="utf-8")
        assert text.startswith(f"# {path.name[:4]}: "), path.name
        assert STATUS.match(text), f"{path.name} has no status"


def test_a_decision_names_only_later_ones_as_changing_it() -> None:
    for path in DECISIONS:
        status = path.read_text(encoding="utf-8").split("\n")[2]
        for number, file in re.findall(r"\[(\d{4})\]\(([\w-]+\.md)\)", status):
            assert file.startswith(number)
            assert (FOLDER / file).is_file()
            assert number > path.name[:4], path.name


def test_the_index_lists_each_decision_once_in_order() -> None:
    listed = re.findall(r"^- \[(\d{4})\]\(([\w-]+\.md)\) \S", INDEX, re.MULTILINE)
    assert [file for _, file in listed] == [path.name for path in DECISIONS]


def test_the_index_explains_each_number_that_is_missing() -> None:
    numbers = [int(path.name[:4]) for path in DECISIONS]
    missing = set(range(1, max(numbers) - RESERVED)) - set(numbers)
    prose = INDEX.partition("\n- [")[0]
    assert {number for number in missing if f"{number:04d}" not in prose} == set()
