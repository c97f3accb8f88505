"""Profiles: what stands first on a portfolio can be seen there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from credfolio.finding import Finding, Pointer, quoted
from credfolio.registry import Registry, educator_path
from credfolio.rules import rule

_MOST_PINNED = 6


@rule
def check_pinned_not_shown(registry: Registry, today: date) -> Iterator[Finding]:
    """A pinned or collected award can be shown.

    An award that was revoked or is private leaves a gap at the best place of
    the page.

    Take it out of the list, or change the award.
    """
    for educator in registry.educators.values():
        named: list[tuple[str, Pointer]] = [
            (award, ("pinned", n)) for n, award in enumerate(educator.pinned)
        ]
        for n, collection in enumerate(educator.collections):
            named += [(a, ("collections", n, "awards", m)) for m, a in enumerate(collection.awards)]
        for name, pointer in named:
            award = registry.awards.get((educator.id, name))
            if award is None:
                continue
            state = award.status if award.status != "active" else award.visibility
            if state in ("revoked", "withdrawn", "superseded", "private"):
                yield Finding(
                    "pinned-not-shown",
                    educator_path(educator.id),
                    f"award {quoted(name)} is {state}, so it is not shown here",
                    "take it out of the list",
                    severity="hint",
                    pointer=pointer,
                )


@rule
def check_too_many_pinned(registry: Registry, today: date) -> Iterator[Finding]:
    """A portfolio pins at most six awards, each once.

    Three look best; when all are first, none is.

    Keep those that say most about you now. All others are shown below.
    """
    for educator in registry.educators.values():
        path = educator_path(educator.id)
        if len(educator.pinned) > _MOST_PINNED:
            yield Finding(
                "too-many-pinned",
                path,
                f"{len(educator.pinned)} awards are pinned; three look best, six still work",
                "keep those that say most",
                severity="hint",
                pointer=("pinned", _MOST_PINNED),
            )
        for n, name in enumerate(educator.pinned):
            if name in educator.pinned[:n]:
                yield Finding(
                    "too-many-pinned",
                    path,
                    f"award {quoted(name)} is pinned twice",
                    "delete one of the two",
                    severity="hint",
                    pointer=("pinned", n),
                )


@rule
def check_goal_target(registry: Registry, today: date) -> Iterator[Finding]:
    """A goal is about one credential or one stack, or about neither.

    Its progress is shown from what it names.

    Make two goals of it.
    """
    for educator in registry.educators.values():
        for n, goal in enumerate(educator.goals):
            if goal.credential and goal.stack:
                yield Finding(
                    "goal-target",
                    educator_path(educator.id),
                    "the goal names both a credential and a stack",
                    "make two goals of it",
                    pointer=("goals", n),
                )
