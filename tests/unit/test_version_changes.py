"""What is said otherwise in two texts of a definition, word by word."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from credfolio.pages.catalog.version_changes import Groups, changes
from credfolio.records.model import MicroCredential, Stack
from credfolio.records.model.part import Part


def credential(*parts: dict[str, Any], **more: Any) -> MicroCredential:
    numbered = [Part(number=n, **part) for n, part in enumerate(parts, 1)]
    base = {"id": "listening", "issuer": "city", "title": "Listening", "parts": numbered}
    return MicroCredential(**{**base, **more})


def shown(groups: Groups) -> list[str]:
    """``group / label: same [-out-] {+in+}`` for each passage."""
    marks = {"same": "{}", "out": "[-{}-]", "in": "{{+{}+}}"}
    return [
        f"{group} / {one.label}: " + "".join(marks[run.kind].format(run.text) for run in one.runs)
        for group, passages in groups
        for one in passages
    ]


def test_a_changed_word_is_marked_within_its_sentence() -> None:
    before = credential({"title": "The talk", "intro": "Wait for three seconds, then answer."})
    after = credential({"title": "The talk", "intro": "Wait for five seconds, then answer."})
    assert shown(changes(before, after)) == [
        "Part 1 · The talk / Intro: Wait for [-three-]{+five+} seconds, then answer."
    ]


def test_texts_that_have_nothing_in_common_stand_one_after_the_other() -> None:
    before = credential(competency="Educator films a lesson.")
    after = credential(competency="Students speak about what they heard at home.")
    (found,) = shown(changes(before, after))
    assert found.startswith("The whole / Competency: [-Educator films a lesson.-]")
    assert found.endswith("{+Students speak about what they heard at home.+}")


def test_a_part_that_moved_is_compared_with_itself_and_a_new_one_is_all_new() -> None:
    talk = {"title": "The talk", "intro": "Listen."}
    before = credential(talk)
    after = credential({"title": "The plan", "intro": "Plan."}, talk)
    assert shown(changes(before, after)) == [
        "Part 1 · The plan / Title: {+The plan+}",
        "Part 1 · The plan / Intro: {+Plan.+}",
    ]
    assert shown(changes(after, before)) == [
        "Part 1 · The plan / Title: [-The plan-]",
        "Part 1 · The plan / Intro: [-Plan.-]",
    ]


def test_the_rubric_the_levels_and_the_rule_are_compared() -> None:
    def of(text: str, passing: bool) -> MicroCredential:
        levels = [{"id": "yes", "name": "Yes", "passing": True}]
        levels.append({"id": "nearly", "name": "Nearly", "passing": passing})
        rubric = [{"id": "care", "name": "Care", "levels": {"yes": text}}]
        part = {"title": "The talk", "scale": "levels", "levels": levels, "rubric": rubric}
        return credential(part, passing_rule={"all": True})

    found = shown(changes(of("Two students speak.", False), of("All students speak.", True)))
    assert found == [
        "Part 1 · The talk / Level: [-Nearly-]{+Nearly (passes)+}",
        "Part 1 · The talk / Care, Yes: [-Two-]{+All+} students speak.",
        "Passing / The rule: You pass when part 1 is [-Yes-]{+at least Nearly+}.",
    ]


def test_members_of_a_stack_that_came_or_went_are_named() -> None:
    def of(*members: str) -> Stack:
        named = [{"credential": one} for one in members]
        return Stack(id="all", issuer="city", title="All", members=named)

    assert shown(changes(of("city/one", "city/two"), of("city/one", "city/six"))) == [
        "The whole / Member: {+city/six (required)+}",
        "The whole / Member: [-city/two (required)-]",
    ]


WORDS = st.lists(st.sampled_from(["a", "b", "long", "–", "ü", " ", ","]), max_size=12)


@given(WORDS, WORDS)
def test_the_two_texts_can_be_read_out_of_what_is_shown(one: list[str], other: list[str]) -> None:
    before, after = "x" + "".join(one).strip(), "x" + "".join(other).strip()
    found = changes(credential(title=before or "x"), credential(title=after or "x"))
    for _, passages in found:
        for passage in passages:
            old = "".join(run.text for run in passage.runs if run.kind != "in")
            new = "".join(run.text for run in passage.runs if run.kind != "out")
            assert (old.split(), new.split()) == (before.split(), after.split())


def test_equal_texts_have_no_changes() -> None:
    one = credential({"title": "The talk", "intro": "Listen."})
    assert changes(one, one) == ()
