"""A kit for trying a site with five teachers and a licensing office: sheets to print."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import jinja2

from credfolio.founding.starter_files import plain_markdown

_SHEETS = Path(__file__).with_name("pilot")
_TEACHERS = "ABCDE"
_OFFICE = "F"
_COLUMNS = ("person", "task", "minutes allowed", "minutes", "done", "stuck at", "device", "browser")
_TASK = re.compile(r"^(\d+)\. .*\((\d+)\)$", re.MULTILINE)


def pilot_kit(name: str, address: str, documentation: str) -> dict[str, bytes]:
    """The kit's files by name, for the site `name` at `address`.

    `documentation` is where the program's own pages are, "" for nowhere. Markdown sheets, and
    ``times.csv`` with a line for each person and task.
    """
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_SHEETS),
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
        autoescape=False,  # Markdown, which `plain_markdown` escapes
    )
    values = {"name": plain_markdown(name), "address": address, "documentation": documentation}
    sheets = {
        path.name: environment.get_template(path.name).render(values)
        for path in sorted(_SHEETS.glob("*.md"))
    }
    sheets["times.csv"] = _times(sheets["teachers.md"], sheets["office.md"])
    return {path: text.encode() for path, text in sheets.items()}


def _times(teachers: str, office: str) -> str:
    rows = io.StringIO()
    table = csv.writer(rows, lineterminator="\r\n")
    table.writerow(_COLUMNS)
    for people, sheet in ((_TEACHERS, teachers), (_OFFICE, office)):
        for person in people:
            for number, minutes in _TASK.findall(sheet):
                table.writerow([person, number, minutes, *[""] * 5])
    return rows.getvalue()
