"""The catalog page and the search of a project, without its other pages."""

from __future__ import annotations

from pathlib import Path

import material
from jinja2 import FileSystemLoader

from credfolio.building.full_text import write_full_text
from credfolio.disk.writer import FileWriter
from credfolio.pages.catalog.browse_pages import build_catalog
from credfolio.pages.fragments.page import Site
from credfolio.pages.search.index import text_of
from credfolio.pages.search.passages import passages
from credfolio.pages.site_pages import SitePages
from credfolio.records.loading.loader import load_project
from credfolio.records.model import MicroCredential, Stack
from credfolio.records.registry import Registry
from demo import ROOT
from synth_catalog import TODAY

_SITE = Site("Large", "", TODAY)


def write_search_site(project: Path, site: Path, framed: Path) -> Registry:
    """Writes what a reader of the catalog of `project` loads into `site`; returns its records.

    The catalog page of the built site `framed` gives the frame and the assets: its body is
    exchanged for this catalog's.
    """
    registry = load_project(project).registry
    templates = [ROOT / "theme", Path(material.__file__).parent / "templates"]
    pages = SitePages(registry, _SITE, FileSystemLoader(templates))
    search = pages.shared.search
    files = FileWriter(site)
    for asset in search.assets():
        files.write(asset.path, asset.data, "")
    found: list[MicroCredential | Stack] = [*registry.credentials.values()]
    for record in (*found, *registry.stacks.values()):
        asset = text_of(record, passages(record))
        files.write(asset.path, asset.data, "")
    write_full_text(site, search.searched, search.synonyms, "en")
    frame = (framed / "catalog/index.html").read_text(encoding="utf-8")
    start = frame.index('<header class="cf-pagehead">')
    end = frame.index("<footer")
    body = build_catalog(pages.shared.view, search, 1).body.replace("\x00", "../")
    html = f"{frame[:start]}{body}</div></main></div>{frame[end:]}"
    files.write("catalog/index.html", html.encode(), "")
    for file in (framed / "assets").rglob("*"):
        if file.is_file():
            files.write(file.relative_to(framed).as_posix(), file.read_bytes(), "")
    return registry
