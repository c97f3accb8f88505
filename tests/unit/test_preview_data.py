"""A preview in the browser gets every template that one of its pages needs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import material
from jinja2 import ChoiceLoader, FileSystemLoader

from credfolio.disk.kept import Kept
from credfolio.pages.contribute.form_data import LAYOUTS, render_form
from credfolio.pages.fragments.page import Site
from credfolio.pages.fragments.renderer import Renderer
from credfolio.pages.open_data.openapi import build_openapi
from credfolio.pages.proposal.preview_data import KINDS, build_preview_data
from credfolio.records.registry import Registry
from demo import ROOT

_SITE = Site("Example", "", date(2026, 6, 1))
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
    renderer = Renderer(loader, _SITE)
    templates = json.loads(build_preview_data(renderer, Registry(), {}).data)["templates"]
    assert set(KINDS.values()) <= set(templates)
    imported = {name for tree in templates.values() for name in imports(tree)}
    assert "records/parts.html" in imported
    assert imported | set(KINDS.values()) == set(templates)


def test_what_no_site_changes_is_made_once_for_the_same_templates(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "made", 10_000_000)
    asked: list[str] = []

    def derived(key: str, make: Callable[[], bytes]) -> bytes:
        def made() -> bytes:
            asked.append(key)
            return make()

        return kept.get(key, made)

    def everything(renderer: Renderer) -> list[bytes]:
        return [
            build_preview_data(renderer, Registry(), {}, derived).data,
            *(render_form(kind, Registry(), derived) for kind in LAYOUTS),
            json.dumps(build_openapi(_SITE, derived)).encode(),
        ]

    ours = Renderer(FileSystemLoader(FOLDERS), _SITE)
    assert everything(ours) == everything(ours)
    assert everything(ours) == [
        build_preview_data(ours, Registry(), {}).data,
        *(render_form(kind, Registry()) for kind in LAYOUTS),
        json.dumps(build_openapi(_SITE, lambda _, make: make())).encode(),
    ]
    assert len(asked) == len(set(asked)) == 2 + len(LAYOUTS)
    other = tmp_path / "theme"
    (other / "records").mkdir(parents=True)
    award = (FOLDERS[0] / "records/award.html").read_text(encoding="utf-8")
    (other / "records/award.html").write_text(award + "<p>ours</p>\n", encoding="utf-8")
    theirs = build_preview_data(
        Renderer(FileSystemLoader((other, *FOLDERS)), _SITE), Registry(), {}, derived
    )
    assert b"<p>ours</p>" in theirs.data
    assert b"<p>ours</p>" not in everything(ours)[0]
