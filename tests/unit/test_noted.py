"""What a task is handed of a definition is noted, and there is no other way to it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from credfolio.pages.fragments.noted import (
    FACETS,
    digest_of_value,
    facet_digests,
    facet_of,
    noted,
)
from credfolio.pages.fragments.reads import Reads
from credfolio.records.model import MicroCredential, Stack
from credfolio.records.model.as_read import plain

DEFINITION = MicroCredential.model_validate(
    {
        "id": "asking",
        "issuer": "grove",
        "title": "Asking",
        "rationale": "Why",
        "time_estimate": {"min_hours": "1", "max_hours": "2"},
        "parts": [{"number": "1", "title": "One"}],
        "former_ids": ["questions"],
    }
)


def handed(reads: Reads) -> MicroCredential:
    found = noted(DEFINITION, reads.note_field)
    assert isinstance(found, MicroCredential)
    return found


def test_an_object_of_a_task_holds_nothing_before_it_is_asked() -> None:
    reads = Reads()
    found = handed(reads)
    assert vars(found) == {}
    with reads.noting() as seen:
        assert found.title == "Asking"
    assert seen == {"card/catalog/grove/asking.yml"}
    assert vars(found) == {"title": "Asking"}


@pytest.mark.parametrize("model", [MicroCredential, Stack])
def test_every_field_is_noted_with_the_facet_that_it_is_in(
    model: type[MicroCredential | Stack],
) -> None:
    definition = model.model_validate({"id": "asking", "issuer": "grove", "title": "Asking"})
    reads = Reads()
    found = noted(definition, reads.note_field)
    for name in model.model_fields:
        with reads.noting() as seen:
            assert getattr(found, name) == getattr(definition, name)
        assert [note.partition("/")[0] for note in seen] == [facet_of(name)]


def test_what_was_handed_over_to_one_task_is_noted_again_by_the_next() -> None:
    reads = Reads()
    found = handed(reads)
    for _ in range(2):
        with reads.noting() as seen:
            assert found.ref == "grove/asking"
            assert found.ref == "grove/asking"
        assert seen == {"card/catalog/grove/asking.yml"}


def test_what_is_remembered_is_read_by_everybody_who_asks_for_it() -> None:
    reads = Reads()
    found = handed(reads)
    for _ in range(2):
        with reads.noting() as seen:
            assert reads.remember("why", lambda: found.rationale) == "Why"
        assert seen == {"text/catalog/grove/asking.yml"}


def test_a_copy_and_the_data_of_all_fields_are_noted_as_of_the_same_definition() -> None:
    reads = Reads()
    found = handed(reads)
    former = found.model_copy(update={"id": "questions"})
    assert former.ref == "grove/questions"
    with reads.noting() as seen:
        assert former.title == "Asking"
    assert seen == {"card/catalog/grove/asking.yml"}
    with reads.noting() as seen:
        assert plain(found) == plain(DEFINITION)
        assert dict(found) == dict(DEFINITION)
    assert seen == {f"{facet}/catalog/grove/asking.yml" for facet in FACETS}


def test_a_name_that_no_definition_has_is_refused() -> None:
    with pytest.raises(AttributeError):
        getattr(handed(Reads()), "titel")  # noqa: B009 — mypy knows that there is none


@pytest.mark.parametrize("name", MicroCredential.model_fields)
def test_a_change_of_a_field_changes_its_own_facet_alone(name: str) -> None:
    other = DEFINITION.model_copy(update={name: ("another", name)})
    before, after = facet_digests(DEFINITION), facet_digests(other)
    assert [facet for facet in FACETS if before[facet] != after[facet]] == [facet_of(name)]


def test_values_that_differ_have_other_digests() -> None:
    values: list[object] = [
        None, "", "1", 1, True, Decimal("1"), Decimal("1.0"), date(2026, 1, 1), (), ("",), ("", ""),
        (("",), ""), {}, {"a": "b"}, {"a": ("b",)}, {"b": "a"}, frozenset(), frozenset("ab"),
        frozenset("a"), ("a", "b"), ("ab",), ("b", "a"), DEFINITION.time_estimate,
        noted(DEFINITION, Reads().note_field),
    ]  # fmt: skip
    assert len({digest_of_value(value) for value in values}) == len(values)
    assert digest_of_value(frozenset("abcd")) == digest_of_value(frozenset("dcba"))


def test_a_value_of_an_unknown_kind_has_no_digest() -> None:
    with pytest.raises(TypeError):
        digest_of_value(object())
