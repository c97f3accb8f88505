"""Links to elsewhere in what is published: their places, and what was found there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from credfolio.checking.rules.links import targets
from credfolio.checking.rules.record_text import records, texts
from credfolio.findings.finding import Pointer
from credfolio.records.model import Award, Educator
from credfolio.records.registry import Registry

Outcome = Literal["live", "moved", "dead", "unsure", "not-asked"]
"""dead: gone, or no such host. unsure: no clear answer, today. not-asked: not safe to ask."""


@dataclass(frozen=True, slots=True)
class OuterLink:
    """An address, and its place in the records."""

    url: str
    path: str
    pointer: Pointer

    @property
    def resource(self) -> int | None:
        """Its place in the record's ``resources``, where it is the address of one."""
        if len(self.pointer) == 3 and self.pointer[0] == "resources" and self.pointer[2] == "url":
            return int(self.pointer[1])
        return None


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found behind an address. `since` is the day from which it has been so."""

    outcome: Outcome
    why: str
    on: str
    since: str
    now_at: str = ""

    def is_fresh(self, today: date, most_days: int) -> bool:
        """Whether it need not be asked again; what is not well is asked again the next day."""
        days = most_days if self.outcome in ("live", "moved") else min(1, most_days)
        try:
            return today - date.fromisoformat(self.on) < timedelta(days=days)
        except ValueError:
            return False


def find_outer_links(registry: Registry, *, unlisted: bool) -> list[OuterLink]:
    """Every published link to elsewhere, in the order of the files.

    What is private is never asked for. What is unlisted is asked for only when
    it is wanted: a report is read by others.
    """
    found = []
    for path, record in records(registry):
        if isinstance(record, Educator | Award) and not _is_shown(record, registry, unlisted):
            continue
        for text in texts(record):
            if isinstance(record, Award) and not _is_published(record, text.pointer):
                continue
            if text.kind == "link":
                found.append(OuterLink(text.text, path, text.pointer))
            elif text.kind == "prose":
                found += [
                    OuterLink(target, path, text.pointer)
                    for target in dict.fromkeys(targets(text.text))
                    if target.lower().startswith(("https://", "http://"))
                ]
    return sorted(found, key=lambda link: (link.path, [str(step) for step in link.pointer]))


def by_address(links: list[OuterLink]) -> Mapping[str, list[OuterLink]]:
    """The places of each address; what follows a ``#`` is the browser's business."""
    places: defaultdict[str, list[OuterLink]] = defaultdict(list)
    for link in links:
        places[link.url.partition("#")[0]].append(link)
    return places


def resources_to_mark(
    links: list[OuterLink], looked: Mapping[str, Looked], registry: Registry
) -> Iterator[tuple[OuterLink, Looked]]:
    """The resources whose status in the record is not what was found; unsure changes nothing."""
    resources = {path: getattr(record, "resources", ()) for path, record in records(registry)}
    for link in links:
        found = looked.get(link.url.partition("#")[0])
        if link.resource is None or found is None:
            continue
        if found.outcome in ("live", "moved", "dead") and (
            resources[link.path][link.resource].status != found.outcome
        ):
            yield link, found


def _is_shown(record: Educator | Award, registry: Registry, unlisted: bool) -> bool:
    allowed = ("public", "unlisted") if unlisted else ("public",)
    if isinstance(record, Educator):
        return record.visibility in allowed
    owner = registry.educators.get(record.educator)
    return owner is not None and owner.visibility in allowed and record.visibility in allowed


def _is_published(award: Award, pointer: Pointer) -> bool:
    if pointer[0] == "submissions":
        return False
    if pointer[0] == "evidence":
        return award.show_evidence and award.evidence[int(pointer[1])].visible
    return True
