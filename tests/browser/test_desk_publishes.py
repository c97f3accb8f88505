"""The desk publishes, destroys, and notes readers' keys, as the commands do."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, expect

from credfolio.cli import main
from credfolio.desk.own_words import in_desk_words
from desk_office import OTHER, at_the_desk, lay_office
from desk_pages import FOLDERS, files_in, fill_folder, read_folder, site_with_desk
from page_checks import violations
from pairs import TwoRepositories, make_toms
from proposals import commit, git

pytestmark = pytest.mark.browser

NO_KEY = "name: Lee Osei\naccount: lee-o\nassesses: {trained_on: 2024-08-20}\n"


@pytest.fixture(scope="module")
def address(demo_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with site_with_desk(demo_site, tmp_path_factory.mktemp("desk")) as found:
        yield found


@pytest.fixture
def office(tmp_path: Path) -> Path:
    return lay_office(tmp_path)


def test_the_desk_publishes_destroys_and_notes_keys_as_the_commands_do(
    browser: Browser, address: str, office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(office)
    (office / "public").rename(office / "zip")
    (office / "clone").rename(office / "public")
    pair = TwoRepositories(office / "public", office / "private", office / "laid")
    make_toms(pair)
    place = "private/submissions/2026/k7qm3-xw9t2/decision.yml"
    (office / place).write_text((office / place).read_text() + "told_on: 2026-03-23\n")
    settings = office / "private/office/records.yml"
    settings.write_text(settings.read_text() + "keep_sealed_days: 20\n")
    (office / "private/office/people/p-lee1.yml").write_text(NO_KEY)
    to_zip = ("--format=zip", "--prefix=c/", "-o", "../zip/catalog.zip", "HEAD")
    git(pair.public, "archive", *to_zip)
    own = commit(pair.private, "As it is")
    (office / "public").rename(office / "clone")
    (office / "zip").rename(office / "public")
    for file in (office / "sealed").iterdir():
        file.unlink()
    with at_the_desk(browser, address, office, FOLDERS) as both:
        page = both.page
        fill_folder(page, "came", {})
        both.choose_records()

        both.task("publish")
        page.get_by_label("The commit of the private records").fill(own)
        page.locator("[data-pick=awards]").press("Enter")
        both.same("publish", "--to", "awards", "--commit", own, expected="1 new award")
        assert "catalog/records.yml" in files_in(office / "awards")

        both.task("destroy")
        (office / "sealed/k7qm3-xw9t2.age").write_bytes(b"age")
        fill_folder(page, "taken", files_in(office / "sealed"))
        page.locator("[data-pick=taken]").press("Enter")
        page.get_by_label("Who destroys it").select_option("p-rosa")
        words = ("destroy", "--sealed", "sealed", "--by", "p-rosa")
        dry, _ = both.command(*words)
        shown = both.press("Show what it would do").locator("[data-text]").text_content()
        assert shown == in_desk_words(dry)
        assert read_folder(page, "taken") == files_in(office / "sealed")
        done, _ = both.command(*words, "--write")
        assert both.press("Do it").locator("[data-text]").text_content() == in_desk_words(done)
        assert read_folder(page, "taken") == files_in(office / "sealed") == {}
        assert read_folder(page, "records") == files_in(office / "private")

        both.task("admit")
        page.get_by_label("The reader").select_option("p-lee1")
        page.get_by_label("The public half").fill(str(OTHER.to_public()))
        both.press("Show what it would do")
        both.press("Do it")
        admit = ["--project", "private", "sealing", "admit", "p-lee1", str(OTHER.to_public())]
        assert CliRunner().invoke(main, admit).exit_code == 0
        assert read_folder(page, "records") == files_in(office / "private")
        assert violations(page) == []


@pytest.mark.audit
def test_awards_as_a_zip_are_for_the_public_repository_and_name_a_commit_of_now(
    browser: Browser, address: str, office: Path
) -> None:
    pair = TwoRepositories(office / "clone", office / "private", office / "laid")
    make_toms(pair)
    to_zip = ("--format=zip", "--prefix=c/", "-o", "../public/catalog.zip", "HEAD")
    git(pair.public, "archive", *to_zip)
    (office / "private/office/people/p-lee1.yml").write_text(NO_KEY)
    first, second, third = ("a1" * 20, "b2" * 20, "c3" * 20)
    git_at = {".git/HEAD": b"ref: refs/heads/round-#7\n"}
    branch = ".git/refs/heads/round-#7"

    with at_the_desk(browser, address, office, FOLDERS) as both:
        page = both.page
        warned = page.locator("[data-desk-said]")
        commit_field = page.get_by_label("The commit of the private records")

        def commit_in_git(name: str) -> None:
            fill_folder(page, "records", {branch: name.encode()})

        fill_folder(page, "records", {**git_at, branch: first.encode()})
        both.choose_records()
        both.task("publish")
        expect(commit_field).to_have_value(first)

        # A key is noted, for which nothing public is asked; then it waits for a commit.
        page.locator("[data-catalog]").set_input_files([])
        both.task("admit")
        page.get_by_label("The reader").select_option("p-lee1")
        page.get_by_label("The public half").fill(str(OTHER.to_public()))
        both.press("Show what it would do")
        both.press("Do it")
        expect(page.get_by_text("Commit, then Push")).to_be_visible()
        both.task("publish")
        page.get_by_role("button", name="Show what it would do").press("Enter")
        expect(warned).to_contain_text("Choose the ZIP of the public records first.")
        page.locator("[data-catalog]").set_input_files(office / "public/catalog.zip")
        page.get_by_role("button", name="Show what it would do").press("Enter")
        expect(warned).to_contain_text("Commit and push them")

        commit_in_git(second)
        both.press("Show what it would do")
        expect(commit_field).to_have_value(second)
        commit_in_git(third)
        commit_field.fill(first)
        page.get_by_role("button", name="Show what it would do").press("Enter")
        expect(warned).to_contain_text(f"are at the commit {third}")
        commit_field.fill(third)
        both.press("Show what it would do")
        result = both.press("Do it")
        expect(result).to_contain_text("Unpack it over a clone of that repository")
        expect(result.get_by_text("Commit, then Push")).to_have_count(0)
        with page.expect_download() as saved:
            page.get_by_role("link", name=re.compile("^Save desk-publish")).click()
        with zipfile.ZipFile(saved.value.path()) as made:
            award = "portfolios/tom-berg/awards/active-listening.yml"
            kept = "catalog/riverside-usd/versions/active-listening/1.1.yml"
            assert sorted(made.namelist()) == ["catalog/records.yml", kept, award]
            assert f"records: {third}" in made.read(award).decode()
