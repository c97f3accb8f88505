"""What goes out as CSV comes in again as the same record, whatever its text is."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from credfolio.exchange.exporting.flat import render_table
from credfolio.exchange.importing.additions import Addition, Origin, render_addition
from credfolio.exchange.importing.cell_dates import FORMATS, UnclearDate, parse_date
from credfolio.exchange.importing.mapping import ColumnMap, guess_columns
from credfolio.exchange.importing.rows import plan_rows
from credfolio.exchange.importing.table import NoTable, read_csv
from credfolio.exchange.importing.workbook import read_xlsx
from credfolio.records.model import Issuer, MicroCredential
from credfolio.records.registry import Registry
from tries import tries

TODAY = date(2026, 6, 1)
REGISTRY = Registry(
    issuers={"a": Issuer.model_validate({"id": "a", "name": "A", "kind": "district"})}
)
letters = st.characters(
    codec="utf-8",
    exclude_categories=("Cs", "Cc", "Zl", "Zp"),
    exclude_characters="\ufffd",  # a letter that was lost before, which is refused
)
lines = (
    st.text(letters | st.sampled_from("=+-@'\";,\t"), min_size=1, max_size=40)
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)
prose = st.lists(lines, min_size=1, max_size=3).map("\n".join)


@tries(150)
@given(title=lines, summary=prose, subjects=st.lists(lines, max_size=3), hours=st.integers(1, 99))
def test_a_definition_survives_the_way_out_and_in(
    title: str, summary: str, subjects: list[str], hours: int
) -> None:
    record = MicroCredential.model_validate(
        {"id": "x", "issuer": "a", "title": title, "summary": summary, "subjects": subjects,
         "version": "0.1", "time_estimate": {"min_hours": hours / 4, "max_hours": hours}}
    )  # fmt: skip
    raw = render_table([record], MicroCredential)
    table = read_csv(raw, "a.csv", "utf-8")
    columns = guess_columns("credentials", table.headings)
    mapping = ColumnMap(records="credentials", columns=columns)
    plan = plan_rows(table, mapping, REGISTRY, TODAY)
    assert plan.findings == []
    assert [addition.record for addition in plan.additions] == [record]


@tries(60)
@given(title=lines, summary=prose)
def test_what_is_written_is_read_as_it_was_meant(title: str, summary: str) -> None:
    record = MicroCredential.model_validate(
        {"id": "x", "issuer": "a", "title": title, "summary": summary}
    )
    render_addition(Addition(record, frozenset({"title"}), Origin("a.csv")))  # raises if it is not


@tries(150)
@given(st.binary(max_size=300))
def test_any_bytes_are_a_table_or_a_finding(raw: bytes) -> None:
    for read in (read_csv, read_xlsx):
        # Whatever else is raised fails the test.
        with suppress(NoTable):
            list(read(raw, "a").rows)


@given(st.text(max_size=30), st.sampled_from(["", *FORMATS]))
def test_any_text_is_a_day_or_the_reason_why_not(text: str, known: str) -> None:
    with suppress(UnclearDate):
        assert parse_date(text, known).year
