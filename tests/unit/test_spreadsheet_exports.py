"""Thirty tables as spreadsheet programs and systems save them, written here byte by byte.

Each row names the program and what it does, and where that is described. Whatever its form, the
same two people come out, or the question that has to be answered first.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

import openpyxl
import pytest

from credfolio.exchange.importing.cell_dates import UnclearDate, parse_date
from credfolio.exchange.importing.mapping import ColumnMap, knows_heading
from credfolio.exchange.importing.table import NoTable, Table, read_csv
from credfolio.exchange.importing.workbook import read_xlsx

EXCEL = "https://donatstudios.com/CSV-An-Encoding-Nightmare"
RFC = "https://www.rfc-editor.org/rfc/rfc4180"
DELIMITER = "https://www.primidi.com/comma-separated_values"
OOXML = "ECMA-376 part 1, 18.17.4 (dates) and 18.3.1 (cells)"
UNICODE = "https://www.unicode.org/faq/utf_bom.html"
CASE = "a report by somebody who imported a roster"
HEAD = "Handle,Name,Badge,Date"
ROWS = ("zoe,Zoë Müller,Active Listening,2026-04-24", "sean,Seán Núñez,Active Listening,2026-04-25")
TABLE = "\r\n".join((HEAD, *ROWS)) + "\r\n"


class Export(NamedTuple):
    """`asks` is what the finding says that has to be answered; `days` the words for dates."""

    what: str
    source: str
    raw: bytes
    asks: str = ""
    encoding: str = ""
    delimiter: str = ""
    known: str = ""
    two_digits: bool = False
    is_refused: bool = False


def dated(first: str, second: str) -> bytes:
    return TABLE.replace("2026-04-24", first).replace("2026-04-25", second).encode()


def book(*rows: Sequence[object]) -> bytes:
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(list(row))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


LINES = [line.split(",") for line in (HEAD, *ROWS)]
DAYS = [[*LINES[1][:3], datetime(2026, 4, 24)], [*LINES[2][:3], date(2026, 4, 25)]]
semi = TABLE.replace(",", ";")
EXPORTS = [
    Export("Excel, CSV UTF-8 (with a mark)", EXCEL, TABLE.encode("utf-8-sig")),
    Export("Excel in the US, CSV", EXCEL, TABLE.encode("cp1252"), "depends on its", "cp1252"),
    Export("Excel in Western Europe, CSV", DELIMITER, semi.encode("cp1252"), "depends on its",
           "cp1252"),
    Export("Excel in Western Europe, CSV UTF-8", DELIMITER, semi.encode("utf-8-sig")),
    Export("Excel in Central Europe, CSV", EXCEL,
           semi.replace("ñ", "n").encode("cp1250"), "depends on its", "cp1250"),
    Export("Excel on a Mac, CSV", EXCEL, TABLE.encode("mac_roman"), "depends on its", "mac_roman"),
    Export("Excel on a Mac, CSV (Macintosh), CR only", CASE,
           TABLE.replace("\r\n", "\r").encode("mac_roman"), "depends on its", "mac_roman"),
    Export("Excel, CSV (MS-DOS)", EXCEL, TABLE.encode("cp850"), "depends on its", "cp850"),
    Export("Excel, Unicode Text", EXCEL, TABLE.replace(",", "\t").encode("utf-16")),
    Export("Excel, a line sep=; first", DELIMITER, ("sep=;\r\n" + semi).encode("utf-8-sig")),
    Export("Excel, cells kept as text", CASE,
           TABLE.replace("zoe,", '"=""zoe""",').encode("utf-8-sig")),
    Export("Excel, empty columns and rows at the end", CASE,
           (TABLE.replace("\r\n", ",,\r\n") + ",,,,,\r\n" * 40).encode("utf-8-sig")),
    Export("Excel, a title above the headings", CASE,
           ("Spring awards,,,\r\n,,,\r\n" + TABLE).encode("utf-8-sig")),
    Export("Excel, opened in a wrong encoding and saved", EXCEL,
           TABLE.encode().decode("cp1252").encode("utf-8-sig"), "after it was opened in a wrong",
           is_refused=True),
    Export("Excel in the US, 24-Apr-26", CASE, dated("24-Apr-26", "25-Apr-26"), two_digits=True),
    Export("Excel in the US, 4/24/2026", CASE, dated("4/24/2026", "4/25/2026"), known="m/d/y"),
    Export("Excel in the UK, 24/04/2026", CASE, dated("24/04/2026", "25/04/2026"), known="d/m/y"),
    Export("Excel, dates as numbers", OOXML, dated("46136", "46137"), known="excel"),
    Export("Excel on an old Mac, dates since 1904", OOXML, dated("44674", "44675"),
           known="excel-1904"),
    Export("Excel, .xlsx with real dates", OOXML, book(LINES[0], *DAYS)),
    Export("Excel, .xlsx with a title and an empty row", OOXML,
           book(["Spring awards"], [], LINES[0], *DAYS)),
    Export("Excel, .xlsx renamed to .csv", OOXML, book(LINES[0], *DAYS)[:4] + b"rest",
           "a workbook or an archive", is_refused=True),
    Export("Google Sheets, CSV (no mark, CRLF)", RFC, TABLE.encode()),
    Export("Google Sheets, dates in words", CASE, dated('"April 24, 2026"', '"Apr 25, 2026"')),
    Export("LibreOffice, everything in quotation marks", RFC,
           "".join('"' + line.replace(",", '","') + '"\n' for line in (HEAD, *ROWS)).encode()),
    Export("LibreOffice in German, 24. Mai for April", CASE,
           dated("24. April 2026", "25. Apr. 2026")),
    Export("Numbers, semicolons and LF", DELIMITER, semi.replace("\r\n", "\n").encode()),
    Export("Numbers, a table name above", CASE, ("Table 1\n" + TABLE).encode()),
    Export("a student system, pipes", CASE, TABLE.replace(",", "|").encode()),
    Export("a student system, letters lost", EXCEL, TABLE.replace("ë", "\ufffd").encode(),
           "letters were lost", is_refused=True),
]  # fmt: skip
MAPPED = ColumnMap.model_validate(
    {"columns": {"educator": "Handle", "name_as_awarded": "Name", "credential": "Badge",
                 "awarded_on": "Date"}}
)  # fmt: skip


