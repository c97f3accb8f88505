"""What each educator shows of their awards, without holding it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from credfolio.records.model import Award
from credfolio.records.model.standing import is_shown


class ShownAwards(Mapping[str, tuple[Award, ...]]):
    """Educator → the awards that they show, out of all that they have, when somebody asks."""

    def __init__(self, every: Mapping[str, tuple[Award, ...]]) -> None:
        self._every = every

    def __getitem__(self, educator: str) -> tuple[Award, ...]:
        return tuple(award for award in self._every[educator] if is_shown(award))

    def __iter__(self) -> Iterator[str]:
        return iter(self._every)

    def __len__(self) -> int:
        return len(self._every)
