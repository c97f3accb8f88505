"""Rooms to begin in: resources with filters, and the way to check a badge from every page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from browsing import opened
from credfolio.pages.fragments.resources import recommended_resources
from credfolio.records.registry import Registry

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with opened(browser) as page:
        yield page


def test_resources_are_filtered_by_kind_cost_time_and_words(
    page: Page, demo: Registry, demo_address: str
) -> None:
    every = [entry.resource for entry in recommended_resources(demo.credentials.values())]
    page.goto(f"{demo_address}resources/")
    shown = page.locator("[data-resource]:visible")
    assert shown.count() == len(every)
    free = [one for one in every if one.free]
    page.get_by_label(f"Free {len(free)}").check()
    expect(shown).to_have_count(len(free))
    short = [one for one in free if one.minutes and one.minutes <= 20]
    page.get_by_label("At most 20 minutes").check()
    expect(shown).to_have_count(len(short))
    videos = [one for one in short if one.kind == "video"]
    assert 0 < len(videos) < len(short)
    page.get_by_label("Kind").select_option("video")
    expect(shown).to_have_count(len(videos))
    expect(page.locator("[data-said]")).to_contain_text(f"{len(videos)} resource")
    page.reload()
    expect(shown).to_have_count(len(videos))
    page.get_by_role("button", name="Show all").click()
    page.get_by_label("Search the resources").fill(every[0].title)
    expect(page.locator("[data-said]")).to_contain_text("fit")
    expect(page.get_by_role("link", name=every[0].title).first).to_be_visible()


def test_a_badge_is_checked_from_every_page_and_only_the_plan_lights_the_plan(
    page: Page, demo_address: str
) -> None:
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 844})
        for at in ("", "compare/", "plan/", "portfolios/"):
            page.goto(demo_address + at)
            check = page.get_by_role("banner").get_by_role("link", name="Check a badge")
            expect(check).to_be_visible()
            lit = page.get_by_role("navigation", name="Main").locator("[aria-current]")
            assert lit.all_inner_texts() != ["Plan"] or at == "plan/"
    check.click()
    expect(page).to_have_url(f"{demo_address}verify/")
