"""One press checks all badges of a portfolio in the browser; nothing is asked of others before."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from browsing import opened
from page_checks import violations_in_both_schemes

pytestmark = pytest.mark.browser

AMARA = "portfolios/amara-okafor-lind/"
AWARD = f"{AMARA}formative-questioning-2025/"
WORTHLESS = "Signed with a demonstration key: worth nothing"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with opened(browser, viewport={"width": 390, "height": 844}) as page:
        yield page


def press(page: Page, name: str = "Check this portfolio") -> None:
    page.get_by_role("button", name=name).click()
    expect(page.get_by_text("Checked in your browser")).to_be_visible(timeout=60_000)


def test_the_verifier_is_loaded_on_the_press_and_no_other_host_is_asked(
    page: Page, demo_address: str
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(demo_address + AMARA, wait_until="networkidle")
    assert not any("/verify" in url for url in asked)
    before = len(asked)
    press(page)
    assert any(url.endswith("credential.json") for url in asked[before:])
    assert {urlsplit(url).netloc for url in asked} == {urlsplit(demo_address).netloc}

    # A demonstration's key proves nothing, and the box does not say that it does.
    said = page.get_by_role("status").filter(has_text=WORTHLESS)
    expect(said).to_be_visible()
    assert "genuine" not in page.locator(".cf-check").inner_text()
    assert page.locator(".cf-okay[data-mark=unknown]").count() == 9
    page.get_by_text("What was checked").click()
    lines = page.locator("[data-check-what] li").all_inner_texts()
    assert len({line.split(":")[0] for line in lines}) == len(lines) == 9
    again = [line.split(":")[0] for line in lines if line.startswith("Formative Questioning")]
    assert [bool(re.fullmatch(r"[^,]+, \w+ 20\d\d", one)) for one in again] == [True, True], again
    expect(page.get_by_role("button", name="Check again")).to_be_enabled()
    assert violations_in_both_schemes(page) == []


def test_the_open_sheet_has_no_fault(page: Page, demo_address: str) -> None:
    for path in (AMARA, AWARD):
        page.goto(demo_address + path)
        page.get_by_role("button", name="Share", exact=True).click()
        page.get_by_text("On your own website").wait_for()
        page.evaluate("for (const e of document.querySelectorAll('#share details')) e.open = true")
        assert violations_in_both_schemes(page) == []


def test_a_changed_badge_is_named_and_the_answer_is_no(page: Page, demo_address: str) -> None:
    def changed(route: Route) -> None:
        document = route.fetch().json()
        document["name"] = "Something grander"
        route.fulfill(body=json.dumps(document), content_type="application/json")

    page.route("**/co-teaching-in-one-room/credential.json", changed)
    page.goto(demo_address + AMARA)
    press(page)
    box = page.locator(".cf-check")
    assert box.get_attribute("data-state") == "no"
    expect(box.get_by_role("status")).to_contain_text("Co-Teaching in One Room: Not genuine")
    marked = page.locator(".cf-award", has_text="Co-Teaching").locator(".cf-okay")
    expect(marked).to_have_attribute("data-mark", "no")
    expect(marked).to_contain_text("not accepted")


def test_a_transcript_checks_each_award_once_and_marks_every_row(
    page: Page, demo_address: str
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{demo_address}{AMARA}transcript/", wait_until="networkidle")
    assert not any("/verify" in url for url in asked)
    press(page, "Check all")
    read = [url for url in asked if url.endswith("credential.json")]
    assert len(read) == len(set(read)) == 9
    assert {urlsplit(url).netloc for url in asked} == {urlsplit(demo_address).netloc}
    marks = page.locator(".cf-tr__mark:visible .cf-okay[data-mark=unknown]")
    assert marks.count() == page.locator(".cf-tr__mark:visible > a").count() > 9
    assert violations_in_both_schemes(page) == []


def test_without_a_connection_nothing_is_called_genuine(page: Page, demo_address: str) -> None:
    page.goto(demo_address + AWARD)
    page.route("**/credential.json", lambda route: route.abort())
    press(page, "Check it here")
    box = page.locator(".cf-check")
    assert box.get_attribute("data-state") == "unknown"
    expect(box.get_by_role("status")).to_contain_text("0 of 1 genuine, 1 could not be checked")


def test_a_verifier_that_does_not_load_says_so(page: Page, demo_address: str) -> None:
    page.route("**/verify-box.js", lambda route: route.abort())
    page.goto(demo_address + AMARA)
    page.get_by_role("button", name="Check this portfolio").click()
    expect(page.get_by_role("status").first).to_contain_text("could not be loaded")


@pytest.mark.parametrize("path", [f"{AMARA}transcript/", AWARD])
def test_a_sheet_says_the_same_before_and_after_a_check(
    path: str, page: Page, demo_address: str
) -> None:
    def on_paper() -> tuple[str, int]:
        page.emulate_media(media="print")
        marks = sum(one.is_visible() for one in page.locator(".cf-tr__mark > a > .cf-icon").all())
        said = page.locator("main").inner_text()
        page.emulate_media(media="screen")
        return said, marks

    page.goto(demo_address + path)
    before = on_paper()
    button = "Check all" if "transcript" in path else "Check it here"
    press(page, button)
    assert page.locator(".cf-okay").first.is_visible()
    assert not page.locator(".cf-tr__mark > a > .cf-icon").first.is_visible()
    assert on_paper() == before


def test_the_proof_of_a_check_is_one_sheet(page: Page, demo_address: str) -> None:
    page.goto(demo_address + AMARA)
    page.evaluate("window.print = () => {}")
    press(page)
    page.get_by_role("button", name="Print proof").click()
    page.emulate_media(media="print")
    expect(page.get_by_text(WORTHLESS, exact=True)).to_be_visible()
    expect(page.locator(".cf-paper svg")).to_be_visible()
    expect(page.locator("#skills")).to_be_hidden()
