"""The learning resources of all definitions, each once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from credfolio.records.model import MicroCredential
from credfolio.records.model.credential import Resource
from credfolio.records.model.terms import ResourceKind, values


@dataclass(slots=True)
class Recommended:
    """A resource and the definitions that recommend it."""

    resource: Resource
    credentials: list[MicroCredential]
    notes: list[str]
    """What the definitions say about it, each sentence once."""


def recommended_resources(credentials: Iterable[MicroCredential]) -> list[Recommended]:
    """Every resource that `credentials` name, in the order in which they first do."""
    found: dict[str, Recommended] = {}
    for credential in credentials:
        for resource in credential.resources:
            key = resource.url or f"{resource.kind}:{resource.title.casefold()}"
            entry = found.setdefault(key, Recommended(resource, [], []))
            # Definitions come one after another; comparing two of them whole takes milliseconds.
            if not entry.credentials or entry.credentials[-1] is not credential:
                entry.credentials.append(credential)
            if resource.note and resource.note not in entry.notes:
                entry.notes.append(resource.note)
    return list(found.values())


def by_kind(found: Iterable[Recommended]) -> list[Recommended]:
    """The same in the order of a list: by kind, then by title."""
    kinds = {kind: n for n, kind in enumerate(values(ResourceKind))}
    return sorted(found, key=lambda e: (kinds[e.resource.kind], e.resource.title.casefold()))
