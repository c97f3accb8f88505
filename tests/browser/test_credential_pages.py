"""Every page of a micro-credential on a phone: one decides within two screens."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from browsing import COACHING, QUESTIONING, opened
from credfolio.pages.fragments import addresses
from credfolio.records.registry import Registry

pytestmark = pytest.mark.browser

WIDTH, HEIGHT = 390, 844
MEASURED = """
() => {
  const at = (element, edge) => element && element.getBoundingClientRect()[edge] + scrollY;
  const shown = [...document.querySelectorAll('.cf-yours li')].find((one) => !one.hidden);
  const ended = (one) => one.checkVisibility() && one.dataset.until < '2026-11-22';
  return {
    credit: at(shown, 'bottom'),
    parts: at([...document.querySelectorAll('.cf-fold--part')].at(-1), 'bottom'),
    height: document.documentElement.scrollHeight,
    width: document.documentElement.scrollWidth,
    bar: innerHeight - document.querySelector('.cf-footbar').getBoundingClientRect().bottom,
    open: document.querySelectorAll('.cf-record details[open]').length,
    ended: [...document.querySelectorAll('[data-until]')].filter(ended).length,
  };
}
"""
TICKS_APART = """
() => [...document.querySelectorAll('.cf-decide__by .cf-icon')].filter((icon) => {
  const texts = document.createTreeWalker(icon.closest('p'), NodeFilter.SHOW_TEXT);
  texts.currentNode = icon;
  do texts.nextNode(); while (!texts.currentNode.data.trim() || icon.contains(texts.currentNode));
  const word = new Range();
  const begins = texts.currentNode.data.search(/\\S/);
  word.setStart(texts.currentNode, begins);
  word.setEnd(texts.currentNode, begins + 1);
  const [a, b] = [icon, word].map((one) => one.getBoundingClientRect());
  return a.bottom <= b.top || b.bottom <= a.top;
}).length ? ['apart'] : []
"""


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    with opened(browser, viewport={"width": WIDTH, "height": HEIGHT}) as page:
        yield page


def test_on_a_phone_facts_and_parts_take_two_screens_and_the_page_eleven(
    phone: Page, demo: Registry, demo_address: str
) -> None:
    found: dict[str, dict[str, Any]] = {}
    for ref in demo.credentials:
        phone.goto(demo_address + addresses.credential(ref))
        found[ref] = phone.evaluate(MEASURED)
    assert len(found) > 30
    # Definitions that count nowhere today, and drafts without parts, have no such place.
    credits = {ref: one["credit"] for ref, one in found.items() if one["credit"]}
    assert len(credits) > 30
    assert {ref: y for ref, y in credits.items() if y >= HEIGHT} == {}
    parts = {ref: one["parts"] for ref, one in found.items() if one["parts"]}
    assert {ref: y for ref, y in parts.items() if y >= 2 * HEIGHT} == {}
    assert {ref: one["height"] for ref, one in found.items() if one["height"] >= 9_000} == {}
    assert {ref: one for ref, one in found.items() if one["width"] > WIDTH} == {}
    assert {ref: one for ref, one in found.items() if one["bar"] or one["open"]} == {}
    assert {ref: one["ended"] for ref, one in found.items() if one["ended"]} == {}


def test_every_fold_is_open_on_paper_with_and_without_the_script(
    browser: Browser, demo_address: str
) -> None:
    for script in (True, False):
        with opened(browser, java_script_enabled=script) as page:
            page.goto(f"{demo_address}catalog/{QUESTIONING}/")
            if script:
                page.evaluate("dispatchEvent(new Event('beforeprint'))")
            page.emulate_media(media="print")
            heights = page.evaluate(
                "[...document.querySelectorAll('.cf-record details')]"
                ".filter(e => e.checkVisibility())"
                ".map(e => e.lastElementChild.getBoundingClientRect().height)"
            )
            assert len(heights) > 20
            assert all(heights), script


def test_an_address_within_a_part_opens_it(phone: Page, demo_address: str) -> None:
    phone.goto(f"{demo_address}catalog/{QUESTIONING}/#part-3")
    expect(phone.locator("#part-3")).to_be_in_viewport()
    expect(phone.locator("#part-2")).not_to_be_visible()


def test_contents_open_from_the_bar_without_a_script_and_close_with_escape(
    browser: Browser, demo_address: str
) -> None:
    size = {"width": WIDTH, "height": HEIGHT}
    with opened(browser, viewport=size, java_script_enabled=False) as page:
        page.goto(f"{demo_address}catalog/{COACHING}/")
        button = page.get_by_role("button", name="Contents")
        button.focus()
        page.keyboard.press("Enter")
        contents = page.get_by_role("navigation", name="On this page")
        expect(contents).to_be_visible()
        page.keyboard.press("Escape")
        expect(contents).not_to_be_visible()
        expect(button).to_be_focused()


def test_a_chosen_section_is_shown_and_the_contents_close(phone: Page, demo_address: str) -> None:
    phone.goto(f"{demo_address}catalog/{COACHING}/")
    phone.get_by_role("button", name="Contents").click()
    phone.get_by_role("link", name="The method").click()
    expect(phone.locator("#contents")).not_to_be_visible()
    expect(phone.locator("#method h2")).to_be_in_viewport()


def test_on_a_desktop_the_section_at_hand_is_marked_in_the_contents(
    browser: Browser, demo_address: str
) -> None:
    with opened(browser) as page:
        page.goto(f"{demo_address}catalog/{COACHING}/")
        marked = page.locator("#contents [aria-current]")
        for name in ("prepare", "behind", "method"):
            page.locator(f"#{name}").evaluate("e => e.scrollIntoView()")
            expect(marked).to_have_attribute("href", f"#{name}")


def test_a_tick_stands_in_the_line_of_its_word(
    browser: Browser, demo: Registry, demo_address: str
) -> None:
    """However long the line before it: at some width every line ends there."""
    with opened(browser, viewport={"width": 390, "height": HEIGHT}) as page:
        for ref in (COACHING, QUESTIONING):
            page.goto(demo_address + addresses.credential(ref))
            for width in range(320, 560, 8):
                page.set_viewport_size({"width": width, "height": HEIGHT})
                apart = page.evaluate(TICKS_APART)
                assert apart == [], (ref, width)
