"""The page of e-mails: what an office types once is in every text, and a text is copied whole."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from browsing import opened
from credfolio.rounds.messages import messages, places, places_of_lines

pytestmark = pytest.mark.browser

ALLOWED = ["clipboard-read", "clipboard-write"]


def fill(page: Page, **values: str) -> None:
    for name, said in values.items():
        page.locator(f"[data-fill={name}]").fill(said)


def opened_places(page: Page, address: str) -> None:
    page.goto(f"{address}messages/")
    page.get_by_text("What the marks stand for").click()


def test_what_is_typed_once_is_in_what_is_copied(browser: Browser, demo_address: str) -> None:
    with opened(browser, permissions=ALLOWED) as page:
        opened_places(page, demo_address)
        values = {"name": "Eva Lund", "number": "k7qm3-xw9t2", "title": "Listening"}
        values |= {"promised": "11 May", "office": "Ida Berg"}
        fill(page, **values)
        received = page.locator("#received")
        told = received.locator(".cf-message__told")
        received.get_by_role("button", name="Copy the text").press("Enter")
        expect(told).to_have_text("Copied")
        expect(page.locator("[data-said]")).to_have_text("Copied")
        (message,) = [one for one in messages() if one.id == "received"]
        expected = "\n\n".join(message.paragraphs).format(**values)
        assert page.evaluate("navigator.clipboard.readText()") == expected
        received.get_by_role("button", name="Copy the subject").press("Enter")
        expect(told).to_have_text("Copied")  # once, however often it is pressed
        subject = page.evaluate("navigator.clipboard.readText()")
        assert subject == message.subject.format(**values)
        fill(page, name="")
        expect(received.locator("[data-text]")).to_contain_text("Dear {name},")


def test_a_copy_names_the_marks_that_are_left(browser: Browser, demo_address: str) -> None:
    with opened(browser, permissions=ALLOWED) as page:
        opened_places(page, demo_address)
        fill(page, name="Eva Lund", number="k7qm3-xw9t2")
        received = page.locator("#received")
        received.get_by_role("button", name="Copy the text").click()
        left = "Copied. Still to fill in: {title}, {promised}, {office}"
        expect(received.locator(".cf-message__told")).to_have_text(left)
        expect(page.locator("[data-said]")).to_have_text(left)
        # The subject has its number, and nothing else to fill in.
        received.get_by_role("button", name="Copy the subject").click()
        expect(received.locator(".cf-message__told")).to_have_text("Copied")


def test_lines_stay_lines_on_the_page_and_in_the_copy(browser: Browser, demo_address: str) -> None:
    with opened(browser, permissions=ALLOWED) as page:
        opened_places(page, demo_address)
        fill(page, missing="the answer to part 1\nthe file of part 2")
        returned = page.locator("#returned")
        mark = returned.locator("[data-place=missing]")
        assert "the answer to part 1\nthe file of part 2" in mark.inner_text()
        returned.get_by_role("button", name="Copy the text").click()
        expect(returned.locator(".cf-message__told")).to_contain_text("Copied")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert "\n\nthe answer to part 1\nthe file of part 2\n\n" in copied
        fields = page.locator("textarea[data-fill]").evaluate_all(
            "all => all.map(e => e.dataset.fill)"
        )
        assert set(fields) == places_of_lines()


def test_where_the_browser_refuses_the_text_is_selected_and_said(
    browser: Browser, demo_address: str
) -> None:
    refuse = """navigator.clipboard.writeText = () =>
        Promise.reject(new DOMException("no", "NotAllowedError"))"""
    with opened(browser) as page:
        page.add_init_script(refuse)
        page.goto(f"{demo_address}messages/")
        received = page.locator("#received")
        received.get_by_role("button", name="Copy the text").click()
        expect(received.locator(".cf-message__told")).to_contain_text("does not let the page copy")
        expect(page.locator("[data-said]")).to_contain_text("The text is selected")
        selected = page.evaluate("getSelection().toString()")
        assert selected.startswith("Dear {name},")
        assert selected.strip().endswith("{office}")


def test_fields_stand_in_the_order_of_a_round_and_are_emptied_for_the_next_person(
    browser: Browser, demo_address: str
) -> None:
    with opened(browser) as page:
        opened_places(page, demo_address)
        shown = page.locator("[data-fill]").evaluate_all("all => all.map(e => e.dataset.fill)")
        assert shown == [one for one in places() if one != "site"]
        fill(page, name="Eva Lund", missing="part 1")
        page.get_by_role("button", name="Empty the fields").click()
        for name in ("name", "missing"):
            expect(page.locator(f"[data-fill={name}]")).to_have_value("")
        expect(page.locator("#returned [data-text]")).to_contain_text("Dear {name},")
        expect(page.locator("[data-filled]")).to_have_count(0)
        expect(page.locator("[data-said]")).to_have_text("The fields are empty")


def test_without_a_script_the_texts_are_there_to_select(
    browser: Browser, demo_address: str
) -> None:
    with opened(browser, java_script_enabled=False) as page:
        page.goto(f"{demo_address}messages/")
        expect(page.locator(".cf-message")).to_have_count(len(messages()))
        expect(page.locator("#returned")).to_contain_text("does not count as an attempt")
        expect(page.get_by_role("button", name="Copy")).to_have_count(0)
        expect(page.locator("[data-empty]")).to_be_hidden()
        for field in page.locator("[data-fill]").all():
            expect(field).to_be_hidden()