def knows(heading: str) -> bool:
    return knows_heading(MAPPED, heading)


def read(export: Export, encoding: str = "") -> Table:
    if export.raw.startswith(b"PK") and not export.is_refused:
        return read_xlsx(export.raw, "a.xlsx", "", knows)
    return read_csv(export.raw, "a.csv", encoding, "", knows)


def test_there_are_thirty_and_each_has_a_source() -> None:
    assert len({one.what for one in EXPORTS}) == 30
    assert all(one.source for one in EXPORTS)


@pytest.mark.parametrize("export", EXPORTS, ids=lambda export: export.what)
def test_a_table_of_a_program_gives_the_same_people_or_asks(export: Export) -> None:
    if export.asks:
        try:
            asked = [one for one in read(export).findings if one.is_error]
        except NoTable as error:
            asked = [error.finding]
        assert export.asks in asked[0].message
        assert asked[0].fix
        if export.is_refused:
            return
    table = read(export, export.encoding)
    assert table.headings == ("Handle", "Name", "Badge", "Date")
    rows = [[cell.text for cell in row.cells[:4]] for row in table.rows]
    assert not [one for one in table.findings if one.is_error]
    assert [row[0] for row in rows] == ["zoe", "sean"]
    names = {"cp1250": ["Zoë Müller", "Seán Núnez"]}.get(
        export.encoding, ["Zoë Müller", "Seán Núñez"]
    )
    assert [row[1] for row in rows] == names
    days = [parse_date(row[3], export.known, export.two_digits) for row in rows]
    assert days == [date(2026, 4, 24), date(2026, 4, 25)]
    if export.two_digits:
        with pytest.raises(UnclearDate):
            parse_date(rows[0][3], export.known)
