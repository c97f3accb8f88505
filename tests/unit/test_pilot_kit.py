"""The kit for a pilot: every sheet for this site, and a line of the table for each task."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from click.testing import CliRunner

from credfolio.cli import main
from credfolio.founding.pilot_kit import pilot_kit

ADDRESS = "https://badges.district.org/"


def test_every_sheet_is_about_the_site_and_every_task_has_a_line() -> None:
    files = {
        path: data.decode() for path, data in pilot_kit("Bad*ges", ADDRESS, "https://d/").items()
    }
    assert {*files} == {
        *("README.md", "teachers.md", "office.md", "questions.md", "bring-back.md", "times.csv")
    }
    assert files["README.md"].startswith("# A pilot of Bad\\*ges\n")
    assert all(ADDRESS in files[name] for name in ("README.md", "teachers.md", "office.md"))
    assert not any("{{" in text for text in files.values())
    tasks = {
        name: len(re.findall(r"(?m)^\d+\. ", files[name])) for name in ("teachers.md", "office.md")
    }
    rows = list(csv.DictReader(files["times.csv"].splitlines()))
    of = [row["person"] for row in rows]
    assert [of.count(person) for person in "ABCDEF"] == [
        *[tasks["teachers.md"]] * 5,
        tasks["office.md"],
    ]
    assert all(0 < int(row["minutes allowed"]) <= 5 for row in rows)
    # An hour for each person, with the questions.
    for person in "AF":
        assert sum(int(row["minutes allowed"]) for row in rows if row["person"] == person) <= 45


def test_the_command_writes_it_once(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(f"site_name: Badges\nsite_url: {ADDRESS}\n")
    words = ["--project", str(tmp_path), "pilot", str(tmp_path / "kit")]
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 0, done.output
    assert "6 files written" in done.output
    assert ADDRESS in (tmp_path / "kit/office.md").read_text("utf-8")
    again = CliRunner().invoke(main, words)
    assert again.exit_code == 2
    assert "is not empty" in again.output
