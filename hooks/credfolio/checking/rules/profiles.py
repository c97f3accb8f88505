"""Profiles: what a portfolio shows can be seen there, and counted."""

from __future__ import annotations

from collections.abc import Iterator

from credfolio.checking.rules import own_rule
from credfolio.drawing.contrast import nearest_that_stands_out, stands_out, weakest_paper
from credfolio.findings.finding import Finding, Pointer, quoted
from credfolio.findings.words import said
from credfolio.ids import nearest
from credfolio.records.model.standing import is_recorded
from credfolio.records.registry import Registry, educator_path

_MOST_PINNED = 6


@own_rule
def check_pinned_not_shown(registry: Registry) -> Iterator[Finding]:
    """A pinned or collected award can be shown.

    A revoked or private award leaves a gap in the best place on the page.

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
            state: str = award.status if award.status != "active" else award.visibility
            if state == "public" and is_recorded(award):
                state = "recorded"
            if state in ("revoked", "withdrawn", "superseded", "private", "recorded"):
                yield Finding(
                    "pinned-not-shown",
                    educator_path(educator.id),
                    f"award {quoted(name)} is {state}, so it is not shown here",
                    "take it out of the list",
                    severity="hint",
                    pointer=pointer,
                )


@own_rule
def check_too_many_pinned(registry: Registry) -> Iterator[Finding]:
    """A portfolio pins at most six awards, each once.

    Three look best; if everything is first, nothing is.

    Keep those that say most about you now. All others are shown below.
    """
    for educator in registry.educators.values():
        path = educator_path(educator.id)
        if len(educator.pinned) > _MOST_PINNED:
            yield Finding(
                "too-many-pinned",
                path,
                *said("too-many-pinned", count=len(educator.pinned)),
                severity="hint",
                pointer=("pinned", _MOST_PINNED),
            )
        for n, name in enumerate(educator.pinned):
            if name in educator.pinned[:n]:
                yield Finding(
                    "too-many-pinned",
                    path,
                    *said("too-many-pinned: twice", id=quoted(name)),
                    severity="hint",
                    pointer=("pinned", n),
                )


@own_rule
def check_goal_target(registry: Registry) -> Iterator[Finding]:
    """A goal names one credential, one stack, or neither.

    Its progress is shown from what it names.

    Make it two goals.
    """
    for educator in registry.educators.values():
        for n, goal in enumerate(educator.goals):
            if goal.credential and goal.stack:
                yield Finding(
                    "goal-target",
                    educator_path(educator.id),
                    *said("goal-target"),
                    pointer=("goals", n),
                )


@own_rule
def check_accent_contrast(registry: Registry) -> Iterator[Finding]:
    """An accent color is visible on the page in light and in dark.

    It draws rings, bars and lines. Each needs a contrast of 3 : 1 with both backgrounds (WCAG
    2.2, 1.4.11); very light or very dark colors reach it on only one.

    Write the proposed color: the nearest that is visible on both.
    """
    for educator in registry.educators.values():
        accent = educator.accent
        if accent and not stands_out(accent):
            ratio, paper = weakest_paper(accent)
            yield Finding(
                "accent-contrast",
                educator_path(educator.id),
                *said(
                    "accent-contrast",
                    accent=accent,
                    ratio=f"{ratio:.1f}",
                    paper=paper,
                    nearest=nearest_that_stands_out(accent).removeprefix("#"),
                ),
                pointer=("accent",),
            )


@own_rule
def check_licence_group(registry: Registry) -> Iterator[Finding]:
    """A license has the name that its jurisdiction gives it.

    The portfolio looks up the requirements of a license cycle by that name. Under another name
    it shows the credit but cannot say what is missing.

    Write the `licence_type` of one of the jurisdiction's cycles.
    """
    for educator in registry.educators.values():
        licence = educator.licence
        jurisdiction = registry.jurisdictions.get(licence.jurisdiction) if licence else None
        if licence is None or jurisdiction is None or not jurisdiction.cycles:
            continue
        groups = [cycle.licence_type for cycle in jurisdiction.cycles]
        if licence.type in groups:
            continue
        guess = nearest(licence.type, groups)
        yield Finding(
            "licence-group",
            educator_path(educator.id),
            f"{jurisdiction.name} states no license cycle for {quoted(licence.type)}",
            f"did you mean {quoted(guess)}?" if guess else f"expected one of {', '.join(groups)}",
            severity="hint",
            pointer=("licence", "type"),
        )
