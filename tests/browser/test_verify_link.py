"""A link to the verify page, or an older badge: nobody is asked before the reader says so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Page, expect

import badge_site
from badge_site import BASE, LIST, good
from hostile_badges import chunk, png
from other_forms import OLD, hashed, old_badge, old_documents
from rarer_forms import presentation
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


def test_the_address_of_a_site_gives_a_row_for_each_badge(desk) -> None:
    home = "https://other.example/site/"
    revoked = badge_site.badges()["revoked"]
    subject = badge_site.credential("x")["credentialSubject"]
    name = {"type": "IdentityObject", "hashed": False, "identityType": "name"}
    subject["identifier"] = [{**name, "identityHash": "Robin Lee"}]
    named = badge_site.signed(badge_site.credential("x", credentialSubject=subject))
    desk.publish(
        {
            **badge_site.documents(),
            home: b"\xef\xbb\xbf<!doctype html><title>Site</title>",
            f"{home}sitemap.xml": f"<loc>{home}portfolios/robin/</loc>".encode(),
            f"{home}portfolios/robin/transcript.json": presentation(named, revoked),
        }
    )
    assert desk.open(home).summary.startswith("A list of badges")
    rows = desk.page.locator("[data-badges] li")
    assert [row.get_attribute("data-verdict") for row in rows.all()] == ["verified", "ended"]
    assert rows.first.inner_text().startswith("Active listening (Robin Lee): Verified")
    assert rows.last.inner_text().endswith("Do not accept it. Ask the issuer for the reason.")


# --- badges of Open Badges 2.0 -------------------------------------------------------------------

PARTS = [f"{OLD}a.json", f"{OLD}b.json", f"{OLD}i.json"]


def test_the_host_of_an_older_badge_is_named_and_asked_on_a_press(desk) -> None:
    badge = old_badge(recipient=hashed("sha256"))
    desk.publish(old_documents(badge))
    desk.enter()
    answer = desk.check(badge)
    assert answer.summary.startswith("Not answered yet")
    assert (answer.verdict, desk.asked) == ("unknown", [])
    answer = desk.ask("old.example")
    assert answer.summary.startswith("Verified: its issuer publishes exactly this")
    assert desk.asked == PARTS
    assert focused(desk.page).startswith("Verified")
    expect(desk.page.get_by_role("button", name="Ask old.example")).to_be_hidden()
    for address, verdict in (
        ("tom@school.example", "unknown"),
        ("robin@school.example", "verified"),
    ):
        desk.page.get_by_label("The holder's e-mail address").fill(address)
        desk.page.keyboard.press("Enter")
        desk.page.locator(f"[data-report][data-verdict={verdict}]").wait_for()
    assert desk.read().step("subject")["code"] == "matched"
    assert desk.asked == PARTS
    desk.check(good())  # the next badge begins from nothing
    assert desk.page.get_by_label("The holder's e-mail address").input_value() == ""


def test_an_older_badge_by_its_address_is_asked_at_once_and_elsewhere_on_a_press(desk) -> None:
    badge = old_badge()
    desk.publish(old_documents(badge))
    assert desk.open(f"{OLD}a.json").verdict == "verified"
    copy = "https://copies.example/a.json"
    desk.publish({**old_documents(badge), copy: badge})
    assert desk.open(copy).summary.startswith("Not answered yet")
    assert desk.asked == [copy]
    assert desk.ask("old.example").verdict == "verified"
    desk.enter()
    desk.publish(old_documents(badge))
    desk.check(png(chunk(b"tEXt", f"openbadges\0{OLD}a.json".encode())), "badge.png")
    assert desk.asked == []
    assert desk.ask("old.example").verdict == "verified"


def test_where_a_host_lets_no_page_read_it_the_command_is_given(desk) -> None:
    address = f"{OLD}a.json?v=2_0"
    badge = old_badge(id=address)
    desk.publish({**old_documents(badge), address: badge})
    desk.headers = {"access-control-allow-origin": "https://old.example"}
    desk.enter()
    desk.check(badge)
    blocked = desk.page.locator("[data-blocked]")
    expect(blocked).to_be_hidden()
    assert desk.ask("old.example").verdict == "unknown"
    expect(blocked).to_be_visible()
    assert blocked.locator("a").get_attribute("href") == address
    assert blocked.locator("code").inner_text() == f'credfolio verify --online "{address}"'
    desk.check(good())  # the host of an issuer forbids it, too
    expect(blocked.locator("a")).to_have_attribute("href", good()["id"])


def test_an_older_badge_inside_the_house_is_not_asked_for(desk) -> None:
    for host in ("192.168.1.1", "printer.local", "localhost"):
        desk.enter()
        answer = desk.check(old_badge(id=f"https://{host}/a.json"))
        assert answer.code in ("not-found-here", "bad-address"), host
        assert desk.page.locator("[data-host]").is_hidden()
    assert desk.asked == []
