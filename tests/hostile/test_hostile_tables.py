"""Spreadsheets as they come, and as an attacker makes them: findings, never a traceback."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from credfolio.exchange.importing.cell_dates import UnclearDate, parse_date
from credfolio.exchange.importing.table import NoTable, read_csv
from credfolio.exchange.importing.workbook import read_xlsx

TEXT = "Name;Wörter\r\nZoë;”a”\r\n"


@pytest.mark.parametrize(
    "raw",
    [
        TEXT.encode("utf-8"),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("cp1252"),
        ("sep=;\r\n" + TEXT).encode("utf-8"),
        TEXT.replace(";", "\t").encode("utf-8"),
        TEXT.replace("\r\n", "\n").replace(";", ",").encode("utf-8"),
    ],
)
def test_encodings_and_delimiters_are_found_out(raw):
    table = read_csv(raw, "a.csv")
    assert table.headings == ("Name", "Wörter")
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["Zoë", "”a”"]]


def test_a_guessed_encoding_is_said():
    table = read_csv(TEXT.encode("cp1252"), "a.csv")
    assert [(f.rule, f.severity, f.line) for f in table.findings] == [
        ("import-encoding", "hint", 1)
    ]
    assert "Wörter" in table.findings[0].message


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\r\n\r\n",
        b"PK\x03\x04rest",
        b'a,b\n"never closed\n',
        b"a\x00\x01\x02\x03,b\n",
        b"a," * 6_000,
        b"\xff\xfe\x00",
    ],
)
def test_what_is_no_table_is_one_finding(raw):
    with pytest.raises(NoTable) as caught:
        list(read_csv(raw, "a.csv").rows)
    assert caught.value.finding.fix


def test_formulas_are_marked_and_what_only_looks_like_one_is_text():
    table = read_csv(b'a,b,c,d\n=1+1,"=""0042""",\'=safe,-5\n', "a.csv")
    cells = next(table.rows).cells
    assert [(cell.text, cell.formula) for cell in cells] == [
        ("=1+1", True), ("0042", False), ("=safe", False), ("-5", False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "known", "day"),
    [
        ("2026-05-31", "", "2026-05-31"),
        ("2026-05-31 00:00:00", "", "2026-05-31"),
        ("31.5.2026", "", "2026-05-31"),
        ("5/31/2026", "", "2026-05-31"),
        ("4/4/2026", "", "2026-04-04"),
        ("May 31, 2026", "", "2026-05-31"),
        ("31-May-2026", "", "2026-05-31"),
        ("3/4/2026", "m/d/y", "2026-03-04"),
        ("3/4/2026", "d/m/y", "2026-04-03"),
        ("46173", "excel", "2026-05-31"),
        ("44711", "excel-1904", "2026-05-31"),
    ],
)
def test_dates_that_can_be_read_in_one_way(text, known, day):
    assert parse_date(text, known) == date.fromisoformat(day)


@pytest.mark.parametrize(
    "text", ["3/4/2026", "46173", "3/4/26", "31/31/2026", "2026-02-30", "soon", "١/٢/٢٠٢٦", ""]
)
def test_dates_that_cannot(text):
    with pytest.raises(UnclearDate):
        parse_date(text)


def workbook(rows: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_workbook_gives_values_and_marks_formulas():
    raw = workbook([["A", "B", "C", "D"], [datetime(2026, 5, 31), 12.0, True, "=1+1"]])
    table = read_xlsx(raw, "a.xlsx")
    assert [(cell.text, cell.formula) for cell in next(table.rows).cells] == [
        ("2026-05-31", False), ("12", False), ("yes", False), ("=1+1", True),
    ]  # fmt: skip


def bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 40_000_000)
    return stream.getvalue()


@pytest.mark.parametrize("make", [bomb, lambda: b"PK\x03\x04", lambda: b"", lambda: b"\x89PNG"])
def test_a_bomb_or_no_workbook_is_one_finding(make):
    with pytest.raises(NoTable) as caught:
        read_xlsx(make(), "a.xlsx")
    assert caught.value.finding.path == "a.xlsx"


def test_a_workbook_with_an_entity_bomb_is_refused():
    stream = io.BytesIO(workbook([["A"], ["x"]]))
    out = io.BytesIO()
    attack = (
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;&b;">]>'
        b"<worksheet>&c;</worksheet>"
    )
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, attack if name.endswith("sheet1.xml") else old.read(name))
    with pytest.raises(NoTable):
        list(read_xlsx(out.getvalue(), "a.xlsx").rows)
