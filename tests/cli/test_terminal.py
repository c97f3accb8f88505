"""What is different where there is a terminal: progress is shown, and questions are asked."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

import terminal

HOOKS = Path(__file__).parents[2] / "hooks"


def on_terminal(project: Path, *arguments: str, types: bytes = b"") -> tuple[int, str]:
    """Run our command on a terminal; its exit code and all that it showed."""
    command = [sys.executable, "-m", "credfolio", *arguments]
    return terminal.on_terminal(
        project, command, types=types, environment={"PYTHONPATH": str(HOOKS)}
    )


def test_a_build_shows_how_far_it_has_come_and_clears_the_line(project):
    code, shown = on_terminal(project, "build", "-q")
    assert code == 0
    assert "\rReading the records\x1b[K" in shown
    assert re.search(r"\r\[#*-*\] +\d+%  Writing pages: [\d,]+ of [\d,]+ records\x1b\[K", shown)
    assert shown.endswith("\r\x1b[K")


def test_a_check_clears_its_line_before_the_report(project):
    code, shown = on_terminal(project, "check")
    assert code == 0
    report = shown.rpartition("\x1b[K")[2]
    assert "\x1b" not in report, "nothing to color"
    assert report.startswith("checked ")
    assert report.endswith(" files: no findings\r\n")


def test_new_asks(project):
    answers = b"Example County\n\n\n\n"
    code, shown = on_terminal(
        project, "new", "issuer", "example-county", "--kind", "state", types=answers
    )
    assert code == 0, shown
    assert "Name of the issuer: " in shown
    assert (project / "catalog/example-county/issuer.yml").is_file()


@pytest.mark.parametrize(("answer", "stays"), [(b"n\n", True), (b"y\n\n", False)])
def test_demo_remove_asks_before_it_deletes(project, answer, stays):
    (project / "catalog" / "demo.txt").write_text("catalog/hillcrest-university\n")
    code, shown = on_terminal(project, "demo", "remove", types=answer)
    assert "The demonstration: 1 issuer, 1 credential." in shown
    assert "Delete it? [y/N]" in shown
    assert ("Time zone of the site" in shown) is not stays
    assert (project / "catalog" / "hillcrest-university").exists() is stays
    assert code == (1 if stays else 0)
