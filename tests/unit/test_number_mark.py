"""What is shown of a license number tells people apart, and does not give the number away."""

from __future__ import annotations

import pytest

from credfolio.records.model import Office, Person
from credfolio.records.model.office import LicenceNumber
from credfolio.records.reckoned.number_mark import mark_of, marks_on_transcripts
from credfolio.records.registry import Registry

SALT = "6b1f0c9d2e8a47735fd1b0c4a6e29378"


def office(**marks: object) -> Office:
    return Office.model_validate({"id": "records", "number_marks": marks})


def number(text: str, **more: object) -> LicenceNumber:
    return LicenceNumber.model_validate({"jurisdiction": "maple", "number": text, **more})


@pytest.mark.parametrize(
    ("text", "characters", "mark"),
    [
        ("MP-0042-7781", 4, "7781"),
        ("mp 0042 77 81", 4, "7781"),
        ("MP-0042-778-X", 3, "78X"),
        ("1234567", 4, None),  # more than half of it
        ("12345678", 4, "5678"),
        ("12345678", 0, None),
    ],
)
def test_the_last_characters_are_at_most_half_of_the_number(
    text: str, characters: int, mark: str | None
) -> None:
    found = mark_of(number(text), office(characters=characters))
    assert (found.text if found else None) == mark


def test_a_code_is_of_the_salt_the_place_and_the_number_however_it_is_spaced() -> None:
    settings = office(show="commitment", salt=SALT)
    codes = [
        mark_of(number("MP-0042-7781"), settings),
        mark_of(number("mp00427781"), settings),
        mark_of(number("MP-0042-7782"), settings),
        mark_of(LicenceNumber(jurisdiction="oak", number="MP-0042-7781"), settings),
        mark_of(number("MP-0042-7781"), office(show="commitment", salt=SALT[::-1])),
    ]
    texts = [one.text for one in codes if one]
    assert texts[0] == texts[1]
    assert len(set(texts)) == 4
    assert mark_of(number("MP-0042-7781"), office(show="commitment")) is None


def test_a_transcript_shows_the_mark_of_whoever_agreed_and_of_nobody_else() -> None:
    people = [
        Person(id="p-ana1", name="Ana", educator="ana", numbers=(number("12345678"),)),
        Person(
            id="p-bea1",
            name="Bea",
            educator="bea",
            numbers=(number("22345679", on_transcript=True),),
        ),
        Person(id="p-cy01", name="Cy", numbers=(number("32345670", on_transcript=True),)),
    ]
    registry = Registry(office=office(), people={one.id: one for one in people})
    shown = marks_on_transcripts(registry)
    assert {name: [one.text for one in marks] for name, marks in shown.items()} == {"bea": ["5679"]}
    assert marks_on_transcripts(Registry(people=registry.people)) == {}
