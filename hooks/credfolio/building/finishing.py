"""The steps that end a build, from records to a published folder; none knows MkDocs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader

from credfolio.building.build import Build
from credfolio.building.closing import find_broken_links, refuse_broken_links
from credfolio.building.full_text import write_full_text
from credfolio.building.preview_fonts import PreviewFonts
from credfolio.building.program import folder_digest, program_digest
from credfolio.building.reuse import Made
from credfolio.building.settings import Theme, authored, load_preview_fonts
from credfolio.building.splice import write_records
from credfolio.disk.compiled_code import CompiledCode
from credfolio.disk.manifest import Written
from credfolio.disk.shipped import shipped
from credfolio.disk.spare import complete, keep_as_spare
from credfolio.disk.staging import manifest_of, publish, replace_manifest
from credfolio.pages.fragments import renderer
from credfolio.pages.fragments.renderer import keep_compiled_in
from credfolio.pages.site_pages import SitePages


def site_pages(build: Build, theme: Theme, settings: Mapping[str, Any]) -> SitePages:
    """The pages of `build`; `settings` are the project's own in mkdocs.yml."""
    keep_compiled_in(CompiledCode(renderer.__file__, program_digest()))
    return SitePages(
        build.checked.registry,
        replace(
            build.site,
            docs=frozenset(build.docs),
            guides=tuple(sorted(build.guides, key=lambda one: one.address.partition("#")[0])),
            has_styleguide=not build.lent.elsewhere,
        ),
        FileSystemLoader(theme.folders),
        fonts=PreviewFonts(load_preview_fonts(theme.root, settings)),
        keep=build.shelf.previews.get,
        derived=build.shelf.derived.get,
        source=lambda path: _authored(build, theme, path),
        facets=json.loads(build.shelf.pages.read(_FACETS) or b"{}"),
    )


_FACETS = "facets"


def _authored(build: Build, theme: Theme, path: str) -> bytes | None:
    """The text of a record, from another folder where the project's own does not have it."""
    others = [one for one in (build.options.beside, build.options.trial) if one is not None]
    roots = [root for root in (theme.root, *others) if (root / path).exists()]
    return authored(roots[0] if roots else theme.root, path)


def write_pages(build: Build, theme: Theme, pages: SitePages, folder: Path) -> Made:
    """Write every page and file of the records below `folder`."""
    show = build.options.progress
    known = pages.known_facets()
    made = write_records(
        pages,
        build.shells,
        folder,
        build.options.jobs,
        lambda done, of: show(f"Writing pages: {done:,} of {of:,} records", done / max(of, 1)),
        kept=build.shelf.pages,
        old_site=build.old_site,
        theme=folder_digest(_own_folders(theme.folders)),
    )
    if (found := pages.known_facets()) != known:
        build.shelf.pages.write(_FACETS, json.dumps(found).encode())
    return made


def _own_folders(folders: Sequence[str]) -> list[Path]:
    """The theme's folders that a release of a library cannot change: the site's and ours.

    Without ours among them, which a site of its own theme may do, the first.
    """
    paths = [Path(folder).resolve() for folder in folders]
    ours = shipped("theme").resolve()
    return paths[: paths.index(ours) + 1] if ours in paths else paths[:1]


def write_texts(
    build: Build, theme: Theme, pages: SitePages, folder: Path, files: Sequence[Written]
) -> list[Written]:
    """Write the index of whole texts below `folder`; `files` are those of the records."""
    build.options.progress("Indexing the full text")
    search = pages.shared.search
    language = theme.language.partition("-")[0]
    return write_full_text(
        folder,
        search.searched,
        search.synonyms,
        language,
        build.shelf.full_text,
        old_site=build.target,
        digests={file.path: file.sha256 for file in files},
    )


def refuse_links(build: Build, folder: Path, records: Made, files: Sequence[Written]) -> None:
    """Raise `CredfolioError` when a page leads to a place that the site does not have."""
    build.links.merge(records.links)
    paths = {file.path for file in files}
    reused = frozenset(records.reused)

    def read(path: str) -> str:
        return ((build.target if path in reused else folder) / path).read_text("utf-8")

    broken = find_broken_links(build.site.url, build.shells, build.links, paths, read)
    refuse_broken_links(broken, build.checked.files)


def take_place(build: Build, files: Sequence[Written], reused: Sequence[str]) -> None:
    """Put the prepared site, which is of `files`, in the place of the old one.

    Where both are the same, the old one stays, and nothing in it is touched.
    """
    done = complete(build.staging, build.old_site, files, reused)
    if not done.is_other and build.target.is_dir():
        replace_manifest(build.staging, build.target)
    elif build.serving:
        publish(build.staging, build.target)
    else:
        publish(build.staging, build.target, lambda old: keep_as_spare(old, build.target, done))
    build.old_site.note(files, done.stamps)
    build.shelf.sweep()
    if build.serving:  # MkDocs removes only the folder when it ends
        manifest_of(build.target).unlink()
