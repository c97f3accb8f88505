"""Somebody without an account asks for a change of a page, and the office takes the request."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pyrage
import pytest
from playwright.sync_api import Browser, Page, Route, expect

from browsing import opened
from credfolio.records.reckoned.submission_number import number_of
from credfolio.rounds.archive import Package, RequestPackage, read_package, read_request
from credfolio.rounds.manifest import RequestManifest
from page_checks import violations
from sealed import DEMONSTRATION_KEYS

pytestmark = pytest.mark.browser
HOME = "portfolios/carmen-ibarra-soto/"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with opened(browser, service_workers="block") as page:
        yield page


def ask(page: Page, what: str) -> None:
    page.get_by_label(what).check()
    page.get_by_label("Your name").fill("Carmen Ibarra-Soto")
    page.get_by_label("Where the office can answer you").fill("carmen@lakeharlow.example")
    page.get_by_role("button", name="Make the request").click()
    expect(page.locator("[data-done] h2")).to_be_focused()


def saved(page: Page, link: str) -> tuple[str, bytes]:
    with page.expect_download() as found:
        page.get_by_role("link", name=link).click()
    return found.value.suggested_filename, Path(found.value.path()).read_bytes()


def request_in(found: Package | RequestPackage | str) -> RequestManifest:
    assert isinstance(found, RequestPackage), found
    return found.manifest


def test_from_a_portfolio_to_a_sealed_request_with_a_number_and_a_receipt(
    page: Page, demo_address: str
) -> None:
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url))
    page.goto(demo_address + HOME)
    page.get_by_role("link", name="Ask for a change").click()
    expect(page.get_by_label("Address of the page")).to_have_value(HOME)
    expect(page.get_by_label("Whom you ask")).to_have_value("lake-harlow-schools")
    assert not any("sealing" in url for url in loaded)
    ask(page, "My consent ends")
    name, data = saved(page, ".age")
    number = number_of(data)
    assert name == f"{number}.age"
    expect(page.locator("[data-done]")).to_contain_text("an answer within 10 business days")
    for secret in DEMONSTRATION_KEYS:
        key = pyrage.x25519.Identity.from_str(secret)
        asked = request_in(read_package(io.BytesIO(pyrage.decrypt(data, [key]))))
    assert (asked.what, asked.about, asked.issuer) == ("consent-ends", HOME, "lake-harlow-schools")
    receipt = json.loads(saved(page, "Save the receipt")[1])
    assert (receipt["number"], receipt["business_days"]) == (number, 10)
    assert violations(page) == []
    assert all(url.startswith((demo_address, "blob:")) for url in loaded)


def test_a_request_stays_with_the_office_that_it_was_made_for(
    page: Page, demo_address: str
) -> None:
    held: list[Route] = []
    page.route("**/sealing_worker*.js", lambda route: held.append(route))
    page.goto(f"{demo_address}contribute/request/?about={HOME}&issuer=lake-harlow-schools")
    page.get_by_label("My consent ends").check()
    page.get_by_label("Your name").fill("Carmen Ibarra-Soto")
    page.get_by_label("Where the office can answer you").fill("carmen@lakeharlow.example")
    make = page.get_by_role("button", name="Make the request")
    with page.expect_request("**/sealing_worker*.js"):
        make.click()
    expect(make).to_be_disabled()
    page.get_by_label("Whom you ask").select_option("juniper-university")
    held[0].continue_()
    expect(page.locator("[data-done] h2")).to_be_focused()
    expect(make).to_be_enabled()
    receipt = json.loads(saved(page, "Save the receipt")[1])
    assert receipt["business_days"] == 10


def test_without_an_office_in_the_address_the_reader_chooses_one(
    page: Page, demo_address: str
) -> None:
    page.goto(f"{demo_address}contribute/request/?about={HOME}")
    whom = page.get_by_label("Whom you ask")
    expect(whom).to_have_value("")
    expect(page.locator("[data-sealed]")).to_be_hidden()
    expect(page.locator("[data-unsealed]")).to_be_hidden()
    page.get_by_label("Hide it").check()
    page.get_by_label("Your name").fill("Carmen Ibarra-Soto")
    page.get_by_label("Where the office can answer you").fill("carmen@lakeharlow.example")
    page.get_by_role("button", name="Make the request").click()
    assert not whom.evaluate("one => one.checkValidity()")
    expect(page.locator("[data-done]")).to_be_empty()
    whom.select_option("lake-harlow-schools")
    expect(page.locator("[data-sealed]")).to_be_visible()
    page.get_by_role("button", name="Make the request").click()
    expect(page.locator("[data-done]")).to_contain_text("an answer within 10 business days")
    assert violations(page) == []


def test_an_office_without_keys_gets_a_file_in_clear_and_a_message_to_send(
    page: Page, demo_address: str
) -> None:
    award = f"{demo_address}portfolios/elena-marsh/formative-questioning/transcript/?x=1"
    page.goto(f"{demo_address}contribute/request/?about={award}&issuer=juniper-university")
    expect(page.get_by_text("so your mail provider can read")).to_be_visible()
    page.get_by_label("Address of the page").fill("https://elsewhere.example/about/")
    page.get_by_label("What should be different").fill("Grüße: the school is Ost.")
    page.get_by_label("Correct something").check()
    page.get_by_label("Your name").fill("Elena Marsh")
    page.get_by_label("Where the office can answer you").fill("elena@d.example")
    page.get_by_role("button", name="Make the request").click()
    expect(page.locator("[data-done]")).to_contain_text("no address of a portfolio")
    page.get_by_label("Address of the page").fill("portfolios/elena-marsh/transcript/")
    page.get_by_role("button", name="Make the request").click()
    name, data = saved(page, ".json")
    assert name == f"{number_of(data)}.json"
    asked = request_in(read_request(data))
    assert (asked.about, asked.text) == ("portfolios/elena-marsh/", "Grüße: the school is Ost.")
    mail = page.locator("[data-done] a[href^=mailto]").get_attribute("href") or ""
    assert mail.startswith("mailto:microcredentials@juniperstate.example?subject=Request%20")
