"""One credit as pages show it: in all the units that state it, with what is said of it once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from credfolio.pages.fragments import words
from credfolio.records.model import Award, Jurisdiction
from credfolio.records.model.award import CreditEarned
from credfolio.records.model.credential import CreditValue
from credfolio.records.reckoned.one_credit import credit_once, joined


@dataclass(frozen=True, slots=True)
class StatedCredit:
    """What a definition counts for in one place, between two dates; `value` is its first unit."""

    value: CreditValue
    text: str
    notes: tuple[str, ...]
    sources: tuple[str, ...]
    checked: date | None


@dataclass(frozen=True, slots=True)
class EarnedCredit:
    """What an award counted for; `credit` is its first unit."""

    credit: CreditEarned
    text: str


def stated_credits(
    values: Iterable[CreditValue],
    jurisdictions: Mapping[str, Jurisdiction],
) -> tuple[StatedCredit, ...]:
    """Every credit of a definition once; a note or source that both units have, once."""
    found = []
    for stated in credit_once(values, jurisdictions):
        checked = [one.last_checked for one in stated if one.last_checked]
        notes = [
            note for one in stated for note in (one.conditions, one.exceptions) if note is not None
        ]
        found.append(
            StatedCredit(
                stated[0],
                words.one_credit(stated),
                tuple(dict.fromkeys(notes)),
                tuple(dict.fromkeys(one.source_url for one in stated if one.source_url)),
                min(checked, default=None),
            )
        )
    return tuple(found)


def earned_credits(
    award: Award, jurisdictions: Mapping[str, Jurisdiction]
) -> tuple[EarnedCredit, ...]:
    """Every credit of an award once."""
    return tuple(
        EarnedCredit(stated[0], words.one_credit(stated))
        for stated in joined(award.credits_earned, jurisdictions)
    )
