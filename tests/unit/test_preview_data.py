"""A preview in the browser gets every template that one of its pages needs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import material
from jinja2 import ChoiceLoader, FileSystemLoader

from credfolio.pages.fragments.page import Site
from credfolio.pages.fragments.renderer import Renderer
from credfolio.pages.proposal.preview_data import KINDS, build_preview_data
from credfolio.records.registry import Registry
from demo import ROOT

FOLDERS = (ROOT / "theme", Path(material.__file__).parent / "templates")


def imports(tree: Any) -> Iterator[str]:
    """The names of the templates that a template, taken apart, imports."""
    if isinstance(tree, list):
        if tree[:1] == ["Import"]:
            yield tree[1][1]
        for one in tree:
            yield from imports(one)


def test_every_template_that_a_page_imports_comes_along() -> None:
    loader = ChoiceLoader([FileSystemLoader(folder) for folder in FOLDERS])
    renderer = Renderer(loader, Site("Example", "", date(2026, 6, 1)))
    templates = json.loads(build_preview_data(renderer, Registry()).data)["templates"]
    assert set(KINDS.values()) <= set(templates)
    imported = {name for tree in templates.values() for name in imports(tree)}
    assert "records/parts.html" in imported
    assert imported | set(KINDS.values()) == set(templates)
