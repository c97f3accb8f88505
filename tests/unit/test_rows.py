"""A rule of one of five forms is a row of data; the form in the browser reads the same rows."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from credfolio.checking.rules import RULES
from credfolio.checking.rules.by_row import found_by_rows
from credfolio.checking.rules.rows import ROWS, Row
from credfolio.findings.words import WORDS
from credfolio.pages.contribute.form_data import LAYOUTS, render_form
from credfolio.records.model import Educator, Framework, MicroCredential
from credfolio.records.model.kinds import KINDS
from credfolio.records.model.schema import form_schema
from credfolio.records.record_reader import read_record
from credfolio.records.registry import Registry

TODAY = date(2026, 6, 1)


def ana(**more: Any) -> Registry:
    data = {"display_name": "Ana", "visibility": "private", **more}
    record = read_record(Educator, data, "portfolios/ana/profile.yml", {"id": "ana"})
    assert isinstance(record, Educator), record
    return Registry(educators={"ana": record})


def told(row: Row, registry: Registry) -> list[tuple[str, tuple[str | int, ...], str]]:
    found = found_by_rows(registry, row.rule, TODAY, (row,))
    return [(one.path, one.pointer, one.message) for one in found]


def test_two_dates_in_order() -> None:
    row = Row("date-order", "order", "educators", "licence.until", "the end", "from", "the start")
    licence = {"jurisdiction": "maple", "type": "A", "from": "2025-01-02", "until": "2025-01-01"}
    assert told(row, ana(licence=licence)) == [
        (
            "portfolios/ana/profile.yml",
            ("licence", "until"),
            "the end (2025-01-01) is before the start (2025-01-02)",
        )
    ]
    assert told(row, ana(licence=licence | {"until": "2025-01-02"})) == []
    assert told(row, ana()) == []


def entry(**more: Any) -> dict[str, Any]:
    return {"title": "Talk", "kind": "article", "on": "2026-06-01", **more}


def test_a_date_that_is_not_after_today_and_words_from_beside_it() -> None:
    row = Row("future-date", "past", "educators", "learning_log.*.on", "entry {title}")
    log = [entry(), entry(title="Book", on="2026-06-02")]
    [(_, pointer, message)] = told(row, ana(learning_log=log))
    assert pointer == ("learning_log", 1, "on")
    assert message == "entry Book (2026-06-02) is after today (2026-06-01)"


def test_a_number_that_is_possible() -> None:
    row = Row("impossible-count", "possible", "educators", "learning_log.*.minutes", "the time")
    log = [entry(minutes="30"), entry(), entry(minutes="0")]
    [(_, pointer, message)] = told(row, ana(learning_log=log))
    assert (pointer, message) == (("learning_log", 2, "minutes"), "the time is 0")


def test_a_name_that_is_once_in_its_list() -> None:
    row = Row("duplicate-entry", "once", "educators", "links.*.title", "link")
    links = [{"title": t, "url": f"https://{t.lower()}.example.org/"} for t in ("A", "B", "A")]
    [(_, pointer, message)] = told(row, ana(links=links))
    assert (pointer, message) == (("links", 2, "title"), 'link "A" is already listed')


def framework(strands: list[str], wanted: list[str]) -> Registry:
    data = {
        "title": "Skills",
        "strands": [{"id": one, "title": one} for one in strands],
        "discussion_questions": [{"text": "Why?", "strand": one} for one in wanted],
    }
    record = read_record(Framework, data, "catalog/frameworks/skills.yml", {"id": "skills"})
    assert isinstance(record, Framework), record
    return Registry(frameworks={"skills": record})


STRAND = Row(
    "unknown-strand", "known", "frameworks", "discussion_questions.*.strand", among="strands.*.id"
)


def test_a_name_that_is_among_those_of_the_record() -> None:
    assert told(STRAND, framework(["listening", "asking"], ["asking", "listening"])) == []
    row = STRAND._replace(severity="hint")
    registry = framework(["listening"], ["listening", "listning", "zzz"])
    found = list(found_by_rows(registry, row.rule, TODAY, (row,)))
    assert [(one.pointer[1], one.severity, one.fix) for one in found] == [
        (1, "hint", 'did you mean "listening"? Otherwise write the id of a strand above.'),
        (2, "hint", "write the id of a strand above."),
    ]


@pytest.mark.parametrize(("unless_none", "number"), [(False, 1), (True, 0)])
def test_where_there_are_no_names_the_row_says_whether_to_look(
    unless_none: bool, number: int
) -> None:
    row = STRAND._replace(unless_none=unless_none)
    assert len(told(row, framework([], ["asking"]))) == number


def test_a_name_in_the_same_mapping_is_the_thing_itself() -> None:
    [row] = [row for row in ROWS if row.rule == "unknown-evidence-item"]
    items = [
        {"id": one, "title": one, "same_subjects_as": wanted}
        for one, wanted in (("plan", "film"), ("film", "film"))
    ]
    data = {"title": "Wait time", "parts": [{"number": "1", "title": "A", "evidence_items": items}]}
    given = {"id": "wait-time", "issuer": "city"}
    record = read_record(MicroCredential, data, "catalog/city/wait-time.yml", given)
    assert isinstance(record, MicroCredential), record
    [(_, pointer, message)] = told(row, Registry(credentials={record.ref: record}))
    assert pointer == ("parts", 0, "evidence_items", 1, "same_subjects_as")
    assert message == "the evidence item points at itself"


@pytest.mark.parametrize(("status", "number"), [("draft", 0), ("beta", 1)])
def test_a_row_does_not_look_where_the_status_says_so(status: str, number: int) -> None:
    row = Row("future-date", "past", "credentials", "released", "it", unless_status="draft")
    data = {"title": "Wait time", "status": status, "released": "2026-06-02"}
    given = {"id": "wait-time", "issuer": "city"}
    record = read_record(MicroCredential, data, "catalog/city/wait-time.yml", given)
    assert isinstance(record, MicroCredential), record
    assert len(told(row, Registry(credentials={record.ref: record}))) == number


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.kind}: {row.at}")
def test_every_row_leads_to_a_key_that_its_records_have(row: Row) -> None:
    kind = KINDS.by_name[row.kind]
    assert kind.model is not None
    assert row.rule in RULES
    assert row.rule in WORDS
    schema = json.dumps(form_schema(kind.schema))
    for step in ".".join((row.at, row.after, row.among)).split("."):
        assert step in ("", "*") or f'"{step}":' in schema


@pytest.mark.parametrize("kind", LAYOUTS)
def test_the_form_gets_the_rows_of_its_kind(kind: str) -> None:
    rows = json.loads(render_form(kind, Registry()))["rows"]
    name = {"credential": "credentials", "award": "awards", "educator": "educators"}[kind]
    assert rows == [row._asdict() for row in ROWS if row.kind == name]
