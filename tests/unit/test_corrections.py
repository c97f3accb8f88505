"""Spelling and dead links are set right within a version; other demands are another version."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from credfolio.checking.rules import check_registry
from credfolio.records.model import KeptCredential, MicroCredential
from credfolio.records.model.credential import Correction
from credfolio.records.model.part import Criterion, EvidenceItem, Level, Part, Prompt
from credfolio.records.reckoned.corrections import is_corrected, is_slip, text_changes
from credfolio.records.registry import Registry
from credfolio.text.word_changes import in_one_line, runs

TODAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Show teh plan.", "Show the plan."),
        ("effort or behaviour", "effort or behavior"),
        ("You wait for for an answer.", "You wait for an answer."),
        ("alot of questions", "a lot of questions"),
        ("Say what you seen", "Say what you see"),
        ("Show plan of lesson", "Show the plan of a lesson"),
        ("two students;who agree", "Two students, who agree."),
        ("Fa\u00e7ade and resum\u00e9", "Facade and r\u00e9sum\u00e9"),
    ],
)
def test_a_slip_is_set_right(before: str, after: str) -> None:
    assert is_slip(before, after)
    assert is_slip(after, before)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Show two lessons.", "Show ten lessons."),
        ("Wait 3 seconds.", "Wait 5 seconds."),
        ("at least 90% of answers", "at least 50% of answers"),
        ("You do not give advice.", "You do give advice."),
        ("You do not give advice.", "You do now give advice."),
        ("a recording and a plan", "a recording or a plan"),
        ("You may record it.", "You must record it."),
        ("It is possible.", "It is impossible."),
        ("It was planned.", "It was unplanned."),
        ("Show a recording.", "Show a description."),
        ("Show a recording.", "Show a recording and its transcript."),
        ("of your colleagues", "of your students"),
        ("Read https://city.example/a first.", "Read https://city.example/b first."),
    ],
)
def test_what_may_ask_for_something_else_is_no_slip(before: str, after: str) -> None:
    assert not is_slip(before, after)
    assert not is_slip(after, before)


def definition(**more: Any) -> dict[str, Any]:
    """A credential of one part, and what a test says otherwise of that part."""
    part = {
        "number": 1,
        "title": "The conversation",
        "levels": [Level(id="met", name="Met", passing=True), Level(id="not", name="Not yet")],
        "prompts": [Prompt(id="what", text="Say what changed.")],
        "evidence_items": [
            EvidenceItem(id="plan", title="A plan", template_url="https://city.example/old")
        ],
        "rubric": [Criterion(id="wait", name="Waiting", levels={"met": "You wait.", "not": "No."})],
    }
    return {
        "id": "listening",
        "issuer": "city",
        "title": "Listening",
        "version": "1.0",
        "parts": [Part(**{**part, **more})],
    }


def one(**more: Any) -> MicroCredential:
    return MicroCredential(**definition(**more))


SPELLED = [Prompt(id="what", text="Say what changd.")]
LINKED = [EvidenceItem(id="plan", title="A plan", template_url="https://city.example/new")]


def test_only_corrections_of_a_stated_kind_are_allowed() -> None:
    assert is_corrected(one(prompts=SPELLED), one(), {"spelling"})
    assert not is_corrected(one(prompts=SPELLED), one(), {"link"})
    assert is_corrected(one(), one(evidence_items=LINKED), {"link"})
    assert not is_corrected(one(), one(evidence_items=LINKED), {"spelling"})
    in_text = [Prompt(id="what", text="See https://city.example/a.")]
    moved = [Prompt(id="what", text="See https://city.example/b.")]
    assert is_corrected(one(prompts=in_text), one(prompts=moved), {"link"})


@pytest.mark.parametrize(
    "more",
    [
        {"required_level": "not"},
        {"prompts": []},
        {"prompts": [Prompt(id="what2", text="Say what changed.")]},
        {"levels": [Level(id="met", name="Met"), Level(id="not", name="Not yet", passing=True)]},
        {"evidence_items": [EvidenceItem(id="plan", title="A plan", count=2)]},
        {"rubric": [Criterion(id="wait", name="Waiting", levels={"met": "You wait."})]},
    ],
)
def test_whatever_is_no_text_is_another_demand(more: dict[str, Any]) -> None:
    assert text_changes(one(), one(**more)) is None
    assert not is_corrected(one(), one(**more), {"spelling", "link"})


def rules_of(*corrections: Correction, **kept: Any) -> set[str]:
    registry = Registry(
        credentials={
            "city/listening": MicroCredential(**{**definition(), "corrections": corrections})
        },
        credential_versions={"city/listening/1.0": KeptCredential(**definition(**kept))},
    )
    return {found.rule for found in check_registry(registry, TODAY)} & {"version-differs"}


def test_a_definition_may_differ_from_its_kept_text_only_by_what_it_says_was_corrected() -> None:
    said = Correction(
        version="1.0", on="2026-06-01", kind="spelling", says="A letter.", approved_by="b"
    )
    assert rules_of(prompts=SPELLED) == {"version-differs"}
    assert rules_of(said, prompts=SPELLED) == set()
    other = said.model_copy(update={"version": "0.9"})
    assert rules_of(other, prompts=SPELLED) == {"version-differs"}
    assert rules_of(said, required_level="not") == {"version-differs"}


def test_a_change_of_words_fits_one_line() -> None:
    before = "At the beginning of the lesson you show teh plan to the whole class, and they ask."
    after = before.replace("teh", "the")
    assert in_one_line(runs(before, after)) == (
        "… of the lesson you show [-teh-]{+the+} plan to the whole class, and …"
    )
