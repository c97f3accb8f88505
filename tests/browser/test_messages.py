"""The page of e-mails: what an office types once is in every text, and a text is copied whole."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from browsing import opened
from credfolio.rounds.messages import messages

pytestmark = pytest.mark.browser


def test_what_is_typed_once_is_in_what_is_copied(browser: Browser, demo_address: str) -> None:
    with opened(browser, permissions=["clipboard-read", "clipboard-write"]) as page:
        page.goto(f"{demo_address}messages/")
        page.get_by_text("What the marks stand for").click()
        for name, said in (("name", "Eva Lund"), ("number", "k7qm3-xw9t2"), ("title", "Listening")):
            page.locator(f"[data-fill={name}]").fill(said)
        page.locator("[data-fill=promised]").fill("11 May")
        page.locator("[data-fill=office]").fill("Ida Berg")
        received = page.locator("#received")
        received.get_by_role("button", name="Copy the text").press("Enter")
        expect(received.get_by_role("button", name="Copy the text Copied")).to_be_visible()
        expect(page.locator("[data-said]")).to_have_text("Copied")
        values = {"name": "Eva Lund", "number": "k7qm3-xw9t2", "title": "Listening"}
        values |= {"promised": "11 May", "office": "Ida Berg"}
        (told,) = [one for one in messages() if one.id == "received"]
        expected = "\n\n".join(told.paragraphs).format(**values)
        assert page.evaluate("navigator.clipboard.readText()") == expected
        received.get_by_role("button", name="Copy the subject").press("Enter")
        expect(received.get_by_role("button", name="Copy the subject Copied")).to_be_visible()
        subject = page.evaluate("navigator.clipboard.readText()")
        assert subject == told.subject.format(**values)
        page.locator("[data-fill=name]").fill("")
        expect(received.locator("[data-text]")).to_contain_text("Dear {name},")


def test_without_a_script_the_texts_are_there_to_select(
    browser: Browser, demo_address: str
) -> None:
    with opened(browser, java_script_enabled=False) as page:
        page.goto(f"{demo_address}messages/")
        expect(page.locator(".cf-message")).to_have_count(len(messages()))
        expect(page.locator("#returned")).to_contain_text("does not count as an attempt")
        expect(page.get_by_role("button", name="Copy")).to_have_count(0)
        expect(page.locator("input[data-fill]").first).to_be_hidden()
