"""Lifecycle: what replaces what, and why something ended."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from credfolio.checking.rules import own_dated_rule, own_rule, rule
from credfolio.checking.rules.awarded import awards
from credfolio.findings.finding import Finding, Pointer, quoted
from credfolio.findings.words import said
from credfolio.records.registry import Registry, credential_path, issuer_path


@own_dated_rule
def check_lifecycle(registry: Registry, today: date) -> Iterator[Finding]:
    """What is superseded says so on both sides, and what has ended says when.

    Readers of an old definition find the new one, and readers of the new one find its history.

    A superseded definition is deprecated, in teach-out or retired, and its successor lists it
    under `supersedes:`. A closed issuer has `closed_on:`.
    """
    for reference, credential in registry.credentials.items():
        path = credential_path(reference)
        if successor := credential.superseded_by:
            if credential.status in ("draft", "cataloged", "beta", "active"):
                yield Finding(
                    "lifecycle",
                    path,
                    *said(
                        "lifecycle: successor",
                        successor=quoted(successor),
                        status=credential.status,
                    ),
                    severity="hint",
                    pointer=("status",) if credential.status != "draft" else ("superseded_by",),
                )
            after = registry.credentials.get(successor)
            if after and successor != reference and reference not in after.supersedes:
                yield Finding(
                    "lifecycle",
                    credential_path(successor),
                    f"{quoted(reference)} names it as its successor, but it does not supersede it",
                    f"add {reference} to `supersedes:`",
                    severity="hint",
                    pointer=("supersedes",),
                )
    for issuer in registry.issuers.values():
        path = issuer_path(issuer.id)
        if issuer.status == "closed" and issuer.closed_on is None:
            yield Finding(
                "lifecycle",
                path,
                "the issuer is closed, but nobody says since when",
                "add `closed_on:` with the date",
                pointer=("status",),
            )
        elif issuer.status == "active" and issuer.closed_on and issuer.closed_on < today:
            yield Finding(
                "lifecycle",
                path,
                f"the issuer closed on {issuer.closed_on}, but its status is active",
                "write `status: closed`",
                pointer=("closed_on",),
            )


@own_rule
def check_self_reference(registry: Registry) -> Iterator[Finding]:
    """A definition does not refer to itself.

    Such a link leads back to the reader's own page.

    Delete the line, or write the reference that was meant.
    """
    for reference, credential in registry.credentials.items():
        named: list[tuple[str | None, Pointer]] = [
            (credential.superseded_by, ("superseded_by",)),
        ]
        for key in ("supersedes", "equivalent_to", "see_also", "recommended_before"):
            named += [(other, (key, n)) for n, other in enumerate(getattr(credential, key))]
        for other, pointer in named:
            if other == reference:
                yield Finding(
                    "self-reference",
                    credential_path(reference),
                    f"{pointer[0]} names this credential itself",
                    "delete the line, or write the reference that was meant",
                    pointer=pointer,
                )
    for issuer in registry.issuers.values():
        if issuer.parent == issuer.id:
            yield Finding(
                "self-reference",
                issuer_path(issuer.id),
                "parent names this issuer itself",
                "delete the line, or write the organization that it belongs to",
                pointer=("parent",),
            )


@rule
def check_prerequisite_cycle(registry: Registry) -> Iterator[Finding]:
    """No credential is, directly or indirectly, its own prerequisite.

    In a circle nobody can earn the first one. The same holds for what supersedes what.

    Remove one prerequisite, or make it `recommended_before`.
    """
    yield from _cycles(
        registry,
        lambda reference: registry.credentials[reference].prerequisites,
        "prerequisites",
        "it is its own prerequisite",
        "take one of them out, or make it `recommended_before`",
    )
    yield from _cycles(
        registry,
        lambda reference: tuple(filter(None, [registry.credentials[reference].superseded_by])),
        "superseded_by",
        "it is superseded by itself in the end",
        "take one of them out",
        shortest=2,
    )


def _cycles(
    registry: Registry,
    after: Callable[[str], Iterable[str]],
    key: str,
    message: str,
    fix: str,
    shortest: int = 1,
) -> Iterator[Finding]:
    for cycle in cycles(sorted(registry.credentials), after):
        if len(cycle) > shortest:
            yield Finding(
                "prerequisite-cycle",
                credential_path(cycle[0]),
                f"{message}: {' → '.join(cycle)}",
                fix,
                pointer=(key,),
            )


def cycles(
    nodes: Iterable[str], after: Callable[[str], Iterable[str]]
) -> Iterator[tuple[str, ...]]:
    """Each circle once, from its first node in order back to itself: ``(a, b, a)``.

    `after` gives the successors of a node; those that are not in `nodes` lead nowhere.
    May skip circles that share nodes with one already found.
    """
    known = frozenset(nodes)
    done: set[str] = set()
    for start in sorted(known):
        if start in done:
            continue
        way: list[str] = [start]
        on_way = {start}
        ahead = [iter(after(start))]
        while ahead:
            following = next(ahead[-1], None)
            if following is None:
                ahead.pop()
                on_way.discard(way[-1])
                done.add(way.pop())
            elif following in on_way:
                circle = way[way.index(following) :]
                first = circle.index(min(circle))
                yield (*circle[first:], *circle[:first], circle[first])
            elif following in known and following not in done:
                way.append(following)
                on_way.add(following)
                ahead.append(iter(after(following)))


@own_rule
def check_status_reason(registry: Registry) -> Iterator[Finding]:
    """An award that is no longer valid says when and why it ended, and what replaces it.

    People who follow an old link have to learn what happened, in words that the earner can live
    with.

    Write `status_on:` and `status_reason:`; for `superseded` also `superseded_by:` with the id
    of the new award.
    """
    for path, award in awards(registry):
        if award.status == "active":
            if award.superseded_by:
                yield Finding(
                    "status-reason",
                    path,
                    f"it is superseded by {quoted(award.superseded_by)}, but its status is active",
                    "write `status: superseded`, or delete `superseded_by`",
                    pointer=("superseded_by",),
                )
            continue
        missing = [
            key
            for key, value in (
                ("status_on", award.status_on),
                ("status_reason", award.status_reason),
                ("superseded_by", award.superseded_by or award.status != "superseded"),
            )
            if not value
        ]
        if award.superseded_by == award.id:
            missing.append("superseded_by (it names this award itself)")
        if missing:
            yield Finding(
                "status-reason",
                path,
                f"the status is {award.status}, but this is missing: {', '.join(missing)}",
                "add it, so that people who follow an old link learn what happened",
                pointer=("status",),
            )
