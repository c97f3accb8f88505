"""A link to the verify page: nobody is asked before the reader says so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Page

import badge_site
from badge_site import BASE, LIST, good
from verify_desk import VerifyDesk

pytestmark = pytest.mark.browser

DID = f"{BASE}issuers/riverside/did.json"


@pytest.fixture
def desk(browser: Browser, demo_address: str) -> Iterator[VerifyDesk]:
    desk = VerifyDesk(browser, demo_address, datetime(2026, 6, 1, tzinfo=UTC))
    yield desk
    desk.context.close()
    assert desk.noise == []


def test_a_link_names_the_host_and_asks_nobody_before_the_reader_says_so(desk) -> None:
    address = f"{BASE}portfolios/robin/active-listening/credential.json"
    desk.publish({**badge_site.documents(), address: good()})
    said = desk.follow(address)
    assert said == "Press “Check”. Your browser then asks badges.example for this badge."
    assert focused(desk.page) == "Check"
    desk.page.wait_for_load_state("networkidle")
    assert desk.asked == []
    desk.page.keyboard.press("Enter")
    assert desk.read().verdict == "verified"
    assert desk.asked == [address, DID, LIST]


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.innerText.trim()"))
