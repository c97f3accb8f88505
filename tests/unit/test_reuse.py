"""A build that takes from an earlier one what is the same gives the bytes of one from nothing."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property
from pathlib import Path

import material
import pytest
from jinja2 import FileSystemLoader

from credfolio.building.program import folder_digest
from credfolio.building.reuse import Made
from credfolio.building.settings import authored
from credfolio.building.shell import Shell
from credfolio.building.splice import write_records
from credfolio.disk.kept import Kept, Shelf
from credfolio.disk.old_site import OldSite
from credfolio.disk.own_cache import CACHE
from credfolio.disk.spare import complete, keep_as_spare, spare_of
from credfolio.disk.staging import begin_staging, publish, replace_manifest, write_manifest
from credfolio.pages.fragments.catalog_view import CatalogView
from credfolio.pages.fragments.page import Site
from credfolio.pages.fragments.reads import Reads, watch_worked_out
from credfolio.pages.fragments.renderer import FRAGMENTS
from credfolio.pages.site_pages import SHELL_KINDS, SitePages
from credfolio.records.loading.loader import load_project
from credfolio.records.model import Award
from credfolio.records.registry import award_path, educator_path
from demo import ROOT
from synth_catalog import TODAY
from synthesize import Size, synthesize

pytestmark = pytest.mark.slow

SITE = Site("Small", "https://small.example/", TODAY)
SHELLS = {
    kind: Shell(kind, ("<t>", "title", "</t>", "head", "<b>", "body", "")) for kind in SHELL_KINDS
}
MATERIAL = Path(material.__file__).parent / "templates"


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
            source=lambda path: authored(self.folder / "records", path),
        )

    def build(self, program: str = "1", jobs: int = 1) -> Made:
        """Build as `credfolio build` does; the new site takes the place of the old one."""
        shelf = Shelf(self.folder / CACHE, program)
        new, site = self.folder / "new", self.folder / "site"
        old = OldSite(site)
        made = write_records(
            self.pages(shelf.parsed), SHELLS, new, jobs,
            kept=shelf.pages, old_site=old, theme=folder_digest([self.folder / "theme"]),
        )  # fmt: skip
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
        made = write_records(
            self.pages(shelf.parsed), SHELLS, staging, 1,
            kept=shelf.pages, old_site=old, theme=folder_digest([self.folder / "theme"]),
        )  # fmt: skip
        write_manifest(staging, made.files)
        done = complete(staging, old, made.files, made.reused)
        if done.is_other:
            publish(staging, site, lambda former: keep_as_spare(former, site, done))
        else:
            replace_manifest(staging, site)
        old.note(made.files, done.stamps)

    def from_nothing(self) -> Made:
        shutil.rmtree(self.folder / "clean", ignore_errors=True)
        return write_records(self.pages(None), SHELLS, self.folder / "clean", 1)

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


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project(tmp_path_factory.mktemp("reuse"))
    synthesize(project.folder / "records", Size(7, 6, 15), 1)
    (project.folder / "theme").mkdir()
    assert project.build().taken == 0
    return project


@pytest.fixture
def project(built: Project, tmp_path: Path) -> Project:
    shutil.copytree(built.folder, tmp_path / "project")
    return Project(tmp_path / "project")


def records(project: Project) -> int:
    return sum(task.of_record for task in project.pages(None).tasks())


def test_nothing_changed_and_nothing_is_made_again(project: Project) -> None:
    assert project.build().taken == records(project)
    assert project.differences() == []


def change_an_award(project: Project) -> None:
    award = project.awards()[0]
    path = award_path(award.educator, award.id)
    project.edit(
        path, f"name_as_awarded: {award.name_as_awarded}", "name_as_awarded: Somebody Else"
    )


def change_a_name(project: Project) -> None:
    educator = project.awards()[0].educator
    project.edit(educator_path(educator), "display_name: ", "display_name: Doctor ")


def leave_the_list(project: Project) -> None:
    educator = project.awards()[0].educator
    file = project.folder / "records" / educator_path(educator)
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("visibility: public", "visibility: unlisted"), encoding="utf-8")
    assert file.read_text(encoding="utf-8") != text


def remove_an_award(project: Project) -> None:
    award = project.awards()[0]
    (project.folder / "records" / award_path(award.educator, award.id)).unlink()


def remove_a_portfolio(project: Project) -> None:
    shutil.rmtree(project.folder / "records/portfolios" / project.awards()[0].educator)


PORTFOLIO_EDITS = (
    change_an_award, change_a_name, leave_the_list, remove_an_award, remove_a_portfolio,
)  # fmt: skip


@pytest.mark.parametrize("edit", PORTFOLIO_EDITS)
def test_after_a_change_to_a_portfolio_only_what_shows_it_is_made_again(
    project: Project, edit: Callable[[Project], None]
) -> None:
    edit(project)
    made = project.build()
    assert 0 < made.taken < records(project)
    assert project.differences() == []


def change_a_credential(project: Project) -> None:
    reference = project.awards()[0].credential
    project.edit(f"catalog/{reference}.yml", "title: ", "title: Newly ")


def remove_a_credential(project: Project) -> None:
    earned = {award.credential for award in project.awards()}
    registry = project.pages(None).registry
    (project.folder / f"records/catalog/{min(set(registry.credentials) - earned)}.yml").unlink()


def change_an_issuer(project: Project) -> None:
    issuer = (project.awards()[0].credential or "").partition("/")[0]
    project.edit(f"catalog/{issuer}/issuer.yml", "name: ", "name: The ")


def change_a_template(project: Project) -> None:
    text = (ROOT / "theme/records/award.html").read_text(encoding="utf-8")
    (project.folder / "theme/records").mkdir()
    changed = project.folder / "theme/records/award.html"
    changed.write_text(text + "<p>changed</p>", encoding="utf-8")


def another_day(project: Project) -> None:
    project.site = replace(project.site, today=TODAY + timedelta(days=400))


def other_settings(project: Project) -> None:
    project.site = replace(project.site, name="Another name")


def another_page_of_docs(project: Project) -> None:
    project.site = replace(project.site, docs=frozenset({"privacy/"}))


EDITS_OF_EVERYTHING = (
    change_a_credential, remove_a_credential, change_an_issuer, change_a_template, another_day,
    other_settings, another_page_of_docs,
)  # fmt: skip


@pytest.mark.parametrize("edit", EDITS_OF_EVERYTHING)
def test_after_a_change_to_what_all_pages_share_every_page_is_made_again(
    project: Project, edit: Callable[[Project], None]
) -> None:
    edit(project)
    assert project.build().taken == 0
    assert project.differences() == []


def test_another_version_of_the_program_takes_nothing(project: Project) -> None:
    assert project.build(program="2").taken == 0


def test_the_page_of_an_award_follows_the_portfolio_of_who_approved_it(project: Project) -> None:
    first = project.awards()[0]
    approver = next(a.educator for a in project.awards() if a.educator != first.educator)
    path = award_path(first.educator, first.id)
    project.edit(path, f"approved_by: {first.approved_by}", f"approved_by: {approver}")
    project.build()
    project.edit(educator_path(approver), "display_name: ", "display_name: Professor ")
    project.build()
    page = project.folder / f"site/portfolios/{first.educator}/{first.id}/index.html"
    assert "Professor" in page.read_text(encoding="utf-8")
    assert project.differences() == []


def test_the_links_of_pages_that_were_taken_are_followed_as_before(project: Project) -> None:
    assert project.build().links.places.keys() == project.from_nothing().links.places.keys()


def test_a_file_of_the_old_site_that_was_touched_is_made_again(project: Project) -> None:
    award = project.awards()[0]
    page = project.folder / f"site/portfolios/{award.educator}/{award.id}/index.html"
    page.write_bytes(page.read_bytes().replace(b"</", b"<!-- touched --></", 1))
    assert project.build().taken == records(project) - 1
    assert project.differences() == []


@pytest.mark.parametrize("kind", ["pages", "parsed"])
def test_damaged_notes_are_not_believed(project: Project, kind: str) -> None:
    for file in (project.folder / CACHE / kind).iterdir():
        raw = file.read_bytes()
        file.write_bytes(raw[:-3] + bytes(byte ^ 1 for byte in raw[-3:]))
    project.build()
    assert project.differences() == []


def test_a_site_that_is_gone_is_made_again(project: Project) -> None:
    shutil.rmtree(project.folder / "site")
    assert project.build().taken == 0
    assert project.differences() == []


def test_all_that_is_worked_out_from_portfolios_is_noted_when_it_is_read(project: Project) -> None:
    assert project.pages(None).prepare() == []


def test_what_was_worked_out_from_portfolios_unforeseen_is_found(project: Project) -> None:
    pages = project.pages(None)

    class WorksOutMore(CatalogView):
        pass

    def newest_award(self: object) -> int:
        return max(len(a.id) for a in pages.registry.awards.values())

    found = cached_property(newest_award)
    found.__set_name__(WorksOutMore, "newest_award")
    setattr(WorksOutMore, "newest_award", found)  # noqa: B010 — mypy knows no such attribute
    for name, value in vars(CatalogView).items():
        if isinstance(value, cached_property):
            setattr(WorksOutMore, name, value)
    pages.shared.view.__class__ = WorksOutMore
    assert watch_worked_out((pages.registry, pages.shared.view), pages.reads) == ["newest_award"]


def test_notes_are_taken_only_while_they_are_wanted() -> None:
    reads = Reads()
    reads.note("before")
    with reads.noting() as outer:
        with reads.noting() as inner:
            reads.note("inside")
        reads.note("")
    assert inner == outer == {"inside"}


def test_every_template_of_records_is_compiled_before_processes_are_forked() -> None:
    assert sorted(FRAGMENTS) == sorted(path.stem for path in (ROOT / "theme/records").iterdir())


# --- many edits in a row ------------------------------------------------------------------------


def another_word(project: Project, chance: random.Random) -> None:
    fields = ("name_as_awarded: ", "display_name: ", "title: ", "competency: >-\n  ")
    files = sorted((project.folder / "records").rglob("*.yml"))
    while True:
        file, field = chance.choice(files), chance.choice(fields)
        text = file.read_text(encoding="utf-8")
        if field in text:
            file.write_text(text.replace(field, f"{field}Other ", 1), encoding="utf-8")
            return


def without_an_award(project: Project, chance: random.Random) -> None:
    award = chance.choice(project.awards())
    (project.folder / "records" / award_path(award.educator, award.id)).unlink()


def as_in_the_beginning(project: Project, chance: random.Random) -> None:
    shutil.rmtree(project.folder / "records")
    shutil.copytree(project.folder / "origin", project.folder / "records")


def only_touched(project: Project, chance: random.Random) -> None:
    for file in (project.folder / "records").rglob("*.yml"):
        os.utime(file, (1_000_000_000, chance.randrange(1_000_000_000)))


def another_date(project: Project, chance: random.Random) -> None:
    project.site = replace(project.site, today=TODAY + timedelta(days=chance.randrange(800)))


def lost(*names: str) -> Callable[[Project, random.Random], None]:
    def lose(project: Project, chance: random.Random) -> None:
        for name in names:
            shutil.rmtree(project.folder / name, ignore_errors=True)

    return lose


def meddled_with(folder: Callable[[Project], Path]) -> Callable[[Project, random.Random], None]:
    def meddle(project: Project, chance: random.Random) -> None:
        files = sorted(path for path in folder(project).rglob("*") if path.is_file())
        for file in chance.sample(files, min(3, len(files))):
            chance.choice((lambda f: f.write_bytes(b"edited"), Path.unlink))(file)

    return meddle


RANDOM_EDITS = (
    *(another_word,) * 6, *(without_an_award,) * 2, as_in_the_beginning, only_touched, another_date,
    lost(".cache"), lost("site"), lost(".site.spare"),
    meddled_with(lambda project: project.folder / "site"),
    meddled_with(lambda project: spare_of(project.folder / "site")),
    meddled_with(lambda project: project.folder / CACHE),
)  # fmt: skip


@pytest.mark.audit
def test_after_each_of_sixty_edits_the_site_is_that_of_a_build_from_nothing(
    project: Project,
) -> None:
    chance = random.Random(60)
    shutil.copytree(project.folder / "records", project.folder / "origin")
    for number in range(60):
        edit = chance.choice(RANDOM_EDITS)
        edit(project, chance)
        project.publish(program=chance.choice("112"))
        assert project.differences() == [], f"edit {number}: {edit.__qualname__}"
