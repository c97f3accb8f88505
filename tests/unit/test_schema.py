"""The JSON Schemas say what the models say, as the file is typed."""

from __future__ import annotations

from typing import Any

import pytest
from jsonschema import Draft202012Validator

from credfolio.records.model.kinds import KINDS
from credfolio.records.model.schema import json_schemas

SCHEMAS = json_schemas()


def faults(name: str, data: dict[str, Any]) -> list[str]:
    return [error.message for error in Draft202012Validator(SCHEMAS[name]).iter_errors(data)]


@pytest.mark.parametrize("name", KINDS.models)
def test_each_is_a_valid_schema_with_a_lasting_name(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name])
    assert SCHEMAS[name]["$id"] == f"urn:credfolio:schema:{name}"
    assert SCHEMAS[name]["$schema"].endswith("2020-12/schema")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("micro-credential", {"title": "X"}),
        ("micro-credential", {"title": "X", "id": "x", "issuer": "y"}),
        ("stack", {"title": "X"}),
        ("issuer", {"name": "X", "kind": "district"}),
        ("framework", {"title": "X"}),
        ("jurisdiction", {"name": "X", "kind": "state"}),
        ("educator", {"display_name": "X"}),
        (
            "award",
            {"version": 1.1, "awarded_on": "2026-01-01", "name_as_awarded": "X"},
        ),
    ],
)
def test_what_the_place_of_a_file_supplies_may_be_left_out(name: str, data: dict[str, Any]) -> None:
    assert faults(name, data) == []


@pytest.mark.parametrize(
    "more",
    [
        {"passing_rule": "all"},
        {"passing_rule": {"all": True}},
        {"passing_rule": {"all_of": [{"part": 1, "requires": True}]}},
        {"method_components": {"groups": [{"heading": "H", "items": ["a", {"text": "b"}]}]}},
        {
            "method_components": {
                "groups": [{"heading": "H", "items": [{"text": "b", "nested": ["c"]}]}]
            }
        },
        {"summary": None, "parts": None, "status": None, "time_estimate": None},
        {"method_components": {"groups": None}},
        {"incentives": [{"district": "D", "kind": "stipend", "from": "2026-01-01"}]},
        {"version": 2, "human_code": 4711},
        {"requires_students": "no", "remote_ok": False},
        {"extra": {"anything": ["goes", 1]}},
    ],
)
def test_the_short_forms_that_people_write_fit(more: dict[str, Any]) -> None:
    assert faults("micro-credential", {"title": "X", **more}) == []


@pytest.mark.parametrize(
    "more",
    [
        {"sumary": "X"},
        {"passing_rule": "most"},
        {"status": "activ"},
        {"aliases": ["No Spaces"]},
        {"parts": [{"number": 1}]},
        {"parts": [{"number": 1, "title": "X", "color": "red"}]},
        {"resources": [{"title": "X", "kind": "poem"}]},
        {"starts": "2026-01-01"},
    ],
)
def test_what_the_models_refuse_the_schema_refuses(more: dict[str, Any]) -> None:
    assert faults("micro-credential", {"title": "X", **more})


def test_keys_are_described_for_whoever_completes_them() -> None:
    properties = SCHEMAS["micro-credential"]["properties"]
    assert properties["summary"]["description"] == "At most two sentences."
    assert "title" not in properties["summary"]


def test_a_number_of_an_organisation_may_be_typed_without_quotes() -> None:
    data = {"name": "X", "kind": "district", "linkedin_organization_id": 12345}
    assert faults("issuer", data) == []
