"""``credfolio demo issuer``: what only this computer serves is verified on it, and in no build."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browsing import opened
from credfolio.disk.trial_folder import FOLDER
from credfolio.founding.trial import PAGE
from demo import build, build_once
from serving import Server, free_port
from signed_project import run, signed_project

pytestmark = pytest.mark.browser

VERIFIED = "Verified: signed by the issuer it names, unchanged, and in force on this date."


@pytest.fixture(scope="module")
def tried(shared_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    """A copy of a project with keys of its own, with a trial; and the port of the trial."""
    build_once(shared_folder / "signed", signed_project)
    folder = tmp_path_factory.mktemp("tried") / "project"
    shutil.copytree(shared_folder / "signed" / "project", folder)
    port = free_port()
    run(folder, "demo", "issuer", "--port", port)
    return folder, port


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with opened(browser, viewport={"width": 390, "height": 844}) as page:
        yield page


def test_no_build_has_anything_of_it(
    tried: tuple[Path, int], shared_folder: Path, tmp_path: Path
) -> None:
    with_trial, without = build(tried[0], tmp_path / "site"), shared_folder / "signed" / "site"
    assert contents(with_trial) == contents(without)


def contents(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file()
    }


def test_the_folder_holds_no_key_and_git_ignores_it(tried: tuple[Path, int]) -> None:
    files = contents(tried[0] / FOLDER)
    assert files[".gitignore"] == b"*\n"
    # A private half of this kind is written like this; see `credfolio.badges.signing.keystore`.
    assert [name for name, data in files.items() if re.search(rb"z3u2|PRIVATE", data)] == []


def test_its_badge_is_verified_where_it_is_served_and_nowhere_else(
    tried: tuple[Path, int], tmp_path: Path, page: Page
) -> None:
    project, port = tried
    server = Server(project, tmp_path / "log", port=port)
    try:
        server.wait(lambda: "Verifies" in server.page(PAGE))
        here = f"http://localhost:{port}/credentials/"
        assert f"Serving on {here}" in server.said()
        page.goto(here + PAGE)
        page.get_by_role("button", name="Check it here").click()
        expect(page.get_by_text("1 of 1 genuine")).to_be_visible(timeout=60_000)
        # Its address is of no use to a phone.
        assert page.get_by_text("Keep it in your wallet").count() == 0

        page.get_by_role("link", name="Check it step by step").click()
        assert answer(page) == VERIFIED
        expect(page.locator("main")).not_to_contain_text("You opened it elsewhere")

        # The same files under another name of this computer are not at the issuer's address.
        other = here.replace("localhost", "127.0.0.1")
        page.goto(f"{other}verify/?credential={other}{PAGE}credential.json")
        assert answer(page).startswith("Cannot tell")
    finally:
        server.end()


def answer(page: Page) -> str:
    page.get_by_role("button", name="Check", exact=True).click()
    headline = page.locator("#verdict")
    expect(headline).not_to_have_text("The answer", timeout=60_000)
    return headline.inner_text()
