"""One box for everything, sentences as filters, corrections and nearest misses, in Chromium."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, expect

from page_checks import violations_in_both_schemes
from search_page import answered, count, titles

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 844}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def test_a_slash_on_another_page_opens_one_box_for_everything(page, demo_address) -> None:
    page.goto(demo_address + "about/")
    page.keyboard.press("/")
    box = page.get_by_role("dialog", name="Search").get_by_role("searchbox")
    expect(box).to_be_focused()
    page.keyboard.type("Elena Marsh")
    people = page.get_by_role("region", name="People")
    expect(people.get_by_role("link")).to_have_text(["Elena Marsh"])
    expect(page.get_by_role("status").filter(has_text="result")).to_be_visible()
    assert violations_in_both_schemes(page) == []
    page.keyboard.press("ArrowDown")
    expect(people.get_by_role("link")).to_be_focused()
    page.keyboard.press("Escape")
    expect(box).to_be_focused()
    box.fill("free feedbak")
    expect(page.get_by_role("status").filter(has_text="These contain “feedback”")).to_be_visible()
    page.get_by_role("button", name="Search only for what I typed").click()
    said = page.get_by_role("status").filter(has_text="Read as: Free. Nothing contains “feedbak”.")
    expect(said).to_be_visible()
    page.get_by_role("button", name="Search for these words instead").click()
    catalog = page.get_by_role("dialog").get_by_role("link", name=re.compile("in the catalog"))
    expect(catalog).to_have_attribute("href", re.compile(r"q=free\+feedbak&as=words&as=typed$"))
    suggest = page.get_by_role("dialog").get_by_role("link", name="Suggest it to an issuer")
    expect(suggest).to_have_attribute("href", re.compile(r"\?wanted=free\+feedbak#suggest$"))
    box.fill("")
    page.keyboard.press("Escape")
    expect(box).not_to_be_visible()
    expect(page.locator("[data-search-link]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(box).to_be_focused()


# --- sentences ----------------------------------------------------------------------------------


def test_a_sentence_becomes_chips_that_are_taken_off_or_left_unread(page, demo_address) -> None:
    page.goto(demo_address + "catalog/?q=free+feedback+under+15+hours,+no+video")
    chips = answered(page).get_by_role("group", name="Chosen filters")
    names = [name.split("\n")[0] for name in chips.get_by_role("button").all_inner_texts()]
    assert names == ["Free", "At most 15 hours", "No video", "Search for these words instead"]
    expect(page.get_by_label(re.compile("^Free"))).to_be_checked()
    expect(page.locator("[data-count]")).to_contain_text("“feedback”")
    chips.get_by_role("button", name="Free").click()
    expect(page).to_have_url(re.compile(r"q=feedback\+under\+15\+hours"))
    expect(page.get_by_label(re.compile("^Free"))).not_to_be_checked()
    chips.get_by_role("button", name="Search for these words instead").click()
    expect(page).to_have_url(re.compile("as=words"))
    expect(chips.get_by_role("button")).to_have_text(["Read the sentence as filters"])


def test_where_nothing_fits_the_nearest_say_what_they_have_instead(page, demo_address) -> None:
    page.goto(demo_address + "catalog/?q=free+video+under+10+hours")
    answered(page)
    assert count(page) == 0
    heard = page.locator("[data-also]")
    expect(heard).to_have_text(
        re.compile(
            r"^Read as: Free, Video and At most 10 hours\. (One|\d) that comes? near (is|are) "
        )
    )
    near = page.locator("[data-near] article")
    assert 1 <= near.count() <= 3
    reasons = near.locator(".cf-card__why").all_inner_texts()
    assert all(re.search(r"Data|Student work|Observation|\d h$", one) for one in reasons), reasons
    loosen = page.locator(".cf-loosen").get_by_role("button")
    expect(loosen.filter(has_text="Without At most 10 hours")).to_be_visible()
    expect(page.get_by_role("link", name="Suggest it to an issuer")).to_be_visible()
    loosen.filter(has_text="Without Video").click()
    expect(page).to_have_url(re.compile(r"q=free\+under\+10\+hours"))
    assert count(answered(page)) > 0
    page.go_back()
    page.get_by_role("link", name="Suggest it to an issuer").click()
    expect(page.get_by_label("What you need")).to_have_value("free video under 10 hours")
    issuer = page.locator("#suggest").get_by_role("link", name="Lake Harlow Unified Schools")
    expect(issuer).to_have_attribute("href", re.compile("^mailto:.*free%20video%20under%2010"))
    page.get_by_label("What you need").fill("a & b?")
    expect(issuer).to_have_attribute("href", re.compile(r"missing%3A%20a%20%26%20b%3F&body="))


def test_the_box_of_another_page_keeps_to_the_filters_of_the_catalog(page, demo_address) -> None:
    page.goto(demo_address + "catalog/?issuer=juniper-university&topic=nonsense")
    answered(page)
    page.locator("[data-cards] .cf-card__title a").first.click()
    page.wait_for_url(re.compile(r"catalog/[a-z-]+/[a-z-]+/$"))
    page.keyboard.press("/")
    box = page.get_by_role("dialog", name="Search")
    box.get_by_role("searchbox").fill("feedback")
    chip = box.get_by_role("button", name="Issuer: Juniper State University")
    expect(chip).to_be_visible()
    first = box.get_by_role("region", name="Micro-credentials").get_by_role("link").first
    expect(first).not_to_have_text("Feedback That Moves Learning")
    chip.click()
    expect(chip).to_have_count(0)
    expect(first).to_have_text("Feedback That Moves Learning")


def test_a_correction_is_said_and_undone(page, demo_address) -> None:
    page.goto(demo_address + "catalog/?q=retreival+practise")
    assert titles(answered(page))[0] == "Spaced Retrieval Practice"
    notice = page.locator("[data-notice]")
    expect(notice).to_contain_text("These contain “retrieval”")
    notice.get_by_role("button", name="Search only for what I typed").click()
    expect(page).to_have_url(re.compile("as=typed"))
    expect(notice).to_contain_text("Nothing contains “retreival”; the search went on without.")


def test_places_come_before_cards_that_only_mention_them(page, demo_address) -> None:
    page.goto(demo_address + "catalog/?q=Ridgeline")
    answered(page)
    place = page.get_by_role("region", name="Places").get_by_role("link").first
    expect(place).to_have_text("State of Ridgeline")
    card = page.locator("[data-cards] article").first
    expect(card).to_be_visible()
    page.wait_for_function(
        "([place, card]) => place.getBoundingClientRect().y < card.getBoundingClientRect().y",
        arg=[place.element_handle(), card.element_handle()],
    )
    expect(page.get_by_role("status").filter(has_text="Also found: places")).to_be_attached()
    page.get_by_role("searchbox").focus()
    page.keyboard.press("ArrowDown")
    expect(place).to_be_focused()


ODD = {
    "10,000 letters": "feedback " * 1_111,
    "right to left": "\u202eשלום مرحبا\u2069 feedback",
    "emoji": "👩🏽‍🏫🎥",
    "markup": "<img src=x onerror=alert(1)><b>feedback</b>",
    "one letter": "f",
    "signs": "%00 \\ ( [ * ?",
}


def test_odd_words_are_answered_in_both_boxes_and_never_become_elements(browser, demo_address):
    context = browser.new_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    page = context.new_page()
    said: list[str] = []
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(demo_address + "catalog/")
    for name, words in ODD.items():
        page.goto(f"{demo_address}catalog/?{urlencode({'q': words})}")
        answered(page)
        assert page.locator("[data-results] :is(img[src=x], script)").count() == 0, name
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, name
        # The way on names the words as they were read, and no more of them.
        assert len(page.get_by_role("searchbox").input_value()) <= 200, name
    page.goto(demo_address + "about/")
    page.keyboard.press("/")
    box = page.get_by_role("dialog", name="Search")
    for name, words in ODD.items():
        box.get_by_role("searchbox").fill(words)
        page.wait_for_function(
            "words => new URLSearchParams(document.querySelector('.cf-finder__on a')?.search)"
            ".get('q') === words",
            arg=words[:200],
        )
        expect(box.get_by_role("status")).to_have_text(re.compile(r"result|Nothing fits"))
        assert box.locator(":is(img[src=x], script)").count() == 0, name
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, name
    assert said == []
    context.close()
