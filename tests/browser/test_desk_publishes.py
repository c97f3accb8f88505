"""The desk publishes, destroys, and notes readers' keys, as the commands do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser

from credfolio.cli import main
from desk_office import OTHER, at_the_desk, lay_office
from desk_pages import FOLDERS, files_in, fill_folder, read_folder, site_with_desk
from page_checks import violations
from pairs import TwoRepositories, make_toms
from proposals import commit, git

pytestmark = pytest.mark.browser


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
    no_key = "name: Lee Osei\naccount: lee-o\nassesses: {trained_on: 2024-08-20}\n"
    (office / "private/office/people/p-lee1.yml").write_text(no_key)
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
        assert both.press("Show what it would do").locator("[data-text]").text_content() == dry
        assert read_folder(page, "taken") == files_in(office / "sealed")
        done, _ = both.command(*words, "--write")
        assert both.press("Do it").locator("[data-text]").text_content() == done
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
