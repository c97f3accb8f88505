"""Passing rules: by level, by part, by points, and in words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from credfolio.checking.rules import check_registry
from credfolio.records.model import MicroCredential
from credfolio.records.model.award import PartResult
from credfolio.records.reckoned.passing import (
    lowest_passing,
    most_points,
    part_levels,
    part_passes,
    passes,
    passing_rule_in_words,
)
from credfolio.records.registry import Registry

LEVELS = [
    {"id": "demonstrated", "name": "Demonstrated", "passing": "yes"},
    {"id": "progressing", "name": "Progressing"},
    {"id": "not-met", "name": "Not met"},
]
SCORED = [
    {"id": "three", "name": "3", "points": "3"},
    {"id": "two", "name": "2", "points": "2"},
    {"id": "zero", "name": "0", "points": "0"},
]


def definition(*parts: dict[str, Any], rule: Any = "all") -> MicroCredential:
    numbered = [{"number": n, "title": f"Part {n}", **part} for n, part in enumerate(parts, 1)]
    return MicroCredential.model_validate(
        {"id": "x", "issuer": "y", "title": "X", "parts": numbered, "passing_rule": rule}
    )


def results(*given: tuple[int, str] | tuple[int, str, str]) -> list[PartResult]:
    """``(1, "yes")`` for a part, ``(1, "waiting", "yes")`` for a criterion of it."""
    return [
        PartResult(part=item[0], criterion=item[1] if len(item) == 3 else None, level=item[-1])
        for item in given
    ]


LEVELLED = {"scale": "levels", "levels": LEVELS}
YES_NO = {"scale": "yes_no"}
GENERATING_IDEAS = definition(
    LEVELLED,
    YES_NO,
    LEVELLED,
    LEVELLED,
    rule={
        "all_of": [
            {"part": 1, "requires": "demonstrated"},
            {"part": 3, "requires": "demonstrated"},
            {"part": 4, "requires": "demonstrated"},
            {"part": 2, "requires": "yes"},
        ]
    },
)


def faults(rule: Any, *parts: dict[str, Any]) -> list[str]:
    one = definition(*(parts or (LEVELLED, YES_NO, YES_NO)), rule=rule)
    found = check_registry(Registry(credentials={"y/x": one}), date(2026, 11, 28))
    return [f"{each.message} {list(each.pointer)}" for each in found if each.rule in RULES]


RULES = ("passing-rule", "unknown-level", "no-passing-level")
ONE, TWO = {"part": 1, "requires": "demonstrated"}, {"part": 2, "requires": "yes"}


@pytest.mark.parametrize(
    "rule",
    [
        {"any_of": [ONE, TWO]},
        {"all_of": [ONE], "any_of": [TWO, {"part": 3, "requires": "yes"}]},
        {"some_of": {"at_least": 2, "parts": [ONE, TWO]}},
        {"all_of": [ONE], "some_of": {"at_least": 1, "parts": [TWO]}},
        {"points": {"percent": 80, "maximum": 25}},
    ],
)
def test_a_rule_that_somebody_can_meet_has_no_finding(rule: dict[str, Any]) -> None:
    assert faults(rule) == []


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ({"any_of": [ONE], "points": {"minimum": 2}}, "mixes two kinds: any_of and points"),
        (
            {"any_of": [ONE], "some_of": {"at_least": 1, "parts": [TWO]}},
            "mixes two kinds: any_of and some_of",
        ),
        (
            {"any_of": [{"part": 9, "requires": "yes"}]},
            "there is no part 9 ['passing_rule', 'any_of', 0, 'part']",
        ),
        (
            {"all_of": [TWO], "any_of": [TWO]},
            "part 2 is named twice ['passing_rule', 'any_of', 0, 'part']",
        ),
        (
            {"some_of": {"at_least": 3, "parts": [ONE, TWO]}},
            "2 parts are listed, so `at_least` has another value",
        ),
        ({"some_of": {"at_least": 0, "parts": [ONE]}}, "1 parts are listed"),
        (
            {"some_of": {"at_least": 1, "parts": [{"part": 2, "requires": "maybe"}]}},
            "['passing_rule', 'some_of', 'parts', 0, 'requires']",
        ),
        ({"points": {}}, "points are a `minimum`, or a `percent` of a `maximum`"),
        ({"points": {"percent": 80}}, "points are a `minimum`, or a `percent` of a `maximum`"),
        (
            {"points": {"minimum": 2, "percent": 80, "maximum": 25}},
            "points are a `minimum`, or a `percent` of a `maximum`",
        ),
        ({"points": {"percent": 120, "maximum": 25}}, "that is not a valid percentage"),
        ({"points": {"percent": 80, "maximum": 0}}, "the maximum is not what can be reached"),
    ],
)
def test_a_rule_that_nobody_can_meet_or_read_is_told(rule: dict[str, Any], said: str) -> None:
    assert [one for one in faults(rule) if said in one], faults(rule)


def test_a_maximum_is_what_the_levels_add_up_to_where_they_have_points() -> None:
    scored = {"scale": "points", "levels": SCORED}
    assert faults({"points": {"percent": 50, "maximum": 6}}, scored, scored) == []
    told = faults({"points": {"percent": 50, "maximum": 10}}, scored, scored)
    assert told == [
        "the maximum is not what can be reached: 6 points ['passing_rule', 'points', 'maximum']"
    ]


@pytest.mark.parametrize(
    ("scale", "ids", "names"),
    [
        ("pass_fail", ["passed", "not-yet"], ["Passed", "Not yet"]),
        ("yes_no", ["yes", "no"], ["Yes", "No"]),
        ("levels", [], []),
        (None, [], []),
    ],
)
def test_a_scale_of_two_has_its_levels_without_writing_them(
    scale: str | None, ids: list[str], names: list[str]
) -> None:
    levels = part_levels(definition({"scale": scale} if scale else {}).parts[0])
    assert [level.id for level in levels] == ids
    assert [level.name for level in levels] == names


def test_levels_that_are_written_win_over_those_of_the_scale() -> None:
    part = definition({"scale": "yes_no", "levels": LEVELS}).parts[0]
    assert part_levels(part)[0].id == "demonstrated"


@pytest.mark.parametrize(
    ("required", "rule", "expected"),
    [
        (None, None, ("demonstrated",)),
        ("progressing", None, ("demonstrated", "progressing")),
        (None, "not-met", ("demonstrated", "progressing", "not-met")),
        ("progressing", "demonstrated", ("demonstrated",)),
        ("nowhere", None, ()),
    ],
)
def test_the_lowest_level_that_passes_is_the_rules_else_the_parts_else_by_flags(
    required: str | None, rule: str | None, expected: tuple[str, ...]
) -> None:
    part = definition({**LEVELLED, "required_level": required}).parts[0]
    assert lowest_passing(part, rule) == expected


TWO_CRITERIA = {
    **LEVELLED,
    "rubric": [{"id": "waiting", "name": "Waiting"}, {"id": "asking", "name": "Asking"}],
}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([], None),
        ([(1, "waiting", "demonstrated")], None),
        ([(1, "waiting", "progressing")], False),
        ([(1, "waiting", "demonstrated"), (1, "asking", "demonstrated")], True),
        ([(1, "waiting", "demonstrated"), (1, "asking", "not-met")], False),
        ([(1, "demonstrated"), (1, "asking", "not-met")], True),
        ([(1, "progressing"), (1, "asking", "demonstrated")], False),
        ([(2, "demonstrated")], None),
    ],
)
def test_a_part_passes_by_its_own_result_else_by_every_criterion(
    given: list[Any], expected: bool | None
) -> None:
    part = definition(TWO_CRITERIA).parts[0]
    assert part_passes(part, results(*given)) is expected


def test_a_part_without_rubric_or_result_is_not_judged() -> None:
    assert part_passes(definition(YES_NO).parts[0], []) is None


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        (["demonstrated", "yes", "demonstrated", "demonstrated"], True),
        (["demonstrated", "no", "demonstrated", "demonstrated"], False),
        (["demonstrated", "yes", "progressing", "demonstrated"], False),
        (["demonstrated", "yes", "demonstrated"], False),
    ],
)
def test_four_parts_pass_when_three_are_demonstrated_and_one_is_yes(
    levels: list[str], expected: bool
) -> None:
    given = results(*enumerate(levels, 1))
    assert passes(GENERATING_IDEAS, given) is expected


def test_all_means_every_part_by_its_own_levels() -> None:
    credential = definition(LEVELLED, {"scale": "pass_fail"})
    assert passes(credential, results((1, "demonstrated"), (2, "passed")))
    assert not passes(credential, results((1, "demonstrated"), (2, "not-yet")))
    assert not passes(credential, results((1, "demonstrated")))


def test_nothing_passes_a_definition_without_parts() -> None:
    assert not passes(definition(rule=None), [])
    assert not passes(definition(rule="all"), [])


def test_a_rule_about_a_part_that_does_not_exist_is_never_met() -> None:
    credential = definition(YES_NO, rule={"all_of": [{"part": 7, "requires": "yes"}]})
    assert not passes(credential, results((1, "yes"), (7, "yes")))


def test_points_are_added_over_parts_and_criteria() -> None:
    two = {"scale": "points", "levels": SCORED, "rubric": TWO_CRITERIA["rubric"]}
    one = {"scale": "points", "levels": SCORED}
    credential = definition(two, one, rule={"points": {"minimum": "7"}})
    assert most_points(credential) == Decimal(9)
    assert passes(credential, results((1, "waiting", "three"), (1, "asking", "two"), (2, "two")))
    assert not passes(
        credential, results((1, "waiting", "three"), (1, "asking", "zero"), (2, "three"))
    )


def test_points_that_are_stated_count_as_stated() -> None:
    credential = definition(
        {"scale": "points", "levels": SCORED}, rule={"points": {"minimum": "2.5"}}
    )
    assert passes(credential, [PartResult(part=1, points=Decimal("2.5"))])
    assert not passes(credential, [PartResult(part=1, level="three", points=Decimal(2))])


SEVERAL = [{**level, "passing": "no" if level["id"] == "not-met" else "yes"} for level in LEVELS]


@pytest.mark.parametrize(
    ("credential", "words"),
    [
        (
            GENERATING_IDEAS,
            "You pass when parts 1, 3 and 4 are Demonstrated and part 2 is Yes.",
        ),
        (definition(YES_NO, YES_NO), "You pass when every part is Yes."),
        (definition(YES_NO), "You pass when part 1 is Yes."),
        (
            definition({"scale": "levels", "levels": SEVERAL}, YES_NO),
            "You pass when part 1 is at least Progressing and part 2 is Yes.",
        ),
        (definition({}, YES_NO), "You pass when part 1 passes and part 2 is Yes."),
        (definition({}, {}), "You pass when every part passes."),
        (definition(), "You pass when every part passes."),
        (definition(YES_NO, rule=None), "The passing rule is not written yet."),
        (
            definition(
                {"levels": SCORED}, {"levels": SCORED}, rule={"points": {"minimum": "4.50"}}
            ),
            "You pass with at least 4.5 of 6 points.",
        ),
        (
            definition(
                {"levels": SCORED, "required_level": "two"},
                rule={"all": "yes", "points": {"minimum": "3"}},
            ),
            "You pass when part 1 is at least 2 and you have at least 3 of 3 points.",
        ),
    ],
)
def test_the_rule_is_one_plain_sentence(credential: MicroCredential, words: str) -> None:
    assert passing_rule_in_words(credential) == words
