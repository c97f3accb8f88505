"""The few facts of an award that are asked of all awards at once."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

from credfolio.records.model.award import Award, CreditEarned
from credfolio.records.model.base import Credit

T = TypeVar("T", Award, "AwardFacts")

AwardKey = tuple[str, str]
"""The educator's id and the award's id."""


class AwardFacts(NamedTuple):
    """What is known of an award without the award itself."""

    educator: str
    id: str
    credential: str | None
    stack: str | None
    version: str
    awarded_on: int
    """The day as its ordinal."""
    issuer_id: str
    """Who issued it, as `Award.issuer_id`."""
    status: str
    approval: str | None
    visibility: str
    is_imported: bool
    is_judged: bool
    """Whether it was judged in a private repository."""
    expires_on: int | None
    """The day as its ordinal."""
    credits: tuple[tuple[str, str, str, str | None], ...]
    """Of the credit earned: jurisdiction, unit, amount as a text, and category."""

    @property
    def reference(self) -> str | None:
        """Of what was earned, a credential or a stack."""
        return self.credential or self.stack

    @property
    def last_day(self) -> date | None:
        """The day on which it is valid for the last time."""
        return None if self.expires_on is None else date.fromordinal(self.expires_on)

    def credit(self) -> tuple[Credit, ...]:
        """The credit earned, without who approved it when."""
        return tuple(map(_credit, self.credits))


def facts_of(award: Award) -> AwardFacts:
    """The facts of one award."""
    return facts_of_fields(vars(award))


def facts_of_fields(values: Mapping[str, Any]) -> AwardFacts:
    """The facts of the award with these fields; one that is left out has its default.

    Days may be ordinals already, and credit plain data.
    """
    credential, stack = values.get("credential"), values.get("stack")
    return AwardFacts(
        values["educator"],
        values["id"],
        credential,
        stack,
        values["version"],
        _ordinal(values["awarded_on"]),
        values.get("issuer") or (credential or stack or "").partition("/")[0],
        values.get("status", _ACTIVE),
        values.get("approval"),
        values.get("visibility", _PUBLIC),
        values.get("imported_from") is not None,
        values.get("judged") is not None,
        None if (end := values.get("expires_on")) is None else _ordinal(end),
        tuple(map(_row_of, values.get("credits_earned", ()))),
    )


def _ordinal(day: date | int) -> int:
    return day if isinstance(day, int) else day.toordinal()


def _row_of(credit: CreditEarned | Mapping[str, Any]) -> tuple[str, str, str, str | None]:
    held = credit if isinstance(credit, Mapping) else vars(credit)
    return held["jurisdiction"], held["unit"], str(held["amount"]), held.get("category")


@lru_cache(maxsize=10_000)  # few differ
def _credit(row: tuple[str, str, str, str | None]) -> Credit:
    jurisdiction, unit, amount, category = row
    return Credit.model_validate(
        {"jurisdiction": jurisdiction, "unit": unit, "amount": amount, "category": category}
    )


_ACTIVE = Award.model_fields["status"].default
_PUBLIC = Award.model_fields["visibility"].default


class _ByEducator(Mapping[str, tuple[T, ...]], ABC):
    """What there is of each educator's awards, newest first; whose newest is newest comes first.

    It is looked up when somebody asks for an educator, and not held.
    """

    def __init__(self, awards: Mapping[AwardKey, Award]) -> None:
        self._awards = awards
        self._names: defaultdict[str, list[str]] = defaultdict(list)
        for educator, name in awards:
            self._names[educator].append(name)

    @abstractmethod
    def _of(self, educator: str) -> Iterable[T]:
        """What there is of one who has awards, in any order."""

    def __getitem__(self, educator: str) -> tuple[T, ...]:
        if educator not in self._names:
            raise KeyError(educator)
        return tuple(sorted(self._of(educator), key=_newness, reverse=True))

    def __contains__(self, educator: object) -> bool:
        return educator in self._names

    def __len__(self) -> int:
        return len(self._names)

    def __iter__(self) -> Iterator[str]:
        newest: dict[str, tuple[int, str]] = {}
        for one in facts_of_all(self._awards):
            newest[one.educator] = max(newest.get(one.educator, _NEVER), (one.awarded_on, one.id))
        return iter(sorted(newest, key=newest.__getitem__, reverse=True))


class AwardsByEducator(_ByEducator[Award]):
    """The awards of each educator."""

    def _of(self, educator: str) -> Iterable[Award]:
        return (self._awards[educator, name] for name in self._names[educator])


class FactsByEducator(_ByEducator[AwardFacts]):
    """The facts of the awards of each educator; no award becomes a record for it."""

    def _of(self, educator: str) -> Iterable[AwardFacts]:
        return facts_in(self._awards, educator)


def _newness(award: Award | AwardFacts) -> tuple[Any, str]:
    return award.awarded_on, award.id


_NEVER = (0, "")


def facts_of_all(awards: Mapping[AwardKey, Award]) -> Iterable[AwardFacts]:
    """The facts of all `awards`, in their order."""
    known: Iterable[AwardFacts] | None = getattr(awards, "facts", None)
    return map(facts_of, awards.values()) if known is None else known


def facts_in(awards: Mapping[AwardKey, Award], educator: str) -> Iterable[AwardFacts]:
    """The facts of those of `awards` that are one educator's, in their order."""
    known: Callable[[str], Iterable[AwardFacts]] | None = getattr(awards, "facts_in", None)
    if known is None:
        return [facts_of(award) for key, award in awards.items() if key[0] == educator]
    return known(educator)
