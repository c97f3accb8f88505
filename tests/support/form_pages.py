"""What tests of the forms in the browser share: opening one, and going to one of its steps."""

from __future__ import annotations

from playwright.sync_api import Page, expect


def ready(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator("[data-builder]")).to_have_attribute("aria-busy", "false")


def step(page: Page, words: str) -> None:
    page.get_by_role("navigation", name="Steps of the form").get_by_text(words).click()
