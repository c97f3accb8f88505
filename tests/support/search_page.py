"""What a test reads off the catalog's page when the search has answered."""

from __future__ import annotations

from playwright.sync_api import Page


def answered(page: Page) -> Page:
    """The page when its answer is there."""
    page.wait_for_selector("body:not([data-searching]) .cf-shows b:not(:empty)")
    return page


def count(page: Page) -> int:
    said = page.locator("[data-count]").inner_text()
    return 0 if said.startswith("No ") else int(said.split()[0].replace(",", ""))


def titles(page: Page) -> list[str]:
    # Of cards far below the window nothing is laid out, and so no inner text is there.
    return page.locator("[data-cards] .cf-card__title").all_text_contents()
