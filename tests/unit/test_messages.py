"""The e-mails of a round: each step has its text, and what is filled in is known."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from credfolio.cli import all_commands, main
from credfolio.records.model.terms import RequestOutcome, SubmissionEvent
from credfolio.records.reckoned.submission import State
from credfolio.rounds.messages import (
    GROUPS,
    Message,
    Recipient,
    messages,
    pieces,
    places,
    places_of_lines,
)

ALL = messages()


def test_somebody_is_told_of_each_state_event_and_answer_to_a_request() -> None:
    assert {one for message in ALL for one in message.states} == set(get_args(State))
    told = {one for message in ALL for one in message.happens}
    # What is only proposed is told when it is done.
    assert told == {*get_args(SubmissionEvent), *get_args(RequestOutcome)} - {"proposed"}


def test_each_recipient_gets_some_and_each_group_has_some() -> None:
    assert {one.to for one in ALL} == set(get_args(Recipient))
    assert list(dict.fromkeys(one.group for one in ALL)) == list(GROUPS)
    # Both are places on the page.
    assert len({*GROUPS, *(one.id for one in ALL)}) == len(GROUPS) + len(ALL)


def test_what_is_filled_in_is_known_and_what_is_known_is_used() -> None:
    assert {name for one in ALL for name in one.places} == set(places())


def test_places_come_in_the_order_in_which_they_are_met() -> None:
    assert list(places())[:3] == ["number", "name", "title"]
    assert list(places()) == list(dict.fromkeys(name for one in ALL for name in one.places))


def test_a_place_of_several_lines_stands_alone_and_in_no_subject() -> None:
    for name in places_of_lines():
        holding = [one for one in ALL if name in one.places]
        assert holding
        for one in holding:
            assert f"{{{name}}}" in one.paragraphs
            assert f"{{{name}}}" not in one.subject


OUTCOME = re.compile(r"\byou passed\b|has not passed|\{kept\}|\byou keep\b", re.IGNORECASE)


def test_an_e_mail_says_an_outcome_only_where_the_work_did_not_come_sealed() -> None:
    telling = [one for one in ALL if OUTCOME.search(" ".join(one.paragraphs).split("If you ")[0])]
    assert {"passed", "again", "coach-next"} <= {one.id for one in telling}
    for one in telling:
        assert one.when.startswith("The work did not come sealed"), one.id
        assert "receipt" not in " ".join(one.paragraphs), one.id
    (neutral,) = [one for one in ALL if one.id == "sealed-answer"]
    assert neutral.states == ("decided",)


@pytest.mark.parametrize("message", ALL, ids=lambda one: one.id)
def test_a_command_in_it_can_be_typed(message: Message) -> None:
    all_commands()
    for found in re.finditer(r"credfolio (\w+)([^,.]*)", " ".join(message.paragraphs)):
        for option in main.commands[found[1]].params:
            if option.required and option.opts[0].startswith("-"):
                assert any(one in found[2].split() for one in option.opts), option.opts
        assert "--write" in found[2]


def test_after_a_command_means_one_that_there_is() -> None:
    all_commands()
    assert {one.step for one in ALL} <= set(main.commands)


@pytest.mark.parametrize("message", ALL, ids=lambda one: one.id)
def test_it_is_made_of_whole_sentences_and_signed(message: Message) -> None:
    assert message.paragraphs[-1] == "{office}"
    assert not message.subject.endswith(".")
    for paragraph in message.paragraphs[:-1]:
        is_filled = re.fullmatch(r"\{\w+\}", paragraph)
        assert is_filled or re.search(r"[.?:,]$", paragraph), paragraph
        assert not re.search(r"[{}]", re.sub(r"\{[a-z_]+\}", "", paragraph)), paragraph


def test_a_text_is_cut_at_its_places() -> None:
    assert pieces("Dear {name}, yes.") == [("Dear ", "name"), (", yes.", "")]
    assert pieces("{office}") == [("", "office"), ("", "")]
