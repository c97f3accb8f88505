"""Awards in little room: those of one educator as compressed bytes, and as records while somebody
asks for them.

As records the awards of a state would take most of a gigabyte, and nearly everything that reads
awards reads those of one educator after those of another.
"""

from __future__ import annotations

import marshal
import zlib
from collections.abc import Iterator, Mapping
from typing import cast

from credfolio.records.loading.plain_records import Plain, from_plain
from credfolio.records.model.award import Award
from credfolio.records.model.award_facts import AwardFacts, AwardKey, facts_of, facts_of_fields

MOST_OPEN = 8_000
"""So many awards are records at once, about 44 MB, unless one educator has more: those of some
10,000 pages, which a build goes through several times."""


def pack(awards: Mapping[str, Plain]) -> bytes:
    """The awards of one educator, by id, as plain data of `to_plain`; their facts before them, for
    those who ask for no more."""
    facts = {name: tuple(facts_of_fields(plain)) for name, plain in awards.items()}
    return marshal.dumps((facts, zlib.compress(marshal.dumps(dict(awards)), 1)))


def unpack(packed: bytes) -> dict[str, Plain]:
    """What `pack` was given."""
    found: dict[str, Plain] = marshal.loads(zlib.decompress(marshal.loads(packed)[1]))
    return found


def facts_before(packed: bytes) -> dict[str, AwardFacts]:
    """The facts of what `pack` was given."""
    return {name: AwardFacts(*row) for name, row in marshal.loads(packed)[0].items()}


class PackedAwards(Mapping[AwardKey, Award]):
    """All awards by educator and id: one educator after the other, each in the order in which their
    awards were put.

    The same award may be another object when it is asked for again; it is always an equal one.
    """

    def __init__(self) -> None:
        self._homes: dict[str, dict[str, Award | None]] = {}
        """Educator → award → its record, or None where it is packed."""
        self._packed: dict[str, bytes] = {}
        self._open: dict[str, dict[str, Award]] = {}
        self._number_open = 0

    def put(self, key: AwardKey, award: Award) -> None:
        """Hold `award` as it is."""
        self._homes.setdefault(key[0], {})[key[1]] = award

    def put_packed(self, key: AwardKey, packed: bytes) -> None:
        """Hold the award of that id in `packed`, which has awards of one educator."""
        educator, name = key
        if self._packed.setdefault(educator, packed) == packed:
            self._homes.setdefault(educator, {})[name] = None
        else:  # somebody's awards are in two folders
            self.put(key, from_plain(Award, unpack(packed)[name]))

    def __len__(self) -> int:
        return sum(map(len, self._homes.values()))

    def __iter__(self) -> Iterator[AwardKey]:
        for educator, held in self._homes.items():
            for name in held:
                yield educator, name

    def __contains__(self, key: object) -> bool:
        match key:
            case (str(educator), name):
                return name in self._homes.get(educator, ())
        return False

    def __getitem__(self, key: AwardKey) -> Award:
        if key not in self:
            raise KeyError(key)
        return self.of_educator(key[0])[key[1]]

    def of_educator(self, educator: str) -> Mapping[str, Award]:
        """The awards of one educator by id, in the order in which they were put."""
        if (known := self._open.get(educator)) is not None:
            return known
        held = self._homes.get(educator, {})
        packed = self._packed.get(educator)
        if packed is None:
            return cast("dict[str, Award]", held)
        plain = unpack(packed)
        found = {
            name: from_plain(Award, plain[name]) if award is None else award
            for name, award in held.items()
        }
        self._keep_open(educator, found)
        return found

    def _keep_open(self, educator: str, found: dict[str, Award]) -> None:
        self._open[educator] = found
        self._number_open += len(found)
        while self._number_open > MOST_OPEN and len(self._open) > 1:
            first = next(iter(self._open))
            self._number_open -= len(self._open.pop(first))

    @property
    def facts(self) -> Iterator[AwardFacts]:
        """The facts of all awards, in order; no award becomes a record for it."""
        for educator in self._homes:
            yield from self.facts_in(educator)

    def facts_in(self, educator: str) -> Iterator[AwardFacts]:
        """The facts of one educator's awards, in order; of nobody there are none."""
        packed = self._packed.get(educator)
        known = {} if packed is None else facts_before(packed)
        for name, award in self._homes.get(educator, {}).items():
            yield known[name] if award is None else facts_of(award)
