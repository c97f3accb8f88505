"""A build that takes from an earlier one what is the same gives the bytes of one from nothing."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import cached_property
from pathlib import Path

import pytest

from credfolio.disk.kept import CACHE
from credfolio.pages.fragments.catalog_view import CatalogView
from credfolio.pages.fragments.reads import Reads, watch_worked_out
from credfolio.pages.fragments.renderer import FRAGMENTS
from credfolio.pages.site_pages import SitePages, Task
from credfolio.records.registry import award_path, educator_path
from demo import ROOT
from rebuilt import Project, tasks
from synth_catalog import TODAY
from synthesize import Size, synthesize

pytestmark = pytest.mark.slow


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


def test_nothing_changed_and_nothing_is_made_again(project: Project) -> None:
    assert project.build().taken == tasks(project)
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
    assert 0 < made.taken < tasks(project)
    assert project.differences() == []


def test_what_only_an_awards_own_page_says_leaves_lists_and_figures_alone(project: Project) -> None:
    award = project.awards()[0]
    change_an_award(project)
    reused = frozenset(project.build().reused)
    assert f"portfolios/{award.educator}/{award.id}/index.html" not in reused
    lists = {"index.html", "portfolios/index.html", "figures/index.html"}
    assert {*lists, f"catalog/{award.credential}/index.html"} <= reused
    assert project.differences() == []


def change_a_title(project: Project) -> None:
    reference = project.awards()[0].credential
    project.edit(f"catalog/{reference}.yml", "title: ", "title: Newly ")


def change_a_rubric(project: Project) -> None:
    reference = project.awards()[0].credential
    project.edit(f"catalog/{reference}.yml", "demonstrated: ", "demonstrated: Newly ")


def remove_a_credential(project: Project) -> None:
    earned = {award.credential for award in project.awards()}
    registry = project.pages(None).registry
    (project.folder / f"records/catalog/{min(set(registry.credentials) - earned)}.yml").unlink()


def add_a_credential(project: Project) -> None:
    reference = project.awards()[0].credential
    file = project.folder / f"records/catalog/{reference}.yml"
    shutil.copy(file, file.with_name("a-copy.yml"))


def retire_a_credential(project: Project) -> None:
    reference = project.awards()[0].credential
    project.edit(f"catalog/{reference}.yml", "status: active", "status: retired")


DEFINITION_EDITS = (
    change_a_title, change_a_rubric, remove_a_credential, add_a_credential, retire_a_credential,
)  # fmt: skip


@pytest.mark.parametrize("edit", DEFINITION_EDITS)
def test_after_a_change_to_a_definition_only_what_shows_it_is_made_again(
    project: Project, edit: Callable[[Project], None]
) -> None:
    edit(project)
    assert 0 < project.build().taken < tasks(project)
    assert project.differences() == []


def test_what_only_a_definitions_own_page_says_leaves_cards_and_portfolios_alone(
    project: Project,
) -> None:
    award = project.awards()[0]
    rules = "privacy_rules: >-\n  "
    project.edit(f"catalog/{award.credential}.yml", rules, f"{rules}Newly ")
    reused = frozenset(project.build().reused)
    assert f"portfolios/{award.educator}/{award.id}/index.html" in reused
    assert {"catalog/index.html", "index.html"} <= reused
    assert f"catalog/{award.credential}/index.html" not in reused
    assert project.differences() == []


def change_an_issuer(project: Project) -> None:
    issuer = (project.awards()[0].credential or "").partition("/")[0]
    project.edit(f"catalog/{issuer}/issuer.yml", "name: ", "name: The ")


def change_a_template(project: Project) -> None:
    text = (ROOT / "theme/records/award.html").read_text(encoding="utf-8")
    (project.folder / "theme/records").mkdir()
    changed = project.folder / "theme/records/award.html"
    changed.write_text(text + "<p>changed</p>", encoding="utf-8")


def other_settings(project: Project) -> None:
    project.site = replace(project.site, name="Another name")


def another_page_of_docs(project: Project) -> None:
    project.site = replace(project.site, docs=frozenset({"privacy/"}))


EDITS_OF_EVERYTHING = (
    change_an_issuer, change_a_template, other_settings, another_page_of_docs,
)  # fmt: skip


@pytest.mark.parametrize("edit", EDITS_OF_EVERYTHING)
def test_after_a_change_to_what_all_pages_share_every_page_is_made_again(
    project: Project, edit: Callable[[Project], None]
) -> None:
    edit(project)
    assert project.build().taken == 0
    assert project.differences() == []


def test_on_the_next_day_only_what_says_the_day_is_made_again(project: Project) -> None:
    project.site = replace(project.site, today=TODAY + timedelta(days=1))
    made = project.build()
    assert tasks(project) - made.taken <= 2
    assert project.differences() == []


def test_on_another_day_what_a_day_between_changes_is_made_again(project: Project) -> None:
    award = project.awards()[0]
    ends = TODAY + timedelta(days=10)
    path = award_path(award.educator, award.id)
    project.edit(path, "awarded_on: ", f"expires_on: {ends}\nawarded_on: ")
    project.build()
    for days in (9, 11, 400, -30):
        project.site = replace(project.site, today=TODAY + timedelta(days=days))
        assert project.build().taken > 0
        assert project.differences() == [], days


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
    assert project.build().links.every_place() == project.from_nothing().links.every_place()


def test_a_file_of_the_old_site_that_was_touched_is_made_again(project: Project) -> None:
    award = project.awards()[0]
    page = project.folder / f"site/portfolios/{award.educator}/{award.id}/index.html"
    page.write_bytes(page.read_bytes().replace(b"</", b"<!-- touched --></", 1))
    assert project.build().taken == tasks(project) - 1
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
    assert project.build().reused == []
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


def notes_of(pages: SitePages, task: Task) -> set[str]:
    with pages.reads.noting() as seen:
        for _ in task.run():
            pass
    return seen


@pytest.mark.audit
def test_a_task_notes_the_same_alone_and_after_all_others(project: Project) -> None:
    # What one task leaves in memory, another one reads without a note.
    pages = project.pages(None)
    pages.prepare()
    in_turn = {task.name: notes_of(pages, task) for task in pages.tasks()}
    for n, name in enumerate(in_turn):
        fresh = project.pages(None)
        fresh.prepare()
        assert notes_of(fresh, fresh.tasks()[n]) == in_turn[name], name


def test_tasks_in_another_order_note_the_same(project: Project) -> None:
    notes = []
    for order in (list, lambda tasks: reversed(list(tasks))):
        pages = project.pages(None)
        pages.prepare()
        notes.append({task.name: notes_of(pages, task) for task in order(pages.tasks())})
    assert notes[0] == notes[1]


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
