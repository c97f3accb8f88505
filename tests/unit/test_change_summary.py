"""What changed in a definition, in sentences, and what the reviewer is asked to look at."""

from __future__ import annotations

import pytest
import yaml

from credfolio.checking.change.checklist import build_checklist
from credfolio.checking.change.summary import summarize_definition
from credfolio.records.model import MicroCredential
from credfolio.records.record_reader import read_record
from credfolio.records.source_text import parse_yaml
from threats import CREDENTIAL, base_text


def definition(*changes: tuple[str, str]) -> MicroCredential:
    data = parse_yaml(base_text(CREDENTIAL, *changes), CREDENTIAL)
    assert isinstance(data, dict)
    place = {"id": "active-listening", "issuer": "riverside-usd"}
    record = read_record(MicroCredential, data, CREDENTIAL, place)
    assert isinstance(record, MicroCredential), record
    return record


WORDS = "word_limit: {max: 200}"
SENTENCES: dict[tuple[tuple[str, str], ...], list[str]] = {
    (("title: Active Listening", "title: Listening"),): [
        'The title went from "Active Listening" to Listening.'
    ],
    ((WORDS, "word_limit: {max: 300}"),): [
        (
            'Part 1, the question "Say what changed when you waited.": '
            "the word limit went from 200 to 300."
        )
    ],
    (("consent_needed: yes", "consent_needed: no"),): [
        (
            'Part 1, the evidence "A recording of one conversation": '
            "the need of consent went from yes to no."
        )
    ],
    (("count: 2", "count: 3"),): [
        'Part 2, the evidence "Reflections of two students": the number went from 2 to 3.'
    ],
    (("amount: 0}", "amount: 25}"),): ["The cost: the amount went from 0 to 25."],
    (("max_hours: 6", "max_hours: 9"),): ["The time: the most hours went from 6 to 9."],
    (("      - {id: not-met, name: Not met}\n", ""),): ['Part 1: the level "Not met" was removed.'],
    (("audience_roles: [teacher]", "audience_roles: [teacher, coach]"),): [
        "The audience roles: coach was added."
    ],
    (("You answer at once.", "You answer before the student has finished."),): [
        (
            'Part 1, the criterion "Waiting", the levels: the text of not-met went from '
            '"You answer at once." to "You answer before the student has finished."'
        )
    ],
    (("attempts: {max: 3}\n", ""),): ["The attempts: the upper limit was removed."],
}


@pytest.mark.parametrize("changes", SENTENCES)
def test_a_change_is_told_in_a_sentence(changes: tuple[tuple[str, str], ...]) -> None:
    assert summarize_definition(definition(), definition(*changes)) == SENTENCES[changes]


def test_nothing_changed_is_no_sentence() -> None:
    assert summarize_definition(definition(), definition()) == []


def test_a_part_that_was_put_in_front_is_one_that_was_added() -> None:
    old = definition()
    part = old.parts[0].model_copy(update={"number": 3, "title": "More"})
    new = old.model_copy(update={"parts": (part, *old.parts)})
    assert summarize_definition(old, new) == ["Part 3 was added."]


def test_every_field_of_a_definition_that_differs_is_told() -> None:
    old = definition()
    empty = MicroCredential(id="active-listening", issuer="riverside-usd", title="X")
    told = "\n".join(summarize_definition(old, empty)).lower()
    given = yaml.safe_load(base_text(CREDENTIAL))
    for name in set(given) - {"changelog", "released"}:
        words = {
            "licence": "license",
            "time_estimate": "time",
            "credit_values": "credit",
            "method_components": "components of the method",
            "parts": "part 1",
        }.get(name, name.replace("_", " "))
        assert words.removesuffix("s") in told, name


def test_the_checklist_ticks_what_a_program_can_see() -> None:
    items = build_checklist(definition())
    sections = list(dict.fromkeys(item.section for item in items))
    assert sections == ["The four criteria", "The rubric", "The resources", "Privacy"]
    assert [item.state for item in items[:4]] == ["yes"] * 4
    assert any("Captions" in item.text and "Three seconds" in item.text for item in items)


def test_the_checklist_names_a_hole_in_the_rubric() -> None:
    items = build_checklist(definition(("          not-met: You answer at once.\n", "")))
    assert 'Part 1, "Waiting": not-met has no text.' in [i.text for i in items]
    same = build_checklist(
        definition(("You answer at once.", "You leave three seconds now and then."))
    )
    assert any("two levels have the same words" in item.text for item in same)


def test_the_checklist_of_an_empty_draft_says_what_is_missing() -> None:
    items = build_checklist(MicroCredential(id="x", issuer="y", title="X"))
    assert [item.state for item in items] == ["no"] * 4
