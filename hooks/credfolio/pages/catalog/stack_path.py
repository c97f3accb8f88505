"""A stack as a path: its members on a rail, and its own badge at the end."""

from __future__ import annotations

from markupsafe import Markup

from credfolio.drawing.plots import path
from credfolio.pages.fragments import addresses
from credfolio.pages.fragments.catalog_view import CatalogView
from credfolio.pages.fragments.renderer import ROOT
from credfolio.records.model import Stack

MOST_STOPS = 7
"""More badges than these and the goal would touch each other on a phone; then there is none."""

ORDERED = "In this order: {names}; then {goal}."
FREE = "In any order: {names}; then {goal}."


def path_of(stack: Stack, view: CatalogView) -> Markup:
    """The drawing; empty for a stack that leaves a choice, or that has too many members."""
    registry = view.registry
    stops, names = [], []
    for member in stack.members:
        found = (
            registry.credentials.get(member.credential)
            if member.credential
            else registry.stacks.get(member.stack or "")
        )
        if found is None or not member.required:
            return Markup("")
        stops.append(f"{ROOT}{addresses.badge(addresses.definition(found))}")
        names.append(found.title)
    is_chosen = stack.minimum is not None and stack.minimum < len(stops)
    if not 2 <= len(stops) <= MOST_STOPS or stack.groups or is_chosen:
        return Markup("")
    text = (ORDERED if stack.ordered else FREE).format(names=", ".join(names), goal=stack.title)
    goal = f"{ROOT}{addresses.badge(addresses.stack(stack))}"
    return path("path", f"{stack.title} as a path", text, stops, goal)
