"""What Chromium tells a screen reader of a page."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Page


def run_together(page: Page) -> list[str]:
    """Where two texts of one element are told without anything between them: one word is heard.

    A flex box, a grid and a block inside a link set words apart for the eye alone.
    """
    nodes = _tree(page)

    def children(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
        for name in node.get("childIds", []):
            child = nodes.get(name)
            if child and child.get("ignored"):
                yield from children(child)
            elif child:
                yield child

    found = []
    for node in nodes.values():
        if node.get("ignored"):
            continue
        texts = [_text(child) for child in children(node)]
        for before, after in itertools.pairwise(texts):
            if before[-1:].isalnum() and after[:1].isalnum():
                found.append(f"{before[-30:]}|{after[:30]}")
    return found


def description(page: Page, name: str) -> str:
    """What is told of the field whose name begins with `name`, besides the name."""
    for node in _tree(page).values():
        if node["role"]["value"] == "textbox" and node["name"]["value"].startswith(name):
            return str(node.get("description", {}).get("value", ""))
    raise LookupError(name)


def _tree(page: Page) -> dict[str, dict[str, Any]]:
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    return {node["nodeId"]: node for node in nodes}


def _text(node: dict[str, Any]) -> str:
    return str(node["name"]["value"]) if node["role"]["value"] == "StaticText" else ""
