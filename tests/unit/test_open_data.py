"""Data that is published: values as they are read, cells that are inert, entries that stay."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from credfolio.pages.open_data.atom import entries_of, render_feed
from credfolio.pages.open_data.documents import updated
from credfolio.records.model import MicroCredential
from credfolio.records.model.as_read import plain, schemas_of
from credfolio.text.csv_file import inert, render_csv


def definition(**more: object) -> MicroCredential:
    return MicroCredential.model_validate(
        {"id": "asking", "issuer": "acme", "title": "Asking", "status": "active", **more}
    )


def test_values_have_the_type_they_are_read_as() -> None:
    record = definition(
        requires_students="no",
        time_estimate={"min_hours": "8", "max_hours": "12.5"},
        released="2026-05-31",
        extra={"secret": "kept"},
    )
    told = plain(record)
    assert told["requires_students"] is False
    assert told["time_estimate"] == {"min_hours": 8, "max_hours": 12.5}
    assert isinstance(told["time_estimate"]["min_hours"], int)
    assert told["released"] == "2026-05-31"
    assert "extra" not in told
    assert "competency" not in told
    assert plain((Decimal("0.50"), None, True)) == [0.5, None, True]


def test_a_key_that_became_a_list_still_holds_one_value_for_older_readers() -> None:
    told = plain(definition(adapted_from=[{"title": "A module"}, {"title": "A course"}]))
    assert told["adapted_from"] == {"title": "A module"}
    assert told["adapted_from_all"] == [{"title": "A module"}, {"title": "A course"}]
    without = plain(definition())
    assert "adapted_from" not in without
    assert without["adapted_from_all"] == []
    properties = schemas_of((MicroCredential,))["MicroCredential"]["properties"]
    assert properties["adapted_from"]["$ref"] == properties["adapted_from_all"]["items"]["$ref"]


def test_the_schema_says_the_same() -> None:
    made = schemas_of((MicroCredential,))
    assert made["MicroCredential"]["properties"]["requires_students"] == {"type": "boolean"}
    assert made["TimeEstimate"]["properties"]["min_hours"]["type"] == "number"
    assert made["MicroCredential"]["properties"]["title"]["type"] == "string"
    assert made["MicroCredential"]["properties"]["version"]["type"] == "string"
    assert "extra" not in made["MicroCredential"]["properties"]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_formula_becomes_text(cell: str) -> None:
    assert inert(cell) == f"'{cell}"
    assert b"'" in render_csv(["a"], [[cell]])


def test_an_entry_is_one_version_and_never_the_clock() -> None:
    record = definition(
        version="2.0",
        released="2024-01-10",
        competency="Ask *well*.",
        changelog=[
            {"version": "2.0", "on": "2026-02-01", "changes": "Part 2 asks for less."},
            {"version": "1.0", "on": "2024-01-10", "changes": "First."},
        ],
    )
    entries = entries_of([record])
    assert [(e.version, e.on, e.is_new) for e in entries] == [
        ("2.0", date(2026, 2, 1), False),
        ("1.0", date(2024, 1, 10), True),
    ]
    feed = {"title": "T", "author": "A", "site_url": "https://x.example/", "page": "catalog/"}
    made = render_feed(entries, path="feeds/catalog.atom", **feed).decode()
    assert "<id>https://x.example/catalog/acme/asking/#version-2.0</id>" in made
    assert "Part 2 asks for less." in made
    assert "Ask well. First." in made
    assert updated(record.changelog, record.released) == date(2026, 2, 1)


def test_a_version_without_history_is_told_and_a_draft_is_not() -> None:
    new = definition(version="1.0", released="2026-03-01", summary="Short.")
    assert [(e.version, e.is_new) for e in entries_of([new])] == [("1.0", True)]
    assert entries_of([definition(status="draft", version="1", released="2026-03-01")]) == []
    assert updated((), None) is None
