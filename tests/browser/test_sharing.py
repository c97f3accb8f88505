"""The share panel, and what stands on paper."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

pytestmark = pytest.mark.browser

PORTFOLIO = "portfolios/amara-okafor-lind/"
AWARD = f"{PORTFOLIO}formative-questioning-2025/"
HERE = "https://tamarack.example/credentials/"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    yield context.new_page()
    context.close()


def open_panel(page: Page) -> None:
    page.locator("details.cf-sharebox > summary").click()
    page.get_by_text("Put it on a website").wait_for()


def test_the_embed_code_follows_the_choice_and_shows_alone(page: Page, demo_address: str) -> None:
    page.goto(demo_address + AWARD)
    open_panel(page)
    page.get_by_text("Put it on a website").click()
    page.get_by_label("What").select_option("card")
    page.get_by_label("Colors").select_option("dark")
    code = page.get_by_label("HTML").input_value()
    assert "#1a222b" in code
    assert f"{HERE}{AWARD}" in code
    page.get_by_role("button", name="Copy the HTML").click()
    expect(page.get_by_text("Copied.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == code


def test_the_signature_is_copied_as_html_and_as_text(page: Page, demo_address: str) -> None:
    page.goto(demo_address + PORTFOLIO)
    open_panel(page)
    page.get_by_text("Put it under your e-mails").click()
    page.get_by_role("button", name="Copy the signature").click()
    expect(page.get_by_text("Copied.")).to_be_visible()
    kinds = page.evaluate(
        """async () => {
          const [item] = await navigator.clipboard.read();
          const text = async (type) => (await item.getType(type)).text();
          return [await text("text/html"), await text("text/plain")];
        }"""
    )
    assert f'href="{HERE}{PORTFOLIO}"' in kinds[0]
    assert kinds[1].startswith("Amara Okafor-Lind\n")
    assert kinds[1].endswith(f"{HERE}{PORTFOLIO}")


def test_mastodon_asks_for_the_server(page: Page, demo_address: str) -> None:
    page.goto(demo_address + PORTFOLIO)
    open_panel(page)
    page.get_by_text("Share on Mastodon").click()
    field = page.get_by_label("Your Mastodon server")
    field.fill("not a server")
    page.locator(".cf-sharebox__server button").click()
    expect(page.get_by_text("Write the server's name")).to_be_visible()


def test_the_panel_closes_with_escape_and_gives_the_focus_back(
    page: Page, demo_address: str
) -> None:
    page.goto(demo_address + PORTFOLIO)
    open_panel(page)
    page.get_by_role("link", name="Bluesky").focus()
    page.keyboard.press("Escape")
    expect(page.locator("details.cf-sharebox")).not_to_have_attribute("open", "")
    expect(page.locator("details.cf-sharebox > summary")).to_be_focused()


def test_a_revoked_award_is_not_put_into_a_profile(demo_site: Path) -> None:
    pages = list((demo_site / "portfolios").glob("*/*/index.html"))
    revoked = [p for p in pages if "cf-state--revoked" in p.read_text(encoding="utf-8")]
    assert revoked
    for file in revoked:
        assert "linkedin.com/profile/add" not in file.read_text(encoding="utf-8")
    assert "linkedin.com/profile/add" in (demo_site / AWARD / "index.html").read_text("utf-8")


def test_programs_find_the_embed_file(demo_site: Path) -> None:
    for at in (PORTFOLIO, AWARD):
        html = (demo_site / at / "index.html").read_text(encoding="utf-8")
        assert 'type="application/json+oembed"' in html
        document = json.loads((demo_site / at / "oembed.json").read_text(encoding="utf-8"))
        assert document["version"] == "1.0"
        assert document["type"] == "rich"
        assert document["html"] in document["credfolio"]["snippets"].values()
        assert (demo_site / document["thumbnail_url"].removeprefix(HERE)).is_file()


# --- paper ----------------------------------------------------------------------------------


def printed(page: Page, address: str) -> list[str]:
    page.goto(address)
    reader = PdfReader(io.BytesIO(page.pdf(format="Letter")))
    return [sheet.extract_text() for sheet in reader.pages]


def test_a_portfolio_is_a_resume_of_two_sheets(page: Page, demo_address: str) -> None:
    sheets = printed(page, demo_address + PORTFOLIO)
    assert len(sheets) <= 2
    whole = "\n".join(sheets)
    for said in ("Amara Okafor-Lind", "Pinned", "Badges", "Hours and credits"):
        assert said in whole
    assert "Copy address" not in whole
    assert "tamarack.example/credentials" in whole.replace("\n", "")


def test_the_first_sheet_of_an_award_is_a_certificate(page: Page, demo_address: str) -> None:
    first = printed(page, demo_address + AWARD)[0]
    for said in ("earned", "Formative Questioning", "5 December 2025", "Halloran Deakes"):
        assert said in first


def test_a_transcript_lists_every_award(page: Page, demo_address: str) -> None:
    whole = "\n".join(printed(page, f"{demo_address}{PORTFOLIO}transcript/"))
    for said in ("Co-Teaching in One Room", "13 December 2024", "16 salary hours", "Credit in all"):
        assert said in whole
