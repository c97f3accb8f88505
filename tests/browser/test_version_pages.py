"""The page of a kept version: what differs is seen by key, on paper, and without color."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from page_checks import violations

pytestmark = pytest.mark.browser

VERSION = "catalog/open-classroom-alliance/formative-questioning/versions/2.1/"
CORRECTED = "catalog/open-classroom-alliance/feedback-that-moves-learning/versions/2.2/"


@pytest.fixture(scope="module")
def page(browser: Browser) -> Page:
    context = browser.new_context(viewport={"width": 320, "height": 640}, reduced_motion="reduce")
    return context.new_page()


def test_the_neighbors_of_a_version_are_reached_by_key(page: Page, demo_address: str) -> None:
    page.goto(demo_address + VERSION)
    for _ in range(60):
        page.keyboard.press("Tab")
        at = page.evaluate("document.activeElement.getAttribute('href') ?? ''")
        if at.endswith("versions/2.0/"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/versions/2.0/")


@pytest.mark.parametrize("address", [VERSION, CORRECTED])
def test_what_was_changed_is_marked_by_more_than_color_also_on_paper(
    page: Page, demo_address: str, address: str
) -> None:
    page.goto(demo_address + address)
    for media in ("screen", "print"):
        page.emulate_media(media=media)
        for name, line in (("del", "line-through"), ("ins", "underline")):
            one = page.locator(f".cf-changes {name}").first
            assert one.is_visible()
            assert line in one.evaluate("e => getComputedStyle(e).textDecorationLine")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.emulate_media(media="screen")


def test_everything_on_the_page_of_a_version_is_in_a_landmark(
    page: Page, demo_address: str
) -> None:
    page.goto(demo_address + CORRECTED)
    assert violations(page, ("region",)) == []
