"""What counts, for the reader's own place and day."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

CREDENTIAL = "catalog/open-classroom-alliance/formative-questioning/"


@pytest.fixture
def page(browser: Browser):
    context = browser.new_context()
    yield context.new_page()
    context.close()


def test_the_place_is_chosen_once_and_used_everywhere(page: Page, demo_address: str) -> None:
    page.goto(demo_address + CREDENTIAL)
    says = page.locator("[data-place-says]")
    expect(says).to_have_text("")
    page.get_by_label("Where you work").select_option(label="State of Ridgeline")
    expect(says).to_contain_text("In State of Ridgeline it counts 8 clock hours today.")
    page.reload()
    expect(says).to_contain_text("8 clock hours")
    page.goto(demo_address + "catalog/open-classroom-alliance/")
    card = page.locator('[data-ref="open-classroom-alliance/formative-questioning"]')
    expect(card.locator("[data-credits]")).to_have_text("8 clock hours in State of Ridgeline")
    page.goto(demo_address + "jurisdictions/ridgeline/")
    page.get_by_role("button", name="Forget that I work here").click()
    page.get_by_role("button", name="This is where I work").wait_for()
    page.goto(demo_address + "catalog/open-classroom-alliance/")
    expect(card.locator("[data-credits]")).to_have_text(
        "Counts in State of Tamarack and 2 more places"
    )


def test_the_place_holds_on_the_same_page_and_in_other_tabs(page: Page, demo_address: str) -> None:
    page.goto(demo_address + CREDENTIAL)
    other = page.context.new_page()
    other.goto(demo_address + "catalog/open-classroom-alliance/")
    page.get_by_label("Where you work").select_option("ridgeline")
    card = '[data-ref="{}"] [data-credits]'
    near = card.format("juniper-university/mathematical-discourse")
    expect(page.locator("#related").locator(near)).to_contain_text("State of Tamarack")
    mine = card.format("open-classroom-alliance/formative-questioning")
    expect(other.locator(mine)).to_have_text("8 clock hours in State of Ridgeline")
    other.goto(demo_address + CREDENTIAL)
    other.get_by_label("Where you work").select_option("tamarack")
    expect(page.get_by_label("Where you work")).to_have_value("tamarack")


def test_the_card_shows_the_readers_place_first_and_keeps_its_height(
    page: Page, demo_address: str
) -> None:
    page.goto(demo_address + CREDENTIAL)
    card = page.locator(".cf-yours")
    before = card.bounding_box()
    assert card.get_by_role("listitem").all_inner_texts() == [
        "1 CEU in State of Tamarack",
        "8 clock hours in State of Ridgeline",
        "10 salary hours in Lake Harlow Unified Schools",
    ]
    page.get_by_label("Where you work").select_option("lake-harlow")
    expect(card.locator("dt")).to_contain_text("Counts where you work")
    assert card.get_by_role("listitem").all_inner_texts() == [
        "10 salary hours in Lake Harlow Unified Schools",
        "1 CEU in State of Tamarack",
        "8 clock hours in State of Ridgeline",
    ]
    after = card.bounding_box()
    assert before is not None
    assert after is not None
    assert after["height"] == before["height"]


def test_a_district_lies_in_a_state(page: Page, demo_address: str) -> None:
    page.goto(demo_address + CREDENTIAL)
    page.get_by_label("Where you work").select_option("lake-harlow")
    says = page.locator("[data-place-says]")
    expect(says).to_contain_text("In Lake Harlow Unified Schools it counts 10 salary hours")
    expect(says).to_contain_text("In State of Tamarack it counts 1 CEU today.")


def test_what_ends_after_the_build_goes_into_its_fold(page: Page, demo_address: str) -> None:
    given = page.locator("#counts li", has_text="until 30 June 2027")
    ended = page.locator("summary", has_text="Incentives that have ended")
    for moment, is_over in (("2027-06-30T12:00:00", False), ("2031-01-01T12:00:00", True)):
        page.clock.set_fixed_time(moment)
        page.goto(demo_address + CREDENTIAL)
        expect(given.first).to_be_visible(visible=not is_over)
        expect(ended).to_be_visible(visible=is_over)
    ended.click()
    expect(given.get_by_text("has ended").last).to_be_visible()


def test_a_jurisdictions_list_is_filtered(page: Page, demo_address: str) -> None:
    page.goto(demo_address + "jurisdictions/tamarack/")
    rows = page.locator("[data-counting] tbody tr")
    every = rows.count()
    page.get_by_label("Category").select_option("Literacy")
    literacy = page.locator("[data-counting] tbody tr:visible").count()
    assert 0 < literacy < every
    expect(page.locator("[data-counting-said]")).to_have_text(f"{literacy} of {every} shown")
    page.get_by_label("Find").fill("no such thing at all")
    expect(page.locator("[data-counting-said]")).to_have_text(f"0 of {every} shown")


def test_without_storage_it_says_so_and_still_answers(browser: Browser, demo_address: str) -> None:
    context = browser.new_context()
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no') }})"
    )
    page = context.new_page()
    page.goto(demo_address + CREDENTIAL)
    page.get_by_label("Where you work").select_option("tamarack")
    says = page.locator("[data-place-says]")
    expect(says).to_contain_text("In State of Tamarack it counts 1 CEU today.")
    expect(says).to_contain_text("keeps nothing")
    context.close()
