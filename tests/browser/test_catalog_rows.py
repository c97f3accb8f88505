"""The catalog on a phone: rows, of which four are on the first screen."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from browsing import QUESTIONING, opened

pytestmark = pytest.mark.browser

HEIGHT = 844
SHIFTS = """
  window.shifts = [];
  new PerformanceObserver((list) => shifts.push(...list.getEntries().map((one) => one.value)))
    .observe({ type: "layout-shift", buffered: true });
"""


@pytest.mark.parametrize("place", ["", "tamarack", "lake-harlow"])
def test_four_whole_rows_are_on_the_first_screen(
    browser: Browser, demo_address: str, place: str
) -> None:
    remembered = f"localStorage.setItem('credfolio-jurisdiction', '{place}')" if place else ""
    with opened(browser, remembered, viewport={"width": 390, "height": HEIGHT}) as page:
        page.goto(f"{demo_address}catalog/")
        rows = page.locator("[data-cards] > article")
        expect(rows.first.get_by_role("button")).to_be_visible()
        fourth = rows.nth(3).bounding_box()
        assert fourth is not None
        assert fourth["y"] + fourth["height"] <= HEIGHT
        # Badge, facts and a round button are what a thumb and an eye need.
        badge = rows.first.locator(".cf-badge").bounding_box()
        button = rows.first.get_by_role("button").bounding_box()
        assert badge is not None
        assert button is not None
        assert badge["width"] == 60
        assert (button["width"], button["height"]) == (44, 44)
        facts = rows.first.locator(".cf-card__facts").inner_text()
        assert "9–12 hours" in facts
        assert ("1 CEU" in facts) == (place == "tamarack")


@pytest.mark.parametrize("place", ["tamarack", "lake-harlow", "ridgeline"])
@pytest.mark.parametrize("path", ["catalog/", f"catalog/{QUESTIONING}/"])
def test_a_remembered_place_moves_nothing(
    browser: Browser, demo_address: str, path: str, place: str
) -> None:
    script = f"localStorage.setItem('credfolio-jurisdiction', '{place}'); {SHIFTS}"
    with opened(browser, script, viewport={"width": 390, "height": HEIGHT}) as page:
        page.goto(demo_address + path, wait_until="networkidle")
        # A word in place of another moves what follows it in its line, and that is all.
        assert page.evaluate("shifts.reduce((sum, one) => sum + one, 0)") < 0.01


def test_badges_far_below_are_loaded_when_a_reader_comes_near(
    browser: Browser, demo_address: str
) -> None:
    with opened(browser, viewport={"width": 390, "height": HEIGHT}) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{demo_address}catalog/", wait_until="networkidle")
        badges = page.locator("[data-cards] > article .cf-badge")
        # How far below is near enough is for the browser.
        assert 4 <= sum(url.endswith("badge.svg") for url in asked) < badges.count()
        last = badges.last
        last.scroll_into_view_if_needed()
        page.wait_for_function("e => e.complete && e.naturalWidth", arg=last.element_handle())


def test_a_row_says_the_whole_credit_to_a_listener(browser: Browser, demo_address: str) -> None:
    with opened(browser, viewport={"width": 390, "height": HEIGHT}) as page:
        page.goto(f"{demo_address}catalog/")
        credit = page.locator("[data-cards] > article").first.get_by_text("Counts in State of")
        assert credit.evaluate("e => e.closest('[aria-hidden]')") is None
        assert page.locator("[data-cards] .cf-card__short").first.get_attribute("aria-hidden")


@pytest.mark.parametrize("width", [390, 1280])
def test_the_hours_of_a_card_stand_apart_from_their_unit(
    browser: Browser, demo_address: str, width: int
) -> None:
    with opened(browser, viewport={"width": width, "height": HEIGHT}) as page:
        for path in ("catalog/", "catalog/?q=questioning"):
            page.goto(demo_address + path)
            cards = page.locator("[data-cards] > article")
            expect(cards.first).to_be_visible()
            if "?" in path:
                expect(page.locator("[data-cards] mark").first).to_be_visible()
            hours = page.locator("[data-cards] .cf-card__facts > li:has(.cf-card__unit)")
            said = [one for one in hours.all_inner_texts() if one]
            assert said
            wrong = [one for one in said if not re.fullmatch(r"[\d.,–]+ hours?", one.strip())]
            assert wrong == []
