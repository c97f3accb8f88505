"""Worksheets: all that a definition asks for, once, with a place to answer it, in a light page."""

from __future__ import annotations

import gzip

import pytest

from credfolio.pages.fragments import addresses
from credfolio.records.model.part import Part
from credfolio.records.reckoned.answer_form import MOST_PIECES, part_form
from credfolio.records.reckoned.passing import part_levels
from shown_text import is_shown, squashed, values_of

HEAVIEST = 25_000  # bytes, compressed: what a phone is asked to load


def with_parts(demo) -> list:
    found = [credential for credential in demo.credentials.values() if credential.parts]
    assert len(found) >= 30
    return found


def names(page) -> dict[str, str]:
    """The fields of the form by name, each with its type; radio buttons share a name."""
    return {
        element["name"]: element.get("type") or element.name
        for element in page.main.all("input", "textarea")
        if element.get("name")
    }


def test_every_part_prompt_item_and_criterion_is_on_the_worksheet_in_full(demo, pages) -> None:
    lacking = {}
    for credential in with_parts(demo):
        page = pages(addresses.worksheet(credential))
        text = squashed(page.main.text).casefold()
        links = {element["href"] for element in page.main.all("a")}
        for part in credential.parts:
            for value in values_of(part, demo):
                for wanted in value.shown:
                    if not is_shown(wanted, text, links):
                        lacking.setdefault(credential.ref, []).append(f"{value.path}: {wanted}")
    assert lacking == {}


def test_every_question_piece_check_and_criterion_has_a_field(demo, pages) -> None:
    for credential in with_parts(demo):
        fields = names(pages(addresses.worksheet(credential)))
        for part in credential.parts:
            for prompt in part.prompts:
                assert fields[f"{part.number}/prompt/{prompt.id}"] == "textarea"
            for item in part.evidence_items:
                key = f"{part.number}/item/{item.id}"
                if item.count > MOST_PIECES:
                    assert fields[f"{key}/ready"] == "number"
                else:
                    for n in range(1, item.count + 1):
                        assert fields[f"{key}/{n}/ready"] == "checkbox"
                assert not item.consent_needed or fields[f"{key}/consent"] == "checkbox"
            levels = part_levels(part)
            for criterion in part.rubric:
                if levels:
                    assert fields[f"{part.number}/criterion/{criterion.id}"] == "radio"
            if levels and not part.rubric:
                assert fields[f"{part.number}/level"] == "radio"
            checks = [name for name in fields if name.startswith(f"{part.number}/check/")]
            assert len(checks) == len(set(part.completeness_checks))


def test_a_definition_links_its_worksheet_and_the_worksheet_leads_back(demo, pages) -> None:
    for credential in demo.credentials.values():
        page = pages(addresses.credential(credential))
        linked = any(a["href"].endswith("/worksheet/") for a in page.main.all("a"))
        assert linked == bool(credential.parts)
        if credential.parts:
            sheet = pages(addresses.worksheet(credential))
            assert not sheet.is_indexed
            back = addresses.credential(credential)
            assert any(a["href"].endswith(back) for a in sheet.main.all("a"))


def test_the_heaviest_worksheet_is_light(demo, pages) -> None:
    sizes = {
        c.ref: len(gzip.compress(pages(addresses.worksheet(c)).source.encode(), 6))
        for c in with_parts(demo)
    }
    assert max(sizes.values()) < HEAVIEST, sizes


def part(**fields) -> Part:
    return Part.model_validate({"number": 1, "title": "Reflection", **fields})


PROMPT = {"id": "why", "text": "Why?"}


@pytest.mark.parametrize(
    ("scope", "each", "total"),
    [("response", 200, None), ("item", 200, None), ("part", None, 200)],
)
def test_a_limit_of_the_part_holds_for_each_answer_or_for_all(scope, each, total) -> None:
    form = part_form(part(word_limit={"max": 200, "applies_to": scope}, prompts=[PROMPT]))
    (_, key, limit) = form.prompts[0]
    assert key == "1/prompt/why"
    assert (limit.max if limit else None) == each
    assert [whole.max for whole in form.totals] == ([total] if total else [])


def test_an_answers_own_limit_comes_before_the_parts() -> None:
    prompt = {**PROMPT, "word_limit": {"max": 50}}
    form = part_form(part(word_limit={"max": 200}, prompts=[prompt, {**PROMPT, "id": "how"}]))
    assert [limit.max for _, _, limit in form.prompts] == [50, 200]


def test_prompts_that_repeat_the_parts_limit_count_once_together() -> None:
    limit = {"max": 300, "applies_to": "part"}
    prompts = [{**PROMPT, "word_limit": limit}, {**PROMPT, "id": "how", "word_limit": limit}]
    form = part_form(part(prompts=prompts))
    assert [whole.max for whole in form.totals] == [300]
    assert [limit for _, _, limit in form.prompts] == [None, None]


def test_many_pieces_are_counted_with_one_number() -> None:
    items = [{"id": "log", "title": "Log", "count": n} for n in (1, MOST_PIECES, MOST_PIECES + 1)]
    form = part_form(part(evidence_items=items))
    assert [len(item.pieces) for item in form.items] == [1, MOST_PIECES, 0]


def test_a_check_whose_words_change_is_another_check() -> None:
    (before,) = part_form(part(completeness_checks=["Names are removed."])).checks
    (after,) = part_form(part(completeness_checks=["All names are removed."])).checks
    assert before[0] != after[0]
