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


def open_sheet(page: Page) -> None:
    page.get_by_role("button", name="Share", exact=True).click()
    page.get_by_text("On your own website").wait_for()


def test_keys_go_into_the_sheet_and_back(page: Page, demo_address: str) -> None:
    page.goto(demo_address + PORTFOLIO)
    expect(page.locator(":focus")).to_have_count(0)
    button = page.get_by_role("button", name="Share", exact=True)
    button.press("Enter")
    expect(page.get_by_role("dialog").get_by_role("button", name="Close")).to_be_focused()
    page.keyboard.press("Escape")
    expect(button).to_be_focused()


def test_the_embed_code_follows_the_choice_and_shows_alone(page: Page, demo_address: str) -> None:
    page.goto(demo_address + AWARD)
    open_sheet(page)
    page.get_by_text("On your own website").click()
    page.get_by_role("dialog").get_by_label("What").select_option("card")
    page.get_by_label("Colors").select_option("dark")
    code = page.get_by_label("HTML").input_value()
    assert "#1a222b" in code
    assert f"{HERE}{AWARD}" in code
    page.get_by_role("button", name="Copy the HTML").click()
    expect(page.get_by_text("Copied.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == code


def test_the_signature_is_copied_as_html_and_as_text(page: Page, demo_address: str) -> None:
    page.goto(demo_address + PORTFOLIO)
    open_sheet(page)
    page.get_by_text("E-mail signature").click()
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
    open_sheet(page)
    page.get_by_text("Networks and e-mail").click()
    page.get_by_text("Share on Mastodon").click()
    field = page.get_by_label("Your Mastodon server")
    field.fill("not a server")
    page.locator(".cf-sharebox__server button").click()
    expect(page.get_by_text("Write the server's name")).to_be_visible()


@pytest.mark.parametrize("size", [(390, 844), (1280, 900)])
@pytest.mark.parametrize("path", [PORTFOLIO, AWARD])
def test_the_sheet_moves_nothing_and_gives_the_focus_back(
    page: Page, demo_address: str, path: str, size: tuple[int, int]
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(demo_address + path)
    # On phones the award's button is below the first screen, so it is reached first.
    button = page.get_by_role("button", name="Share", exact=True)
    button.focus()
    places = """() => [...document.querySelectorAll('#content :is(h1, h2, img)')]
      .filter(e => !e.closest('.cf-shareout'))
      .map(e => [e.getBoundingClientRect().x, e.getBoundingClientRect().y])"""
    before = page.evaluate(places)
    button.press("Enter")
    sheet = page.get_by_role("dialog", name="Share this")
    expect(sheet).to_be_visible()
    page.get_by_text("On your own website").wait_for()
    assert page.evaluate(places) == before
    box = sheet.bounding_box()
    assert box
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= size[1] + 1
    sheet.get_by_role("link").first.focus()
    page.keyboard.press("Escape")
    expect(sheet).not_to_be_visible()
    expect(button).to_be_focused()


def test_the_devices_own_sheet_is_offered_where_there_is_one(
    browser: Browser, demo_address: str
) -> None:
    context = browser.new_context()
    context.add_init_script(
        """window.sent = [];
        navigator.canShare = () => true;
        navigator.share = async (data) => { sent.push(data.url); };"""
    )
    page = context.new_page()
    page.goto(demo_address + PORTFOLIO)
    open_sheet(page)
    page.get_by_role("button", name="Send it").click()
    assert page.evaluate("sent") == [f"{HERE}{PORTFOLIO}"]
    context.close()


def test_an_address_that_the_browser_does_not_copy_is_selected(
    browser: Browser, demo_address: str
) -> None:
    context = browser.new_context()
    context.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error())")
    page = context.new_page()
    page.goto(demo_address + PORTFOLIO)
    open_sheet(page)
    button = page.get_by_role("button", name="Copy address")
    before = button.bounding_box()
    button.click()
    expect(page.locator("[data-copied]")).to_have_text("Not copied: copy the selected address.")
    selected = page.evaluate("getSelection().toString()").replace("\n", "")
    assert selected == f"{HERE}{PORTFOLIO}".removeprefix("https://")
    after = button.bounding_box()
    assert before is not None
    assert after is not None
    assert before["height"] == after["height"]
    context.close()


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


def test_a_portfolio_is_a_resume_of_one_sheet(page: Page, demo, demo_address: str) -> None:
    for educator in demo.listed_educators:
        sheets = printed(page, f"{demo_address}portfolios/{educator.id}/")
        assert len(sheets) == 1, educator.id
    (whole,) = printed(page, demo_address + PORTFOLIO)
    for said in ("Amara Okafor-Lind", "Spaced Retrieval Practice", "Hours and credits"):
        assert said in whole
    assert "Copy address" not in whole
    assert "Check this portfolio" not in whole
    assert "tamarack.example/credentials" in whole.replace("\n", "")


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_an_award_is_a_certificate_across_one_sheet(
    page: Page, demo_address: str, paper: str
) -> None:
    page.goto(demo_address + AWARD)
    sheets = PdfReader(io.BytesIO(page.pdf(format=paper))).pages
    assert len(sheets) == 1
    assert sheets[0].mediabox.width > sheets[0].mediabox.height
    text = sheets[0].extract_text()
    for said in ("earned", "Formative Questioning", "5 December 2025", "Halloran Deakes"):
        assert said in text
    assert "Share" not in text


def test_a_certificate_says_that_the_award_was_revoked(
    page: Page, demo_site: Path, demo_address: str
) -> None:
    (revoked, *_) = (
        p.parent.relative_to(demo_site).as_posix()
        for p in (demo_site / "portfolios").glob("*/*/index.html")
        if "cf-state--revoked" in p.read_text(encoding="utf-8")
    )
    (sheet,) = printed(page, f"{demo_address}{revoked}/")
    assert "Revoked" in sheet


def test_a_transcript_is_one_sheet_and_one_more_for_each_other_place(
    page: Page, demo, demo_address: str
) -> None:
    for educator in demo.listed_educators:
        sheets = printed(page, f"{demo_address}portfolios/{educator.id}/transcript/")
        others = page.locator(".cf-tr__others:not([hidden]) > section").count()
        assert len(sheets) == 1 + others, educator.id
    # A day may take two lines.
    whole = " ".join(" ".join(printed(page, f"{demo_address}{PORTFOLIO}transcript/")).split())
    for said in ("Co-Teaching in One Room", "13 December 2024", "16.0", "Sum of the rows above"):
        assert said in whole
