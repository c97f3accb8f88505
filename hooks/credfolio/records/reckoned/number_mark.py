"""What a transcript shows of a license number: enough to tell two people of one name apart.

The whole number never leaves the private repository but in the table for the office that gave
it. See ADR 0091.
"""

from __future__ import annotations

import hashlib
import hmac
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from credfolio.records.model import Office
from credfolio.records.model.office import LicenceNumber
from credfolio.records.model.terms import MarkForm
from credfolio.records.reckoned.submission_number import number_of_sha256
from credfolio.records.registry import Registry


@dataclass(frozen=True, slots=True)
class NumberMark:
    """What is shown of a number, in which form, and whose number it is."""

    jurisdiction: str
    form: MarkForm
    text: str


def significant(number: str) -> str:
    """The letters and digits of a number: offices set the hyphens and spaces as they like."""
    return "".join(one for one in number if one.isalnum()).upper()


def mark_of(number: LicenceNumber, office: Office) -> NumberMark | None:
    """The mark of a number; None where it would say too much, or the office has no salt.

    Last characters are at most half of the number. A commitment is the first 50 bits of an
    HMAC-SHA-256 of jurisdiction and number. Without the salt nobody can try all numbers.
    """
    marks, own = office.number_marks, significant(number.number)
    if marks.show == "commitment":
        if marks.salt is None:
            return None
        said = f"{number.jurisdiction}\n{own}".encode()
        digest = hmac.new(bytes.fromhex(marks.salt), said, hashlib.sha256).digest()
        return NumberMark(number.jurisdiction, marks.show, number_of_sha256(digest))
    if len(own) < 2 * marks.characters:
        return None
    text = own[len(own) - marks.characters :]
    return NumberMark(number.jurisdiction, marks.show, text) if text else None


def marks_on_transcripts(registry: Registry) -> Mapping[str, tuple[NumberMark, ...]]:
    """Each educator's id → the marks that the transcript shows, because the educator agreed."""
    office = registry.office
    found: defaultdict[str, list[NumberMark]] = defaultdict(list)
    if office is None:
        return {}
    for person in registry.people.values():
        for number in person.numbers:
            mark = mark_of(number, office) if number.on_transcript else None
            if person.educator and mark:
                found[person.educator].append(mark)
    return {educator: tuple(marks) for educator, marks in found.items()}
