"""An Excel workbook → headings and rows of text: values only, no formula is computed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from openpyxl import load_workbook

from credfolio.exchange.importing.encoding import MAX_BYTES
from credfolio.exchange.importing.table import (
    Cell,
    IsHeading,
    Row,
    Table,
    begin_table,
    refused,
)
from credfolio.findings.finding import quoted

_MAX_UNPACKED = 256 * 1_048_576
_MAX_FILES = 2_000
_MAX_RATIO = 200
"""Real sheets shrink to a tenth or a fiftieth; a bomb to a thousandth."""


def read_xlsx(
    raw: bytes, path: str, sheet: str = "", is_heading: IsHeading = lambda _: False
) -> Table:
    """The table in `raw`, a workbook: the sheet of this name, else the first one.

    Raises `NoTable`, even while the rows are read.
    """
    _refuse_bombs(raw, path)
    try:
        book = load_workbook(io.BytesIO(raw), read_only=True, data_only=False, keep_links=False)
        names = list(book.sheetnames)
    except Exception as error:  # openpyxl lets whatever its parsers raise come through
        raise refused(path, f"the workbook cannot be read ({type(error).__name__})",
                      "open it in a spreadsheet program and save it again") from None  # fmt: skip
    if sheet and sheet not in names:
        raise refused(path, f"there is no sheet {quoted(sheet)}",
                      f"write one of {', '.join(map(quoted, names[:10]))}")  # fmt: skip
    if not names:
        raise refused(path, "the workbook has no sheet", "save the table in it, or as CSV")
    return begin_table(path, _rows(book[sheet or names[0]], path), [], is_heading)


def _refuse_bombs(raw: bytes, path: str) -> None:
    """Refuse a workbook that would unpack to far more bytes than a table needs."""
    if len(raw) > MAX_BYTES:
        raise refused(path, f"the file is larger than {MAX_BYTES // 1_048_576} MB",
                      "cut it into several files")  # fmt: skip
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            files = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise refused(path, "this is no Excel workbook (.xlsx)",
                      "save it as .xlsx or CSV from the spreadsheet program") from None  # fmt: skip
    unpacked = sum(file.file_size for file in files)
    swollen = unpacked > 1_048_576 and unpacked > _MAX_RATIO * len(raw)
    if unpacked > _MAX_UNPACKED or len(files) > _MAX_FILES or swollen:
        raise refused(path, f"the workbook unpacks to {unpacked // 1_048_576:,} MB",
                      "save only the table, as CSV")  # fmt: skip


def _rows(sheet: Any, path: str) -> Iterator[Row]:
    rows = sheet.iter_rows() if hasattr(sheet, "iter_rows") else iter(())
    number = 0
    while True:
        number += 1
        try:
            cells = next(rows)
        except StopIteration:
            return
        except Exception as error:
            raise refused(path, f"row {number} of the workbook cannot be read "
                          f"({type(error).__name__})",
                          "save the table as CSV and import that") from None  # fmt: skip
        found = list(map(_cell, cells))
        while found and not found[-1].text:
            found.pop()  # a sheet is as wide as its widest row
        yield Row(number, tuple(found))


def _cell(cell: Any) -> Cell:
    value = cell.value
    if cell.data_type == "f":
        return Cell(str(getattr(value, "text", value)), formula=True)
    return Cell(_text(value))


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, float):
        return f"{value:.10g}"  # 0.1 + 0.2 is shown as 0.3 in the sheet, too
    return str(value).replace("\r\n", "\n").replace("\r", "\n").strip()
