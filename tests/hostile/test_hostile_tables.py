"""Spreadsheets as they come, and as an attacker makes them: findings, never a traceback."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
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
def test_encodings_and_delimiters_are_found_out(raw: bytes) -> None:
    table = read_csv(raw, "a.csv")
    assert table.headings == ("Name", "Wörter")
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["Zoë", "”a”"]]


def test_a_guessed_encoding_is_said() -> None:
    table = read_csv("Name;Note\r\nZoe;©\r\n".encode("cp1252"), "a.csv")
    assert [(f.rule, f.severity, f.line) for f in table.findings] == [
        ("import-encoding", "hint", 2)
    ]
    assert "©" in table.findings[0].message


@pytest.mark.parametrize(
    ("written", "right", "other"),
    [
        ("cp1252", "cp1252: María Núñez Søren Lefèvre;", "cp1250: María Núńez Sřren Lefčvre"),
        ("mac_roman", "mac_roman: María Núñez Søren Lefèvre;", "cp1250: Mar’a"),
        ("cp850", "cp850: María Núñez Søren Lefèvre", "cp1252: Mar¡a"),
    ],
)
def test_a_guess_that_a_letter_depends_on_is_an_error_with_every_word(
    written: str, right: str, other: str
) -> None:
    raw = "Handle,Name\na,María Núñez\nb,Søren Lefèvre\n".encode(written)
    [finding] = read_csv(raw, "a.csv").findings
    assert (finding.rule, finding.severity, finding.line) == ("import-encoding", "error", 2)
    assert right in finding.message
    assert other in finding.message
    assert "or the one that spells them right, in the mapping" in finding.fix
    named = read_csv(raw, "a.csv", written)
    assert named.findings == []
    assert [row.cells[1].text for row in named.rows] == ["María Núñez", "Søren Lefèvre"]


def test_no_candidate_mixes_two_scripts_in_a_name() -> None:
    [finding] = read_csv("Name\nMaría\n".encode("cp1252"), "a.csv").findings
    assert "cp1251" not in finding.message


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("Name\nMÃ¼ller\n".encode(), '"MÃ¼ller" looks like "Müller" after it was opened in a'),
        ("Name\nM\ufffdller\n".encode(), "letters were lost before the file was saved"),
    ],
)
def test_a_name_that_was_damaged_before_is_an_error(raw: bytes, words: str) -> None:
    [finding] = read_csv(raw, "a.csv").findings
    assert (finding.rule, finding.severity, finding.line) == ("import-encoding", "error", 2)
    assert words in finding.message


def test_a_byte_order_mark_is_right_whatever_the_mapping_says() -> None:
    table = read_csv("Name\nZoë\n".encode("utf-8-sig"), "a.csv", "cp1252")
    assert [row.cells[0].text for row in table.rows] == ["Zoë"]


def test_the_line_ends_of_old_macs_end_lines() -> None:
    table = read_csv(b'Name,Note\rZoe,"two\rlines"\rAna,x\r', "a.csv")
    rows = [(row.number, [cell.text for cell in row.cells]) for row in table.rows]
    assert rows == [(2, ["Zoe", "two\nlines"]), (3, ["Ana", "x"])]


@pytest.mark.parametrize("known", [("Handle", "Badge"), ()])
def test_a_title_above_the_headings_is_skipped_and_said(known: tuple[str, ...]) -> None:
    raw = b"Spring awards;;\r\n;;\r\nHandle;Name;Badge\r\na;A;B\r\n"
    table = read_csv(raw, "a.csv", is_heading=known.__contains__)
    assert table.headings == ("Handle", "Name", "Badge")
    [finding] = table.findings
    assert (finding.severity, finding.line) == ("hint", 3)
    assert finding.message == (
        'the headings are in row 3; what is above them is skipped: "Spring awards"'
    )
    assert [row.number for row in table.rows] == [4]


def test_a_title_with_commas_hides_no_semicolons() -> None:
    raw = b"Awards, spring, 2026, all\nHandle;Badge\na;B\n"
    assert read_csv(raw, "a.csv", is_heading=("Handle", "Badge").__contains__).headings == (
        "Handle",
        "Badge",
    )


def test_a_first_row_of_headings_is_never_a_title() -> None:
    table = read_csv(b"Name,,\na,b,c\n", "a.csv", is_heading=("Name",).__contains__)
    assert (table.headings, table.findings) == (("Name",), [])


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
def test_what_is_no_table_is_one_finding(raw: bytes) -> None:
    with pytest.raises(NoTable) as caught:
        list(read_csv(raw, "a.csv").rows)
    assert caught.value.finding.fix


def test_formulas_are_marked_and_what_only_looks_like_one_is_text() -> None:
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
        ("24 de abril de 2026", "", "2026-04-24"),
        ("24. Mai 2026", "", "2026-05-24"),
        ("3 août 2026", "", "2026-08-03"),
        ("Sept. 3, 2026", "", "2026-09-03"),
        ("31 March 2026", "", "2026-03-31"),
    ],
)
def test_dates_that_can_be_read_in_one_way(text: str, known: str, day: str) -> None:
    assert parse_date(text, known) == date.fromisoformat(day)


@pytest.mark.parametrize(
    "text",
    [
        "24-Apr-26",
        "3 jui 2026",
        "3/4/2026",
        "46173",
        "3/4/26",
        "31/31/2026",
        "2026-02-30",
        "soon",
        "١/٢/٢٠٢٦",
        "",
    ],
)
def test_dates_that_cannot(text: str) -> None:
    with pytest.raises(UnclearDate):
        parse_date(text)


@pytest.mark.parametrize(
    ("text", "known", "day"),
    [
        ("24-Apr-26", "", "2026-04-24"),
        ("Apr 24, 26", "", "2026-04-24"),
        ("4/24/26", "", "2026-04-24"),
        ("3/4/26", "d/m/y", "2026-04-03"),
    ],
)
def test_a_year_of_two_digits_is_taken_only_by_choice(text: str, known: str, day: str) -> None:
    with pytest.raises(UnclearDate) as caught:
        parse_date(text, known)
    assert caught.value.message == "the year has two digits"
    assert "`two_digit_years: yes`" in caught.value.fix
    assert parse_date(text, known, two_digit_years=True) == date.fromisoformat(day)


def workbook(rows: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_workbook_gives_values_and_marks_formulas() -> None:
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
def test_a_bomb_or_no_workbook_is_one_finding(make: Callable[[], bytes]) -> None:
    with pytest.raises(NoTable) as caught:
        read_xlsx(make(), "a.xlsx")
    assert caught.value.finding.path == "a.xlsx"


def test_a_workbook_with_an_entity_bomb_is_refused() -> None:
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
