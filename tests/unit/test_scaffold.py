"""The file of a new record: everything it may hold, as an example that would pass."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from credfolio.authoring.layouts import LAYOUTS
from credfolio.authoring.scaffold import dump, example_texts, render_record, wrong_answer
from credfolio.records.record_reader import read_record
from credfolio.records.source_text import parse_yaml

CASES: dict[str, tuple[str, dict[str, str], dict[str, Any]]] = {
    "issuer": ("catalog/a/issuer.yml", {"id": "a"}, {"name": "A", "kind": "state"}),
    "credential": (
        "catalog/a/b.yml",
        {"id": "b", "issuer": "a"},
        {"title": "B", "version": "0.1", "status": "draft"},
    ),
    "stack": ("catalog/a/stacks/b.yml", {"id": "b", "issuer": "a"}, {"title": "B"}),
    "educator": ("portfolios/a/profile.yml", {"id": "a"}, {"display_name": "A"}),
    "award": (
        "portfolios/a/awards/b.yml",
        {"id": "b", "educator": "a"},
        {
            "credential": "a/b",
            "version": "1.0",
            "awarded_on": date(2026, 5, 31),
            "name_as_awarded": "A",
        },
    ),
    "person": ("office/people/p-rosa1.yml", {"id": "p-rosa1"}, {"name": "A"}),
    "submission": (
        "submissions/2026/2026-0001/submission.yml",
        {"id": "2026-0001", "year": "2026"},
        {
            "person": "p-rosa1",
            "credential": "a-district/listening",
            "version": "1.0",
            "submitted_on": date(2026, 5, 31),
        },
    ),
}


def uncommented(text: str) -> str:
    """The text as if the # of every example had been deleted; notes stay notes."""
    return re.sub(r"^#(?! \S)", "", text, flags=re.M)


@pytest.mark.parametrize("kind", CASES)
def test_the_file_is_a_record_as_it_is(kind: str) -> None:
    path, given, answers = CASES[kind]
    text = render_record(LAYOUTS[kind], path, answers)
    data = parse_yaml(text, path)
    assert isinstance(data, dict), data
    record = read_record(LAYOUTS[kind].model, data, path, given)
    assert not isinstance(record, list), record
    for name, value in answers.items():
        assert getattr(record, name) == value


@pytest.mark.parametrize("kind", CASES)
def test_every_field_is_there_and_every_example_is_well_formed(kind: str) -> None:
    path, given, answers = CASES[kind]
    layout = LAYOUTS[kind]
    data = parse_yaml(uncommented(render_record(layout, path, answers)), path)
    assert isinstance(data, dict), data
    record = read_record(layout.model, data, path, given)
    assert not isinstance(record, list), record
    fields = {f.alias or n for n, f in layout.model.model_fields.items() if n not in layout.hidden}
    assert set(data) == fields


@pytest.mark.parametrize("kind", CASES)
def test_nobody_is_asked_to_write_a_digest(kind: str) -> None:
    path, _, answers = CASES[kind]
    assert "digest:" not in render_record(LAYOUTS[kind], path, answers)


@pytest.mark.parametrize("kind", CASES)
def test_layouts_name_only_fields_that_there_are(kind: str) -> None:
    layout = LAYOUTS[kind]
    named = {*layout.headings, *layout.needed, *layout.notes, *layout.examples, *layout.hidden}
    assert named <= set(layout.model.model_fields)


@pytest.mark.parametrize("kind", CASES)
def test_lines_are_short_enough_to_read(kind: str) -> None:
    path, _, answers = CASES[kind]
    text = render_record(LAYOUTS[kind], path, answers)
    assert max(map(len, text.splitlines())) <= 100
    assert not re.search(r"[ \t]$", text, flags=re.M)


def test_what_is_needed_to_be_active_comes_before_the_rest() -> None:
    path, _, answers = CASES["credential"]
    text = render_record(LAYOUTS["credential"], path, answers)
    assert text.index("# --- Needed before") < text.index("#rationale:") < text.index("# --- What")


@pytest.mark.parametrize(
    "value",
    ["no", "1.0", "2026-05-31", "a: b", "# x", "- x", "*x", "ä", "'", '"', "x" * 300, "null", "~"],
)
def test_a_text_is_read_as_it_was_answered(value: str) -> None:
    text = dump("title", value)
    assert parse_yaml(text, "x.yml") == {"title": value}


@pytest.mark.parametrize(
    ("kind", "name", "value", "words"),
    [
        ("issuer", "url", "http//x", "web address"),
        ("issuer", "name", "two\nlines", "one line"),
        ("credential", "topics", ["Two Words"], "expected an id"),
        ("educator", "visibility", "shown", "expected one of public"),
        ("award", "version", "one", "expected a version"),
    ],
)
def test_a_wrong_answer_is_told_in_the_words_of_the_check(
    kind: str, name: str, value: Any, words: str
) -> None:
    found = wrong_answer(LAYOUTS[kind], name, value)
    assert found is not None
    assert words in found.message
    assert found.fix


def test_a_right_answer_is_not_refused() -> None:
    assert wrong_answer(LAYOUTS["issuer"], "url", "https://district.example") is None


def test_examples_that_nobody_can_mean_are_known_and_plausible_values_are_not() -> None:
    known = example_texts()
    citation = "Author, A. (2020). Title. *Journal, 1*(2), 3–4."
    assert {"…", citation, "10.1000/182", "https://www.example.org/page"} <= known
    assert known.isdisjoint({"Not yet", "Met", "all", "an-id", "2026-05-31", "Jordan Sample"})
    assert not [text for text in known if text != "…" and len(text) < len("A step.")]
