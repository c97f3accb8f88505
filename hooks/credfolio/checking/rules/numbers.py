"""License numbers: what a transcript shows of them tells people apart, and no more."""

from __future__ import annotations

from collections.abc import Iterator

from credfolio.checking.rules import rule
from credfolio.findings.finding import Finding, quoted
from credfolio.ids import fold_name, slug
from credfolio.records.model import Office, Person
from credfolio.records.model.kinds import OFFICE, PEOPLE
from credfolio.records.model.office import LicenceNumber
from credfolio.records.reckoned.number_mark import mark_of, significant
from credfolio.records.registry import Registry


@rule
def check_number_mark(registry: Registry) -> Iterator[Finding]:
    """What a transcript shows of a license number tells two people of one name apart.

    A licensing office that mistakes one for the other gives somebody another person's credit.
    Most of a number helps people who misuse numbers.

    Change `characters:` under `number_marks:` in office/records.yml, or write
    `show: commitment` with a `salt:` of 32 random hexadecimal digits. A number
    that two people have is a slip in one of them.
    """
    office = registry.office
    if office is None:
        return
    if office.number_marks.show == "commitment" and office.number_marks.salt is None:
        yield Finding(
            "number-mark",
            OFFICE.path(),
            "commitments need a salt, without which anybody could try all numbers",
            "add `salt:` with 32 random hexadecimal digits, and never change it afterwards",
            pointer=("number_marks", "show"),
        )
        return
    owners: dict[tuple[str, str], str] = {}
    seen: dict[tuple[str, str, str], str] = {}
    for person, n, number in _numbers(registry):
        own = significant(number.number)
        other = owners.setdefault((number.jurisdiction, own), person.id)
        if other != person.id:
            yield _wrong(
                person,
                n,
                f"{quoted(other)} has the same number in {quoted(number.jurisdiction)}",
                "correct the number of one of them",
            )
        elif number.on_transcript:
            yield from _of_mark(person, n, number, office, seen)


def _of_mark(
    person: Person,
    n: int,
    number: LicenceNumber,
    office: Office,
    seen: dict[tuple[str, str, str], str],
) -> Iterator[Finding]:
    mark = mark_of(number, office)
    if mark is None:
        yield _wrong(
            person,
            n,
            f"{office.number_marks.characters} characters are more than half of this number",
            "write fewer `characters:` in office/records.yml, or `show: commitment`",
        )
        return
    # An office files López with Lopez.
    name = slug(person.name) or fold_name(person.name)
    key = name, mark.jurisdiction, mark.text
    twin = seen.setdefault(key, person.id)
    if twin != person.id:
        yield _wrong(
            person,
            n,
            f"{quoted(twin)} has the same name, and a number with the same last "
            f"{office.number_marks.characters} characters",
            "write more `characters:` in office/records.yml, or `show: commitment`",
        )


def _numbers(registry: Registry) -> Iterator[tuple[Person, int, LicenceNumber]]:
    for person in registry.people.values():
        for n, number in enumerate(person.numbers):
            yield person, n, number


def _wrong(person: Person, n: int, message: str, fix: str) -> Finding:
    return Finding(
        "number-mark", PEOPLE.path(person.id), message, fix, pointer=("numbers", n, "number")
    )
