"""A small project that is built again and again, as `credfolio build` does it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import material
from jinja2 import FileSystemLoader

from credfolio.building.full_text import write_full_text
from credfolio.building.program import folder_digest
from credfolio.building.reuse import Made
from credfolio.building.settings import authored
from credfolio.building.shell import Shell
from credfolio.building.splice import write_records
from credfolio.disk.kept import CACHE, Kept, Shelf
from credfolio.disk.old_site import OldSite
from credfolio.disk.spare import complete, keep_as_spare
from credfolio.disk.staging import begin_staging, publish, replace_manifest, write_manifest
from credfolio.pages.fragments.page import Site
from credfolio.pages.site_pages import SHELL_KINDS, SitePages
from credfolio.records.loading.loader import load_project
from credfolio.records.model import Award
from demo import ROOT
from synth_catalog import TODAY

SITE = Site("Small", "https://small.example/", TODAY)
SHELLS = {
    kind: Shell(kind, ("<t>", "title", "</t>", "head", "<b>", "body", "")) for kind in SHELL_KINDS
}
MATERIAL = Path(material.__file__).parent / "templates"


_derived: dict[str, bytes] = {}


def keep_derived(key: str, make: Callable[[], bytes]) -> bytes:
    """What follows from the templates that `key` names, made once for all projects.

    Taking the templates apart is half of a small build; `credfolio build` keeps it on disk.
    """
    if key not in _derived:
        _derived[key] = make()
    return _derived[key]


@dataclass
class Project:
    """A small project, what its builds keep, and the site that they leave."""

    folder: Path
    site: Site = SITE

    def pages(self, kept: Kept | None) -> SitePages:
        registry = load_project(self.folder / "records", kept=kept).registry
        theme = [str(self.folder / "theme"), str(ROOT / "theme"), str(MATERIAL)]
        return SitePages(
            registry,
            self.site,
            FileSystemLoader(theme),
            keep=lambda key, draw: key.encode(),
            derived=keep_derived,
            source=lambda path: authored(self.folder / "records", path),
        )

    def build(self, program: str = "1", jobs: int = 1) -> Made:
        """Build as `credfolio build` does; the new site takes the place of the old one."""
        shelf = Shelf(self.folder / CACHE, program)
        new, site = self.folder / "new", self.folder / "site"
        new.mkdir()
        old = OldSite(site)
        made = self._write(new, jobs, shelf, old)
        if not complete(new, old, made.files, made.reused).is_other:
            shutil.rmtree(new)
            return made
        shutil.rmtree(site, ignore_errors=True)
        new.rename(site)
        return made

    def publish(self, program: str) -> None:
        """Build and put the site in its place, with a spare, as `credfolio build` does."""
        shelf, site = Shelf(self.folder / CACHE, program), self.folder / "site"
        staging = begin_staging(site)
        old = OldSite(site, shelf.sites)
        made = self._write(staging, 1, shelf, old)
        write_manifest(staging, made.files)
        done = complete(staging, old, made.files, made.reused)
        if done.is_other:
            publish(staging, site, lambda former: keep_as_spare(former, site, done))
        else:
            replace_manifest(staging, site)
        old.note(made.files, done.stamps)

    def from_nothing(self) -> Made:
        shutil.rmtree(self.folder / "clean", ignore_errors=True)
        return self._write(self.folder / "clean")

    def _write(
        self, to: Path, jobs: int = 1, shelf: Shelf | None = None, old: OldSite | None = None
    ) -> Made:
        """Write the records' files and the index of their texts."""
        kept = shelf or Shelf(None, "")
        pages = self.pages(kept.parsed if shelf else None)
        made = write_records(
            pages,
            SHELLS,
            to,
            jobs,
            kept=kept.pages if shelf else None,
            old_site=old,
            theme=folder_digest([self.folder / "theme"]) if shelf else "",
        )
        search = pages.shared.search
        made.files += write_full_text(
            to,
            search.searched,
            search.synonyms,
            "en",
            old_site=self.folder / "site",
            digests={file.path: file.sha256 for file in made.files},
        )
        return made

    def differences(self) -> list[str]:
        """Paths that the site has otherwise than a build from nothing."""
        self.from_nothing()
        sites = [
            {p.relative_to(top).as_posix(): p.read_bytes() for p in top.rglob("*") if p.is_file()}
            for top in (self.folder / "site", self.folder / "clean")
        ]
        assert len(sites[1]) > 100
        return sorted(p for p in sites[0].keys() | sites[1] if sites[0].get(p) != sites[1].get(p))

    def edit(self, path: str, old: str, new: str) -> None:
        file = self.folder / "records" / path
        text = file.read_text(encoding="utf-8")
        assert old in text, text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")

    def awards(self) -> list[Award]:
        """Every award, by path; most of them are shown on listed portfolios."""
        registry = load_project(self.folder / "records").registry
        return [award for _, award in sorted(registry.awards.items())]


def tasks(project: Project) -> int:
    return len(project.pages(None).tasks())
