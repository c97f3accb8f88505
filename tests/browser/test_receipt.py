"""A sealed letter is read with the receipt, and begins a try in which passed parts are locked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyrage
import pytest
from playwright.sync_api import Browser, Page, expect

from browsing import COTEACHING, OFF, opened
from page_checks import violations
from sealed import sealed

pytestmark = pytest.mark.browser
NUMBER = "k7qm3-xw9t2"
KEY = pyrage.x25519.Identity.generate()
RECEIPT = {
    "credfolio_receipt": 1,
    "number": NUMBER,
    "ref": COTEACHING,
    "title": "Co-teaching in one room",
    "attempt": 1,
    "reply_key": str(KEY),
}
LETTER = {
    "credfolio_letter": 1,
    "number": NUMBER,
    "ref": COTEACHING,
    "title": "Co-teaching in one room",
    "version": "1.0",
    "attempt": 1,
    "outcome": "resubmit",
    "kept_parts": [1],
    "decided_on": "2026-11-29",
    "text": (
        "Co-teaching in one room\n\nSubmitted on 2026-11-02, decided on 2026-11-29.\n\n"
        "Please submit again.\n\nReader A: submit again\n\nReader A: <b>leave</b> more time\n\n"
        "- Part 1: Emerging.\n  To reach Shown: wait.\n- Part 2: Shown.\n"
    ),
}


@pytest.fixture
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    script = getattr(request, "param", "")
    with opened(browser, script, service_workers="block") as page:
        yield page


def put(page: Page, folder: Path, letter: dict[str, Any], key: Any = KEY) -> None:
    """Open the receipt, and then a letter that is sealed for `key`."""
    (folder / "receipt.json").write_text(json.dumps(RECEIPT))
    (folder / "letter.age").write_bytes(sealed(json.dumps(letter).encode(), str(key.to_public())))
    page.get_by_label("1. Open your receipt").set_input_files(folder / "receipt.json")
    expect(page.locator("[data-receipt]")).to_contain_text(f"Receipt {NUMBER}")
    page.get_by_label("2. Open the letter").set_input_files(folder / "letter.age")


def test_the_next_try_keeps_what_passed(page: Page, demo_address: str, tmp_path: Path) -> None:
    page.goto(demo_address + "receipt/")
    put(page, tmp_path, LETTER)
    expect(page.get_by_role("heading", name="Co-teaching in one room")).to_be_focused()
    # What somebody wrote in it is text, whatever it looks like.
    letter = page.locator(".cf-letter")
    expect(letter).to_contain_text("Reader A: <b>leave</b> more time")
    expect(letter).to_contain_text("Submitted on 2 November 2026, decided on 29 November 2026.")
    expect(letter.get_by_role("heading").first).to_have_text("Reader A: submit again")
    expect(letter.get_by_role("listitem")).to_have_count(2)
    expect(page.get_by_text("Co-teaching in one room", exact=True)).to_have_count(1)
    expect(page.get_by_text("Your next try keeps part 1")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("link", name="Begin the next try").click()

    page.wait_for_url(f"**/{COTEACHING}/worksheet/")
    expect(page.get_by_text(f"This is attempt 2, which follows {NUMBER}.")).to_be_visible()
    expect(page.locator("#part-1 [data-passed-before]")).to_be_visible()
    assert page.locator("#part-1 textarea:not([readonly])").count() == 0
    assert page.locator("#part-2 textarea[readonly]").count() == 0
    page.get_by_text(f"The letter about {NUMBER}").click()
    expect(page.locator(".cf-letter")).to_contain_text("Please submit again.")
    assert violations(page) == []
    wait = int(page.locator("[data-wait-days]").get_attribute("data-wait-days"))
    day = date(2026, 11, 29) + timedelta(days=wait)
    expect(page.locator("[data-next]")).to_contain_text(
        f"Send it on {day.day} {day:%B %Y} or later."
    )
    page.get_by_role("button", name="Seal and submit").click()
    expect(page.get_by_text(f"Attempt 2, which follows {NUMBER}.", exact=True)).to_be_visible()
    # Nothing is asked for a part that is kept.
    panel = page.locator(".cf-sealing")
    for asked in ("[name='ai/{}']", "[name^='link/{}/']", "[data-evidence^='{}/']"):
        assert panel.locator(asked.format(1)).count() == 0
    assert panel.locator("[name='ai/2']").count() == 1

    page.get_by_role("button", name="It is no further try").click()
    assert page.locator("textarea[readonly], [data-passed-before], [data-next]").count() == 0
    # The panel was about another try.
    assert panel.count() == 0
    page.get_by_role("button", name="Seal and submit").click()
    expect(panel.locator("[name='ai/1']")).to_be_visible()


def test_a_letter_about_a_pass_says_what_happens_next(
    page: Page, demo_address: str, tmp_path: Path
) -> None:
    page.goto(demo_address + "receipt/")
    put(page, tmp_path, {**LETTER, "outcome": "pass", "kept_parts": []})
    expect(page.get_by_role("heading", name="What happens next")).to_be_visible()
    expect(page.get_by_text("Your award is published if you agreed")).to_be_visible()
    expect(page.get_by_role("link", name="Begin the next try")).to_have_count(0)
    assert violations(page) == []


@pytest.mark.parametrize(
    ("change", "key", "expected"),
    [
        ({}, pyrage.x25519.Identity.generate(), "is not sealed for this receipt"),
        ({"number": "aaaaa-bbbbb"}, KEY, f"about aaaaa-bbbbb, and the receipt about {NUMBER}"),
        ({"credfolio_letter": 2}, KEY, "is no letter of this office"),
        ({"ref": "javascript:alert(1)"}, KEY, "is no letter of this office"),
        ({"kept_parts": ["1"]}, KEY, "is no letter of this office"),
    ],
)
def test_what_is_no_letter_to_this_receipt_is_said(
    page: Page, demo_address: str, tmp_path: Path, change: dict[str, Any], key: Any, expected: str
) -> None:
    page.goto(demo_address + "receipt/")
    put(page, tmp_path, {**LETTER, **change}, key)
    expect(page.get_by_role("alert")).to_contain_text(expected)


@pytest.mark.parametrize("page", [OFF], indirect=True, ids=["storage off"])
def test_a_browser_that_keeps_nothing_says_so(
    page: Page, demo_address: str, tmp_path: Path
) -> None:
    page.goto(demo_address + "receipt/")
    page.get_by_label("2. Open the letter").set_input_files(
        {"name": "x.age", "mimeType": "", "buffer": b"x"}
    )
    expect(page.get_by_role("alert")).to_contain_text("Open the receipt first")
    put(page, tmp_path, LETTER)
    page.get_by_role("link", name="Begin the next try").click()
    expect(page.get_by_role("alert")).to_contain_text("This browser keeps nothing")
    assert page.url.endswith("receipt/")
