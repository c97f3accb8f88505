"""``credfolio build`` after a change to records alone: pages of docs/ are not made again."""

from __future__ import annotations

import shutil

import pytest
from test_build import hidden, tree

from credfolio.building import kept_docs, site_commands
from credfolio.errors import CredfolioError

RECORD = "portfolios/ana-lopez/profile.yml"


@pytest.fixture
def built(run, project):
    """Built once, with a hint about the records."""
    (project / "portfolios/tom-berg/profile.yml").write_text("display_name: Tom Berg\n")
    assert "hint" in run("build", "-q").output
    return project


@pytest.fixture
def engine(monkeypatch):
    """Replaces parts of the program, and puts them back alone."""
    with monkeypatch.context() as patch:
        yield patch


def refuse(root, **options):
    raise CredfolioError("pages of docs/ are made")


@pytest.fixture
def without_engine(built, engine):
    engine.setattr(site_commands, "build_site", refuse)
    return built


def change_a_record(project):
    text = (project / RECORD).read_text(encoding="utf-8")
    assert "display_name: " in text
    (project / RECORD).write_text(text.replace("display_name: ", "display_name: Dr. ", 1))


def assert_as_from_nothing(run, project):
    site, manifest = tree(project / "site"), (project / "site.manifest.json").read_bytes()
    assert hidden(project) == []
    shutil.rmtree(project / ".cache")
    shutil.rmtree(project / "site")
    run("build", "-q")
    assert tree(project / "site") == site
    assert (project / "site.manifest.json").read_bytes() == manifest


def test_after_a_changed_record_the_engine_stays_away_and_the_bytes_are_the_same(
    run, without_engine, engine
):
    for _ in range(2):  # what the second one knows of docs/, the first one has handed on
        change_a_record(without_engine)
        said = run("build").output
        assert said.count("hint") == run("check").output.count("hint")
        assert said.endswith("The site is in site\n")
        assert said.count("Wrote ") == 1
    page = (without_engine / "site/portfolios/ana-lopez/index.html").read_text(encoding="utf-8")
    assert "Dr. Dr. " in page
    assert run("build").output == said.replace(said[said.index("INFO") : said.index("The ")], "")
    engine.undo()
    assert_as_from_nothing(run, without_engine)


def page(project):
    (project / "docs/about.md").write_text("# About\n\nOther words.\n", encoding="utf-8")


def settings(project):
    with (project / "mkdocs.yml").open("a") as file:
        file.write("\ncopyright: Ours\n")


def own_template(project):
    (project / "theme").mkdir(exist_ok=True)
    (project / "theme/main.html").write_text('{% extends "page.html" %}\n', encoding="utf-8")


@pytest.mark.parametrize("change", [page, settings, own_template])
def test_with_another_change_the_engine_makes_its_pages(run, without_engine, change):
    change_a_record(without_engine)
    change(without_engine)
    assert "pages of docs/ are made" in run("build").output


def test_a_page_of_docs_with_a_record_in_it_is_made_again(run, project):
    name = "portfolios/ana-lopez/profile.yml"
    with (project / "mkdocs.yml").open("a") as file:
        file.write("\nmarkdown_extensions: [pymdownx.snippets]\n")
    (project / "docs/about.md").write_text(f'# About\n\n--8<-- "{name}"\n', encoding="utf-8")
    assert run("build", "-q").exit_code == 0
    change_a_record(project)
    assert run("build", "-q").exit_code == 0
    assert "Dr. " in (project / "site/about/index.html").read_text(encoding="utf-8")


def test_where_pages_would_name_other_hosts_they_are_made_and_findings_told_once(
    run, built, engine
):
    real = kept_docs.signing_hosts
    change_a_record(built)
    engine.setattr(kept_docs, "signing_hosts", lambda signed: (*real(signed), "https://x.y"))
    said = run("build").output
    assert said.count("Cleaning site directory") == 1
    assert said.count("hint") == run("check").output.count("hint")
    engine.undo()
    assert_as_from_nothing(run, built)


def test_a_page_of_docs_that_somebody_edited_in_the_site_is_made_again(run, built):
    change_a_record(built)
    (built / "site/about/index.html").write_text("mine")
    assert "Cleaning site directory" in run("build").output
    assert_as_from_nothing(run, built)


def test_findings_that_stop_a_build_leave_the_site_as_it_was(run, without_engine):
    before = tree(without_engine / "site")
    (without_engine / RECORD).write_text("display_name: [\n")
    result = run("build")
    assert result.exit_code == 1
    assert "the site was left as it was\n  fix: correct the findings above" in result.output
    assert tree(without_engine / "site") == before
    assert hidden(without_engine) == []
