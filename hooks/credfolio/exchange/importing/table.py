"""The bytes of a spreadsheet file → headings and rows of text.

Rows and columns are counted as in a spreadsheet, from 1. Raises `NoTable` if the file as a
whole is wrong.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from credfolio.exchange.importing.encoding import MAX_BYTES, NoText, decode
from credfolio.findings.finding import Finding, quoted

MAX_ROWS = 100_000
MAX_COLUMNS = 5_000
_DELIMITERS = (",", ";", "\t", "|")
_MOST_TITLE_ROWS = 15
_LINE_END = re.compile(r"\r\n|\r|\n")
# Text that our own exports put an apostrophe before, so that no spreadsheet computes it.
_KEPT_INERT = re.compile(r"'+[=+\-@]")
IsHeading = Callable[[str], bool]
"""Whether a text is a heading that the import understands."""


class NoTable(Exception):
    """The file is no readable table; carries the finding."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


@dataclass(frozen=True, slots=True)
class Cell:
    """The content of a cell; `formula` says that it is computed, not typed."""

    text: str = ""
    formula: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    number: int
    cells: tuple[Cell, ...]

    @property
    def is_empty(self) -> bool:
        return not any(cell.text for cell in self.cells)


@dataclass(slots=True)
class Table:
    """Headings and rows. `findings` are about the file, such as a guessed encoding."""

    path: str
    headings: tuple[str, ...]
    rows: Iterator[Row]
    findings: list[Finding] = field(default_factory=list)
    delimiter: str = ","
    heading_row: int = 1


def read_csv(
    raw: bytes,
    path: str,
    encoding: str = "",
    delimiter: str = "",
    is_heading: IsHeading = lambda _: False,
) -> Table:
    """The table in `raw`, a CSV file; encoding and delimiter are detected if not given.

    `is_heading` tells the headings from a title above them. Raises `NoTable`, even while the
    rows are read.
    """
    if len(raw) > MAX_BYTES:
        raise refused(path, f"the file is larger than {MAX_BYTES // 1_048_576} MB",
                      "cut it into several files")  # fmt: skip
    if raw.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise refused(path, "this is a workbook or an archive, not a CSV file",
                      "name it .xlsx, or save it as CSV from the spreadsheet program")  # fmt: skip
    try:
        text, findings = decode(raw, path, encoding)
    except NoText as error:
        raise NoTable(error.finding) from None
    first = _LINE_END.split(text, maxsplit=1)[0]
    if first[:4].casefold() == "sep=" and len(first) == 5:
        # A line that tells Excel the delimiter.
        delimiter = delimiter or first[4]
        text = text[len(first) :]
    delimiter = delimiter or _delimiter(text, is_heading)
    table = begin_table(path, _lines(text, path, delimiter), findings, is_heading)
    table.delimiter = delimiter
    return table


def begin_table(
    path: str, lines: Iterator[Row], findings: list[Finding], is_heading: IsHeading
) -> Table:
    """Find the row of headings: the first row that has any. A title above them is reported and
    skipped.
    """
    above: list[Row] = []
    ahead = list(_until_headings(lines))
    if not ahead:
        raise refused(path, "the table is empty", "the first row needs headings")
    place = _place_of_headings(ahead, is_heading)
    above, row, after = ahead[:place], ahead[place], ahead[place + 1 :]
    headings = [" ".join(cell.text.split()) for cell in row.cells]
    while headings and not headings[-1]:
        headings.pop()
    if len(headings) > MAX_COLUMNS:
        raise refused(path, f"the table has more than {MAX_COLUMNS:,} columns",
                      "delete the columns that are not needed")  # fmt: skip
    if above:
        title = " ".join(cell.text for one in above for cell in one.cells if cell.text)
        findings.append(
            Finding(
                "import-table",
                path,
                f"the headings are in row {row.number}; what is above them is skipped: "
                f"{quoted(title)}",
                "if these are not the headings, delete the rows above the right ones",
                "hint",
                line=row.number,
                column=1,
            )
        )
    rows = _limited(_chain(after, lines), path)
    return Table(path, tuple(headings), rows, findings, heading_row=row.number)


def _chain(ahead: list[Row], lines: Iterator[Row]) -> Iterator[Row]:
    yield from ahead
    yield from lines


def _until_headings(lines: Iterator[Row]) -> Iterator[Row]:
    """The first nonempty rows, as many as may include the headings."""
    return islice((row for row in lines if not row.is_empty), _MOST_TITLE_ROWS)


def _place_of_headings(rows: list[Row], is_heading: IsHeading) -> int:
    """The index in `rows` of the headings: the first row, unless it is clearly a title."""
    known = [_known(row, is_heading) for row in rows]
    if known[0] == 0 and max(known) > 0:
        return known.index(max(known))
    filled = [sum(bool(cell.text) for cell in row.cells) for row in rows]
    if known[0] == 0 and filled[0] == 1:
        # One line of text above a table of three columns or more.
        return next((n for n, count in enumerate(filled) if count > 2), 0)
    return 0


def _known(row: Row, is_heading: IsHeading) -> int:
    return sum(bool(cell.text) and is_heading(" ".join(cell.text.split())) for cell in row.cells)


def _limited(lines: Iterator[Row], path: str) -> Iterator[Row]:
    for n, row in enumerate(lines):
        if n >= MAX_ROWS:
            raise refused(
                path, f"the table has more than {MAX_ROWS:,} rows", "cut it into several files"
            )
        if not row.is_empty:
            yield row


def refused(path: str, message: str, fix: str, rule: str = "import-table") -> NoTable:
    """The finding that refuses the whole file."""
    return NoTable(Finding(rule, path, message, fix))


def _lines(text: str, path: str, delimiter: str) -> Iterator[Row]:
    reader = csv.reader(_keep_line_ends(text), delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        try:
            values = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise NoTable(
                Finding(
                    "import-table",
                    path,
                    f"a quotation mark or a very long cell stops the reading here ({error})",
                    "open the file in a spreadsheet program and save it as CSV again",
                    line=number,
                    column=1,
                )
            ) from None
        yield Row(number, tuple(map(_cell, values)))


def _keep_line_ends(text: str) -> Iterator[str]:
    # Line by line without a second copy of the text; a bare CR ends a line, too (old Macs).
    start = 0
    for match in _LINE_END.finditer(text):
        yield f"{text[start : match.start()]}\n"
        start = match.end()
    if start < len(text):
        yield text[start:]


def _cell(text: str) -> Cell:
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if text.startswith('="') and text.endswith('"') and len(text) > 2 and '"' not in text[2:-1]:
        return Cell(text[2:-1])  # how Excel is kept from reading 0042 as a number
    if _KEPT_INERT.match(text):
        return Cell(text[1:])  # how an export keeps a text from being a formula
    return Cell(text, formula=text.startswith("="))


def _delimiter(text: str, is_heading: IsHeading) -> str:
    """The delimiter that gives the most known headings, else the most frequent one of the first
    row.
    """
    best, most = ",", (0, 0)
    for delimiter in _DELIMITERS:
        known, count = 0, 0
        try:
            reader = csv.reader(_keep_line_ends(text.lstrip("\r\n")), delimiter=delimiter)
            for values in islice(reader, _MOST_TITLE_ROWS):
                count = count or max(len(values) - 1, 0)
                known = max(known, sum(is_heading(" ".join(one.split())) for one in values))
        except csv.Error:
            pass  # said when the table is read
        if (known, count) > most:
            best, most = delimiter, (known, count)
    return best
