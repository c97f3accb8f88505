"""The few facts of an award that are asked of all awards at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from credfolio.records.model.award import Award

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


def facts_of(award: Award) -> AwardFacts:
    """The facts of one award."""
    return facts_of_fields(vars(award))


def facts_of_fields(values: Mapping[str, Any]) -> AwardFacts:
    """The facts of the award with these fields; one that is left out has its default.

    The day may be an ordinal already.
    """
    credential, stack = values.get("credential"), values.get("stack")
    return AwardFacts(
        values["educator"],
        values["id"],
        credential,
        stack,
        values["version"],
        day if isinstance(day := values["awarded_on"], int) else day.toordinal(),
        values.get("issuer") or (credential or stack or "").partition("/")[0],
        values.get("status", _ACTIVE),
        values.get("approval"),
        values.get("visibility", _PUBLIC),
        values.get("imported_from") is not None,
        values.get("judged") is not None,
    )


_ACTIVE = Award.model_fields["status"].default
_PUBLIC = Award.model_fields["visibility"].default


class AwardsByEducator(Mapping[str, tuple[Award, ...]]):
    """The awards of each educator, newest first; whose newest is the newest comes first.

    They are looked up when somebody asks for an educator, and not held.
    """

    def __init__(self, awards: Mapping[AwardKey, Award]) -> None:
        self._awards = awards
        self._names: defaultdict[str, list[str]] = defaultdict(list)
        for educator, name in awards:
            self._names[educator].append(name)

    def __getitem__(self, educator: str) -> tuple[Award, ...]:
        if educator not in self._names:
            raise KeyError(educator)
        own = [self._awards[educator, name] for name in self._names[educator]]
        return tuple(sorted(own, key=lambda a: (a.awarded_on, a.id), reverse=True))

    def __contains__(self, educator: object) -> bool:
        return educator in self._names

    def __len__(self) -> int:
        return len(self._names)

    def __iter__(self) -> Iterator[str]:
        newest: dict[str, tuple[int, str]] = {}
        for one in facts_of_all(self._awards):
            newest[one.educator] = max(newest.get(one.educator, _NEVER), (one.awarded_on, one.id))
        return iter(sorted(newest, key=newest.__getitem__, reverse=True))


_NEVER = (0, "")


def facts_of_all(awards: Mapping[AwardKey, Award]) -> Iterable[AwardFacts]:
    """The facts of all `awards`, in their order."""
    known: Iterable[AwardFacts] | None = getattr(awards, "facts", None)
    return map(facts_of, awards.values()) if known is None else known
