"""What a definition adds up to: its four criteria, its evidence, what it lacks."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from credfolio.checking.rules import check_registry
from credfolio.records.model import Award, MicroCredential
from credfolio.records.model.schema import json_schemas
from credfolio.records.reckoned.definition import (
    NEEDED_TO_BE_ACTIVE,
    evidence_types,
    four_criteria,
    is_judged,
    missing_for_active,
    stated,
)
from credfolio.records.registry import Registry

PART = {
    "number": 1,
    "title": "The conversation",
    "scale": "pass_fail",
    "evidence_items": [{"id": "recording", "title": "A recording", "type": "audio"}],
}
COMPLETE = {
    "id": "active-listening",
    "issuer": "riverside-usd",
    "title": "Active Listening",
    "summary": "Listen.",
    "version": "1",
    "language": "en",
    "licence": "CC-BY-4.0",
    "competency": "Educator listens.",
    "key_method": "Wait.",
    "method_components": {"intro": "Wait."},
    "rationale": "It works.",
    "research": [{"citation": "Rogers (1957)."}],
    "resources": [{"title": "Three seconds", "kind": "video"}],
    "audience_roles": ["teacher"],
    "time_estimate": {"min_hours": 4, "max_hours": 6},
    "cost": {"amount": 0},
    "submission_route": {"kind": "form"},
    "parts": [PART],
    "passing_rule": "all",
}


def definition(**changes: Any) -> MicroCredential:
    return MicroCredential.model_validate(COMPLETE | changes)


def without(*keys: str) -> MicroCredential:
    return MicroCredential.model_validate({k: v for k, v in COMPLETE.items() if k not in keys})


def met(credential: MicroCredential) -> list[str]:
    return [tick.id for tick in four_criteria(credential) if tick.met]


def test_a_complete_definition_meets_all_four_criteria_and_lacks_nothing() -> None:
    assert met(definition()) == ["competency", "method", "evidence", "rubric"]
    assert missing_for_active(definition()) == ()
    assert not missing_for_active(definition())


def test_a_title_alone_is_a_partial_definition_that_meets_none() -> None:
    bare = MicroCredential.model_validate({"id": "x", "issuer": "y", "title": "Active Listening"})
    assert met(bare) == []
    assert missing_for_active(bare)
    assert len(missing_for_active(bare)) >= 15


@pytest.mark.parametrize(
    ("key", "criterion"),
    [
        ("competency", "competency"),
        ("key_method", "method"),
        ("research", "method"),
        ("parts", "evidence"),
        ("parts", "rubric"),
    ],
)
def test_a_criterion_is_not_met_without_what_it_asks_for(key: str, criterion: str) -> None:
    assert criterion not in met(without(key))


@pytest.mark.parametrize("key", sorted(set(COMPLETE) - {"id", "issuer", "title"}))
def test_whatever_a_complete_definition_has_is_missed_when_it_is_gone(key: str) -> None:
    missing = missing_for_active(without(key))
    assert key in [item.key for item in missing]
    assert all(item.words for item in missing)


@pytest.mark.parametrize(
    "judging",
    [
        {"scale": "yes_no"},
        {"scoring_guide": "Passed when it shows ten meetings."},
        {"levels": [{"id": "good", "name": "Good", "passing": "yes"}]},
        {"rubric": [{"id": "waiting", "name": "Waiting"}]},
    ],
)
def test_a_part_is_judged_by_a_scale_levels_rubric_or_guide(judging: dict[str, Any]) -> None:
    part = {k: v for k, v in PART.items() if k != "scale"}
    assert not is_judged(definition(parts=[part]).parts[0])
    assert is_judged(definition(parts=[part | judging]).parts[0])


def test_one_part_that_is_not_judged_is_named_and_takes_the_tick_away() -> None:
    unjudged = {"number": 2, "title": "Looking back", "evidence_items": PART["evidence_items"]}
    credential = definition(parts=[PART, unjudged])
    assert "rubric" not in met(credential)
    assert [item.words for item in missing_for_active(credential)] == [
        "a rubric, scale or scoring guide for part 2"
    ]


def test_parts_that_ask_for_nothing_are_no_evidence() -> None:
    empty = {"number": 1, "title": "Nothing", "scale": "pass_fail"}
    assert "evidence" not in met(definition(parts=[empty]))
    asked = empty | {"prompts": [{"id": "why", "text": "Say why."}]}
    assert "evidence" in met(definition(parts=[asked]))


def test_a_picture_needs_words() -> None:
    assert [m.key for m in missing_for_active(definition(image="x.svg"))] == ["image_alt"]
    assert missing_for_active(definition(image="x.svg", image_alt="A clock")) == ()


def test_kinds_of_evidence_come_from_the_parts_and_from_beside_them_each_once_in_order() -> None:
    credential = definition(evidence_types=["survey", "audio", "video"])
    assert evidence_types(credential) == ("video", "audio", "survey")


def test_each_tick_says_why() -> None:
    for credential in (definition(), without("competency", "research", "parts")):
        for tick in four_criteria(credential):
            assert tick.name
            assert tick.why.endswith(".")


def test_what_a_definition_states_and_what_it_lacks_are_together_what_is_needed() -> None:
    """The page of a cataloged definition says both."""
    partial = without("competency", "rationale")
    assert set(stated(partial)) == {
        words for key, words in NEEDED_TO_BE_ACTIVE if key not in ("competency", "rationale")
    }
    assert [one.words for one in missing_for_active(partial)] == ["the competency", "the rationale"]


@pytest.mark.parametrize("source", [None, {"system": "city.example", "on": "2026-06-01"}])
def test_awards_of_what_is_cataloged_are_imported_and_never_made(source: Any) -> None:
    one = without("competency").model_copy(update={"status": "cataloged"})
    award = Award(
        id="a",
        educator="ana",
        credential=one.ref,
        version="1",
        awarded_on="2026-05-01",
        name_as_awarded="Ana",
        imported_from=source,
    )
    registry = Registry(credentials={one.ref: one}, awards={("ana", "a"): award})
    found = {each.rule for each in check_registry(registry, date(2026, 11, 28))}
    assert ("award-of-draft" in found) is (source is None)
    assert "incomplete-definition" not in found


def test_one_source_is_written_without_a_list_and_several_as_one() -> None:
    one, two = {"title": "A module"}, {"title": "A course"}
    assert [each.title for each in definition(adapted_from=one).adapted_from] == ["A module"]
    assert len(definition(adapted_from=[one, two]).adapted_from) == 2
    assert definition(adapted_from=None).adapted_from == ()
    schema = Draft202012Validator(json_schemas()["micro-credential"])
    for sources in (one, [one, two], None):
        assert not list(schema.iter_errors({"title": "X", "adapted_from": sources}))
    assert list(schema.iter_errors({"title": "X", "adapted_from": "A module"}))


def test_a_quiz_is_evidence() -> None:
    quiz = {**PART, "evidence_items": [{"id": "quiz", "title": "A quiz", "type": "test"}]}
    assert evidence_types(definition(parts=[quiz])) == ("test",)
