"""The bytes of a spreadsheet's file → headings and rows of text.

Rows and columns are counted as a spreadsheet counts them: the headings are row
1, the first column is 1. Raises `NoTable` with what is wrong with the file as a whole.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from charset_normalizer import from_bytes

from credfolio.findings.finding import Finding, quoted

MAX_BYTES = 64 * 1_048_576
MAX_ROWS = 100_000
MAX_COLUMNS = 5_000
_SAMPLE = 64 * 1024
_DELIMITERS = (",", ";", "\t")
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
# Text that our own exports put an apostrophe before, so that no spreadsheet computes it.
_KEPT_INERT = re.compile(r"'+[=+\-@]")
# Western and Central European ones: what spreadsheets on school computers write.
_LEGACY = ["cp1252", "cp1250", "mac_roman", "cp437", "cp850", "latin_2"]


class NoTable(Exception):
    """The file cannot be read as a table at all; carries the finding."""

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
    """Headings and rows. `findings` are hints about the file, such as a guessed encoding."""

    path: str
    headings: tuple[str, ...]
    rows: Iterator[Row]
    findings: list[Finding] = field(default_factory=list)


def read_csv(raw: bytes, path: str, encoding: str = "", delimiter: str = "") -> Table:
    """The table in `raw`, a CSV file; encoding and delimiter are found out when not given.

    Raises `NoTable`, also while the rows are read.
    """
    hints: list[Finding] = []
    text = _decode(raw, path, encoding, hints)
    first = text.partition("\n")[0].strip("\r")
    if first[:4].casefold() == "sep=" and len(first) == 5:
        # A line that tells Excel the delimiter.
        delimiter = delimiter or first[4]
        text = "\n" + text.partition("\n")[2]
    delimiter = delimiter or _delimiter(text)
    lines = _lines(text, path, delimiter)
    return begin_table(path, lines, hints)


def begin_table(path: str, lines: Iterator[Row], hints: list[Finding]) -> Table:
    """The first row that is not empty has the headings; the rest are rows."""
    for row in lines:
        if not row.is_empty:
            headings = [" ".join(cell.text.split()) for cell in row.cells]
            while headings and not headings[-1]:
                headings.pop()
            if len(headings) > MAX_COLUMNS:
                raise refused(path, f"the table has more than {MAX_COLUMNS:,} columns",
                              "delete the columns that are not needed")  # fmt: skip
            return Table(path, tuple(headings), _limited(lines, path), hints)
    raise refused(path, "the table is empty", "the first row needs headings")


def _limited(lines: Iterator[Row], path: str) -> Iterator[Row]:
    for n, row in enumerate(lines):
        if n >= MAX_ROWS:
            raise refused(
                path, f"the table has more than {MAX_ROWS:,} rows", "cut it into several files"
            )
        if not row.is_empty:
            yield row


def refused(path: str, message: str, fix: str, rule: str = "import-table") -> NoTable:
    """What stops the reading of the whole file."""
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
    size = len(text)
    while start < size:
        feed = text.find("\n", start)
        end = size if feed < 0 else feed + 1
        yield text[start:end]
        start = end


def _cell(text: str) -> Cell:
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if text.startswith('="') and text.endswith('"') and len(text) > 2 and '"' not in text[2:-1]:
        return Cell(text[2:-1])  # how Excel is kept from reading 0042 as a number
    if _KEPT_INERT.match(text):
        return Cell(text[1:])  # how an export keeps a text from being a formula
    return Cell(text, formula=text.startswith("="))


def _delimiter(text: str) -> str:
    counts = dict.fromkeys(_DELIMITERS, 0)
    inside = False
    for character in text.lstrip("\r\n"):
        if character == '"':
            inside = not inside
        elif character == "\n" and not inside:
            break
        elif character in counts and not inside:
            counts[character] += 1
    return max(_DELIMITERS, key=lambda one: counts[one])


def _decode(raw: bytes, path: str, encoding: str, hints: list[Finding]) -> str:
    if len(raw) > MAX_BYTES:
        raise refused(path, f"the file is larger than {MAX_BYTES // 1_048_576} MB",
                      "cut it into several files")  # fmt: skip
    if raw.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise refused(path, "this is a workbook or an archive, not a CSV file",
                      "name it .xlsx, or save it as CSV from the spreadsheet program")  # fmt: skip
    if encoding:
        return _as(raw, encoding, path)
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return _as(raw, name, path).removeprefix("\ufeff")
    if b"\x00" in raw[:_SAMPLE]:
        # UTF-16 without a mark: every other byte of plain letters is 0.
        first, second = raw[:_SAMPLE:2].count(0), raw[1:_SAMPLE:2].count(0)
        if 4 * max(first, second) < min(len(raw), _SAMPLE):
            raise refused(path, "the file holds bytes that are not text",
                          "save it as CSV from the spreadsheet program")  # fmt: skip
        return _as(raw, "utf-16-be" if first > second else "utf-16-le", path)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        sample = raw[max(0, error.start - _SAMPLE // 2) : error.start + _SAMPLE // 2]
        best = from_bytes(sample, cp_isolation=_LEGACY, threshold=1.0).best()
        # Most such files are Windows's own; another reading has to be clearly the better one.
        guess = best.encoding if best and "cp1252" not in best.could_be_from_charset else "cp1252"
        try:
            text = _as(raw, guess, path)
        except NoTable:
            text, guess = _as(raw, "cp1252", path), "cp1252"
        shown = _around(text, next(n for n, c in enumerate(text) if ord(c) > 127))
        row = text.count("\n", 0, text.index(shown)) + 1 if shown in text else 0
        hints.append(
            Finding(
                "import-encoding",
                path,
                f"the file is not UTF-8 and was read as {guess}, so this is {quoted(shown)}",
                "if letters look wrong, save it as “CSV UTF-8” or name `encoding:` in the mapping",
                "hint",
                line=row,
                column=1 if row else 0,
            )
        )
        return text


def _around(text: str, n: int) -> str:
    """The word that holds the character at `n`."""
    start = max((text.rfind(c, 0, n) for c in ' ,;\t"\r\n'), default=-1) + 1
    ends = [end for c in ' ,;\t"\r\n' if (end := text.find(c, n)) >= 0]
    return text[start : min(ends, default=len(text))]


def _as(raw: bytes, encoding: str, path: str) -> str:
    try:
        text = raw.decode(encoding)
    except LookupError:
        raise refused(path, f"{quoted(encoding)} is no encoding that is known here",
                      "write `encoding: cp1252`, utf-8 or utf-16") from None  # fmt: skip
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise NoTable(
            Finding(
                "import-encoding",
                path,
                f"the file is not text in {encoding}: byte {error.start + 1:,} cannot be read",
                "save it as “CSV UTF-8” in the spreadsheet program",
                line=line,
                column=1,
            )
        ) from None
    if "\x00" in text:
        raise refused(path, "the file holds bytes that are not text",
                      "save it as CSV from the spreadsheet program")  # fmt: skip
    return text
