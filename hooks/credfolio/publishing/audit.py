"""What a new site has that the old one had not, what it lacks, and whether the records say why.

People put an address on a résumé and into a wallet. One that vanishes must be
explained by the records: taken down, made private, renamed, ended. Otherwise
it was lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from credfolio.records.registry import Registry


@dataclass(frozen=True, slots=True)
class Difference:
    """Paths of files, each list sorted."""

    appeared: tuple[str, ...]
    changed: tuple[str, ...]
    vanished: tuple[str, ...]
    kept: int
    """How many files are the same in both."""


def compare(old: Mapping[str, str], new: Mapping[str, str]) -> Difference:
    """How `new` differs from `old`; both give a digest of the content for each path."""
    both = old.keys() & new.keys()
    changed = tuple(sorted(path for path in both if old[path] != new[path]))
    return Difference(
        tuple(sorted(new.keys() - old.keys())),
        changed,
        tuple(sorted(old.keys() - new.keys())),
        len(both) - len(changed),
    )


@dataclass(frozen=True, slots=True)
class Vanished:
    """A file that is no more; `reason` is "" when nothing in the records explains it."""

    path: str
    reason: str


def explain(paths: Iterable[str], new: Iterable[str], registry: Registry) -> list[Vanished]:
    """Why each of `paths` is not among the files `new` of the site of these records."""
    lists = {path.partition("/")[0] for path in new}
    return [Vanished(path, _reason(path, registry, lists)) for path in paths]


_OWN_PARTS = ("assets/", "search/")
_LISTS = {
    "topics": "topic",
    "audiences": "audience",
    "evidence": "kind of evidence",
    "resources": "resource",
    "feeds": "entry",
}


def _reason(path: str, registry: Registry, lists: set[str]) -> str:
    if path.startswith(_OWN_PARTS) or (path.startswith("styleguide/") and path[-5:] != ".html"):
        return "a part of pages, not an address of its own"
    parts = path.removeprefix("api/v1/").removesuffix(".json").split("/")
    top, names = parts[0], parts[1:]
    if top == "portfolios" and names:
        return _of_portfolio(names, registry)
    if top == "catalog" and names:
        return _of_definition(names, registry)
    if top == "issuers" and names:
        return _of_issuer(names[0], registry)
    if top in _LISTS and len(names) > 1 and top in lists:
        return f"a list with nothing in it: no {_LISTS[top]} {names[0]!r} any more"
    return ""


def _of_portfolio(names: list[str], registry: Registry) -> str:
    handle = names[0]
    # Portfolios that were taken down, where the registry knows of them.
    if handle in registry.tombstones:
        return "the portfolio was taken down"
    educator = registry.educators.get(handle)
    if educator is None:
        for other in registry.educators.values():
            if handle in other.former_handles:
                return f"renamed: now portfolios/{other.id}/"
        return ""
    if educator.visibility == "private":
        return "the portfolio was made private"
    award = registry.awards.get((handle, names[1])) if len(names) > 1 else None
    if award is None:
        return ""
    if award.status != "active":
        if award.status_on:
            return f"the award was {award.status} on {award.status_on}"
        return f"the award was {award.status}"
    return "the award was made private" if award.visibility == "private" else ""


def _of_definition(names: list[str], registry: Registry) -> str:
    issuer, rest = names[0], names[1:]
    if moved := _of_issuer(issuer, registry):
        return moved
    is_stack = rest[:1] == ["stacks"]
    name = rest[1 if is_stack else 0] if len(rest) > is_stack else ""
    records = registry.stacks if is_stack else registry.credentials
    for record in records.values():
        if record.issuer == issuer and name in (*record.aliases, *record.former_ids):
            return f"renamed: now {record.ref}"
    return ""


def _of_issuer(name: str, registry: Registry) -> str:
    if name not in registry.issuers:
        for issuer in registry.issuers.values():
            if name in issuer.former_ids:
                return f"renamed: the issuer is now {issuer.id}"
    return ""
