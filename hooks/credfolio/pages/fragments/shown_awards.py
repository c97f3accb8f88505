"""What each educator shows of their awards, without holding it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

from credfolio.records.model import Award
from credfolio.records.model.award_facts import AwardFacts
from credfolio.records.model.standing import is_shown

A = TypeVar("A", Award, AwardFacts)


class ShownAwards(Mapping[str, tuple[A, ...]]):
    """Educator → the awards that they show, out of all that they have, when somebody asks; or the
    facts of these awards."""

    def __init__(self, every: Mapping[str, tuple[A, ...]]) -> None:
        self._every: Mapping[str, tuple[A, ...]] = every

    def __getitem__(self, educator: str) -> tuple[A, ...]:
        return tuple(award for award in self._every[educator] if is_shown(award))

    def __iter__(self) -> Iterator[str]:
        return iter(self._every)

    def __len__(self) -> int:
        return len(self._every)
